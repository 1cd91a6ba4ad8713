"""Reports and jobs at the same moment (see :mod:`tests.keamanan.serentak`)."""

from datetime import date

import pytest

from laporan.actions import bekukan_bulan
from laporan.models import LaporanBulanan
from pijar import tugas as tugas_latar
from pijar.models import Tugas
from tests.keamanan.serentak import serentak
from tests.verifikasi.susunan import (
    PADA,
)

pytestmark = pytest.mark.django_db(transaction=True)
MARET = date(2026, 3, 1)


def test_report_made_at_once_by_three_is_one(admin, admin2, sekda):
    hasil = serentak(
        *[lambda o=o: bekukan_bulan(MARET, pada=PADA, oleh=o) for o in (admin, admin2, sekda)]
    )

    assert len({laporan.pk for laporan in hasil}) == 1
    assert LaporanBulanan.objects.count() == 1
    assert Tugas.objects.filter(jenis__startswith="laporan.").count() == 2


def test_job_ordered_at_once_by_many_is_one(petugas):
    def buat_tugas():
        return tugas_latar.buat("uji", judul="x", oleh=petugas, parameter={}, kunci="sama").pk

    hasil = serentak(*[buat_tugas] * 6)

    assert len({*hasil}) == 1
    assert Tugas.objects.count() == 1
