"""One person's months and what follows from them."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from iuran import perlindungan as p
from iuran.models import Bantuan, Iuran, Pembayaran, Tagihan
from laporan.dahulu import sebagaimana_diketahui
from peserta.models import Peristiwa, Peserta
from pijar.bulan import WIB, rentang_bulan
from tests.factories import BantuanFactory, PesertaFactory, bayar, iuran, terdaftar
from tests.iuran.lindung import dijamin, terlindungi
from tests.pemilik import tanpa_penjaga

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
        ("ditagih", f"Tagihan {tagihan.nomor}, jatuh tempo 15-03-2026"),
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
        (date(2026, 1, 11), "belum_aktif"),
        (date(2026, 1, 12), "lunas"),
        (date(2026, 3, 16), "tenggang"),
        (date(2026, 5, 1), "nonaktif"),
        (date(2026, 6, 1), "jeda"),
        (date(2026, 9, 1), "lunas"),
        (date(2026, 10, 1), "berakhir"),
    ],
)
def test_status_of_a_person_through_the_year(db, pada, status):
    bantuan = terdaftar(jumlah=4)
    iuran(bantuan, date(2026, 9, 1))
    bayar(JAN, date(2026, 1, 12))
    bayar(date(2026, 9, 1), date(2026, 9, 1))

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
    assert (lihat.lunas_sampai, lihat.tunggakan) == (date(2026, 2, 1), 1)
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


def test_lunas_sampai_ends_with_the_first_month_that_was_left_out(db):
    bantuan = terdaftar(jumlah=8)
    for bulan in (1, 2, 4, 5):
        bayar(date(2026, bulan, 1), date(2026, bulan, 1))

    lihat = p.perlindungan(bantuan.peserta, date(2026, 5, 20))

    assert (lihat.lunas_sampai, lihat.kata_status) == (
        date(2026, 2, 1),
        "Tenggang: iuran belum dibayar 1 bulan",
    )


def test_months_paid_ahead_belong_to_the_run(db):
    bantuan = terdaftar(jumlah=8)
    for bulan in rentang_bulan(JAN, 6):
        bayar(bulan, date(2026, 1, 9))

    assert p.perlindungan(bantuan.peserta, date(2026, 2, 1)).lunas_sampai == date(2026, 6, 1)


def test_gaps_are_named(db):
    bantuan = terdaftar(jumlah=2)
    for bulan in (5, 7):
        iuran(bantuan, date(2026, bulan, 1))

    assert p.perlindungan(bantuan.peserta, PADA).jeda == [
        (date(2026, 3, 1), date(2026, 4, 1)),
        (date(2026, 6, 1), date(2026, 6, 1)),
    ]


def test_an_older_membership_counts_for_the_full_death_benefit(db):
    bantuan = terdaftar()
    Bantuan.objects.update(peserta_sejak=date(2025, 3, 1))
    bayar(JAN, date(2026, 1, 31))

    lihat = p.perlindungan(bantuan.peserta, date(2026, 2, 10))

    assert (lihat.sejak, lihat.mulai_masa) == (date(2025, 3, 1), date(2025, 3, 1))
    assert lihat.jkm_penuh_sejak == date(2025, 6, 1)


def test_an_older_membership_ends_with_a_lapse(db):
    bantuan = terdaftar()
    Bantuan.objects.update(peserta_sejak=date(2025, 3, 1))
    bayar(date(2026, 6, 1), date(2026, 6, 9))

    lihat = p.perlindungan(bantuan.peserta, date(2026, 7, 1))

    assert (lihat.sejak, lihat.mulai_masa, lihat.jkm_penuh_sejak) == (None, date(2026, 6, 1), None)


@pytest.fixture
def sudah_ditagih(db):
    """Paid January to March; April is billed and May to December wait."""
    bantuan = terdaftar()
    for bulan in rentang_bulan(JAN, 4):
        bayar(bulan, bulan)
    return bantuan.peserta


def catat(peserta, jenis, tanggal, **lain):
    return Peristiwa.objects.create(peserta=peserta, jenis=jenis, tanggal=tanggal, **lain)


def test_from_the_month_after_a_death_nobody_is_covered(sudah_ditagih):
    catat(sudah_ditagih, "meninggal", date(2026, 3, 9))

    maret, april = (p.perlindungan(sudah_ditagih, date(2026, n, 15)) for n in (3, 4))

    assert (maret.status, april.status) == ("lunas", "berakhir")
    assert (april.berakhir, april.meninggal) == (date(2026, 3, 1), date(2026, 3, 9))
    for pada in (date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1)):
        assert not dijamin(pada)
    assert dijamin(date(2026, 3, 31))
    tak_dibiayai = Iuran.objects.sudah_keluar().order_by("bulan")
    assert tak_dibiayai.first().bulan == date(2026, 4, 1)


def test_an_undone_death_changes_nothing(sudah_ditagih):
    kini = timezone.now()
    catat(sudah_ditagih, "meninggal", date(2026, 3, 9), dibatalkan_pada=kini, alasan_batal="Keliru")

    assert p.perlindungan(sudah_ditagih, date(2026, 4, 15)).status == "lunas"
    assert not Iuran.objects.sudah_keluar().exists()


@pytest.mark.parametrize("jenis", ["pindah", "pihak_lain", "penerima_upah", "usia_65"])
def test_who_left_is_not_paid_for_and_still_insured_where_paid(sudah_ditagih, jenis):
    catat(sudah_ditagih, jenis, date(2026, 3, 9))
    pada = date(2026, 4, 15)

    assert p.perlindungan(sudah_ditagih, pada).status == "di_luar"
    assert dijamin(pada)
    assert not terlindungi(pada)
    assert terlindungi(date(2026, 3, 31))
    assert p.potret(pada).ringkasan == (0, 0, 0, 0, 0, 0, 1)


def test_another_payer_may_begin_later(sudah_ditagih):
    catat(sudah_ditagih, "pihak_lain", date(2026, 2, 9), akibat={"mulai": "2026-05-01"})

    assert terlindungi(date(2026, 4, 30))
    assert not terlindungi(date(2026, 5, 1))


def test_an_accident_ends_nothing(sudah_ditagih):
    catat(sudah_ditagih, "kecelakaan", date(2026, 3, 9))

    assert terlindungi(date(2026, 4, 15))


def test_who_came_back_with_a_new_grant_is_in_the_programme_again(db):
    lama = terdaftar(jumlah=3)
    bayar(JAN, JAN)
    catat(lama.peserta, "pindah", date(2026, 1, 20))
    baru = BantuanFactory(
        peserta=lama.peserta, bulan_awal=date(2026, 4, 1), jumlah_bulan=3, status="berjalan"
    )
    iuran(baru, date(2026, 4, 1))
    bayar(date(2026, 4, 1), date(2026, 4, 2))

    assert not terlindungi(date(2026, 2, 2))
    assert terlindungi(date(2026, 4, 2))


@pytest.mark.parametrize(
    ("lahir", "status"),
    [(date(1961, 5, 1), "lunas"), (date(1961, 4, 30), "di_luar"), (date(1961, 4, 1), "di_luar")],
)
def test_the_month_of_the_65th_birthday_is_not_paid_for(sudah_ditagih, lahir, status):
    Peserta.objects.update(tanggal_lahir=lahir)

    assert p.perlindungan(sudah_ditagih, date(2026, 4, 15)).status == status
    assert terlindungi(date(2026, 3, 31))


def test_an_event_counts_only_once_it_is_known(sudah_ditagih):
    lama = datetime(2026, 4, 1, 9, tzinfo=WIB)
    with tanpa_penjaga():
        Pembayaran.objects.update(dibuat_pada=lama)
    Tagihan.objects.update(disusun_pada=lama)
    for model in (Peserta, Bantuan, Iuran):
        model.objects.update(dibuat_pada=lama)
    catat(sudah_ditagih, "meninggal", date(2026, 3, 9))
    pada = date(2026, 4, 15)

    with sebagaimana_diketahui(pada):
        dahulu = p.potret(pada).ringkasan
    sekarang = p.potret(pada).ringkasan

    assert dahulu.terlindungi == 1
    assert sekarang.terlindungi == 0


def test_an_unpaid_month_names_the_due_day_of_its_kode_iuran(db):
    bantuan = terdaftar(jumlah=1)
    tagihan = bayar(JAN, date(2026, 6, 1)).daftar_alokasi.get().tagihan
    tagihan.kode_iuran_tempo = date(2026, 1, 27)
    tagihan.save()

    (bulan,) = p.perlindungan(bantuan.peserta, PADA).bulan

    assert bulan.keterangan == f"Tagihan {tagihan.nomor}, jatuh tempo 27-01-2026"
    assert bulan.tempo == date(2026, 1, 27)
