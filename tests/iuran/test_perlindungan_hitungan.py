"""Counts of cover: the headline, the groups, the money of a month, and who loses cover when."""

from datetime import UTC, date, datetime

import pytest

from iuran import perlindungan as p
from iuran.models import Bantuan, SumberDana
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from laporan.angka import iuran_bulan
from peserta.models import Peserta
from pijar.bulan import rentang_bulan
from tests.factories import BantuanFactory, PesertaFactory, bayar, iuran, sumber, terdaftar
from tests.iuran import lindung

JAN, PEB, MAR = rentang_bulan(date(2026, 1, 1), 3)
TENGAH, TIMUR = "33.74.01.1001", "33.74.03.1001"
PADA = date(2026, 4, 20)


@pytest.fixture
def empat_orang(db):
    """Two paid by APBD, one by DBHCHT, one ojek by ASN who has paid nothing since January."""
    terdaftar()
    terdaftar()
    terdaftar(kode="DBHCHT", kelurahan_id=TIMUR)
    terdaftar(mulai=PEB, jumlah=6, kode="ASN", kelurahan_id=TIMUR, pekerjaan_id="pengemudi_ojek")
    Bantuan.objects.filter(bulan_awal=PEB).update(peserta_sejak=JAN)
    for kode in ("APBD", "DBHCHT"):
        for bulan in (JAN, PEB, MAR):
            bayar(bulan, bulan.replace(day=10), kode=kode)


def test_ringkasan_puts_the_city_first_and_others_beside(empat_orang):
    assert p.potret(PADA).ringkasan == (3, 1, 0, 1, 0, 0, 0)
    assert p.potret(PADA).ringkasan.terlindungi == 4
    assert p.potret(date(2026, 5, 1)).ringkasan == (3, 0, 0, 0, 0, 1, 0)
    sebulan = p.potret(date(2026, 5, 16)).ringkasan
    assert (sebulan.lunas_kota, sebulan.tenggang_kota, sebulan.tenggang) == (0, 3, 3)


def test_groups_sum_to_the_headline(empat_orang):
    potret = p.potret(PADA)

    assert potret.per_sumber == [
        ("APBD", "APBD Kota Semarang", 2, 2),
        ("ASN", "ASN", 1, 0),
        ("DBHCHT", "DBHCHT", 1, 1),
    ]
    assert potret.per_kecamatan[:3] == [
        ("33.74.01", "Semarang Tengah", 2, 2),
        ("33.74.03", "Semarang Timur", 2, 1),
        ("33.74.11", "Banyumanik", 0, 0),
    ]
    assert potret.per_pekerjaan[:2] == [
        ("tukang_becak", "tukang becak", 3, 3),
        ("pengemudi_ojek", "pengemudi ojek", 1, 0),
    ]
    for daftar in (potret.per_sumber, potret.per_kecamatan, potret.per_pekerjaan):
        assert sum(b.orang for b in daftar) == potret.ringkasan.terlindungi
        assert sum(b.kota for b in daftar) == potret.ringkasan.terlindungi_kota
        assert sum(b.lain for b in daftar) == potret.ringkasan.terlindungi_lain


def test_a_portrait_can_be_narrowed_to_an_area(empat_orang, petugas):
    petugas.wilayah = ["33.74.03"]

    sempit = p.potret(PADA, Peserta.objects.for_petugas(petugas))

    assert sempit.ringkasan == (1, 1, 0, 1, 0, 0, 0)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_a_portrait_asks_nine_queries(db, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        terdaftar()
    bayar(JAN, JAN)

    with django_assert_num_queries(9):
        assert p.potret(JAN).ringkasan.terlindungi == jumlah


def uang(nama: str, pada: date) -> tuple[int, int]:
    angka = iuran_bulan(pada.replace(day=1), pada)
    return angka[f"{nama}_orang"], angka[f"{nama}_rupiah"]


def test_money_of_a_month_counts_from_its_dates(empat_orang):
    assert uang("dibayar", date(2026, 3, 9)) == (0, 0)
    assert uang("dibayar", date(2026, 3, 10)) == (3, 50_400)
    assert uang("ditagih", date(2026, 3, 1)) == (0, 0)
    assert uang("ditagih", date(2026, 3, 2)) == (3, 50_400)
    assert uang("ditagih", PADA) == (0, 0)


def test_a_drafted_bill_is_not_yet_billed(db, admin, admin2):
    terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), MAR, oleh=admin)
    assert uang("ditagih", date(2026, 3, 31)) == (0, 0)

    terbitkan(tagihan, oleh=admin2, pada=datetime(2026, 3, 31, 16, 59, tzinfo=UTC))

    assert uang("ditagih", date(2026, 3, 31)) == (1, 16_800)


