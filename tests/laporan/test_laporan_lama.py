"""Months frozen before two admins were needed: closed by the migration, said honestly."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from laporan.angka import hitung, ke_json
from laporan.beku import sidik_laporan
from laporan.models import LaporanBulanan
from laporan.surat.susun.bulanan import fakta
from tests.laporan.test_angka import NOVEMBER, beri
from tests.pemilik import tanpa_penjaga

migrasi = import_module("laporan.migrations.0010_laporan_lama_ditutup")
ATURAN = ("laporan_sementara_tanpa_angka", "laporan_beku_lengkap", "laporan_tutup_dua_admin")


@pytest.fixture
def lama(db) -> list[LaporanBulanan]:
    """Two versions of a month as they stood before, brought over."""
    beri()
    angka = ke_json(hitung(NOVEMBER, pada=date(2026, 11, 30)))
    with tanpa_penjaga() as kursor:
        for nama in ATURAN:
            kursor.execute(f"ALTER TABLE laporan_laporanbulanan DROP CONSTRAINT {nama}")
        kursor.execute("DROP INDEX laporan_satu_terbuka")
        for versi in (1, 2):
            LaporanBulanan.objects.create(
                bulan=NOVEMBER, versi=versi, per_tanggal=date(2026, 11, 30), angka=angka
            )
        migrasi.tutup(apps, None)
    return list(LaporanBulanan.objects.order_by("versi"))


def test_the_newest_version_is_closed_and_obeys_every_rule(lama):
    assert [(s.versi, s.status, s.warisan) for s in lama] == [
        (1, "diganti", True),
        (2, "ditutup", True),
    ]
    for satu in lama:
        assert satu.sha256 == sidik_laporan(satu)
        assert satu.penutup is None
        satu.validate_constraints()


def test_page_and_paper_say_that_no_second_admin_is_known(lama, sekda_client):
    assert "penutup kedua tidak diketahui" in sekda_client.get(f"/laporan/{lama[1].pk}/").text
    assert "penutup kedua tidak diketahui" in dict(fakta(lama[1]))["Ditutup"]
