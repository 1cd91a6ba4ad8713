"""The figures of a month against small ledgers whose answers are plain to see."""

from datetime import date, datetime
from decimal import Decimal
from unittest import mock

import pytest
from django.utils import timezone

from iuran.buku.actions.iuran import buat_iuran
from iuran.models import Iuran, SumberDana, Tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.aturan import Bukti
from laporan import angka as angka_bulan
from laporan.angka import dari_json, hitung, ke_json
from laporan.models import LaporanBulanan
from peserta.alur import batalkan_berhenti, pindahkan_status
from peserta.impor.batal import batalkan_impor
from peserta.models import PasanganMirip, Peristiwa, Peserta, RiwayatStatus, Status
from pijar.bulan import WIB
from pijar.rupiah import persen
from tests.factories import BantuanFactory, PenggunaFactory, PesertaFactory, bayar
from tests.iuran import saldo
from tests.laporan.tutup import tutup
from tests.peserta import lembar
from verifikasi.models import Penggabungan

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

    def bayar_sepuluh():
        for n in range(1, 11):
            tagih(date(2026, n, 1), admin, admin2, sp2d=date(2026, n, 15))

    return bayar_sepuluh


def test_counts_city_and_others_apart(db, lunas_semua):
    beri()
    beri(kelurahan_id="33.74.02.1001")
    SumberDana.objects.create(
        kode="ASN", nama="ASN", jenis="asn", tahun=2026, kuota=9, pagu=9_000_000
    )
    beri("ASN", awal=NOVEMBER, bulan=2)
    lunas_semua()
    bayar(NOVEMBER, NOVEMBER, kode="ASN")

    angka = hitung(NOVEMBER, pada=HARI_INI)

    assert (angka.terlindungi, angka.terlindungi_lain, angka.target) == (2, 1, 8_500)
    assert {b.kode: b.orang for b in angka.per_sumber} == {
        "apbd": 2, "dbhcht": 0, "asn": 1,
    }  # fmt: skip
    assert {b.nama: b.orang for b in angka.per_kecamatan if b.orang} == {
        "Semarang Tengah": 1,
        "Semarang Utara": 1,
    }


def test_every_breakdown_adds_up_to_the_headline(db, lunas_semua):
    for kelurahan in ("33.74.01.1001", "33.74.02.1001", "33.74.02.1002"):
        beri(kelurahan_id=kelurahan)
    lunas_semua()
    SumberDana.objects.create(
        kode="ASN", nama="ASN", jenis="asn", tahun=2026, kuota=9, pagu=9_000_000
    )
    beri("ASN", awal=NOVEMBER, bulan=2, kelurahan_id="33.74.03.1001")
    bayar(NOVEMBER, NOVEMBER, kode="ASN")

    angka = hitung(NOVEMBER, pada=HARI_INI)

    for rincian in (angka.per_kecamatan, angka.per_pekerjaan):
        assert sum(b.orang for b in rincian) == angka.terlindungi == 3
    assert sum(b.orang for b in angka.per_sumber) == angka.seluruh_terlindungi == 4
    assert (angka.lunas, angka.tenggang) == (3, 0)
    assert (angka.dibayar_orang, angka.dibayar_lain_orang) == (0, 1)
    assert angka.dibayar_lain_rupiah == 16_800


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


def test_who_loses_cover_is_counted_by_month(db, lunas_semua):
    beri(awal=date(2026, 6, 1), bulan=6)
    beri()
    lunas_semua()

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


def pindah(orang, dari, ke, pada, alasan="Uji"):
    """A move of the status at a time in the past: the history's clock is the database row's."""
    with mock.patch("django.utils.timezone.now", return_value=pada):
        return RiwayatStatus.objects.create(peserta=orang, dari=dari, ke=ke, alasan=alasan)


def tahap(bulan, pada) -> dict[str, int]:
    return {b.kode: b.orang for b in hitung(bulan, pada=pada).per_status if b.orang}


SEPTEMBER, AKHIR_SEPTEMBER = date(2026, 9, 1), date(2026, 9, 30)


@pytest.fixture
def september(admin, lunas_semua):
    """Two people since January, enrolled in September; one of them moved on in November."""
    satu, dua = beri(), beri()
    Peserta.objects.update(dibuat_pada=datetime(2026, 1, 2, 9, tzinfo=WIB))
    for orang in (satu, dua):
        pindah(orang, "didaftarkan", "terdaftar", datetime(2026, 9, 3, 9, tzinfo=WIB))
    lunas_semua()
    return satu, dua