def akhir(pada: date, bulan: int = 3) -> list[tuple[date, str, int]]:
    sumber = SumberDana.objects.in_bulk()
    return [
        (b.akhir, sumber[b.sumber_id].nama, b.orang)
        for b in p.ujung(pada).hitung()
        if b.akhir in p.bulan_papan(pada, bulan)
    ]


def test_ends_are_counted_by_month_and_source(empat_orang):
    asn = (date(2026, 7, 1), "ASN", 1)
    assert akhir(date(2026, 4, 30)) == []
    assert akhir(date(2026, 4, 30), 4) == [asn]
    assert akhir(date(2026, 5, 1), 6) == []  # nonaktif since that day
    for kode in ("APBD", "DBHCHT", "ASN"):
        for bulan in rentang_bulan(date(2026, 4, 1), 4):
            bayar(bulan, bulan, kode=kode)
    assert akhir(date(2026, 7, 31)) == [asn]
    assert akhir(date(2026, 8, 1)) == []
    assert akhir(date(2026, 7, 1), 6) == [
        asn,
        (date(2026, 12, 1), "APBD Kota Semarang", 2),
        (date(2026, 12, 1), "DBHCHT", 1),
    ]


@pytest.mark.parametrize(
    ("status", "berakhir"),
    [("ditetapkan", False), ("berjalan", False), ("berhenti", False), ("batal", True)],
)
def test_a_following_grant_means_that_cover_goes_on(db, status, berakhir):
    lama = terdaftar(jumlah=6)
    bayar(date(2026, 5, 1), date(2026, 5, 20))
    BantuanFactory(peserta=lama.peserta, bulan_awal=date(2026, 7, 1), jumlah_bulan=6, status=status)

    assert bool(akhir(date(2026, 6, 1))) is berakhir


def test_an_earlier_grant_does_not_prolong(db):
    baru = terdaftar(mulai=date(2026, 3, 1), jumlah=2)
    bayar(MAR, MAR)
    BantuanFactory(peserta=baru.peserta, bulan_awal=JAN, jumlah_bulan=2, status="berjalan")

    assert [b[0] for b in akhir(MAR)] == [date(2026, 4, 1)]


def test_a_gap_ends_the_cover_and_tells_when_it_goes_on(db):
    lama = terdaftar(jumlah=3)
    bayar(MAR, MAR)
    lanjutan = BantuanFactory(
        peserta=lama.peserta, bulan_awal=date(2026, 6, 1), jumlah_bulan=1, status="berjalan"
    )
    iuran(lanjutan, date(2026, 6, 1))

    assert [u[::2] for u in lindung.berakhir(MAR, 6).values()] == [(MAR, date(2026, 6, 1))]
    assert [(b.akhir, b.lanjut, b.orang) for b in p.ujung(MAR).hitung()] == [
        (MAR, date(2026, 6, 1), 1)
    ]


def test_a_gap_before_a_grant_that_waits_is_a_gap_too(db):
    lama = terdaftar(jumlah=3)
    bayar(MAR, MAR)
    BantuanFactory(peserta=lama.peserta, bulan_awal=date(2026, 5, 1), jumlah_bulan=1)

    assert [u[::2] for u in lindung.berakhir(MAR).values()] == [(MAR, date(2026, 5, 1))]


@pytest.mark.parametrize("bulan", [1, 3, 6])
def test_never_more_people_lose_cover_than_have_it(empat_orang, bulan):
    belum = terdaftar(jumlah=4, kode="CSR").peserta
    for pada in (PADA, date(2026, 5, 1), date(2026, 7, 9), date(2026, 12, 31)):
        terlindungi = lindung.terlindungi(pada)
        habis = lindung.berakhir(pada, bulan)

        assert len(habis) <= p.potret(pada).ringkasan.terlindungi
        assert set(habis) <= terlindungi
        assert belum.pk not in habis


def test_who_has_stopped_does_not_lose_cover_again(db):
    PesertaFactory(status="terdaftar")
    bantuan = terdaftar(jumlah=6)
    bayar(date(2026, 5, 1), date(2026, 5, 1))
    Peserta.objects.filter(pk=bantuan.peserta_id).update(status="berhenti")

    assert akhir(date(2026, 5, 1)) == []
