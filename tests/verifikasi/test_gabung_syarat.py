"""What stands in the way of a merge, and who had better stay."""

import re
from datetime import date

import pytest

from iuran.klaim.actions import buka_klaim
from iuran.models import Iuran, JenisKlaim
from iuran.peristiwa.actions.usulan import usulkan_peristiwa
from iuran.perlindungan import PilihanCakupan, bercakupan, potret
from peserta.models import JenisPeristiwa, PasanganMirip, Peristiwa, Peserta
from pijar.errors import AturanDilanggarError
from tests.factories import BantuanFactory, JanjiFactory, PesertaFactory, bayar, iuran, terdaftar
from tests.iuran.susunan import susun
from tests.verifikasi.susunan import PADA, ajukan_satu, pasangkan, susun_draf, usul_gabung
from verifikasi import gabung_syarat
from verifikasi.actions.gabung import gabungkan, usulkan
from verifikasi.gabung_syarat import disarankan, halangan

SANA = "33.74.02.1001"


def berhenti(**lain):
    return PesertaFactory(status="berhenti", **lain)


def orang_dengan_bulan(bulan, *, status="berhenti", ditagih=True):
    bantuan = BantuanFactory(peserta=PesertaFactory(status=status), status="berjalan")
    for satu in bulan:
        iuran(bantuan, satu)
        if ditagih:
            bayar(satu, date(2026, 11, 1))
    return bantuan.peserta


def menunggu_keputusan(petugas, admin):
    return ajukan_satu(petugas).peserta


def dalam_draf(petugas, admin):
    peserta = PesertaFactory(status="layak")
    susun_draf(admin)
    return peserta


def menunggu_bpjs(petugas, admin):
    susun(admin, 1)
    peserta = Peserta.objects.get(status="didaftarkan")
    Peserta.objects.filter(pk=peserta.pk).update(status="berhenti")
    return Peserta.objects.get(pk=peserta.pk)


def dengan_bantuan(petugas, admin):
    return BantuanFactory(peserta=berhenti()).peserta


def meninggal(petugas, admin):
    peserta = berhenti()
    Peristiwa.objects.create(peserta=peserta, jenis="meninggal", tanggal=date(2026, 1, 2))
    return peserta


def diusulkan(petugas, admin):
    peserta = PesertaFactory()
    hari = date(2026, 1, 2)
    usulkan_peristiwa(peserta, JenisPeristiwa.TIDAK_BEKERJA, hari, oleh=petugas, pada=hari)
    return peserta


def dijanjikan(petugas, admin):
    return JanjiFactory(peserta=berhenti()).peserta


def dengan_klaim(petugas, admin):
    peserta = berhenti()
    luka = Peristiwa.objects.create(
        peserta=peserta, jenis="kecelakaan", tanggal=date(2026, 1, 2), oleh=admin
    )
    buka_klaim(luka, JenisKlaim.JKK, oleh=admin)
    return peserta


def belum_ditagih(petugas, admin):
    return orang_dengan_bulan([date(2026, 1, 1)], ditagih=False)


@pytest.mark.parametrize(
    ("kalah", "kalimat"),
    [
        (menunggu_keputusan, "masih menunggu keputusan"),
        (dalam_draf, "draf penetapan 463/1/2026"),
        (menunggu_bpjs, "menunggu jawaban BPJS"),
        (dengan_bantuan, "bantuan yang belum berjalan"),
        (meninggal, "Kematian Siti Aminah sudah dicatat"),
        (diusulkan, "Usulan peristiwa Tidak lagi bekerja atas Siti Aminah belum diputus"),
        (dengan_klaim, "Klaim Siti Aminah masih dikerjakan"),
        (dijanjikan, "Siti Aminah masih dijanjikan Bambang Lestari sampai Desember 2026"),
        (belum_ditagih, "1 bulan iuran yang belum ditagih"),
    ],
)
def test_who_has_something_on_its_way_is_not_merged_away(petugas, admin, kalah, kalimat):
    orang = kalah(petugas, admin)

    with pytest.raises(AturanDilanggarError, match=kalimat):
        usulkan(
            pasangkan(orang, lain := PesertaFactory()),
            menang=lain.pk,
            ambil=[],
            oleh=petugas,
            pada=PADA,
        )


@pytest.mark.parametrize("status", ["ditetapkan", "didaftarkan", "terdaftar"])
def test_who_is_being_paid_for_stays(status):
    kalah = PesertaFactory.build(status=status, pk=2)

    satu = gabung_syarat._status(PesertaFactory.build(status="draf", pk=1), kalah)
    dua = gabung_syarat._status(PesertaFactory.build(status="terdaftar", pk=1), kalah)

    assert "Pertahankan data itu" in satu
    assert "Keduanya sedang dibiayai" in dua


def test_a_month_paid_for_both_is_named(petugas):
    bulan = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    satu = orang_dengan_bulan(bulan)
    dua = orang_dengan_bulan(bulan[1:])

    with pytest.raises(AturanDilanggarError, match=r"2 bulan yang sama \(Februari 2026 sampai Mar"):
        usulkan(pasangkan(satu, dua), menang=satu.pk, ambil=[], oleh=petugas, pada=PADA)


def test_paid_months_of_who_is_merged_away_stay_where_they_are(petugas, verifikator):
    satu = terdaftar(date(2026, 6, 1), 3).peserta
    dua = orang_dengan_bulan([date(2026, 1, 1)])
    sebelum = list(Iuran.objects.order_by("pk").values())

    gabungkan(usul_gabung(petugas, satu, dua), oleh=verifikator, pada=PADA)

    assert list(Iuran.objects.order_by("pk").values()) == sebelum