def test_nothing_of_september_changes_because_of_november(september, admin, admin2):
    satu, dua = september
    sebelum = hitung(SEPTEMBER, pada=AKHIR_SEPTEMBER)
    laporan = tutup(SEPTEMBER, admin, admin2)

    pindah(satu, "terdaftar", "berhenti", datetime(2026, 11, 5, 9, tzinfo=WIB))
    Peserta.objects.filter(pk=satu.pk).update(status="berhenti")
    Peristiwa.objects.create(peserta=satu, jenis="meninggal", tanggal=date(2026, 11, 4))
    Peristiwa.objects.create(peserta=dua, jenis="pindah", tanggal=date(2026, 11, 4))
    PesertaFactory()  # registered today, long after September

    assert hitung(SEPTEMBER, pada=HARI_INI) == sebelum
    assert tahap(SEPTEMBER, HARI_INI) == {"terdaftar": 2}
    assert (sebelum.terlindungi, sebelum.terdaftar_baru, sebelum.berhenti) == (2, 2, 0)
    assert dari_json(LaporanBulanan.objects.get(pk=laporan.pk).angka) == sebelum


def test_one_date_for_payments_cover_and_stages(september):
    kemudian = hitung(date(2026, 10, 1), pada=HARI_INI)

    assert (kemudian.pada, kemudian.diketahui) == (date(2026, 10, 31), HARI_INI)
    assert (kemudian.dibayar_orang, kemudian.terlindungi) == (2, 2)
    assert hitung(date(2026, 10, 1), pada=date(2026, 10, 14)).dibayar_orang == 0


def test_a_november_payment_of_october_is_no_october_figure(db, admin, admin2):
    beri()
    tagih(date(2026, 10, 1), admin, admin2, sp2d=date(2026, 11, 11))

    assert hitung(date(2026, 10, 1), pada=HARI_INI).dibayar_orang == 0


def test_a_month_counts_as_paid_from_its_receipt_where_that_is_the_setting(
    db, admin, admin2, settings
):
    settings.DIBAYAR_MENURUT = "terima"
    beri()
    tagih(NOVEMBER, admin, admin2, sp2d=date(2026, 11, 11))
    sebelum = hitung(NOVEMBER, pada=date(2026, 11, 12))
    Tagihan.objects.update(terima_tanggal=date(2026, 11, 14), terima_nominal=16_800)

    sesudah = [hitung(NOVEMBER, pada=date(2026, 11, n)) for n in (12, 14)]

    assert (sebelum.dibayar_orang, sebelum.terlindungi) == (1, 1)
    assert [(a.dibayar_orang, a.ditagih_orang, a.terlindungi) for a in sesudah] == [
        (0, 1, 0),
        (1, 0, 1),
    ]


def test_a_death_counts_from_the_month_after_its_own_date_once_known(september):
    satu, _ = september
    Peristiwa.objects.create(peserta=satu, jenis="meninggal", tanggal=date(2026, 8, 20))

    assert hitung(date(2026, 8, 1), pada=HARI_INI).terlindungi == 2
    assert hitung(SEPTEMBER, pada=HARI_INI).terlindungi == 1
    assert hitung(NOVEMBER, pada=HARI_INI).terlindungi == 1


def test_stages_of_a_past_day_come_from_the_history(september, admin):
    satu, dua = september

    assert tahap(date(2026, 8, 1), HARI_INI) == {"didaftarkan": 2}
    assert tahap(SEPTEMBER, date(2026, 9, 3)) == {"terdaftar": 2}
    assert tahap(date(2025, 12, 1), HARI_INI) == {}

    # A merge in November is none in September.
    pasangan = PasanganMirip.objects.create(kiri=satu, kanan=dua, skor=90)
    Penggabungan.objects.create(
        pasangan=pasangan, menang=dua, kalah=satu, nik_kalah=satu.nik,
        diusulkan_oleh=PenggunaFactory(), digabung_oleh=admin,
    )  # fmt: skip
    Peserta.objects.filter(pk=satu.pk).update(digabung_ke=dua)

    assert tahap(SEPTEMBER, HARI_INI) == {"terdaftar": 2}
    kini = timezone.localdate()
    assert tahap(kini.replace(day=1), kini) == {"terdaftar": 1}


def test_a_month_frozen_before_grace_was_told_apart_can_be_read(db):
    isi = ke_json(hitung(NOVEMBER, pada=HARI_INI))
    for nama in (
        "lunas", "tenggang", "belum_aktif", "di_luar", "diketahui",
        "dibayar_lain_orang", "dibayar_lain_rupiah",
    ):  # fmt: skip
        del isi[nama]

    angka = dari_json(isi | {"menunggak": 7})

    assert (angka.lunas, angka.tenggang, angka.diketahui) == (None, 7, HARI_INI)


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
        with django_assert_num_queries(19):
            hitung(NOVEMBER, pada=HARI_INI)


def test_definitions_are_sentences():
    assert all(k.endswith(".") for k in angka_bulan.DEFINISI)
