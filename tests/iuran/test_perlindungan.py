"""Cover on a date: the fixed examples, and random ledgers against an oracle of ten lines."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iuran import perlindungan as p
from iuran.models import Iuran
from peserta.models import Peserta
from pijar.bulan import awal_bulan, rentang_bulan, tambah_bulan
from tests.factories import BantuanFactory, PesertaFactory, bayar, iuran, terdaftar

JAN = date(2026, 1, 1)
BULAN = rentang_bulan(JAN, 10)


def cakupan(peserta: Peserta, pada: date) -> tuple[str, int]:
    orang = p.dengan_cakupan(Peserta.objects.filter(pk=peserta.pk), pada).get()
    return orang.cakupan, orang.tunggakan


@pytest.mark.parametrize(
    ("pada", "harapan"),
    [
        (date(2025, 12, 31), ("", 0)),
        (date(2026, 1, 1), ("aktif", 0)),
        (date(2026, 1, 30), ("aktif", 0)),
        (date(2026, 1, 31), ("menunggak", 1)),
        (date(2026, 2, 28), ("menunggak", 2)),
        (date(2026, 3, 30), ("menunggak", 2)),
        (date(2026, 3, 31), ("menunggak", 3)),
        (date(2026, 4, 1), ("nonaktif", 3)),
    ],
)
def test_three_unpaid_months_end_cover_on_the_first_of_the_fourth(db, pada, harapan):
    assert cakupan(terdaftar().peserta, pada) == harapan


def test_nonaktif_needs_no_row_in_its_own_month(db):
    assert cakupan(terdaftar(jumlah=3).peserta, date(2026, 4, 1)) == ("nonaktif", 3)


def test_months_before_the_first_row_owe_nothing(db):
    bantuan = terdaftar(mulai=date(2026, 3, 1), jumlah=10)

    assert cakupan(bantuan.peserta, date(2026, 3, 15)) == ("aktif", 0)


def test_a_payment_counts_from_its_own_date(db):
    bantuan = terdaftar()
    for bulan in rentang_bulan(JAN, 2):
        bayar(bulan, bulan)
    bayar(date(2026, 3, 1), date(2026, 4, 10))

    assert cakupan(bantuan.peserta, date(2026, 4, 9)) == ("menunggak", 1)
    assert cakupan(bantuan.peserta, date(2026, 4, 10)) == ("aktif", 0)


def test_dead_rows_neither_cover_nor_owe(db):
    bantuan = terdaftar()
    Iuran.objects.filter(bulan__gte=date(2026, 3, 1)).update(hidup=False, alasan_mati="Meninggal.")

    assert cakupan(bantuan.peserta, date(2026, 3, 15)) == ("", 2)


def test_terlindungi_and_nonaktif_are_people(db):
    kena, aman = terdaftar().peserta, terdaftar(mulai=date(2026, 3, 1), jumlah=10).peserta
    pada = date(2026, 4, 1)

    assert list(p.terlindungi(pada)) == [aman]
    assert list(p.nonaktif(pada)) == [kena]


def oracle(bayar_pada: dict[date, date | None], pada: date) -> tuple[str, int]:
    """The definition in plain Python: live months and the day each was paid."""
    bulan = awal_bulan(pada)
    utang = {b for b, lunas in bayar_pada.items() if lunas is None or lunas > pada}
    selesai = bulan if awal_bulan(pada + timedelta(1)) > bulan else tambah_bulan(bulan, -1)
    n = 0
    while n < 3 and tambah_bulan(selesai, -n) in utang:
        n += 1
    if all(tambah_bulan(bulan, -i) in utang for i in (1, 2, 3)):
        return "nonaktif", n
    return ("" if bulan not in bayar_pada else "menunggak" if n else "aktif"), n


bulan_acak = st.one_of(
    st.just("tidak ada"), st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31))
)


@given(
    buku=st.lists(bulan_acak, min_size=len(BULAN), max_size=len(BULAN)),
    hari=st.lists(st.dates(date(2025, 12, 1), date(2027, 1, 31)), min_size=1, max_size=3),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_ledgers_agree_with_the_oracle(db, buku, hari):
    bantuan = BantuanFactory(peserta=PesertaFactory(status="terdaftar"), status="berjalan")
    hidup = {b: isi for b, isi in zip(BULAN, buku, strict=True) if isi != "tidak ada"}
    for bulan, lunas in hidup.items():
        iuran(bantuan, bulan)
        if lunas:
            bayar(bulan, lunas)

    akhir_bulan = [tambah_bulan(h, 1) - timedelta(1) for h in hari]
    for pada in hari + akhir_bulan:
        assert cakupan(bantuan.peserta, pada) == oracle(hidup, pada), pada
