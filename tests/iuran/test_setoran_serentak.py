"""Killed, delivered twice, two at once: slips and lists are written whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from iuran.daftar_setoran.pilih import ambil_baris
from iuran.daftar_setoran.terapkan import minta_terapkan, terapkan_setoran
from iuran.daftar_setoran.terima import KepalaSetoran, unggah_setoran
from iuran.models import (
    BarisSetoran,
    DaftarSetoran,
    Iuran,
    Pembayaran,
    RiwayatJanji,
    SlipPenyumbang,
)
from iuran.setoran.actions.slip import catat_slip
from pijar.models import StatusTugas, Tugas
from tests.factories import JanjiFactory, sumber
from tests.iuran.setoran import AGUSTUS, HARI, KEPALA, baris, daftar, slip, unggah
from tests.iuran.susunan import berkas, jalankan
from tests.iuran.test_setoran import KINI
from tests.keamanan.serentak import ditolak, serentak
from tests.peserta.test_impor_terbunuh import bunuh_saat, kerjakan_lagi

BANYAK = 9_000  # long enough to be caught in the middle
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def janji(db):
    sumber("ASN")
    return JanjiFactory()


@pytest.mark.lambat
def test_terbunuh_saat_menulis_lalu_dibaca_utuh(admin, admin_client, janji):
    isi = [
        baris(janji, nik=f"3374021502{n:06}", kpj=f"777{n:08}", nama=f"ASING {n}")
        for n in range(BANYAK)
    ]
    satu = unggah(admin, *isi)

    bunuh_saat(satu.tugas, "INSERT INTO iuran_barissetoran")

    satu.refresh_from_db()
    assert (satu.status, satu.berlaku) == ("dibaca", False)
    assert not BarisSetoran.objects.exists()
    assert kerjakan_lagi(satu.tugas) == StatusTugas.SELESAI
    assert satu.daftar_baris.count() == BANYAK + 1


@pytest.mark.lambat
def test_terbunuh_saat_mencatat_tidak_meninggalkan_bulan(admin, admin_client, janji):
    semua = [janji, *(JanjiFactory(penyumbang=janji.penyumbang) for _ in range(400))]
    satu = daftar(admin, *map(baris, semua))
    tugas = minta_terapkan(satu.pk, oleh=admin)

    bunuh_saat(tugas, "INSERT INTO iuran_iuran", tahan="iuran_iuran")

    assert not Pembayaran.objects.exists()
    assert not Iuran.objects.exists()
    assert kerjakan_lagi(tugas) == StatusTugas.SELESAI
    assert Iuran.objects.lunas().count() == len(semua)
    assert Pembayaran.objects.count() == 1


def test_dua_klik_satu_daftar(admin, janji):
    isi = berkas(KEPALA, baris(janji)).read()  # one file: a workbook names the second it was made
    kepala = KepalaSetoran(AGUSTUS, HARI)

    hasil = serentak(
        *[lambda: unggah_setoran(SimpleUploadedFile("d.xlsx", isi), kepala, oleh=admin)[0]] * 2
    )

    assert hasil[0] == hasil[1]
    assert DaftarSetoran.objects.count() == Tugas.objects.count() == 1


def test_dua_admin_mencatat_daftar_sekali(admin, admin2, janji):
    satu = daftar(admin, baris(janji))

    hasil = serentak(
        lambda: terapkan_setoran(satu.pk, oleh=admin, pada=KINI),
        lambda: terapkan_setoran(satu.pk, oleh=admin2, pada=KINI),
    )

    assert sorted(hasil) == [0, 1]
    assert Pembayaran.objects.count() == Iuran.objects.count() == 1


def test_dua_admin_mengambil_baris_sekali(admin, admin2, janji):
    akhir = JanjiFactory(tempo=3)
    satu = daftar(admin, baris(akhir))
    pk = satu.daftar_baris.get(janji=akhir).pk

    hasil = serentak(
        lambda: ambil_baris(satu.pk, pk, oleh=admin, pada=KINI),
        lambda: ambil_baris(satu.pk, pk, oleh=admin2, pada=KINI),
    )

    assert "sudah diambil admin lain" in str(ditolak(hasil)[0])
    assert RiwayatJanji.objects.count() == 1


def test_slip_yang_sama_dua_kali_serentak_satu_pembayaran(admin, admin2, janji):
    isi = slip(janji)
    hasil = serentak(*(lambda o=o: catat_slip(isi, oleh=o, pada=HARI) for o in (admin, admin2)))
    assert hasil[0] == hasil[1]
    assert SlipPenyumbang.objects.count() == Iuran.objects.count() == 1


def test_dua_slip_untuk_bulan_yang_sama_satu_ditolak(admin, admin2, janji):
    hasil = serentak(
        lambda: catat_slip(slip(janji), oleh=admin, pada=HARI),
        lambda: catat_slip(slip(janji), oleh=admin2, pada=HARI),
    )
    assert "sudah dibayar dengan" in str(ditolak(hasil)[0])
    assert Pembayaran.objects.count() == Iuran.objects.count() == 1


def test_slip_dan_daftar_serentak_satu_yang_membayar(admin, admin2, janji):
    satu = daftar(admin, baris(janji))
    hasil = serentak(
        lambda: catat_slip(slip(janji, mulai=AGUSTUS), oleh=admin, pada=HARI),
        lambda: terapkan_setoran(satu.pk, oleh=admin2, pada=KINI),
    )
    assert len(ditolak(hasil)) == 1
    assert Pembayaran.objects.count() == Iuran.objects.hidup().count() == 1


def test_dua_daftar_dibaca_serentak_satu_yang_berlaku(admin, janji):
    semua = [unggah(admin, baris(janji, nama=f"NAMA {n}")) for n in "AB"]
    serentak(*[lambda d=d: jalankan(d.tugas) for d in semua])
    assert DaftarSetoran.objects.berlaku().get() == semua[1]
