"""The figures of a month against small ledgers whose answers are plain to see."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from iuran.buku.actions.iuran import buat_iuran
from iuran.models import Iuran, SumberDana, Tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.aturan import Bukti
from laporan import angka as angka_bulan
from laporan.angka import dari_json, hitung, ke_json, persen
from peserta.alur import batalkan_berhenti, pindahkan_status
from peserta.impor.batal import batalkan_impor
from peserta.models import Peserta, Status
from tests.factories import BantuanFactory, PesertaFactory
from tests.iuran import saldo
from tests.peserta import lembar

NOVEMBER = date(2026, 11, 1)
HARI_INI = date(2026, 11, 20)


def beri(sumber="APBD", awal=date(2026, 1, 1), bulan=12, **peserta):
    """One enrolled person with a grant and its ledger rows."""
    orang = PesertaFactory(status=Status.TERDAFTAR, **peserta)
    bantuan = BantuanFactory(
        peserta=orang,
        sumber=SumberDana.objects.get(kode=sumber, tahun=2026),
        bulan_awal=awal,
        jumlah_bulan=bulan,
    )
    buat_iuran([bantuan.pk])
    return orang


def tagih(bulan, admin, admin2, *, sp2d=None):
    """Bill every unbilled APBD row of ``bulan``; with ``sp2d`` it is paid on that day."""
    baris = Iuran.objects.filter(bulan=bulan, tagihan=None, sumber__kode="APBD")
    tagihan = Tagihan.objects.create(
        nomor=f"TG-{bulan}-{Tagihan.objects.count()}",
        sumber=SumberDana.objects.get(kode="APBD", tahun=2026),
        bulan=bulan,
        jumlah_orang=baris.count(),
        total=sum(b.nominal for b in baris),
        status="diterbitkan",
        disusun_oleh=admin,
        diterbitkan_oleh=admin2,
        diterbitkan_pada=f"{bulan}T09:00+07:00",
        tanggal=bulan,
    )
    baris.update(tagihan=tagihan)
    if sp2d:
        bukti = Bukti(str(tagihan.pk), sp2d, tagihan.total)
        catat_pembayaran([tagihan], bukti, oleh=admin, pada=sp2d)
    return tagihan


@pytest.fixture
def lunas_semua(admin, admin2):
    """Pay January to October."""

    def bayar():
        for n in range(1, 11):
            tagih(date(2026, n, 1), admin, admin2, sp2d=date(2026, n, 15))

    return bayar


def test_counts_city_and_others_apart(db, lunas_semua):
    beri()
    beri(kelurahan_id="33.74.02.1001")
    SumberDana.objects.create(
        kode="ASN", nama="ASN", jenis="asn", tahun=2026, kuota=9, pagu=9_000_000
    )
    beri("ASN", awal=NOVEMBER, bulan=2)
    lunas_semua()

    angka = hitung(NOVEMBER, pada=HARI_INI)

    assert (angka.terlindungi, angka.terlindungi_lain, angka.target) == (2, 1, 8_500)
    assert {b.kode: b.orang for b in angka.per_sumber} == {
        "apbd": 2, "dbhcht": 0, "asn": 1, "csr": 0,
    }  # fmt: skip
    assert {b.nama: b.orang for b in angka.per_kecamatan if b.orang} == {
        "Semarang Tengah": 2,
        "Semarang Utara": 1,
    }


def test_every_breakdown_adds_up_to_the_headline(db, lunas_semua):
    for kelurahan in ("33.74.01.1001", "33.74.02.1001", "33.74.02.1002"):
        beri(kelurahan_id=kelurahan)
    lunas_semua()

    angka = hitung(NOVEMBER, pada=HARI_INI)

    seluruh = angka.terlindungi + angka.terlindungi_lain
    for rincian in (angka.per_sumber, angka.per_kecamatan, angka.per_pekerjaan):
        assert sum(b.orang for b in rincian) == seluruh == 3


def test_paid_billed_and_unbilled_are_the_whole_month(db, admin, admin2):
    for _ in range(2):
        beri()
    tagih(NOVEMBER, admin, admin2, sp2d=date(2026, 11, 20))
    beri(awal=NOVEMBER, bulan=2)
    beri("DBHCHT")

    angka = hitung(NOVEMBER, pada=HARI_INI)

    assert (angka.dibayar_orang, angka.dibayar_rupiah) == (2, 33_600)
    assert (angka.ditagih_orang, angka.belum_ditagih_orang) == (0, 2)
    assert angka.belum_ditagih_rupiah == 33_600


def test_a_payment_dated_tomorrow_is_not_paid_today(db, admin, admin2):
    beri()
    tagih(NOVEMBER, admin, admin2, sp2d=date(2026, 11, 21))

    sebelum, sesudah = (hitung(NOVEMBER, pada=date(2026, 11, n)) for n in (20, 21))

    assert (sebelum.dibayar_orang, sebelum.ditagih_orang) == (0, 1)
    assert (sesudah.dibayar_orang, sesudah.ditagih_orang) == (1, 0)


def test_who_loses_cover_is_counted_by_month(db):
    beri(awal=date(2026, 6, 1), bulan=6)
    beri()

    angka = hitung(NOVEMBER, pada=HARI_INI)

    assert [(b.bulan.month, b.orang) for b in angka.akan_berakhir] == [(11, 1), (12, 1)]
    assert angka.jumlah_berakhir == 2


def test_moves_of_the_month(db, admin):
    orang = beri()
    pindahkan_status(orang, Status.BERHENTI, oleh=admin, alasan="Pindah keluar kota")
    kini = timezone.localdate(orang.riwayat.get().pada)

    angka = hitung(kini.replace(day=1), pada=kini)

    assert (angka.terdaftar_baru, angka.berhenti) == (0, 1)


@pytest.fixture
def bulan_ini(db):
    """The figures of the month that the history rows of this test fall into."""

    def hitung_bulan_ini():
        hari = timezone.localdate()
        return hitung(hari.replace(day=1), pada=hari)

    return hitung_bulan_ini


def test_an_undone_import_stops_nobody_who_was_protected(bulan_ini, petugas_client, petugas):
    impor = lembar.unggah(petugas_client, lembar.xlsx(lembar.orang(1), lembar.orang(2)))
    impor = lembar.terapkan(petugas_client, impor)
    batalkan_impor(impor, oleh=petugas)

    angka = bulan_ini()

    assert Peserta.objects.filter(status=Status.BERHENTI).count() == 2
    assert (angka.terdaftar_baru, angka.berhenti) == (0, 0)


def test_an_opening_list_enrols_nobody_new(bulan_ini, admin, admin2):
    layak = PesertaFactory(nik=lembar.orang(1)[0], status=Status.LAYAK)
    daftar = saldo.unggah(saldo.baris(1), saldo.baris(2), oleh=admin)
    daftar.daftar_baris.update(dipilih=True)
    saldo.terapkan(daftar, oleh=admin2)

    angka = bulan_ini()

    assert layak.riwayat.filter(dari="layak", ke="terdaftar").exists()
    assert Peserta.objects.filter(status=Status.TERDAFTAR).count() == 2
    assert (angka.terdaftar_baru, angka.berhenti) == (0, 0)


def test_who_gets_his_card_is_newly_enrolled(bulan_ini, admin):
    orang = PesertaFactory(status=Status.DIDAFTARKAN, kpj="26000000001")
    pindahkan_status(orang, Status.TERDAFTAR, oleh=admin)

    angka = bulan_ini()

    assert (angka.terdaftar_baru, angka.berhenti) == (1, 0)


def test_a_stop_that_was_undone_is_neither(bulan_ini, admin):
    orang = beri()
    pindahkan_status(orang, Status.BERHENTI, oleh=admin, alasan="Keliru")
    batalkan_berhenti(orang, Status.TERDAFTAR, oleh=admin, alasan="Orang lain")

    angka = bulan_ini()

    assert (angka.terdaftar_baru, angka.berhenti) == (0, 0)


def test_json_gives_the_same_figures_back(db, lunas_semua):
    beri()
    lunas_semua()

    angka = hitung(NOVEMBER, pada=HARI_INI)

    assert dari_json(ke_json(angka)) == angka


@pytest.mark.parametrize(
    ("bagian", "seluruh", "hasil"),
    [(40_196, 215_243, "18.67"), (1, 0, None), (7_217, 8_500, "84.91"), (1, 3, "33.33")],
)
def test_persen(bagian, seluruh, hasil):
    assert persen(bagian, seluruh) == (Decimal(hasil) if hasil else None)


def test_counts_with_a_constant_number_of_queries(db, django_assert_num_queries):
    for jumlah in (1, 3):
        for _ in range(jumlah):
            beri()
        with django_assert_num_queries(9):
            hitung(NOVEMBER, pada=HARI_INI)


def test_definitions_are_sentences():
    assert all(k.endswith(".") for k in angka_bulan.DEFINISI)
