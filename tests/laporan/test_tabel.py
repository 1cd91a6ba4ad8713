"""What a measure reads is named, so that whoever keeps its value knows when it changed."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laporan.cakupan import cakupan
from laporan.dahulu import BAYANGAN, TETAP
from laporan.jalur import jalur
from laporan.pergerakan import pergerakan
from laporan.rincian import buka
from laporan.serapan import serapan
from laporan.tabel import TABEL
from laporan.ukuran import UKURAN
from tests.factories import BantuanFactory, bayar, terdaftar

NOVEMBER, HARI_INI = date(2026, 11, 1), date(2026, 11, 27)
DIBACA = re.compile(r'(?:FROM|JOIN) "?([a-z]+_[a-z]+)"?')


def rinci() -> None:
    for kode, ukuran in UKURAN.items():
        for menurut in ukuran.menurut:
            buka(kode, menurut, bulan=NOVEMBER, pada=HARI_INI)


HITUNG = {
    "pergerakan": lambda: pergerakan(NOVEMBER, pada=HARI_INI),
    "jalur": lambda: jalur(2026, pada=HARI_INI),
    "serapan": lambda: serapan(2026, pada=HARI_INI),
    "cakupan": lambda: cakupan(pada=HARI_INI),
    "rincian": rinci,
}


@pytest.mark.parametrize("nama", TABEL)
def test_a_measure_reads_only_its_tables_and_each_has_its_past(db, nama):
    terdaftar()
    terdaftar(date(2025, 1, 1), 12)  # a year that is over
    bayar(date(2026, 10, 1), date(2026, 10, 5))
    BantuanFactory(bulan_awal=NOVEMBER, jumlah_bulan=2)
    with CaptureQueriesContext(connection) as tanya:
        HITUNG[nama]()

    dibaca = set(DIBACA.findall("".join(q["sql"] for q in tanya)))
    dibaca &= {m._meta.db_table for m in apps.get_models()}

    assert dibaca <= {m._meta.db_table for m in TABEL[nama]}
    assert dibaca <= {b.model._meta.db_table for b in BAYANGAN} | {*TETAP}
    assert len(dibaca) > 4


def test_every_measure_is_there():
    assert set(TABEL) == set(HITUNG)
