"""An extension keeps to the limits of the version in force: age, occupation, attestation."""

from datetime import date, timedelta

import pytest
from django.db import connection

from peserta.models import Peserta
from tests.factories import PesertaFactory
from tests.verifikasi.lanjut import JULI, PADA, rencana_juli
from tests.verifikasi.susunan import versi_baru
from verifikasi.batas_lanjut import BatasLanjut, batas_lanjut
from verifikasi.kriteria import bulan_genap
from verifikasi.masa import dibiayai_sql, terlalu_tua
from verifikasi.vonis import nilai

DUA_HARI = "FROM (SELECT %s::date, %s::date) t (lahir, awal)"
LAHIR = [
    date(1961, 7, 31), date(1964, 2, 29), date(1966, 6, 30), date(1966, 7, 1), date(1966, 7, 31),
    date(1966, 8, 31), date(1967, 2, 28), date(1960, 1, 1),
]  # fmt: skip


def versi(jenis, parameter, **lain):
    return versi_baru(
        kode=jenis, jenis=jenis, parameter=parameter, mulai=PADA, saat=["perpanjangan"], **lain
    )


def test_shipped_version_changes_nothing(db, settings):
    assert batas_lanjut(PADA) == BatasLanjut(779, (), 0)
    assert batas_lanjut(PADA).pernyataan_sejak(PADA) == PADA - timedelta(
        days=settings.PERNYATAAN_HARI
    )


@pytest.mark.parametrize(
    ("jenis", "parameter", "harapan"),
    [
        ("usia", {"bulan_maks": 719}, BatasLanjut(719)),
        ("usia", {"bulan_maks": 900}, BatasLanjut(779)),
        ("pekerjaan", {"kode": ["nelayan"]}, BatasLanjut(pekerjaan=("nelayan",))),
        ("masih_bekerja", {"hari_perpanjangan": 30}, BatasLanjut(hari=30)),
        ("masih_bekerja", {"berlaku_hari": 30}, BatasLanjut()),
    ],
)
def test_version_says_the_limits(db, jenis, parameter, harapan):
    versi(jenis, parameter)

    assert batas_lanjut(PADA) == harapan


def test_warning_limits_nothing(db):
    versi("usia", {"bulan_maks": 719}, wajib=False)

    assert batas_lanjut(PADA) == BatasLanjut()


@pytest.mark.parametrize("lahir", LAHIR)
@pytest.mark.parametrize("maks", [719, 725, 779])
@pytest.mark.parametrize("awal", [JULI, date(2026, 6, 1), date(2027, 2, 1), date(2028, 2, 1)])
def test_months_are_cut_at_the_limit_of_the_version(db, lahir, maks, awal):
    """As many months as pass before the first whose last day is over the limit."""
    akhir = [_akhir(awal, n) for n in range(6)]
    boleh = next((n for n, a in enumerate(akhir) if bulan_genap(lahir, a) > maks), 6)

    sql = dibiayai_sql("t.lahir", "t.awal", "6", maks)
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT {sql} {DUA_HARI}", [lahir, awal])
        [(lama,)] = kursor.fetchall()

    assert lama == boleh
    assert (lahir <= terlalu_tua(awal, maks)) == (boleh == 0)


def _akhir(awal, n):
    bulan = awal.month - 1 + n
    berikut = date(awal.year + (bulan + 1) // 12, (bulan + 1) % 12 + 1, 1)
    return berikut - timedelta(days=1)


def sebab(p):
    perintah = nilai(Peserta.objects.filter(pk=p.pk), rencana_juli(), pada=PADA)
    with connection.cursor() as kursor:
        kursor.execute(perintah.sql, perintah.isi)
        return kursor.fetchone()[1]


@pytest.mark.parametrize(
    ("jenis", "parameter", "harapan"),
    [
        ("usia", {"bulan_maks": 300}, "usia"),
        ("pekerjaan", {"kode": ["nelayan"]}, "pekerjaan"),
        ("pekerjaan", {"kode": ["tukang_becak"]}, "lama_habis"),
    ],
)
def test_look_names_the_limit(db, jenis, parameter, harapan):
    versi(jenis, parameter)

    assert sebab(PesertaFactory(status="terdaftar")) == harapan
