"""What a measure reads is named, so that whoever keeps its value knows when it changed."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laporan.angka import hitung
from laporan.cakupan import cakupan
from laporan.dahulu import BAYANGAN, TETAP
from laporan.jalur import jalur
from laporan.keluarga import keluarga
from laporan.pergerakan import pergerakan
from laporan.rincian import buka
from laporan.risiko import daftar_risiko
from laporan.serapan import serapan
from laporan.tabel import TABEL
from laporan.ukuran import UKURAN
from laporan.wilayah import wilayah
from tests.factories import BantuanFactory, bayar, terdaftar

NOVEMBER, HARI_INI = date(2026, 11, 1), date(2026, 11, 27)
DIBACA = re.compile(r'(?:FROM|JOIN) "?([a-z]+_[a-z]+)"?')


def rinci() -> None:
    for kode, ukuran in UKURAN.items():
        for menurut in ukuran.menurut:
            buka(kode, menurut, bulan=NOVEMBER, pada=HARI_INI)


HITUNG = {
    "angka": lambda: hitung(NOVEMBER, pada=HARI_INI),
    "risiko": lambda: daftar_risiko(HARI_INI, hari_ini=HARI_INI),
    "wilayah": lambda: wilayah(pada=HARI_INI),
    "keluarga": lambda: keluarga(pada=HARI_INI),
    "pergerakan": lambda: pergerakan(NOVEMBER, pada=HARI_INI),
    "jalur": lambda: jalur(2026, pada=HARI_INI),
    "serapan": lambda: serapan(2026, pada=HARI_INI),
    "cakupan": lambda: cakupan(pada=HARI_INI),
    "rincian": rinci,
}


# A risk of a past day is read as known then by who asks; a claim's steps carry their own days.
TANPA_LAMPAU = {"risiko", "keluarga"}


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

    disebut = {t if isinstance(t, str) else t._meta.db_table for t in TABEL[nama]}
    assert dibaca <= {t.partition(".")[0] for t in disebut}
    if nama not in TANPA_LAMPAU:
        assert dibaca <= {b.model._meta.db_table for b in BAYANGAN} | {*TETAP}
    assert len(dibaca) > 2


def test_every_measure_is_there():
    assert set(TABEL) == set(HITUNG)