@pytest.mark.parametrize(
    ("pada", "kalimat"),
    [
        (date(2026, 3, 31), "masih terlindungi sampai Maret 2026.*gabungkan mulai 1 April 2026"),
        (date(2026, 4, 1), "nonaktif karena .* sampai Maret 2026.*gabungkan mulai 1 Mei 2026"),
        (date(2026, 5, 1), ""),
    ],
)
def test_who_is_still_counted_today_is_not_merged_away(petugas, verifikator, pada, kalimat):
    bantuan = BantuanFactory(peserta=berhenti(), status="berjalan", peserta_sejak=date(2025, 1, 1))
    for bulan in (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)):
        iuran(bantuan, bulan)
        bayar(bulan, date(2026, 5, 20))  # none of them on the days looked at
    lain = PesertaFactory(status="terdaftar")

    kalimat_halangan = halangan(lain, bantuan.peserta, pada=pada)

    assert [bool(re.search(kalimat, satu)) for satu in kalimat_halangan] == [True] * bool(kalimat)
    dihitung = potret(pada).ringkasan
    assert dihitung.terlindungi + dihitung.nonaktif == bool(kalimat)


def test_after_a_merge_the_dashboard_counts_whom_the_list_shows(petugas, verifikator):
    hari = date(2026, 3, 20)
    tetap = terdaftar(date(2026, 3, 1), 3).peserta
    bayar(date(2026, 3, 1), date(2026, 3, 2))
    lebur = orang_dengan_bulan([date(2026, 1, 1), date(2026, 2, 1)])
    pasangan = pasangkan(tetap, lebur)

    usulkan(pasangan, menang=tetap.pk, ambil=[], oleh=petugas, pada=hari)
    gabungkan(pasangan, oleh=verifikator, pada=hari)

    daftar = Peserta.objects.for_petugas(petugas)
    terlihat = bercakupan(daftar, PilihanCakupan.TERLINDUNGI, hari)
    assert potret(hari).ringkasan.terlindungi == terlihat.count() == 1


def test_cover_that_runs_since_the_proposal_stops_the_merge(petugas, verifikator):
    tetap, lebur = PesertaFactory(), orang_dengan_bulan([date(2026, 3, 1)])
    pasangan = pasangkan(tetap, lebur)
    usulkan(pasangan, menang=tetap.pk, ambil=[], oleh=petugas, pada=date(2026, 4, 1))

    with pytest.raises(AturanDilanggarError, match="masih terlindungi sampai Maret 2026"):
        gabungkan(pasangan, oleh=verifikator, pada=date(2026, 3, 31))

    lebur.refresh_from_db()
    assert lebur.digabung_ke is None


@pytest.mark.parametrize("status", ["diajukan", "terdaftar", "berhenti"])
def test_fields_of_who_may_not_be_changed_are_not_taken(petugas, status):
    satu, dua = PesertaFactory(status=status), PesertaFactory(hp="081234567890")

    with pytest.raises(AturanDilanggarError, match="Pilih nilainya sendiri untuk: Nomor HP"):
        usulkan(pasangkan(satu, dua), menang=satu.pk, ambil=["hp"], oleh=petugas, pada=PADA)


def test_verified_identity_is_not_taken_from_another(petugas):
    satu, dua = PesertaFactory(status="layak"), PesertaFactory(hp="081234567890")
    pasangan = pasangkan(satu, dua)

    with pytest.raises(AturanDilanggarError, match="NIK sudah diverifikasi"):
        usulkan(pasangan, menang=satu.pk, ambil=["nik"], oleh=petugas, pada=PADA)
    usulkan(pasangan, menang=satu.pk, ambil=["hp"], oleh=petugas, pada=PADA)

    assert PasanganMirip.objects.get().status == "diusulkan"


def test_what_comes_up_after_the_proposal_stops_the_merge_too(petugas, admin, verifikator):
    satu, dua = PesertaFactory(), PesertaFactory(status="layak")
    pasangan = usul_gabung(petugas, satu, dua)
    susun_draf(admin)

    with pytest.raises(AturanDilanggarError, match="draf penetapan"):
        gabungkan(pasangan, oleh=verifikator, pada=PADA)

    assert Peserta.objects.filter(digabung_ke=None).count() == 2


@pytest.mark.parametrize(
    ("satu", "dua", "menang"),
    [
        ("draf", "terdaftar", 1), ("layak", "draf", 0), ("berhenti", "draf", 1),
        ("draf", "draf", 0), ("tidak_layak", "berhenti", 0),
    ],
)  # fmt: skip
def test_who_is_further_on_is_suggested(db, satu, dua, menang):
    orang = [PesertaFactory(status=satu), PesertaFactory(status=dua)]

    assert disarankan(*orang) == orang[menang]


def test_who_died_is_suggested_whatever_the_status(petugas, admin):
    mati = meninggal(petugas, admin)

    assert disarankan(mati, PesertaFactory(status="terdaftar")) == mati
    assert halangan(mati, PesertaFactory(), pada=PADA) == []


def test_a_month_promised_to_one_and_paid_for_the_other_is_named(petugas):
    satu = BantuanFactory().peserta
    dua = orang_dengan_bulan([date(2026, 1, 1)])

    with pytest.raises(AturanDilanggarError, match=r"1 bulan yang sama \(Januari 2026\)"):
        usulkan(pasangkan(satu, dua), menang=satu.pk, ambil=[], oleh=petugas, pada=PADA)
