"""The path to the target: each month as the figures say it, and a forecast that is explained."""

from datetime import date, datetime
from random import Random

import pytest

from iuran.models import Bantuan
from laporan.angka import hitung
from laporan.jalur import jalur
from laporan.models import Target
from peserta.models import Peristiwa
from pijar.bulan import WIB, akhir_bulan, rentang_bulan
from tests.factories import BantuanFactory, PesertaFactory, bayar, terdaftar
from tests.laporan.test_dua_jam import LANGKAH, Dunia

HARI_INI = date(2026, 11, 27)
NOVEMBER = date(2026, 11, 1)


def lunas(sampai: int = 10) -> None:
    for bulan in rentang_bulan(date(2026, 1, 1), sampai):
        bayar(bulan, bulan)


@pytest.mark.parametrize("benih", range(3))
def test_each_month_is_the_figure_of_its_last_day(admin, admin2, benih):
    acak = Random(benih)  # noqa: S311  # sample data, not a secret
    dunia = Dunia(acak, admin, admin2)
    for nama in acak.choices(["menagih", "membayar", *LANGKAH], k=25):
        dunia.langkah(nama)

    hasil = jalur(2026, pada=HARI_INI)

    nyata = {}
    for b in rentang_bulan(date(2026, 1, 1), 11):
        nyata[b] = hitung(b, pada=min(akhir_bulan(b), HARI_INI)).terlindungi
    assert {t.bulan: t.orang for t in hasil.titik if t.orang is not None} == nyata
    assert hasil.titik[-1].orang is None
    assert hasil.kini == nyata[NOVEMBER]
    assert hasil.perubahan == nyata[NOVEMBER] - nyata[date(2026, 10, 1)]
    assert hasil.target == hitung(NOVEMBER, pada=HARI_INI).target


def test_the_plan_is_the_target_in_each_month(db):
    Target.objects.filter(jenis="apbd").update(orang=90)
    Target.objects.filter(jenis="dbhcht").update(orang=10)
    Target.objects.create(tahun=2026, jenis="asn", orang=5)

    hasil = jalur(2026, pada=HARI_INI)

    assert hasil.target == 100
    assert {t.rencana for t in hasil.titik} == {100}
    assert "bukan per bulan" in hasil.cara_rencana
    assert {t.rencana for t in jalur(2031, pada=HARI_INI).titik} == {None}


def test_the_forecast_is_who_lasts_until_december_and_who_is_on_the_way(db):
    terdaftar()  # lasts until December
    terdaftar(date(2026, 1, 1), 11)  # ends in November
    lanjut = terdaftar(date(2026, 1, 1), 11).peserta  # ends, and goes on
    lunas()
    BantuanFactory(peserta=lanjut, bulan_awal=date(2026, 12, 1), jumlah_bulan=1)
    BantuanFactory(bulan_awal=NOVEMBER, jumlah_bulan=2)  # decreed
    BantuanFactory(
        bulan_awal=NOVEMBER, jumlah_bulan=1, peserta=PesertaFactory(status="didaftarkan")
    )  # not until December
    terdaftar(NOVEMBER, 2)  # the first month is unpaid
    terdaftar(date(2026, 11, 1), 2, kode="ASN")  # another payer
    Bantuan.objects.update(dibuat_pada=datetime(2026, 1, 2, 9, tzinfo=WIB))

    hasil = jalur(2026, pada=HARI_INI)

    assert (hasil.kini, hasil.sampai_akhir, hasil.proses, hasil.ramalan) == (3, 2, 2, 4)
    assert hasil.kurang == hasil.target - 4
    assert "2 orang yang terlindungi pada 27 November 2026" in hasil.cara
    assert "ditambah 2 orang" in hasil.cara


@pytest.mark.parametrize("jenis", ["meninggal", "pindah"])
def test_who_died_or_left_is_in_no_forecast(db, jenis):
    orang = terdaftar(NOVEMBER, 2).peserta
    Peristiwa.objects.create(peserta=orang, jenis=jenis, tanggal=date(2026, 10, 3))
    Bantuan.objects.update(status="berhenti")

    assert jalur(2026, pada=HARI_INI).ramalan == 0


def test_a_year_that_is_over_forecasts_nothing(db):
    terdaftar()
    lunas(12)

    hasil = jalur(2026, pada=date(2027, 3, 3))

    assert (hasil.pada, hasil.kini, hasil.ramalan) == (date(2026, 12, 31), 1, 1)
    assert hasil.titik[-1].orang == 1
    assert "bukan perkiraan" in hasil.cara


def test_a_year_to_come_has_no_month_yet(db):
    terdaftar()
    lunas()

    hasil = jalur(2027, pada=HARI_INI)

    assert [t.orang for t in hasil.titik] == [None] * 12
    assert (hasil.kini, hasil.ramalan) == (1, 0)


def test_january_looks_back_over_new_year(db):
    terdaftar()
    lunas(12)
    terdaftar(date(2027, 1, 1), 12)
    bayar(date(2027, 1, 1), date(2027, 1, 5))

    hasil = jalur(2027, pada=date(2027, 1, 20))

    assert (hasil.kini, hasil.perubahan) == (1, 0)
    assert [t.orang for t in hasil.titik[:2]] == [1, None]
