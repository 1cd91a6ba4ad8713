"""Attestations: one or many, twice, contrary, withdrawn; on a phone, by kelurahan."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import PesertaFactory
from tests.verifikasi.lanjut import PADA, baris_dari, berakhir_juni, siapkan_juli
from verifikasi.actions.pernyataan import (
    IsiPernyataan,
    catat_banyak,
    catat_pernyataan,
    tarik_pernyataan,
)
from verifikasi.models import Pernyataan

JAM = datetime(2026, 6, 10, 9, tzinfo=WIB)
RT = IsiPernyataan(PADA, "rt", "Pak Slamet")
SAKIT = RT._replace(sakit=True, catatan="Stroke sejak Mei")
ALAMAT = "/verifikasi/pernyataan/"


def test_many_at_once_and_twice_changes_nothing(petugas, admin):
    orang = [berakhir_juni() for _ in range(2)]
    perpanjangan = siapkan_juli(admin)
    pks = [o.pk for o in orang]

    assert catat_banyak(pks, RT, oleh=petugas, pada=PADA) == (2, [])
    assert catat_banyak(pks, RT, oleh=petugas, pada=PADA) == (0, [])

    assert {b.sebab for b in perpanjangan.daftar_baris.all()} == {"ikut"}
    assert Pernyataan.objects.count() == 2


def test_contrary_answer_is_not_overwritten_by_a_tick(petugas, admin):
    orang = berakhir_juni(nama="Mbah Karto")
    siapkan_juli(admin)
    catat_pernyataan(orang, SAKIT, oleh=admin, pada=PADA)

    hasil = catat_banyak([orang.pk], RT, oleh=petugas, pada=PADA)

    assert hasil.dicatat == 0
    assert hasil.dilewati[0][0] == "Mbah Karto"
    assert "sedang sakit" in hasil.dilewati[0][1]
    assert baris_dari(orang).sebab == "sakit"


def test_who_is_enrolled_no_more_is_named(petugas):
    orang = berakhir_juni()
    Peserta.objects.update(status="berhenti")

    assert catat_banyak([orang.pk], RT, oleh=petugas, pada=PADA) == (
        0,
        [("Siti Aminah", "berhenti")],
    )
    with pytest.raises(AturanDilanggarError, match="Statusnya berhenti"):
        catat_pernyataan(orang, RT, oleh=petugas, pada=PADA)


def test_people_of_another_kelurahan_are_out_of_reach(petugas):
    orang = berakhir_juni()
    petugas.wilayah = ["33.74.02"]

    assert catat_banyak([orang.pk], RT, oleh=petugas, pada=PADA) == (0, [])


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (RT._replace(tanggal=PADA + timedelta(days=1)), "tidak boleh setelah hari ini"),
        (RT._replace(tanggal=PADA - timedelta(days=61)), "berlaku 60 hari"),
        (RT._replace(nama=" "), "Tulis nama yang menyatakan"),
        (SAKIT._replace(catatan=""), "Tulis keterangannya"),
        (RT._replace(bekerja=False), "Tulis keterangannya"),
    ],
)
def test_attestation_that_does_not_count_is_refused(petugas, isi, kalimat):
    orang = berakhir_juni()

    with pytest.raises(AturanDilanggarError, match=kalimat):
        catat_pernyataan(orang, isi, oleh=petugas, pada=PADA)
    with pytest.raises(AturanDilanggarError, match=kalimat):
        catat_banyak([orang.pk], isi, oleh=petugas, pada=PADA)


def test_the_newest_one_counts(petugas, admin):
    orang = berakhir_juni()
    siapkan_juli(admin)
    catat_pernyataan(orang, SAKIT, oleh=petugas, pada=PADA)
    assert baris_dari(orang).sebab == "sakit"

    catat_pernyataan(orang, RT, oleh=petugas, pada=PADA)
    assert baris_dari(orang).sebab == "ikut"
    with pytest.raises(BentrokError, match="sudah dicatat"):
        catat_pernyataan(orang, RT, oleh=petugas, pada=PADA)


def test_another_officer_withdraws_a_wrong_one(petugas, admin):
    orang = berakhir_juni()
    siapkan_juli(admin)
    satu = catat_pernyataan(orang, RT, oleh=petugas, pada=PADA)
    isi = {"pada": JAM, "hari": PADA}

    with pytest.raises(AturanDilanggarError, match="rekan lain yang menariknya"):
        tarik_pernyataan(satu, alasan="Keliru", oleh=petugas, **isi)
    with pytest.raises(AturanDilanggarError, match="Tulis alasannya"):
        tarik_pernyataan(satu, alasan=" ", oleh=admin, **isi)
    tarik_pernyataan(satu, alasan="Salah orang", oleh=admin, **isi)
    with pytest.raises(BentrokError, match="sudah ditarik"):
        tarik_pernyataan(satu, alasan="Lagi", oleh=admin, **isi)

    assert baris_dari(orang).sebab == "belum"
    assert Pernyataan.objects.get().alasan_tarik == "Salah orang"


def pernyataan(petugas, **lain):
    isi = {"tanggal": date(2026, 6, 1), "pihak": "sendiri", "bekerja": True, "sakit": False}
    return Pernyataan.objects.create(peserta=PesertaFactory(), dicatat_oleh=petugas, **isi | lain)


@pytest.mark.parametrize(
    ("lain", "nama"),
    [
        ({"pihak": "rt"}, "pernyataan_bernama"),
        ({"pihak": "entah", "nama": "x"}, "pernyataan_pihak_sah"),
        ({"sakit": True}, "pernyataan_bercatatan"),
        ({"tanggal": date(2999, 1, 1)}, "pernyataan_tidak_di_depan"),
        ({"pindaian": "a.jpg"}, "pernyataan_pindaian_sah"),
        ({"alasan_tarik": "x"}, "pernyataan_tarik_lengkap"),
    ],
)
def test_database_refuses(petugas, lain, nama):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        pernyataan(petugas, **lain)


def test_database_keeps_what_was_said(petugas, admin):
    satu = pernyataan(petugas)
    semua = Pernyataan.objects.filter(pk=satu.pk)
    tarik = {"ditarik_pada": JAM, "alasan_tarik": "x"}

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        semua.update(sakit=True)
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        semua.delete()
    with pytest.raises(IntegrityError, match="ditarik_orang_lain"), transaction.atomic():
        semua.update(ditarik_oleh=petugas, **tarik)
    with pytest.raises(IntegrityError, match="pernyataan_sekali"), transaction.atomic():
        Pernyataan.objects.create(
            peserta=satu.peserta, tanggal=satu.tanggal, pihak="sendiri", bekerja=True, sakit=False,
            dicatat_oleh=admin,
        )  # fmt: skip
    assert semua.update(ditarik_oleh=admin, **tarik) == 1
