"""Turning 65: the day, the warning three and six months before, and the nightly proposal."""

from datetime import date, timedelta

import pytest
from django.db import connection

from iuran.models import Iuran
from iuran.peristiwa.actions.usia import ULANG_TAHUN, usulkan_usia_65
from iuran.peristiwa.actions.usulan import terima_usulan, tolak_usulan, usulkan_peristiwa
from iuran.peristiwa.tasks import usia_65
from iuran.peristiwa.usia import (
    DASAR_USIA,
    hari_depan,
    jumlah_usia,
    lahir_terakhir,
    mendekati_65,
    ulang_tahun,
)
from peserta.models import JenisPeristiwa, Peserta, UsulanPeristiwa
from pijar.models import DasarHukum
from pijar.settings import CELERY_BEAT_SCHEDULE
from tests.factories import PesertaFactory, terdaftar
from tests.keamanan.serentak import serentak
from verifikasi.kriteria import bulan_genap

PADA = date(2026, 11, 20)
LAHIR = date(1961, 11, 20)
HARI = timedelta(days=1)
TANGGAL = [
    (date(1961, 11, 20), date(2026, 11, 20)),
    (date(1960, 2, 28), date(2025, 2, 28)),
    (date(1960, 2, 29), date(2025, 3, 1)),
    (date(1960, 3, 1), date(2025, 3, 1)),
    (date(1963, 2, 28), date(2028, 2, 28)),
    (date(1963, 3, 1), date(2028, 3, 1)),
    (date(1961, 12, 31), date(2026, 12, 31)),
    (date(1962, 1, 1), date(2027, 1, 1)),
]


@pytest.mark.parametrize(("lahir", "hari"), TANGGAL)
def test_65_begins_when_780_months_are_completed(lahir, hari):
    assert ulang_tahun(lahir) == hari
    assert (bulan_genap(lahir, hari - HARI), bulan_genap(lahir, hari)) == (779, 780)


@pytest.mark.parametrize(("lahir", "hari"), TANGGAL)
@pytest.mark.parametrize("selisih", [-1, 0, 1])
def test_who_is_65_is_found_the_day_before_on_and_after(lahir, hari, selisih):
    pada = hari + timedelta(days=selisih)

    assert (lahir <= lahir_terakhir(pada)) == (selisih >= 0)


def test_a_leap_day_finds_who_was_born_until_28_february():
    assert lahir_terakhir(date(2028, 2, 29)) == date(1963, 2, 28)


def test_the_database_finds_the_same_day(db):
    tanya = f"SELECT {ULANG_TAHUN} FROM (SELECT %s::date AS tanggal_lahir) p"  # noqa: S608 - ours

    with connection.cursor() as kursor:
        for lahir, hari in TANGGAL:
            kursor.execute(tanya, [lahir])
            assert kursor.fetchone()[0] == hari


@pytest.mark.parametrize(
    ("pada", "bulan", "hari"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 20), 3, date(2027, 2, 20)),
        (PADA, 0, PADA),
    ],
)
def test_months_ahead_end_on_a_day_that_exists(pada, bulan, hari):
    assert hari_depan(pada, bulan) == hari


def test_the_limit_cites_a_known_law(db):
    assert DasarHukum.objects.filter(kode=DASAR_USIA).exists()


def lahir_dalam(bulan: int, hari: int = 0) -> date:
    """Who turns 65 ``bulan`` months and ``hari`` days after PADA."""
    depan = hari_depan(PADA, bulan) + timedelta(days=hari)
    return depan.replace(year=depan.year - 65)


def test_warned_six_and_three_months_before(db):
    for lahir in [LAHIR, lahir_dalam(0, 1), lahir_dalam(3), lahir_dalam(3, 1), lahir_dalam(6),
                  lahir_dalam(6, 1)]:  # fmt: skip
        PesertaFactory(tanggal_lahir=lahir)
    PesertaFactory(tanggal_lahir=LAHIR, status="berhenti")
    PesertaFactory(tanggal_lahir=LAHIR, status="tidak_layak")

    orang = mendekati_65(PADA, di=Peserta.objects.all())

    assert orang.count() == 5
    assert jumlah_usia(orang, PADA) == (1, 2, 2)
    assert mendekati_65(PADA, 3, di=Peserta.objects.all()).count() == 3


# --- the nightly job -----------------------------------------------------------------------------


