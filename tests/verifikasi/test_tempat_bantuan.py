"""Free places of grants that went over to another source, were shortened, or have no month left."""

from datetime import date

import pytest
from django.db import IntegrityError

from iuran.buku import buat_iuran
from iuran.models import Bantuan, SumberDana
from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa, Peserta
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import PesertaFactory
from tests.iuran.perubahan import jalankan, kembalikan, pendekkan, pindah
from tests.verifikasi.ganti import HARI, baris, daftarkan, ganti, meninggal, sk, tetapkan, ubah
from verifikasi.actions import pengganti
from verifikasi.actions.ubah import keluarkan_lewat
from verifikasi.banding_sk import baris_berlaku, baris_keluar
from verifikasi.tempat import dibayar_oleh, rinci, ringkas, tempat_kosong

JAN, MAR = date(2026, 1, 1), date(2026, 3, 1)


@pytest.fixture
def asal(admin, admin2):
    """A decree of Ani, Budi and Citra; BPJS accepted Ani, and her months stand in the ledger."""
    satu = sk(admin, admin2)
    berjalan(satu, "Ani")
    return satu


def berjalan(penetapan, nama):
    satu = baris(penetapan, nama)
    daftarkan(satu)
    buat_iuran([satu.bantuan_id])


def kosong(admin, mulai=MAR):
    return [(t.asal.nama, t.sumber.kode, t.bulan) for t in rinci(tempat_kosong(admin, mulai))]


def ani(asal):
    return Peserta.objects.get(nama="Ani")


def test_who_went_over_to_another_source_keeps_the_place(asal, admin, admin2):
    satu = jalankan(admin, admin2, pindah(JAN), ani(asal))
    assert baris(asal, "Ani").bantuan.status == "batal"

    assert kosong(admin) == []

    kembalikan(admin, admin2, satu)
    meninggal_kini(asal, admin)
    assert kosong(admin) == [("Ani", "APBD", 9)]


def meninggal_kini(asal, admin):
    jenis = JenisPeristiwa.MENINGGAL
    catat_peristiwa(ani(asal), jenis, date(2026, 3, 4), oleh=admin, pada=HARI)


def test_the_place_goes_on_with_the_source_that_took_it_over(asal, admin, admin2):
    jalankan(admin, admin2, pindah(JAN), ani(asal))
    meninggal_kini(asal, admin)

    assert kosong(admin) == [("Ani", "DBHCHT", 9)]


def test_no_decree_takes_out_whom_another_source_pays(asal, admin, admin2):
    draf = ubah(asal, admin)
    jalankan(admin, admin2, pindah(JAN), ani(asal))
    pk = baris(asal, "Ani").pk

    with pytest.raises(AturanDilanggarError, match="Ani masih dibiayai menurut SK itu"):
        keluarkan_lewat(draf, {pk: "x"}, oleh=admin)


def test_a_move_after_the_draft_stops_the_freezing(asal, admin, admin2):
    """A grant that was shortened to nothing leaves; given back and moved, it does not."""
    pendek = jalankan(admin, admin2, pendekkan(JAN), ani(asal))
    draf = ubah(asal, admin)
    keluarkan_lewat(draf, {baris(asal, "Ani").pk: "Dipendekkan"}, oleh=admin)
    kembalikan(admin, admin2, pendek)
    jalankan(admin, admin2, pindah(JAN), ani(asal))

    with pytest.raises(AturanDilanggarError, match="masih dibiayai"):
        tetapkan(draf, admin2)


def test_a_grant_that_was_shortened_to_nothing_is_a_place_and_says_why(asal, admin, admin2):
    jalankan(admin, admin2, pendekkan(JAN), ani(asal))
    PesertaFactory(status="layak", nama="Dewi")

    (tempat,) = rinci(tempat_kosong(admin, MAR))
    assert tempat.sebab == "Dipendekkan sampai Desember 2025: Pagu dipotong"
    draf = ganti([tempat.bantuan.pk], admin)

    assert baris_keluar(draf).get().alasan == tempat.sebab
    assert ani(asal).status == "terdaftar"


def test_who_used_the_first_year_stays_in_the_decree(admin, admin2):
    """Only the part after New Year was shortened away: the decree still names who used the rest."""
    SumberDana.objects.create(
        kode="APBD", nama="APBD", jenis="apbd", tahun=2027, pagu=10**9, kuota=9, keadaan_pagu="apbd"
    )
    asal = sk(admin, admin2, ("Ani",), bulan_awal=date(2026, 7, 1))
    daftarkan(baris(asal, "Ani"))
    Bantuan.objects.filter(peserta__nama="Ani").update(status="berjalan")
    buat_iuran(list(Bantuan.objects.values_list("pk", flat=True)))
    jalankan(admin, admin2, pendekkan(date(2027, 1, 1)), ani(asal))
    PesertaFactory(status="layak", nama="Dewi")
    (tempat,) = rinci(tempat_kosong(admin, date(2027, 1, 1)))
    assert (tempat.sumber.tahun, tempat.bulan) == (2027, 6)
    assert tempat.sebab == "Dipendekkan sampai Desember 2026: Pagu dipotong"

    draf = ganti([tempat.bantuan.pk], admin, tanggal=date(2027, 1, 4))

    assert draf.mengubah == asal
    assert not baris_keluar(draf).exists()
    tetapkan(draf, admin2)
    nama = baris_berlaku(asal).values_list("peserta__nama", flat=True)
    assert sorted(nama) == ["Ani", "Dewi"]


def test_a_place_of_the_second_year_is_found_by_who_pays_it(admin, admin2, asal):
    SumberDana.objects.create(
        kode="APBD", nama="APBD", jenis="apbd", tahun=2027, pagu=10**9, kuota=9, keadaan_pagu="apbd"
    )
    lama = sk(admin, admin2, ("Eka",), "463/7/2026", bulan_awal=date(2026, 7, 1))
    meninggal(baris(lama, "Eka"), admin)
    nanti = tempat_kosong(admin, date(2027, 2, 1))

    (r,) = ringkas(nanti)

    assert r.sumber.tahun == 2027
    assert dibayar_oleh(nanti, r.sumber).count() == r.orang == 1
    assert not dibayar_oleh(nanti, lama.daftar_baris.get().sumber).exists()


def test_who_used_every_month_leaves_no_place(asal, admin):
    """A death in December: the grant is stopped, and nothing is left of it."""
    jenis, hari = JenisPeristiwa.MENINGGAL, date(2026, 12, 5)
    catat_peristiwa(ani(asal), jenis, hari, oleh=admin, pada=hari)
    Bantuan.objects.filter(peserta__nama="Ani").update(status="berhenti")

    assert kosong(admin, date(2026, 12, 1)) == []


def test_only_somebody_faster_is_called_so(asal, admin, monkeypatch):
    """Any other line that the database refuses is no draft of somebody else."""
    meninggal(baris(asal, "Budi"), admin)
    PesertaFactory(status="layak", nama="Dewi")
    tempat = baris(asal, "Budi").bantuan_id
    monkeypatch.setattr(pengganti, "PALING_SINGKAT", 0)  # a short line without a reason

    with pytest.raises(IntegrityError, match="baris_penetapan_lama"):
        ganti([tempat], admin, tanggal=date(2026, 9, 3))

    monkeypatch.setattr(pengganti, "_terpilih", lambda pasangan, *_: [
        (p.tempat, p.orang.pk, False) for p in pasangan
    ] * 2)  # fmt: skip
    with pytest.raises(BentrokError, match="baru saja masuk draf lain"):
        ganti([tempat], admin, "463/10")
