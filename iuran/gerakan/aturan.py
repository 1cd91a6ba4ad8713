"""Pure parts of the movement's figures: which day a month speaks of, which month is overdue."""

from datetime import date

from iuran.perlindungan import BULAN_NONAKTIF, jatuh_tempo
from pijar.bulan import akhir_bulan, awal_bulan, tambah_bulan


def hari_bulan(bulan: date, pada: date) -> date:
    """The day on which ``bulan`` is looked at: its last one, or ``pada`` while it runs."""
    return min(akhir_bulan(bulan), pada)


def lewat_tempo(hari: date) -> date:
    """The newest month whose due day lay before ``hari``."""
    bulan = awal_bulan(hari)
    while jatuh_tempo(bulan) >= hari:
        bulan = tambah_bulan(bulan, -1)
    return bulan


def batas_putus(hari: date) -> date:
    """The newest last-paid month with which a promise has lapsed on ``hari``.

    Three months after it ended unpaid (PP 44/2015); the month of ``hari`` has not ended.
    """
    return tambah_bulan(hari, -BULAN_NONAKTIF - 1)
