"""Families helped: the claims that were recorded as paid until a day, by the year of the record."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from iuran.klaim.actions import pindahkan_klaim
from iuran.models import StatusKlaim as S
from iuran.peristiwa.actions.catat import catat_peristiwa
from laporan.keluarga import keluarga
from peserta.models import JenisPeristiwa as J
from pijar.bulan import WIB
from tests.factories import PenggunaFactory, bayar, terdaftar

KEJADIAN = date(2026, 3, 10)


@pytest.fixture
def jam(monkeypatch):
    """Sets the clock of the claims' history."""

    def pada(tahun: int, bulan: int, hari: int) -> None:
        kini = datetime(tahun, bulan, hari, 9, tzinfo=WIB)
        monkeypatch.setattr(timezone, "now", lambda: kini)

    return pada


def klaim(jam, tanggal=KEJADIAN):
    jam(tanggal.year, tanggal.month, tanggal.day)
    orang = terdaftar().peserta
    bayar(date(2026, 1, 1), date(2026, 1, 15))
    return catat_peristiwa(orang, J.MENINGGAL, tanggal, oleh=PenggunaFactory(), pada=tanggal).klaim


def lunasi(satu, rupiah):
    oleh = PenggunaFactory()
    pindahkan_klaim(satu, S.DIAJUKAN, oleh=oleh)
    satu.refresh_from_db()
    pindahkan_klaim(satu, S.DIBAYAR, nominal=rupiah, oleh=oleh)
    satu.refresh_from_db()


def test_nobody_yet(db):
    kosong = keluarga(pada=KEJADIAN)

    assert kosong.tahun == ()
    assert (kosong.total.klaim, kosong.total.rupiah, kosong.total.hari) == (0, 0, None)
    assert kosong.berjalan == 0


def test_paid_claims_by_year_with_rupiah_and_median_days(db, jam):
    semua = [klaim(jam) for _ in range(4)]
    bayar_ = ((20, 10_000_000), (25, 42_000_000), (30, 70))
    for satu, (hari, rupiah) in zip(semua[:3], bayar_, strict=True):
        jam(2026, 3, hari)
        lunasi(satu, rupiah)
    jam(2027, 1, 5)
    lunasi(semua[3], 5)

    hasil = keluarga(pada=date(2027, 1, 5))

    assert [(b.tahun, b.klaim, b.rupiah, b.hari) for b in hasil.tahun] == [
        (2027, 1, 5, Decimal("301.0")),
        (2026, 3, 52_000_070, Decimal("15.0")),
    ]
    assert (hasil.total.klaim, hasil.total.rupiah) == (4, 52_000_075)
    assert hasil.total.hari == Decimal("17.5")


def test_a_day_does_not_know_what_came_later(db, jam):
    satu = klaim(jam)
    jam(2026, 4, 2)
    lunasi(satu, 42_000_000)

    sebelum, sesudah = keluarga(pada=date(2026, 4, 1)), keluarga(pada=date(2026, 4, 2))

    assert (sebelum.total.klaim, sebelum.berjalan) == (0, 1)
    assert (sesudah.total.klaim, sesudah.berjalan) == (1, 0)


def test_a_payment_taken_back_is_none(db, jam):
    satu = klaim(jam)
    jam(2026, 4, 2)
    lunasi(satu, 42_000_000)
    jam(2026, 4, 9)
    pindahkan_klaim(satu, S.DIAJUKAN, alasan="Salah klaim.", oleh=PenggunaFactory())

    hasil = keluarga(pada=date(2026, 4, 9))

    assert (hasil.total.klaim, hasil.total.rupiah, hasil.berjalan) == (0, 0, 1)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_one_query_for_any_number_of_claims(db, jam, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        lunasi(klaim(jam), 7)

    with django_assert_num_queries(1):
        assert keluarga(pada=date(2026, 12, 1)).total.rupiah == 7 * jumlah
