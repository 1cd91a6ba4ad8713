"""What waits, the nearest due day first; every due day belongs to a list that there is."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from iuran.models import Tagihan
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from laporan import pekerjaan_rumah
from laporan.tempo import kata_tempo
from pijar.bulan import WIB
from tests.factories import sumber, terdaftar
from tests.peran import buat
from tests.verifikasi.susunan import ajukan_satu
from verifikasi.models import BatasLayanan

JAN = date(2026, 1, 1)
PADA = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("tempo", "kata"),
    [
        (date(2026, 2, 7), "lewat 3 hari"),
        (PADA, "hari ini"),
        (date(2026, 2, 11), "1 hari lagi"),
        (None, ""),
    ],
)
def test_words_of_a_due_day(tempo, kata):
    assert kata_tempo(tempo, PADA) == kata


def test_every_due_day_belongs_to_a_list(db):
    admin, verifikator = buat("a", "admin"), buat("v", "verifikator")
    p = pekerjaan_rumah
    semua = [
        *p.pendataan(admin),
        *p.peristiwa(admin, PADA),
        *p.penetapan(admin),
        *p.iuran(admin, PADA),
        p.perpanjangan(verifikator),
    ]
    lain = {"Pengajuan menunggu keputusan", "Keberatan menunggu jawaban"}

    assert {*p.TEMPO} <= {label for label, *_ in semua} | lain


@pytest.fixture
def tagihan(db, admin, admin2):
    terdaftar(JAN, 1)
    satu = susun_tagihan(sumber("APBD"), JAN, oleh=admin)
    terbitkan(satu, oleh=admin2, pada=datetime(2026, 1, 9, tzinfo=WIB), tanggal=date(2026, 1, 9))
    return satu


def tunggu(admin, label, pada=PADA):
    return next(t for t in pekerjaan_rumah.untuk(admin, pada=pada) if t.label == label)


def test_a_bill_is_due_on_its_month_s_day_or_on_its_own(tagihan, admin):
    menunggu = tunggu(admin, "Tagihan menunggu dibayar")
    assert (menunggu.tempo, menunggu.kata_tempo) == (date(2026, 2, 15), "5 hari lagi")

    Tagihan.objects.update(kode_iuran_tempo=date(2026, 2, 3))

    menunggu = tunggu(admin, "Tagihan menunggu dibayar")
    assert (menunggu.tempo, menunggu.kata_tempo) == (date(2026, 2, 3), "lewat 7 hari")


def test_the_nearest_due_day_stands_first_and_none_last(tagihan, admin):
    terdaftar(date(2026, 2, 1), 11)

    semua = [t.tempo for t in pekerjaan_rumah.untuk(admin, pada=PADA)]

    berhari = [t for t in semua if t]
    assert berhari == sorted(berhari)
    assert semua[: len(berhari)] == berhari


def test_the_third_unpaid_month_says_when_cover_ends(db, admin):
    terdaftar(JAN, 12)

    label = [t.label for t in pekerjaan_rumah.untuk(admin, pada=date(2026, 3, 20))]

    ketiga = [satu for satu in label if "bulan ketiga" in satu]
    assert len(ketiga) == 1
    assert "nonaktif sesudah 31 Maret 2026" in ketiga[0]


@pytest.mark.parametrize(("sejak", "hari"), [(date(2026, 2, 1), 5), (date(2026, 2, 2), 14)])
def test_a_case_is_due_after_the_limit_of_its_day(
    db, verifikator, petugas, monkeypatch, sejak, hari
):
    saat = datetime(2026, 2, 1, 23, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: saat)
    ajukan_satu(petugas)
    BatasLayanan.objects.create(tahap="putusan", hari=5, berlaku_mulai=sejak, keterangan="SOP 2026")

    (satu,) = (t for t in pekerjaan_rumah.untuk(verifikator, pada=PADA) if "Pengajuan" in t.label)

    assert satu.tempo == date(2026, 2, 1) + timedelta(days=hari)
