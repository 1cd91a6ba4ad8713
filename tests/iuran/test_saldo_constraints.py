"""What an opening list, its rows and its bills must never be, each by its name."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from iuran.models import BarisSaldoAwal, SaldoAwal, Tagihan
from tests.factories import PenggunaFactory, bayar, sumber, terdaftar

JAN = date(2026, 1, 1)


def ditolak(nama: str):
    return pytest.raises(IntegrityError, match=nama)


@pytest.fixture
def saldo(db):
    return SaldoAwal.objects.create(
        berkas="x", nama_berkas="x", sha256="0" * 64, oleh=PenggunaFactory(), status="diperiksa"
    )


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("saldo_status_sah", {"status": "entah"}),
        ("saldo_gagal_menyebut_sebab", {"status": "gagal"}),
        ("saldo_diterapkan_ada_penerap", {"status": "diterapkan"}),
    ],
)
def test_list(saldo, nama, kolom):
    with ditolak(nama), transaction.atomic():
        SaldoAwal.objects.filter(pk=saldo.pk).update(**kolom)


def test_list_is_not_applied_by_its_uploader(saldo):
    with ditolak("saldo_diterapkan_orang_lain"), transaction.atomic():
        SaldoAwal.objects.filter(pk=saldo.pk).update(
            status="diterapkan", diterapkan_oleh=saldo.oleh, diterapkan_pada=timezone.now()
        )


@pytest.mark.parametrize("status", ["dibaca", "diperiksa"])
def test_one_file_waits_once(saldo, status):
    with ditolak("saldo_berkas_sekali_menunggu"), transaction.atomic():
        SaldoAwal.objects.create(
            berkas="y", nama_berkas="y", sha256=saldo.sha256, oleh=saldo.oleh, status=status
        )


LENGKAP = {
    "nomor": 2,
    "vonis": "baru",
    "dipilih": True,
    "nik": "3374015502850001",
    "kpj": "26000000001",
    "nomor_sk": "463/1",
    "pekerjaan": "tukang_becak",
    "bulan_awal": JAN,
    "jumlah_bulan": 12,
}


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("baris_saldo_vonis_sah", {"vonis": "entah", "dipilih": False}),
        ("baris_saldo_dipilih_bila_boleh", {"vonis": "galat"}),
        ("baris_saldo_dipilih_bila_boleh", {"vonis": "sama"}),
        ("baris_saldo_dipilih_bila_boleh", {"vonis": "ubah"}),
        *[
            ("baris_saldo_dipilih_bila_lengkap", {kolom: kosong})
            for kolom, kosong in (
                ("nik", ""),
                ("kpj", ""),
                ("nomor_sk", ""),
                ("pekerjaan", ""),
                ("bulan_awal", None),
                ("jumlah_bulan", None),
                ("sumber", None),
            )
        ],
    ],
)
def test_row(saldo, nama, kolom):
    with ditolak(nama), transaction.atomic():
        BarisSaldoAwal.objects.create(
            **{"saldo": saldo, "sumber": sumber("APBD"), **LENGKAP, **kolom}
        )


def test_row_number_stands_once(saldo):
    isi = {"saldo": saldo, "sumber": sumber("APBD"), **LENGKAP}
    BarisSaldoAwal.objects.create(**isi)

    with ditolak("baris_saldo_sekali"), transaction.atomic():
        BarisSaldoAwal.objects.create(**isi)


@pytest.mark.parametrize("status", ["disusun", "diterbitkan", "dibatalkan"])
def test_opening_bill_is_paid(saldo, status):
    with ditolak("tagihan_saldo_awal_lunas"), transaction.atomic():
        Tagihan.objects.create(
            nomor="SALDO-1",
            sumber=sumber("APBD"),
            bulan=JAN,
            jumlah_orang=1,
            total=16_800,
            status=status,
            alasan_batal="x",
            saldo_awal=saldo,
            disusun_oleh=saldo.oleh,
            diterbitkan_oleh=PenggunaFactory(),
            tanggal=JAN,
        )


def test_a_bill_does_not_become_an_opening_one(saldo):
    terdaftar()
    tagihan = bayar(JAN, JAN).daftar_alokasi.get().tagihan

    with pytest.raises(Exception, match="Cannot update rows"), transaction.atomic():
        Tagihan.objects.filter(pk=tagihan.pk).update(saldo_awal=saldo)
