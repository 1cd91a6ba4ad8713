"""A verifier decides extensions: four eyes, who changed meanwhile, and taking it back."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa, Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from tests.factories import PenggunaFactory
from tests.verifikasi.lanjut import (
    DASAR,
    KEPALA,
    PADA,
    baris_dari,
    berakhir_juni,
    nyatakan,
    setujui,
    siapkan_juli,
)
from verifikasi.actions.pernyataan import tarik_pernyataan
from verifikasi.actions.putus_perpanjangan import cabut_putusan, tolak_lanjut
from verifikasi.actions.sk_perpanjangan import susun_sk
from verifikasi.models import BarisPerpanjangan, Pernyataan

JAM = datetime(2026, 6, 10, 9, tzinfo=WIB)


def siap(admin, **lain):
    """Somebody prepared and attested to."""
    orang = berakhir_juni(**lain)
    nyatakan(orang)
    return orang, siapkan_juli(admin)


def test_approving_many_with_one_basis(admin, verifikator):
    orang = [berakhir_juni() for _ in range(3)]
    nyatakan(*orang)
    perpanjangan = siapkan_juli(admin)

    hasil = setujui(perpanjangan, oleh=verifikator)

    assert hasil == (3, [])
    assert {(b.keputusan, b.dasar, b.diputus_oleh) for b in perpanjangan.daftar_baris.all()} == {
        ("disetujui", DASAR, verifikator)
    }
    assert setujui(perpanjangan, oleh=verifikator) == (0, [])


def meninggal(orang, admin):
    bukti = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474/1"}
    catat_peristiwa(orang, JenisPeristiwa.MENINGGAL, PADA, **bukti, oleh=admin, pada=PADA)


def tua(orang, admin):
    Peserta.objects.filter(pk=orang.pk).update(tanggal_lahir=date(1961, 1, 1))


def pindah(orang, admin):
    bukti = {"bukti_jenis": "surat_pindah", "bukti_nomor": "475/1"}
    catat_peristiwa(orang, JenisPeristiwa.PINDAH, PADA, **bukti, oleh=admin, pada=PADA)


def ditarik(orang, admin):
    satu = Pernyataan.objects.get(peserta=orang)
    tarik_pernyataan(satu, alasan="Salah orang", oleh=admin, pada=JAM, hari=PADA)


@pytest.mark.parametrize(
    ("kejadian", "sebab"),
    [
        (meninggal, "Meninggal dunia"),
        (tua, "Usianya di atas batas pada bulan pertama"),
        (pindah, "Sudah berhenti dari program"),
        (ditarik, "Belum ada pernyataan masih bekerja"),
    ],
)
def test_who_changed_between_look_and_decision_is_named_and_waits(
    admin, verifikator, kejadian, sebab
):
    orang, perpanjangan = siap(admin, nama="Mbah Karto")
    lain = berakhir_juni()
    kejadian(orang, admin)

    hasil = setujui(perpanjangan, oleh=verifikator)

    assert (hasil.jumlah, [(t.nama, t.sebab) for t in hasil.tinggal]) == (
        0, [("Mbah Karto", sebab)]
    )  # fmt: skip
    assert baris_dari(orang).keputusan == "menunggu"
    assert not BarisPerpanjangan.objects.filter(peserta=lain).exists()


def test_attestation_that_expires_before_the_decision(admin, verifikator):
    orang, perpanjangan = siap(admin)

    hasil = setujui(perpanjangan, oleh=verifikator, pada=PADA + timedelta(days=61))

    assert [t.sebab for t in hasil.tinggal] == ["Pernyataannya sudah lewat masa berlakunya"]
    assert baris_dari(orang).vonis == "pernyataan"


def test_basis_and_reason_are_needed(admin, verifikator):
    _, perpanjangan = siap(admin)
    semua = perpanjangan.daftar_baris.all()

    with pytest.raises(AturanDilanggarError, match="Tulis dasar persetujuannya"):
        setujui(perpanjangan, oleh=verifikator, dasar=" ")
    with pytest.raises(AturanDilanggarError, match="Tulis alasannya"):
        tolak_lanjut(perpanjangan, semua, alasan="", oleh=verifikator, pada=JAM)


def penyunting(orang, verifikator):
    Peserta.objects.filter(pk=orang.pk).update(penyunting=[verifikator.pk])


def pencatat(orang, verifikator):
    nyatakan(orang, oleh=verifikator, pada=PADA - timedelta(days=1))
    Pernyataan.objects.filter(peserta=orang).exclude(dicatat_oleh=verifikator)


@pytest.mark.parametrize("jadi", ["penyunting", "penyiap", "pencatat"])
def test_own_people_are_left_to_another_verifier(admin, verifikator, jadi):
    orang = berakhir_juni()
    nyatakan(orang, oleh=verifikator if jadi == "pencatat" else None)
    perpanjangan = siapkan_juli(verifikator if jadi == "penyiap" else admin)
    if jadi == "penyunting":
        penyunting(orang, verifikator)

    hasil = setujui(perpanjangan, oleh=verifikator)
    ditolak = tolak_lanjut(
        perpanjangan, perpanjangan.daftar_baris.all(), alasan="x", oleh=verifikator, pada=JAM
    )

    assert (hasil.jumlah, ditolak.jumlah) == (0, 0)
    assert "verifikator lain" in hasil.tinggal[0].sebab
    putuskan = {"keputusan": "disetujui", "dasar": "x", "diputus_oleh": verifikator}
    with pytest.raises(InternalError, match="lanjut_orang_lain"), transaction.atomic():
        perpanjangan.daftar_baris.update(**putuskan, diputus_pada=JAM)


def test_refused_people_are_left_out_of_the_decree(admin, verifikator):
    orang, perpanjangan = siap(admin)

    hasil = tolak_lanjut(
        perpanjangan, perpanjangan.daftar_baris.all(), alasan="Usaha pindah ke luar kota",
        oleh=verifikator, pada=JAM,
    )  # fmt: skip

    assert hasil.jumlah == 1
    assert baris_dari(orang).keputusan == "tidak"
    with pytest.raises(AturanDilanggarError, match="Belum ada orang yang disetujui"):
        susun_sk(perpanjangan, KEPALA, oleh=admin, pada=PADA)


def test_another_verifier_takes_a_decision_back_until_the_draft(admin, verifikator):
    orang, perpanjangan = siap(admin)
    setujui(perpanjangan, oleh=verifikator)
    lain, semua = PenggunaFactory(), perpanjangan.daftar_baris.all()

    with pytest.raises(AturanDilanggarError, match="putusan sendiri dicabut verifikator lain"):
        cabut_putusan(perpanjangan, semua, alasan="Keliru", oleh=verifikator, hari=PADA)
    assert cabut_putusan(perpanjangan, semua, alasan="Keliru", oleh=lain, hari=PADA) == 1

    baris = baris_dari(orang)
    assert (baris.keputusan, baris.cabut_oleh, baris.alasan_cabut) == ("menunggu", lain, "Keliru")
    with connection.cursor() as kursor:
        kursor.execute("SELECT keputusan, dasar FROM verifikasi_barisperpanjanganevent")
        assert kursor.fetchall() == [("disetujui", DASAR)]
    setujui(perpanjangan, oleh=verifikator)
    susun_sk(perpanjangan, KEPALA, oleh=admin, pada=PADA)
    with pytest.raises(AturanDilanggarError, match="dikeluarkan dahulu dari draf"):
        cabut_putusan(perpanjangan, semua, alasan="Keliru", oleh=lain, hari=PADA)


def test_database_wants_an_attestation_and_a_basis(admin, verifikator):
    orang = berakhir_juni()
    perpanjangan = siapkan_juli(admin)
    isi = {"keputusan": "disetujui", "diputus_oleh": verifikator, "diputus_pada": JAM}

    for lain, nama in (({"dasar": "x"}, "lanjut_disetujui_dinyatakan"),):
        with pytest.raises(IntegrityError, match=nama), transaction.atomic():
            perpanjangan.daftar_baris.update(**isi, **lain)
    nyatakan(orang)
    with pytest.raises(IntegrityError, match="lanjut_putusan_lengkap"), transaction.atomic():
        perpanjangan.daftar_baris.update(**isi, dasar=" ")


@pytest.mark.parametrize("jumlah", [1, 3])
def test_approving_costs_the_same_for_one_as_for_many(
    admin, verifikator, django_assert_num_queries, jumlah
):
    nyatakan(*[berakhir_juni() for _ in range(jumlah)])
    perpanjangan = siapkan_juli(admin)

    with django_assert_num_queries(21):
        setujui(perpanjangan, oleh=verifikator)