@pytest.mark.parametrize(("lahir", "jumlah"), [(LAHIR + HARI, 0), (LAHIR, 1), (LAHIR - HARI, 1)])
def test_proposed_on_the_birthday(db, lahir, jumlah):
    terdaftar(tanggal_lahir=lahir)

    assert usulkan_usia_65(pada=PADA) == jumlah
    assert Iuran.objects.hidup().count() == 12
    assert Peserta.objects.get().status == "terdaftar"
    for usulan in UsulanPeristiwa.objects.all():
        assert (usulan.jenis, usulan.tanggal, usulan.oleh) == ("usia_65", ulang_tahun(lahir), None)


@pytest.mark.parametrize(
    ("status", "jumlah"),
    [
        ("draf", 0), ("diajukan", 0), ("dikembalikan", 0), ("tidak_layak", 0), ("berhenti", 0),
        ("layak", 1), ("ditetapkan", 1), ("didaftarkan", 1), ("terdaftar", 1),
    ],
)  # fmt: skip
def test_proposed_for_who_is_paid_or_promised(db, status, jumlah):
    PesertaFactory(tanggal_lahir=LAHIR, status=status)

    assert usulkan_usia_65(pada=PADA) == jumlah


def test_a_merged_person_is_not_proposed(db):
    utama = PesertaFactory()
    PesertaFactory(tanggal_lahir=LAHIR, status="terdaftar", digabung_ke=utama)

    assert usulkan_usia_65(pada=PADA) == 0


@pytest.mark.parametrize("putus", ["terbuka", "ditolak", "dicatat"])
def test_the_next_night_repeats_nothing(db, admin, putus):
    terdaftar(tanggal_lahir=LAHIR)
    usulkan_usia_65(pada=PADA)
    usulan = UsulanPeristiwa.objects.get()
    if putus == "ditolak":
        tolak_usulan(usulan, alasan="Tanggal lahir sedang diperiksa.", oleh=admin)
    if putus == "dicatat":
        terima_usulan(usulan, oleh=admin, pada=PADA)

    assert usulkan_usia_65(pada=PADA + HARI) == 0
    assert UsulanPeristiwa.objects.count() == 1


def test_a_corrected_birthday_is_proposed_again(db, admin):
    orang = terdaftar(tanggal_lahir=LAHIR).peserta
    usulkan_usia_65(pada=PADA)
    tolak_usulan(UsulanPeristiwa.objects.get(), alasan="KTP lain.", oleh=admin)
    Peserta.objects.filter(pk=orang.pk).update(tanggal_lahir=LAHIR - HARI)

    assert usulkan_usia_65(pada=PADA) == 1


@pytest.mark.parametrize("isi", [{"tanggal_lahir": date(1971, 11, 20)}, {"status": "berhenti"}])
def test_a_proposal_that_no_longer_holds_is_taken_back(db, isi):
    orang = terdaftar(tanggal_lahir=LAHIR).peserta
    usulkan_usia_65(pada=PADA)
    Peserta.objects.filter(pk=orang.pk).update(**isi)

    assert usulkan_usia_65(pada=PADA + HARI) == 0

    usulan = UsulanPeristiwa.objects.get()
    assert (usulan.status, bool(usulan.alasan)) == ("ditarik", True)


def test_an_officers_own_proposal_is_left_to_the_admin(db, petugas):
    orang = terdaftar(tanggal_lahir=date(1971, 1, 1)).peserta
    UsulanPeristiwa.objects.create(peserta=orang, jenis="usia_65", tanggal=PADA, oleh=petugas)

    usulkan_usia_65(pada=PADA)

    assert UsulanPeristiwa.objects.get().menunggu


@pytest.mark.django_db(transaction=True)
def test_an_officer_and_the_night_propose_once(petugas):
    orang = terdaftar(tanggal_lahir=LAHIR).peserta

    serentak(
        lambda: usulkan_usia_65(pada=PADA),
        lambda: usulkan_peristiwa(orang, JenisPeristiwa.USIA_65, PADA, oleh=petugas, pada=PADA),
    )

    assert UsulanPeristiwa.objects.count() == 1


def test_beat_runs_it_every_night(db):
    terdaftar(tanggal_lahir=date(1950, 1, 1))

    usia_65()

    assert UsulanPeristiwa.objects.count() == 1
    assert usia_65.name in {j["task"] for j in CELERY_BEAT_SCHEDULE.values()}
