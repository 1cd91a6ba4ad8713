"""The tariff rule: pure, so no database."""

from datetime import date

import pytest

from iuran.buku.tarif import TarifPilihan, ditutup, halangan, pilih_tarif, tutup
from iuran.models import Tarif
from pijar.errors import AturanDilanggarError

MARET = date(2026, 3, 1)


def tarif(pk=1, **lain):
    isi = {
        "penghasilan_min": 0,
        "dasar": 1_000_000,
        "jkk": 10_000,
        "jkm": 6_800,
        "jht": 20_000,
        "berlaku_mulai": date(2020, 1, 1),
        "aktif": True,
    }
    return Tarif(pk=pk, **isi | lain)


def keringanan(pk, sektor, mulai, sampai, **lain):
    return tarif(
        pk,
        jkk=5_000,
        jkm=3_400,
        sektor=sektor,
        pembayar="selain_apbn_apbd",
        berlaku_mulai=mulai,
        berlaku_sampai=sampai,
        **lain,
    )


DAFTAR = [
    tarif(1),
    tarif(2, penghasilan_min=1_100_000, dasar=1_200_000, jkk=12_000),
    keringanan(3, "transportasi", date(2026, 1, 1), date(2027, 3, 31)),
    keringanan(4, "bukan_transportasi", date(2026, 4, 1), date(2026, 12, 31)),
]


def pilih(daftar=DAFTAR, bulan=MARET, jenis="apbd", transport=False):
    return pilih_tarif(daftar, bulan=bulan, jenis_sumber=jenis, transport=transport)


def test_pilih_tarif_takes_the_lowest_tier_without_jht():
    assert pilih() == TarifPilihan(tarif_id=1, dasar=1_000_000, jkk=10_000, jkm=6_800, jht=0)
    assert pilih().nominal == 16_800


def test_pilih_tarif_with_jht():
    pilihan = pilih_tarif(DAFTAR, bulan=MARET, jenis_sumber="apbd", transport=False, jht=True)

    assert (pilihan.jht, pilihan.nominal) == (20_000, 36_800)


@pytest.mark.parametrize("jenis", ["apbd", "dbhcht"])
@pytest.mark.parametrize("transport", [True, False])
def test_pilih_tarif_gives_no_relief_to_what_the_state_pays(jenis, transport):
    assert pilih(jenis=jenis, transport=transport, bulan=date(2026, 6, 1)).tarif_id == 1


@pytest.mark.parametrize(
    ("transport", "bulan", "pk"),
    [
        (True, date(2025, 12, 1), 1),
        (True, date(2026, 1, 1), 3),
        (True, date(2027, 3, 1), 3),
        (True, date(2027, 4, 1), 1),
        (False, date(2026, 3, 1), 1),
        (False, date(2026, 4, 1), 4),
        (False, date(2026, 12, 1), 4),
        (False, date(2027, 1, 1), 1),
    ],
)
@pytest.mark.parametrize("jenis", ["asn", "csr"])
def test_pilih_tarif_relief_by_sector_and_month(jenis, transport, bulan, pk):
    assert pilih(jenis=jenis, transport=transport, bulan=bulan).tarif_id == pk


@pytest.mark.parametrize(("jenis", "pk"), [("apbd", 1), ("dbhcht", 3), ("csr", 3)])
def test_pilih_tarif_relief_for_dbhcht_is_the_rows_choice(jenis, pk):
    ikut = keringanan(3, "transportasi", date(2026, 1, 1), None)
    ikut.pembayar = "dbhcht_ikut"

    assert pilih([tarif(1), ikut], jenis=jenis, transport=True).tarif_id == pk


def test_pilih_tarif_ignores_relief_that_is_switched_off():
    mati = [*DAFTAR[:2], *(keringanan(t.pk, t.sektor, t.berlaku_mulai, None) for t in DAFTAR[2:])]
    for t in mati[2:]:
        t.aktif = False

    assert pilih(mati, jenis="csr", bulan=date(2026, 6, 1)).nominal == 16_800


