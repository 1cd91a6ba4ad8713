"""What a ledger row must never be or become, each by its name."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from iuran.models import Iuran
from tests.factories import bayar, iuran, terdaftar

JANUARI = date(2026, 1, 1)


@pytest.fixture
def bantuan(db):
    return terdaftar(jumlah=1)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("iuran_satu_sebulan", {}),
        ("iuran_bulan_tanggal_satu", {"bulan": date(2026, 1, 2)}),
        ("iuran_tanda_nominal", {"jkk": 0}),
        ("iuran_tanda_nominal", {"jkm": -1}),
        ("iuran_tanda_nominal", {"jenis": "pembalik", "hidup": False, "alasan_mati": "x"}),
        ("iuran_mati_beralasan", {"hidup": False}),
        ("iuran_mati_beralasan", {"alasan_mati": "tanpa mati"}),
    ],
)
def test_ledger_row(bantuan, nama, kolom):
    bulan = kolom.pop("bulan", JANUARI if nama == "iuran_satu_sebulan" else date(2026, 2, 1))

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        iuran(bantuan, bulan, **kolom)


def test_reversal_is_never_alive(bantuan):
    balik = {"jkk": -10_000, "jkm": -6_800, "jenis": "pembalik", "membalik": Iuran.objects.get()}

    with pytest.raises(IntegrityError, match="iuran_pembalik_mati"), transaction.atomic():
        iuran(bantuan, date(2026, 2, 1), **balik)

    iuran(bantuan, JANUARI, hidup=False, alasan_mati="salah bayar", **balik)


def test_a_dead_month_may_be_paid_anew(bantuan):
    Iuran.objects.update(hidup=False, alasan_mati="salah henti")

    assert iuran(bantuan, JANUARI).hidup


def test_paid_only_through_a_bill(bantuan):
    pembayaran = bayar(JANUARI, date(2026, 1, 20))

    with pytest.raises(IntegrityError, match="iuran_lunas_lewat_tagihan"), transaction.atomic():
        iuran(bantuan, date(2026, 2, 1), pembayaran=pembayaran)


@pytest.mark.parametrize(
    "kolom", [{"jkk": 1}, {"jkm": 1}, {"jht": 1}, {"bulan": date(2026, 2, 1)}, {"jenis": "x"}]
)
def test_amounts_are_never_edited(bantuan, kolom):
    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        Iuran.objects.update(**kolom)


def test_rows_are_never_deleted(bantuan):
    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        Iuran.objects.all().delete()
