"""The first page of a past day: kept as known then, and at city size counted by a job."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

import laporan.tasks  # noqa: F401 - registers the jobs
from laporan import hari as kamar
from laporan.dahulu import sebagaimana_diketahui
from laporan.hari import DULU, Keadaan, bacaan
from laporan.simpan import JALUR
from pijar.models import AngkaTersimpan, Tugas
from tests.factories import bayar, terdaftar
from tests.iuran.susunan import jalankan
from tests.peran import buat, masuk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kemarin():
    """Everything was typed just now; yesterday nobody knew of it."""
    with transaction.atomic():
        terdaftar(mulai=date(2026, 1, 1))
        bayar(date(2026, 1, 1), date(2026, 1, 20))
    return timezone.localdate() - timedelta(days=1)


def test_every_figure_as_known_then_is_what_the_rows_of_then_say(kemarin):
    hari_ini = timezone.localdate()
    semua = bacaan(Keadaan(kemarin, hari_ini, dulu=True))

    assert {asal: s for asal, (s, *_) in semua.items()} == DULU
    for asal, dulu in DULU.items():
        kunci = semua[asal][1:]
        with sebagaimana_diketahui(kemarin):
            dihitung = asal.hitung(*kunci[1:])
        assert dulu.baca(*kunci).nilai == dihitung, asal.nama


def test_a_later_fact_does_not_move_it_and_costs_no_second_count(kemarin, monkeypatch):
    kunci = (kemarin, kemarin.year, kemarin)
    dulu = DULU[JALUR].baca(*kunci).nilai
    with transaction.atomic():
        terdaftar(mulai=date(2026, 1, 1))
    monkeypatch.setattr(DULU[JALUR], "hitung", lambda *_: pytest.fail("counted again"))

    assert DULU[JALUR].baca(*kunci).nilai == dulu


def test_what_is_read_as_it_is_now_still_spoils_it():
    """Tariffs stand in no history that the figures read, so a change of them is a change."""
    tetap = {t for s in DULU.values() for t in s.tabel}

    assert "iuran_tarif" in tetap
    assert not {t.partition(".")[0] for t in tetap} & {
        *("iuran_iuran", "iuran_bantuan", "peserta_peserta")
    }


@pytest.mark.parametrize("tahu", ["dulu", "kini"])
def test_a_city_s_past_day_is_counted_by_one_job_and_then_shown(kemarin, monkeypatch, tahu):
    monkeypatch.setattr(kamar, "tabel_besar", lambda *_: True)
    klien = masuk(buat("sekda_uji", "sekda"))
    alamat = f"/?bagian=semua&pada={kemarin}&tahu={tahu}"

    satu = klien.get(alamat).text
    klien.get(alamat)

    tugas = Tugas.objects.get(jenis="laporan.hitung_hari")
    assert "Menghitung keadaan" in satu
    assert "Yang akan keliru" not in satu
    jalankan(tugas)
    tugas.refresh_from_db()
    assert (tugas.galat, tugas.status, tugas.kemajuan, tugas.dari) == ("", "selesai", 9, 9)
    assert f"pada={kemarin}&tahu={tahu}" in tugas.tautan
    assert "Yang akan keliru" in klien.get(alamat).text
    assert Tugas.objects.filter(jenis="laporan.hitung_hari").count() == 1


def test_a_job_that_failed_says_so_and_is_not_started_by_a_look(kemarin, monkeypatch):
    monkeypatch.setattr(kamar, "tabel_besar", lambda *_: True)
    klien = masuk(buat("sekda_uji", "sekda"))
    alamat = f"/?pada={kemarin}&tahu=dulu"
    klien.get(alamat)
    Tugas.objects.update(status="gagal", galat="Cakram penuh.", selesai_pada=timezone.now())

    html = klien.get(alamat).text

    assert "Cakram penuh." in html
    assert "Coba lagi" in html
    assert Tugas.objects.count() == 1


def test_today_needs_no_job(kemarin, monkeypatch):
    monkeypatch.setattr(kamar, "tabel_besar", lambda *_: True)
    assert masuk(buat("sekda_uji", "sekda")).get("/?bagian=posisi").status_code == 200
    assert not Tugas.objects.exists()
    assert AngkaTersimpan.objects.exists()