def test_pilih_tarif_newest_table_wins():
    baru = tarif(9, dasar=1_500_000, jkk=15_000, berlaku_mulai=date(2026, 3, 1))

    assert pilih([*DAFTAR, baru], bulan=date(2026, 2, 1)).tarif_id == 1
    assert pilih([*DAFTAR, baru], bulan=MARET).tarif_id == 9


def test_pilih_tarif_of_the_same_day_prefers_the_narrower_row():
    hari = date(2026, 1, 1)
    sempit = keringanan(7, "transportasi", hari, None)
    daftar = [tarif(5, berlaku_mulai=hari), sempit, tarif(6, berlaku_mulai=hari)]

    assert pilih(daftar, jenis="csr", transport=True).tarif_id == 7


@pytest.mark.parametrize(
    ("bulan", "pk"),
    [(date(2026, 5, 1), 3), (date(2026, 6, 1), 3), (date(2027, 3, 1), 3), (date(2027, 4, 1), 9)],
)
def test_pilih_tarif_newer_general_row_never_switches_off_a_relief(bulan, pk):
    umum = tarif(9, jkk=12_000, jkm=7_000, berlaku_mulai=date(2026, 6, 1))

    assert pilih([*DAFTAR, umum], jenis="csr", transport=True, bulan=bulan).tarif_id == pk


def test_pilih_tarif_newer_relief_of_the_same_reach_wins():
    baru = keringanan(8, "transportasi", date(2026, 6, 1), None)

    assert pilih([*DAFTAR, baru], jenis="csr", transport=True, bulan=date(2026, 7, 1)).tarif_id == 8


def test_ditutup_meets_only_the_same_tier_sector_and_payer():
    baru = tarif(9, berlaku_mulai=date(2026, 6, 1))

    assert [t.pk for t in ditutup(baru, DAFTAR)] == [1]


@pytest.mark.parametrize(
    ("mulai", "sampai", "bertemu"),
    [
        (date(2025, 12, 1), date(2025, 12, 31), False),
        (date(2025, 12, 1), date(2026, 1, 31), True),
        (date(2027, 3, 1), None, True),
        (date(2027, 4, 1), None, False),
    ],
)
def test_ditutup_at_the_borders_of_the_months(mulai, sampai, bertemu):
    baru = keringanan(9, "transportasi", mulai, sampai)

    assert bool(ditutup(baru, DAFTAR)) == bertemu


@pytest.mark.parametrize(
    ("lama", "baru", "terhalang"),
    [
        (None, None, False),
        (None, date(2026, 8, 31), True),
        (date(2026, 8, 31), date(2026, 8, 31), False),
        (date(2026, 9, 30), date(2026, 8, 31), True),
        (date(2026, 7, 31), date(2026, 8, 31), False),
    ],
)
def test_halangan_where_months_would_be_left_without_a_tariff(lama, baru, terhalang):
    pengganti = tarif(9, berlaku_mulai=date(2026, 6, 1), berlaku_sampai=baru)

    assert bool(halangan(pengganti, [tarif(1, berlaku_sampai=lama)])) == terhalang


@pytest.mark.parametrize(
    ("mulai_lama", "sampai", "aktif"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), True),
        (date(2026, 6, 1), None, False),
        (date(2026, 7, 1), None, False),
    ],
)
def test_tutup_the_day_before_or_altogether(mulai_lama, sampai, aktif):
    lama = tarif(1, berlaku_mulai=mulai_lama)

    tutup(lama, tarif(9, berlaku_mulai=date(2026, 6, 1)))

    assert (lama.berlaku_sampai, lama.aktif, lama.digantikan_oleh_id) == (sampai, aktif, 9)


def test_pilih_tarif_without_a_row_says_what_to_do():
    with pytest.raises(AturanDilanggarError, match=r"tarif iuran yang berlaku pada Maret 2019"):
        pilih(bulan=date(2019, 3, 1))
