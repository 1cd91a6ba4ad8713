"""The state of a donor's promise on a day, from the months that were really paid. Pure."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from iuran.perlindungan import BULAN_NONAKTIF, jatuh_tempo
from pijar.bulan import akhir_bulan, awal_bulan, rentang_bulan, selisih_bulan, tambah_bulan
from pijar.nada import Bernada, Nada

HAL = "Penyumbang dan janjinya"
"""What an officer of one area may not write, in the words of the refusal."""
PERINGATAN_HARI = (7, 14, 30, 60)
"""Days before the end of cover at which a list is written (issue of the office, not of a law)."""


class KeadaanJanji(Bernada):
    """How the payment of a promise stands; a promise of somebody who waits for a card has none."""

    BELUM_AKTIF = "belum_aktif", Nada.PROSES, "Belum dibayar"
    LUNAS = "lunas", Nada.BAIK, "Lunas"
    HARUS_BAYAR = "harus_bayar", Nada.PERHATIAN, "Waktunya membayar"
    TENGGANG = "tenggang", Nada.PERHATIAN, "Tenggang"
    PUTUS = "putus", Nada.BURUK, "Terputus"
    HABIS = "habis", Nada.AKHIR, "Masa habis"


class Janjinya(NamedTuple):
    """What the rule reads of a promise: its months, and those that evidence paid."""

    mulai: date
    sampai: date
    lunas: Collection[date]


class Keadaan(NamedTuple):
    """``lunas_sampai``: the last month paid without a gap since the first paid one, or None.

    ``berikut``: the month that must be paid next, None where the promise asks for none.
    ``tempo``: its due day. ``menunggak``: months past their due day that nobody paid.
    """

    keadaan: KeadaanJanji
    lunas_sampai: date | None
    berikut: date | None
    tempo: date | None
    menunggak: int


def keadaan_janji(janji: Janjinya, pada: date) -> Keadaan:
    """The state on ``pada``.

    Months are due as everybody else's (:func:`jatuh_tempo`); one to three unpaid ones are grace
    (*tenggang*), and when the third ended unpaid BPJS ends the cover (PP 44/2015): *putus*, a new
    enrolment. Nothing paid yet: *belum dibayar*, no cover is promised. After the last month of the
    promise nothing is owed: *habis*.
    """
    lunas_sampai = _lunas_sampai(janji.lunas)
    berikut = tambah_bulan(lunas_sampai, 1) if lunas_sampai else janji.mulai
    kini = awal_bulan(pada)
    if berikut > janji.sampai:
        keadaan = (
            KeadaanJanji.LUNAS if lunas_sampai and lunas_sampai >= kini else KeadaanJanji.HABIS
        )
        return Keadaan(keadaan, lunas_sampai, None, None, 0)
    terakhir = min(kini, janji.sampai)
    lama = max(selisih_bulan(berikut, terakhir) + 1, 0)
    menunggak = sum(jatuh_tempo(b) < pada for b in rentang_bulan(berikut, lama)) if lama else 0
    keadaan = _keadaan(lunas_sampai, berikut, menunggak, pada)
    return Keadaan(keadaan, lunas_sampai, berikut, jatuh_tempo(berikut), menunggak)


def _keadaan(lunas: date | None, berikut: date, menunggak: int, pada: date) -> KeadaanJanji:
    if lunas is None:
        return KeadaanJanji.BELUM_AKTIF
    if pada > akhir_bulan(tambah_bulan(berikut, BULAN_NONAKTIF - 1)):
        return KeadaanJanji.PUTUS
    if menunggak:
        return KeadaanJanji.TENGGANG
    return KeadaanJanji.HARUS_BAYAR if berikut <= awal_bulan(pada) else KeadaanJanji.LUNAS


def _lunas_sampai(lunas: Collection[date]) -> date | None:
    """The end of the newest run of paid months."""
    return max(lunas, default=None)
