"""The sums of an opening list: pure, by the same tariff rule as the ledger."""

from datetime import date

import pytest

from iuran.models import SumberDana, Tarif
from iuran.saldo_awal.hitungan import KelompokSaldo, hitung
from pijar.errors import AturanDilanggarError

S25 = SumberDana(pk=1, kode="APBD", nama="APBD", jenis="apbd", tahun=2025)
S26 = SumberDana(pk=2, kode="APBD", nama="APBD", jenis="apbd", tahun=2026)
ASN = SumberDana(pk=3, kode="ASN", nama="ASN", jenis="asn", tahun=2026)
SUMBER = {1: S25, 2: S26, 3: ASN}
TARIF = [
    Tarif(
        pk=1,
        aktif=True,
        penghasilan_min=0,
        jkk=10_000,
        jkm=6_800,
        jht=0,
        berlaku_mulai=date(2025, 1, 1),
    ),
    Tarif(
        pk=2,
        aktif=True,
        penghasilan_min=0,
        jkk=5_000,
        jkm=3_400,
        jht=0,
        sektor="transportasi",
        pembayar="selain_apbn_apbd",
        berlaku_mulai=date(2026, 1, 1),
        berlaku_sampai=date(2026, 2, 28),
    ),
]


def satu(*kelompok):
    (jumlah,) = hitung(kelompok, SUMBER, TARIF)
    return jumlah


def test_people_months_and_rupiah_of_one_source():
    jumlah = satu(KelompokSaldo(2, None, date(2026, 1, 1), 12, date(2026, 3, 1), False, 10))

    assert jumlah.sumber is S26
    assert (jumlah.orang, jumlah.bulan, jumlah.bulan_lunas) == (10, 120, 30)
    assert (jumlah.rupiah, jumlah.rupiah_lunas) == (120 * 16_800, 30 * 16_800)
    assert (jumlah.bulan_belum, jumlah.rupiah_belum) == (90, 90 * 16_800)
    assert jumlah.per_bulan[date(2026, 12, 1)] == 10


def test_months_after_new_year_count_for_the_next_source():
    lama, baru = hitung(
        [KelompokSaldo(1, 2, date(2025, 10, 1), 6, date(2026, 1, 1), False, 2)], SUMBER, TARIF
    )

    assert (lama.sumber, lama.bulan, lama.bulan_lunas) == (S25, 6, 6)
    assert (baru.sumber, baru.bulan, baru.bulan_lunas) == (S26, 6, 2)
    assert lama.orang == baru.orang == 2


def test_relief_holds_for_its_payers_sector_and_months():
    jumlah = satu(KelompokSaldo(3, None, date(2026, 1, 1), 3, None, True, 1))

    assert jumlah.rupiah == 8_400 + 8_400 + 16_800
    assert jumlah.rupiah_lunas == 0


def test_groups_of_one_source_add_up():
    jumlah = satu(
        KelompokSaldo(2, None, date(2026, 1, 1), 2, None, False, 3),
        KelompokSaldo(2, None, date(2026, 2, 1), 1, date(2026, 2, 1), True, 1),
    )

    assert (jumlah.orang, jumlah.bulan, jumlah.bulan_lunas) == (4, 7, 1)
    assert jumlah.per_bulan == {date(2026, 1, 1): 3, date(2026, 2, 1): 4}


def test_nothing_ticked_is_no_source():
    assert hitung([], SUMBER, TARIF) == []


def test_month_without_a_tariff_is_refused():
    with pytest.raises(AturanDilanggarError, match="Desember 2024"):
        hitung([KelompokSaldo(1, None, date(2024, 12, 1), 1, None, False, 1)], SUMBER, TARIF)
