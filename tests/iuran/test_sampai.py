"""Until when somebody is protected, or since when not."""

from datetime import date

import pytest

from iuran.models import Iuran
from iuran.perlindungan import cakupan_orang, kalimat_lindung, perlindungan
from iuran.perlindungan.sampai import kalimat_orang
from peserta.models import Peristiwa
from pijar.bulan import rentang_bulan
from tests.factories import BantuanFactory, PesertaFactory, bayar, terdaftar

pytestmark = pytest.mark.django_db
JAN = date(2026, 1, 1)
PADA = date(2026, 5, 20)


def lunas(sampai: int) -> None:
    """The city paid these first months of 2026 in time."""
    for bulan in rentang_bulan(JAN, sampai):
        bayar(bulan, bulan.replace(day=12))


def kalimat(orang, pada=PADA) -> str:
    """The sentence of a list, which that of the person's own page equals."""
    satu = kalimat_lindung(cakupan_orang([orang.pk], pada), pada)[orang.pk]
    assert kalimat_orang(orang.pk, perlindungan(orang, pada)) == satu
    return satu


@pytest.mark.parametrize(
    ("dibayar", "jumlah", "ada"),
    [
        (5, 12, "Terlindungi sampai Desember 2026"),
        (5, 6, "Terlindungi sampai Juni 2026"),
        (3, 12, "Terlindungi sampai Desember 2026; iuran belum dibayar 1 bulan"),
        (1, 12, "Tidak terlindungi sejak Mei 2026"),
        (0, 12, "Belum terlindungi: iuran pertama belum tercatat dibayar"),
        (3, 3, "Tidak terlindungi sejak April 2026"),
    ],
)
def test_the_sentence_of_a_ledger(dibayar, jumlah, ada):
    bantuan = terdaftar(JAN, jumlah)
    lunas(dibayar)

    assert kalimat(bantuan.peserta) == ada


def test_months_that_no_grant_pays_later_count_the_lapse_not_the_last_row():
    """Three unpaid months ended the cover, although the grant had two more."""
    bantuan = terdaftar(JAN, 6)
    lunas(1)

    assert kalimat(bantuan.peserta, date(2026, 9, 10)) == "Tidak terlindungi sejak Mei 2026"


def test_an_extension_goes_on_and_a_gap_is_said():
    bantuan = terdaftar(JAN, 3)
    lunas(3)
    BantuanFactory(
        peserta=bantuan.peserta, bulan_awal=date(2026, 4, 1), jumlah_bulan=6, status="ditetapkan"
    )

    assert kalimat(bantuan.peserta, date(2026, 3, 20)) == "Terlindungi sampai September 2026"


def test_nobody_who_was_never_paid_for_is_called_lost():
    assert kalimat(PesertaFactory()) == "Belum pernah terlindungi"


def test_who_died_is_without_cover_from_the_next_month():
    bantuan = terdaftar(JAN, 12)
    lunas(2)
    Peristiwa.objects.create(peserta=bantuan.peserta, jenis="meninggal", tanggal=date(2026, 2, 9))
    Iuran.objects.filter(bulan__gt=date(2026, 2, 1)).update(hidup=False, alasan_mati="Meninggal.")

    assert kalimat(bantuan.peserta) == "Tidak terlindungi sejak Maret 2026"


def test_months_to_come_are_said():
    bantuan = terdaftar(date(2026, 7, 1), 6)

    assert kalimat(bantuan.peserta) == "Belum terlindungi: dibiayai mulai Juli 2026"


@pytest.mark.parametrize("jumlah", [1, 3])
def test_many_cost_as_many_queries_as_one(django_assert_num_queries, jumlah):
    aman = [terdaftar(JAN, 12).peserta.pk for _ in range(jumlah)]
    lunas(5)
    lain = [PesertaFactory().pk for _ in range(jumlah)]
    keadaan = cakupan_orang([*aman, *lain], PADA)

    with django_assert_num_queries(4):
        kalimat_lindung(keadaan, PADA)
