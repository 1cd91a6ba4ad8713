"""Killed, delivered twice, two at once: a list is read whole or not at all, settled once."""

from datetime import date

import pytest

from iuran.models import BarisDaftarBPJS, DaftarBPJS, PenyelesaianTitik, TitikRekonsiliasi
from iuran.rekonsiliasi.selesai import selesaikan
from pijar.models import StatusTugas, Tugas
from tests.factories import PesertaFactory, terdaftar
from tests.iuran.rekon import baris, daftar, unggah
from tests.iuran.susunan import jalankan
from tests.iuran.test_rekonsiliasi_titik import KINI
from tests.keamanan.serentak import ditolak, serentak
from tests.peserta.test_impor_terbunuh import bunuh_saat, kerjakan_lagi

BANYAK = 9_000  # long enough to be caught in the middle
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.lambat
def test_killed_while_writing_leaves_it_as_it_was_and_once_more_reads_it_whole(admin, admin_client):
    terdaftar(nama="Hilang")
    asing = PesertaFactory.build()
    isi = [baris(asing, nik=f"3374021502{n:06}", kpj=f"777{n:08}") for n in range(BANYAK)]
    satu = unggah(admin, *isi)

    bunuh_saat(satu.tugas, "INSERT INTO iuran_barisdaftarbpjs")

    satu.refresh_from_db()
    assert (satu.status, satu.berlaku) == ("dibaca", False)
    assert not BarisDaftarBPJS.objects.exists()
    assert not TitikRekonsiliasi.objects.exists()
    assert kerjakan_lagi(satu.tugas) == StatusTugas.SELESAI
    assert satu.daftar_baris.count() == BANYAK + 1
    assert TitikRekonsiliasi.objects.count() == BANYAK + 1


def test_two_clicks_make_one_list(admin):
    isi = baris(terdaftar().peserta)
    unggah(admin, isi, tanggal=date(2026, 8, 1)).delete()
    Tugas.objects.all().delete()

    hasil = serentak(*[lambda: unggah(admin, isi)] * 2)

    assert hasil[0] == hasil[1]
    assert DaftarBPJS.objects.count() == Tugas.objects.count() == 1


def test_two_admins_settle_one_point_once(admin, admin2):
    terdaftar(nama="Hilang")
    daftar(admin, baris(terdaftar(nama="Ada").peserta))
    pks = list(TitikRekonsiliasi.objects.values_list("pk", flat=True))
    isi = {"cara": "wajar", "alasan": "x", "pada": KINI}

    hasil = serentak(
        lambda: selesaikan(pks, oleh=admin, **isi), lambda: selesaikan(pks, oleh=admin2, **isi)
    )

    assert [h for h in hasil if h == 1] == [1]
    assert "baru saja diselesaikan" in str(ditolak(hasil)[0])
    assert PenyelesaianTitik.objects.count() == 1


def test_two_lists_read_at_once_leave_one_that_counts(admin):
    terdaftar(nama="Hilang")
    ada = terdaftar(nama="Ada").peserta
    semua = [unggah(admin, baris(ada, nama=f"NAMA {n}")) for n in "AB"]

    serentak(*[lambda d=d: jalankan(d.tugas) for d in semua])

    berlaku = DaftarBPJS.objects.berlaku().get()
    assert berlaku == semua[1]
    titik = TitikRekonsiliasi.objects.terbuka()
    assert {t.terakhir for t in titik} == {berlaku}
    assert sorted(t.jenis for t in titik) == ["beda", "tidak_ada"]
