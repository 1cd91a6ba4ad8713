"""Reports and jobs at the same moment (see :mod:`tests.keamanan.serentak`)."""

from datetime import date

import pytest

from laporan.actions.bulanan import segel_laporan, siapkan_laporan, tutup_laporan
from laporan.models import LaporanBulanan, Surat
from pijar import tugas as tugas_latar
from pijar.models import Tugas
from pijar.sidik import sidik
from tests.factories import PenggunaFactory, terdaftar
from tests.keamanan.serentak import ditolak, serentak
from tests.laporan.tutup import saat, usulkan

pytestmark = pytest.mark.django_db(transaction=True)
NOVEMBER, SATU_DES = date(2026, 11, 1), date(2026, 12, 1)


def test_report_drafted_at_once_by_three_is_one(admin, admin2):
    terdaftar()
    orang = (admin, admin2, None)

    hasil = serentak(*[lambda o=o: siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=o) for o in orang])

    assert len({laporan.pk for laporan in hasil}) == 1
    assert LaporanBulanan.objects.count() == 1


def test_report_closed_at_once_by_two_is_closed_by_one(admin, admin2):
    terdaftar()
    laporan = usulkan(NOVEMBER, admin)
    dilihat, kini = sidik(segel_laporan(laporan)), saat(SATU_DES, 10)
    orang = (admin2, PenggunaFactory())

    hasil = serentak(
        *[lambda o=o: tutup_laporan(laporan, dilihat=dilihat, pada=kini, oleh=o) for o in orang]
    )

    (kalah,) = ditolak(hasil)
    assert "kini berstatus ditutup oleh" in kalah.kalimat
    assert LaporanBulanan.objects.get().status == "ditutup"
    assert Surat.objects.count() == 1


def test_job_ordered_at_once_by_many_is_one(petugas):
    def buat_tugas():
        return tugas_latar.buat("uji", judul="x", oleh=petugas, parameter={}, kunci="sama").pk

    hasil = serentak(*[buat_tugas] * 6)

    assert len({*hasil}) == 1
    assert Tugas.objects.count() == 1
