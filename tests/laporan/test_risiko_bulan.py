"""What a report says of the risks of the report before."""

from datetime import date

from laporan.risiko_bulan import BARU, MASIH, SELESAI, risiko_bulan
from pijar.bulan import rentang_bulan
from tests.factories import bayar, terdaftar

OKT, NOV = date(2026, 10, 20), date(2026, 11, 20)


def nasib(daftar):
    return [(r["kode"], r["nasib"]) for r in daftar]


def test_a_risk_is_new_then_still_there_then_over(db):
    terdaftar(jumlah=11)
    for bulan in rentang_bulan(date(2026, 1, 1), 10):
        bayar(bulan, bulan.replace(day=10))
    oktober = risiko_bulan(OKT, [])
    assert nasib(oktober) == [("habis 2026-12-01", BARU)]

    terdaftar(date(2026, 12, 1), 1)  # another cliff, a month later
    november = risiko_bulan(NOV, oktober)
    assert ("habis 2026-12-01", MASIH) in nasib(november)

    desember = risiko_bulan(date(2026, 12, 20), november)
    assert ("habis 2026-12-01", SELESAI) in nasib(desember)
    assert ("habis 2026-12-01", SELESAI) not in nasib(risiko_bulan(date(2026, 12, 21), desember))
