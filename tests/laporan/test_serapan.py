"""Money by source: the same as the source's own page and paper, city and others apart."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from iuran.buku import realisasi_sumber
from iuran.buku.keadaan import keadaan_uang
from iuran.models import Bantuan, SumberDana
from laporan.serapan import serapan
from pijar.bulan import WIB, rentang_bulan
from tests.factories import BantuanFactory, bayar, sumber, terdaftar, ubah_pagu
from tests.laporan.test_dua_jam import LANGKAH, Dunia

HARI_INI = date(2026, 11, 27)
AKHIR = date(2026, 12, 31)
DULU = datetime(2026, 1, 2, 9, tzinfo=WIB)


def satu(kode: str, pada: date = HARI_INI):
    return next(s for s in serapan(2026, pada=pada).sumber if s.pk == sumber(kode).pk)


@pytest.mark.parametrize("benih", range(4))
def test_every_source_says_what_its_page_and_paper_say(admin, admin2, benih):
    acak = Random(benih)  # noqa: S311  # sample data, not a secret
    dunia = Dunia(acak, admin, admin2)
    for nama in acak.choices(LANGKAH, k=25):
        dunia.langkah(nama)
    BantuanFactory(bulan_awal=date(2026, 9, 1), jumlah_bulan=4)

    hasil = serapan(2026, pada=AKHIR)

    for s in hasil.sumber:
        dana = SumberDana.objects.with_keuangan().with_realisasi().get(pk=s.pk)
        nyata = realisasi_sumber(dana, AKHIR)
        assert (s.pagu, s.komitmen, s.realisasi) == (
            nyata.pagu.rupiah, nyata.komitmen, nyata.realisasi,
        )  # fmt: skip
        assert (s.komitmen, s.realisasi) == (dana.terikat_semua, dana.realisasi)
        assert keadaan_uang(dana).terikat.rupiah == s.komitmen
        assert sum(b.rencana for b in s.bulan) == s.komitmen
        assert sum(b.realisasi for b in s.bulan) == s.realisasi
        assert s.silpa == s.pagu - s.komitmen


@pytest.mark.parametrize("benih", range(3))
@pytest.mark.parametrize("mundur", [0, 40, 100])
def test_what_was_paid_by_a_day_is_the_plain_sum(admin, admin2, benih, mundur):
    acak = Random(benih)  # noqa: S311  # as above
    dunia = Dunia(acak, admin, admin2)
    for nama in acak.choices(["menagih", "membayar", *LANGKAH], k=20):
        dunia.langkah(nama)
    pada = AKHIR - timedelta(mundur)

    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT coalesce(sum(i.nominal), 0) FROM iuran_iuran i "
            "JOIN iuran_pembayaran b ON b.id = i.pembayaran_id WHERE i.sumber_id = %s "
            "AND b.tanggal <= %s AND extract(year FROM b.tanggal) <= 2026 "
            "AND (i.hidup OR i.tagihan_id IS NOT NULL)",
            [sumber("APBD").pk, pada],
        )
        (dibayar,) = kursor.fetchone()

    assert satu("APBD", pada).realisasi == dibayar


def test_city_and_others_are_never_added(db):
    terdaftar(date(2026, 11, 1), 2)
    terdaftar(date(2026, 11, 1), 2, kode="ASN")
    bayar(date(2026, 11, 1), date(2026, 11, 5))
    bayar(date(2026, 11, 1), date(2026, 11, 5), kode="ASN")
    Bantuan.objects.update(dibuat_pada=DULU)

    hasil = serapan(2026, pada=HARI_INI)

    assert {s.kota for s in hasil.sumber_kota} == {True}
    assert {s.kota for s in hasil.sumber_lain} == {False}
    assert (hasil.kota.realisasi, hasil.lain.realisasi) == (16_800, 16_800)
    assert (hasil.kota.komitmen, hasil.lain.komitmen) == (33_600, 33_600)
    for jumlah, milik in ((hasil.kota, hasil.sumber_kota), (hasil.lain, hasil.sumber_lain)):
        assert jumlah.pagu == sum(s.pagu for s in milik)
        assert jumlah.silpa == sum(s.silpa for s in milik)
        assert sum(b.rencana for b in jumlah.bulan) == jumlah.komitmen
        assert sum(b.realisasi for b in jumlah.bulan) == jumlah.realisasi
    assert [b.bulan for b in hasil.kota.bulan] == rentang_bulan(date(2026, 1, 1), 12)


def test_a_year_that_is_over_keeps_what_was_not_paid(db):
    terdaftar(date(2026, 11, 1), 2)
    bayar(date(2026, 11, 1), date(2026, 11, 5))
    Bantuan.objects.update(dibuat_pada=DULU)

    dana, sesudah = satu("APBD"), satu("APBD", date(2027, 1, 4))

    assert (dana.pagu - dana.silpa, sesudah.pagu - sesudah.silpa) == (33_600, 16_800)


def test_the_ceiling_is_that_of_the_day(db):
    lama = sumber("APBD").pagu
    ubah_pagu(pagu=lama + 5)  # by a paper of 2 January

    assert satu("APBD", date(2026, 1, 1)).pagu == lama
    assert satu("APBD", date(2026, 1, 2)).pagu == lama + 5


def test_a_year_without_sources_is_empty(db):
    hasil = serapan(2031, pada=HARI_INI)

    assert (hasil.sumber, hasil.kota.pagu, hasil.kota.persen) == ((), 0, None)


def test_a_constant_number_of_queries(db, django_assert_num_queries):
    for kode in ("ASN", "CSR"):
        terdaftar(date(2026, 11, 1), 2, kode=kode)
        with django_assert_num_queries(5):
            serapan(2026, pada=HARI_INI)


def test_a_later_grant_is_asked_for_only_where_it_has_rows_of_these_sources(db):
    """Else millions of rows are summed by their papers alone."""

    def bertanya_bantuan() -> bool:
        with CaptureQueriesContext(connection) as tanya:
            serapan(2026, pada=HARI_INI)
        return any("SUM(" in q["sql"] and '"iuran_bantuan"' in q["sql"] for q in tanya)

    terdaftar()
    tahun_depan = terdaftar(date(2027, 1, 1))
    Bantuan.objects.update(dibuat_pada=DULU)
    Bantuan.objects.filter(pk=tahun_depan.pk).update(dibuat_pada=datetime(2027, 1, 1, tzinfo=WIB))
    assert not bertanya_bantuan()
    assert satu("APBD").komitmen == 12 * 16_800

    Bantuan.objects.update(dibuat_pada=datetime(2027, 1, 1, tzinfo=WIB))
    assert bertanya_bantuan()
    assert satu("APBD").komitmen == 0
