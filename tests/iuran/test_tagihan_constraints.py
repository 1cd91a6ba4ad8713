"""What a bill and its payment must never be or become, each by its name."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from iuran.models import Iuran, Pembayaran, Tagihan
from iuran.tagihan.actions import susun_tagihan
from tests.factories import PenggunaFactory, bayar, iuran, sumber, terdaftar

JAN = date(2026, 1, 1)
TETAP = {
    "nomor": "TG-LAIN",
    "bulan": date(2026, 2, 1),
    "ke": 7,
    "jumlah_orang": 9,
    "total": 1,
}


@pytest.fixture
def tagihan(db, admin):
    terdaftar(jumlah=2)
    return susun_tagihan(sumber("APBD"), JAN, oleh=admin)


def ditolak(nama: str):
    return pytest.raises(IntegrityError, match=nama)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("tagihan_sekali_sebulan", {"ke": 1}),
        ("tagihan_nomor", {"nomor": "TG-2026-01-APBD-1"}),
        ("tagihan_bulan_tanggal_satu", {"bulan": date(2026, 1, 2)}),
        ("tagihan_tidak_kosong", {"jumlah_orang": 0}),
        ("tagihan_tidak_kosong", {"total": 0}),
        ("tagihan_status_sah", {"status": "entah"}),
        ("tagihan_terbit_ada_penerbit", {"status": "diterbitkan"}),
        ("tagihan_terbit_ada_penerbit", {"status": "dibayar"}),
        ("tagihan_batal_beralasan", {"status": "dibatalkan"}),
    ],
)
def test_bill(tagihan, nama, kolom):
    isi = {
        "nomor": "TG-2026-01-APBD-2",
        "sumber": tagihan.sumber,
        "bulan": JAN,
        "ke": 2,
        "jumlah_orang": 1,
        "total": 16_800,
        "disusun_oleh": tagihan.disusun_oleh,
    }

    with ditolak(nama), transaction.atomic():
        Tagihan.objects.create(**isi | kolom)


def test_bill_is_issued_by_somebody_else(tagihan):
    with ditolak("tagihan_diterbitkan_orang_lain"), transaction.atomic():
        Tagihan.objects.update(diterbitkan_oleh=tagihan.disusun_oleh)


def test_a_cancelled_number_of_the_month_may_be_followed(tagihan, admin):
    Tagihan.objects.update(status="dibatalkan", alasan_batal="x")
    Iuran.objects.filter(tagihan=tagihan).update(tagihan=None)

    assert susun_tagihan(tagihan.sumber, JAN, oleh=admin).ke == 2


@pytest.mark.parametrize("kolom", TETAP)
def test_sums_of_a_bill_stay(tagihan, kolom):
    with pytest.raises(DatabaseError, match="tagihan"), transaction.atomic():
        Tagihan.objects.update(**{kolom: TETAP[kolom]})


@pytest.mark.parametrize(
    ("dari", "ke"),
    [
        ("disusun", "dibayar"),
        ("diterbitkan", "disusun"),
        ("dibayar", "diterbitkan"),
        ("dibayar", "dibatalkan"),
        ("dibatalkan", "disusun"),
    ],
)
def test_a_bulk_update_follows_the_order_of_states(tagihan, dari, ke):
    jalan = {
        "disusun": [],
        "diterbitkan": ["diterbitkan"],
        "dibayar": ["diterbitkan", "dibayar"],
        "dibatalkan": ["dibatalkan"],
    }
    Tagihan.objects.update(diterbitkan_oleh=PenggunaFactory(), alasan_batal="x")
    for status in jalan[dari]:
        Tagihan.objects.update(status=status)

    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Tagihan.objects.update(status=ke)


def test_bills_are_never_deleted(tagihan):
    Iuran.objects.filter(tagihan=tagihan).update(tagihan=None)

    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        tagihan.delete()


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("pembayaran_tagihan_id", {}),
        ("pembayaran_positif", {"nominal": 0}),
        ("pembayaran_bernomor", {"nomor_sp2d": "  "}),
        ("pembayaran_nomor_sp2d", {"nomor_sp2d": "SP2D/LAMA"}),
    ],
)
def test_payment(tagihan, nama, kolom):
    terdaftar(mulai=date(2026, 3, 1), jumlah=1)
    lama = bayar(date(2026, 3, 1), date(2026, 3, 9)).tagihan
    isi = {
        "tagihan": lama if nama == "pembayaran_tagihan_id" else tagihan,
        "nomor_sp2d": "SP2D/X",
        "tanggal": JAN,
        "nominal": 1,
        "oleh": tagihan.disusun_oleh,
    }
    if nama == "pembayaran_nomor_sp2d":
        kolom = {"nomor_sp2d": Pembayaran.objects.get().nomor_sp2d}

    with ditolak(nama), transaction.atomic():
        Pembayaran.objects.create(**isi | kolom)


@pytest.mark.parametrize(
    "perintah",
    [lambda baris: baris.update(nominal=5), lambda baris: baris._raw_delete("default")],
    ids=["ubah", "hapus"],
)
def test_payments_are_never_changed_or_deleted(tagihan, perintah):
    bukti = Pembayaran.objects.filter(pk=bayar(date(2026, 2, 1), date(2026, 2, 9)).pk)

    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        perintah(bukti)


@pytest.mark.parametrize("kolom", ["tagihan", "pembayaran"])
def test_a_paid_row_keeps_its_bill_and_payment(tagihan, kolom):
    bayar(date(2026, 2, 1), date(2026, 2, 9))

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Iuran.objects.filter(bulan=date(2026, 2, 1)).update(**{kolom: None})


def test_a_paid_row_may_be_reversed(tagihan):
    bayar(date(2026, 2, 1), date(2026, 2, 9))
    asli = Iuran.objects.get(bulan=date(2026, 2, 1))

    Iuran.objects.filter(pk=asli.pk).update(hidup=False, alasan_mati="Dibalik.")
    balik = iuran(
        asli.bantuan,
        asli.bulan,
        jkk=-10_000,
        jkm=-6_800,
        jenis="pembalik",
        membalik=asli,
        hidup=False,
        alasan_mati="Pembalik.",
    )

    assert balik.jkk + asli.jkk == 0
