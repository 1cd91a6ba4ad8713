"""The state of a promise on a day: due, in grace, lapsed, over."""

from datetime import date

import pytest

from iuran.penyumbang.aturan import Janjinya, KeadaanJanji, keadaan_janji
from pijar.bulan import rentang_bulan

K = KeadaanJanji
MARET = date(2026, 3, 1)


def janji(lunas: int, lama: int = 12) -> Janjinya:
    bulan = rentang_bulan(MARET, lama)
    return Janjinya(MARET, bulan[-1], bulan[:lunas])


@pytest.mark.parametrize(
    ("lunas", "lama", "pada", "harap"),
    [
        (0, 12, date(2026, 3, 10), K.BELUM_AKTIF),
        (0, 12, date(2027, 3, 10), K.BELUM_AKTIF),  # nothing paid is no grace
        (3, 12, date(2026, 5, 31), K.LUNAS),
        (3, 12, date(2026, 6, 1), K.HARUS_BAYAR),
        (3, 12, date(2026, 7, 15), K.HARUS_BAYAR),  # the due day of June itself
        (3, 12, date(2026, 7, 16), K.TENGGANG),
        (3, 12, date(2026, 8, 31), K.TENGGANG),
        (3, 12, date(2026, 9, 1), K.PUTUS),  # June, July and August are over, unpaid
        (3, 3, date(2026, 5, 31), K.LUNAS),
        (3, 3, date(2026, 6, 1), K.HABIS),
        (12, 12, date(2026, 3, 1), K.LUNAS),
        (12, 12, date(2027, 3, 1), K.HABIS),
    ],
)
def test_keadaan(lunas: int, lama: int, pada: date, harap: KeadaanJanji) -> None:
    assert keadaan_janji(janji(lunas, lama), pada).keadaan == harap


def test_berikut_dan_jatuh_tempo() -> None:
    hasil = keadaan_janji(janji(3), date(2026, 7, 16))
    assert hasil.lunas_sampai == date(2026, 5, 1)
    assert hasil.berikut == date(2026, 6, 1)
    assert hasil.tempo == date(2026, 7, 15)
    assert hasil.menunggak == 1


def test_tidak_menagih_sesudah_bulan_terakhir() -> None:
    hasil = keadaan_janji(janji(2, 3), date(2026, 7, 20))
    assert (hasil.keadaan, hasil.menunggak) == (K.TENGGANG, 1)
