"""One person's months and what follows from them."""

from datetime import date

import pytest

from iuran import perlindungan as p
from iuran.models import Iuran, Tagihan
from pijar.bulan import rentang_bulan
from tests.factories import PesertaFactory, bayar, iuran, terdaftar

JAN = date(2026, 1, 1)
PADA = date(2026, 4, 20)


def keadaan(peserta, pada=PADA) -> list[str]:
    return [b.keadaan.value for b in p.riwayat_bulan(peserta, pada)]


def test_riwayat_bulan_names_every_state_with_its_proof(db):
    bantuan = terdaftar(jumlah=6)
    bukti = bayar(JAN, date(2026, 1, 12))
    tagihan = bayar(date(2026, 2, 1), date(2026, 6, 1)).daftar_alokasi.get().tagihan
    baris = Iuran.objects.filter(bantuan=bantuan)
    baris.filter(bulan__month__gte=5).update(hidup=False, alasan_mati="Pindah.")
    iuran(bantuan, date(2026, 8, 1))

    bulan = p.riwayat_bulan(bantuan.peserta, PADA)

    assert [(b.keadaan.value, b.keterangan) for b in bulan] == [
        ("lunas", bukti.nomor),
        ("ditagih", f"Tagihan {tagihan.nomor}"),
        ("belum", ""),
        ("belum", ""),
        ("mati", "Pindah."),
        ("mati", "Pindah."),
        ("kosong", ""),
        ("belum", ""),
    ]
    assert [b.akan_datang for b in bulan] == [False] * 4 + [True] * 4


def test_riwayat_bulan_of_nobody_is_empty(db):
    assert p.riwayat_bulan(PesertaFactory(), PADA) == []


def test_a_new_row_hides_the_dead_one_of_its_month(db):
    bantuan = terdaftar(jumlah=1)
    Iuran.objects.update(hidup=False, alasan_mati="Salah.")
    iuran(bantuan, JAN)

    assert keadaan(bantuan.peserta) == ["belum"]


def test_reversals_are_no_month_of_their_own(db):
    bantuan = terdaftar(jumlah=1)
    asli = Iuran.objects.get()
    Iuran.objects.update(hidup=False, alasan_mati="Dibalik.")
    iuran(
        bantuan,
        JAN,
        jkk=-10_000,
        jkm=-6_800,
        jenis="pembalik",
        membalik=asli,
        hidup=False,
        alasan_mati="Pembalik.",
    )

    assert [b.keterangan for b in p.riwayat_bulan(bantuan.peserta, PADA)] == ["Dibalik."]


@pytest.mark.parametrize(
    ("pada", "status"),
    [
        (date(2025, 12, 31), "belum_mulai"),
        (date(2026, 2, 15), "menunggak"),
        (date(2026, 4, 1), "nonaktif"),
        (date(2026, 5, 1), "jeda"),
        (date(2026, 6, 1), "aktif"),
        (date(2026, 7, 1), "berakhir"),
    ],
)
def test_status_of_a_person_through_the_year(db, pada, status):
    bantuan = terdaftar(jumlah=3)
    iuran(bantuan, date(2026, 6, 1))

    assert p.perlindungan(bantuan.peserta, pada).status == status


def test_a_person_without_rows_has_no_cover(db):
    kosong = p.perlindungan(PesertaFactory(), PADA)

    assert (kosong.status, kosong.mulai, kosong.jkm_penuh_sejak) == ("belum_ada", None, None)
    assert kosong.per_tahun == []


def test_derived_months(db):
    bantuan = terdaftar(jumlah=6)
    for bulan in rentang_bulan(JAN, 2):
        bayar(bulan, bulan)

    lihat = p.perlindungan(bantuan.peserta, PADA)

    assert (lihat.mulai, lihat.berakhir) == (JAN, date(2026, 6, 1))
    assert (lihat.dibayar_sampai, lihat.tunggakan) == (date(2026, 2, 1), 1)
    assert (lihat.mulai_masa, lihat.jkm_penuh_sejak) == (JAN, None)
    assert [(tahun, len(b)) for tahun, b in lihat.per_tahun] == [(2026, 6)]


def test_death_is_paid_in_full_after_three_paid_months(db, settings):
    bantuan = terdaftar()
    for bulan in rentang_bulan(JAN, 3):
        bayar(bulan, bulan)

    assert p.perlindungan(bantuan.peserta, PADA).jkm_penuh_sejak == date(2026, 4, 1)
    settings.JKM_PENUH_SETELAH_BULAN = 2
    assert p.perlindungan(bantuan.peserta, PADA).jkm_penuh_sejak == date(2026, 3, 1)


def test_coming_back_after_a_gap_begins_a_new_membership(db):
    bantuan = terdaftar(jumlah=2)
    for bulan in rentang_bulan(date(2026, 4, 1), 3):
        iuran(bantuan, bulan)
    for bulan in rentang_bulan(JAN, 6):
        bayar(bulan, bulan)

    lihat = p.perlindungan(bantuan.peserta, date(2026, 6, 30))

    assert (lihat.mulai_masa, lihat.jkm_penuh_sejak) == (date(2026, 4, 1), date(2026, 7, 1))


def test_coming_back_after_three_unpaid_months_begins_a_new_membership(db):
    bantuan = terdaftar()
    for bulan in (JAN, *rentang_bulan(date(2026, 5, 1), 2)):
        bayar(bulan, bulan)

    lihat = p.perlindungan(bantuan.peserta, date(2026, 6, 30))

    assert (lihat.mulai_masa, lihat.jkm_penuh_sejak) == (date(2026, 5, 1), None)


def test_a_stopped_membership_is_the_one_that_ran_last(db):
    bantuan = terdaftar()
    Iuran.objects.filter(bulan__month__gt=2).update(hidup=False, alasan_mati="Meninggal.")

    assert p.perlindungan(bantuan.peserta, PADA).mulai_masa == JAN


def test_perlindungan_asks_two_queries(db, django_assert_num_queries):
    bantuan = terdaftar()
    bayar(JAN, JAN)

    with django_assert_num_queries(2):
        [b.keterangan for b in p.perlindungan(bantuan.peserta, PADA).bulan]

    assert Tagihan.objects.count() == 1
