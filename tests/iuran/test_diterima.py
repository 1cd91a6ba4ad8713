"""The first month that BPJS accepted: the database keeps it, and no row is made before it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from iuran.buku import buat_iuran
from iuran.models import Bantuan, Iuran
from tests.factories import BantuanFactory, iuran, terdaftar

JANUARI, JUNI = date(2026, 1, 1), date(2026, 6, 1)


@pytest.fixture
def bantuan(db):
    """Decreed from January, accepted from June."""
    b = BantuanFactory()
    Bantuan.objects.filter(pk=b.pk).update(bulan_awal=JUNI)
    buat_iuran([b.pk])
    return b


def diterima(bantuan):
    bantuan.refresh_from_db()
    return bantuan.diterima_mulai


def test_acceptance_is_kept_when_the_grant_begins_to_run(bantuan):
    assert diterima(bantuan) == JUNI
    assert Iuran.objects.order_by("bulan").first().bulan == JUNI


@pytest.mark.parametrize("bulan", [JANUARI, date(2026, 5, 1)])
def test_no_row_before_acceptance(bantuan, bulan):
    with pytest.raises(IntegrityError, match="sebelum bulan yang diterima"), transaction.atomic():
        iuran(bantuan, bulan)


def test_a_grant_does_not_begin_before_its_acceptance(bantuan):
    with pytest.raises(IntegrityError, match="tidak_sebelum_diterima"), transaction.atomic():
        Bantuan.objects.filter(pk=bantuan.pk).update(bulan_awal=date(2026, 5, 1))


def test_a_later_beginning_counts_too(bantuan):
    Iuran.objects.filter(bulan=JUNI).update(hidup=False, alasan_mati="Belum diterima")
    Bantuan.objects.filter(pk=bantuan.pk).update(bulan_awal=date(2026, 7, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        iuran(bantuan, JUNI)


def test_a_reversal_stands_in_the_month_that_it_takes_back(bantuan):
    """Its month was there before BPJS moved the beginning."""
    lama = Iuran.objects.get(bulan=JUNI)
    Bantuan.objects.filter(pk=bantuan.pk).update(bulan_awal=date(2026, 7, 1))

    iuran(
        bantuan, JUNI, jkk=-10_000, jkm=-6_800, jenis="pembalik", membalik=lama,
        hidup=False, alasan_mati="salah bayar",
    )  # fmt: skip


def test_nobody_writes_the_accepted_month_by_hand(bantuan):
    Bantuan.objects.filter(pk=bantuan.pk).update(diterima_mulai=JANUARI)
    assert diterima(bantuan) == JUNI

    Bantuan.objects.filter(pk=bantuan.pk).update(diterima_mulai=None)
    assert diterima(bantuan) == JUNI


def test_a_stop_and_its_undoing_keep_it(bantuan):
    Bantuan.objects.filter(pk=bantuan.pk).update(status="berhenti")
    Bantuan.objects.filter(pk=bantuan.pk).update(status="berjalan")

    assert diterima(bantuan) == JUNI


def test_an_acceptance_that_is_taken_back_is_none(bantuan):
    Bantuan.objects.filter(pk=bantuan.pk).update(status="ditetapkan", bulan_awal=JANUARI)
    assert diterima(bantuan) is None

    Bantuan.objects.filter(pk=bantuan.pk).update(status="berjalan")
    assert diterima(bantuan) == JANUARI


def test_an_opening_list_writes_months_of_the_past(db):
    """Its grants run from the start, their rows come with them (ADR 0005)."""
    lama = terdaftar()

    assert lama.diterima_mulai is None
    assert Iuran.objects.count() == 12
