"""The budget year closes: what is unpaid becomes a debt of the source, and its last day is kept."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from iuran.buku.actions.pagu import isi_sumber, ubah_sumber
from iuran.buku.utang import utang_dibayar, utang_pada, utang_sumber
from iuran.models import BATAS_SP2D, Iuran, PerubahanSumber, SumberDana, Tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.koreksi import (
    Usulan,
    isi_koreksi,
    konfirmasi_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti, catatan_tahun
from laporan.anggaran import peringatan
from pijar.bulan import WIB, rentang_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import bayar, sumber, terdaftar, ubah_pagu
from tests.keamanan.serentak import ditolak, serentak
from tests.peran import buat, masuk

BERANDA = "/?bagian=semua"

JANUARI, DESEMBER = date(2026, 1, 1), date(2026, 12, 1)
BATAS = date(2026, 12, 20)
KINI = datetime(2026, 12, 5, 9, tzinfo=WIB)
SEBULAN = 16_800


@pytest.fixture
def apbd(db):
    """Everything is paid until November; December waits; SP2D end on the 20th."""
    SumberDana.objects.filter(kode="APBD").update(batas_sp2d=BATAS)
    terdaftar()
    for bulan in rentang_bulan(JANUARI, 11):
        bayar(bulan, bulan.replace(day=20))
    return sumber("APBD")


def hari(monkeypatch, pada):
    kini = datetime(pada.year, pada.month, pada.day, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)


def tagihan_desember(apbd, admin, admin2):
    tagihan = susun_tagihan(apbd, DESEMBER, oleh=admin)
    terbitkan(tagihan, oleh=admin2, pada=KINI)
    return Tagihan.objects.select_related("sumber").get(pk=tagihan.pk)


def lunasi(tagihan, tanggal, oleh):
    bukti = Bukti(f"SP2D/{tanggal:%Y%m%d}", tanggal, tagihan.total)
    return catat_pembayaran([tagihan], bukti, oleh=oleh, pada=tanggal)


def utang(apbd, pada):
    return utang_sumber([apbd], pada).get(apbd.pk)


def keuangan(apbd):
    return SumberDana.objects.with_keuangan().with_realisasi().get(pk=apbd.pk)


@pytest.mark.parametrize(
    ("batas", "pada", "diingatkan", "jatuh"),
    [
        (BATAS, date(2026, 11, 19), False, False),
        (BATAS, date(2026, 11, 20), True, False),
        (BATAS, BATAS, True, False),
        (BATAS, date(2026, 12, 21), True, True),
        (None, date(2026, 11, 30), False, False),
        (None, date(2026, 12, 1), True, False),
        (None, date(2026, 12, 31), True, False),
        (None, date(2027, 1, 1), True, True),
        (None, date(2029, 5, 1), True, True),
    ],
)
def test_before_the_last_day_a_warning_after_it_a_debt(apbd, batas, pada, diingatkan, jatuh):
    apbd.batas_sp2d = batas

    u = utang(apbd, pada)

    assert bool(u) == diingatkan
    assert bool(u and u.jatuh) == jatuh


def test_a_debt_by_month_with_people_bills_and_rupiah(apbd, admin, admin2):
    tagihan_desember(apbd, admin, admin2)
    terdaftar(mulai=DESEMBER, jumlah=1)  # enrolled after the bill

    u = utang(apbd, date(2026, 12, 21))

    [desember] = u.daftar
    assert (desember.bulan, desember.orang, desember.tagihan) == (DESEMBER, 2, 1)
    assert (u.rupiah_ditagih, u.rupiah_lain, u.rupiah) == (SEBULAN, SEBULAN, 2 * SEBULAN)
    k = keuangan(apbd)
    assert u.rupiah == k.hidup - k.lunas


def test_a_draft_bill_is_unpaid_too(apbd, admin):
    susun_tagihan(apbd, DESEMBER, oleh=admin)

    assert utang(apbd, date(2027, 1, 2)).tagihan == 1


def test_lapsed_months_are_owed_by_nobody(apbd):
    """Paid for January only: July and later lapsed, and no bill will ever name them."""
    lain = terdaftar()
    Iuran.objects.filter(bantuan=lain, bulan__gt=JANUARI).update(tagihan=None)
    SumberDana.objects.filter(kode="DBHCHT").update(batas_sp2d=BATAS)
    dbhcht = sumber("DBHCHT")
    terdaftar(kode="DBHCHT")
    bayar(JANUARI, date(2026, 1, 20), kode="DBHCHT")

    bulan = [b.bulan.month for b in utang(dbhcht, date(2027, 1, 1)).daftar]

    assert bulan == [2, 3, 4]


@pytest.mark.parametrize("dibayar", [None, date(2027, 1, 15)])
def test_the_debt_of_a_closed_year_stands_by_the_dates_of_the_papers(apbd, admin, admin2, dibayar):
    tagihan = tagihan_desember(apbd, admin, admin2)
    terdaftar(mulai=DESEMBER, jumlah=1)  # in no bill
    if dibayar:
        lunasi(tagihan, dibayar, admin)

    assert utang_pada(date(2026, 12, 30)) == (0, 0)
    assert utang_pada(date(2026, 12, 31)) == (2, 2 * SEBULAN)
    assert utang_pada(date(2027, 1, 14)) == (2, 2 * SEBULAN)
    assert utang_pada(date(2027, 1, 15)) == ((1, SEBULAN) if dibayar else (2, 2 * SEBULAN))


def test_lapsed_months_and_money_of_others_are_no_debt(apbd, admin, admin2):
    lunasi(tagihan_desember(apbd, admin, admin2), date(2026, 12, 18), admin)
    terdaftar(kode="DBHCHT")
    bayar(JANUARI, date(2026, 1, 20), kode="DBHCHT")
    terdaftar(kode="CSR")

    u = utang(sumber("DBHCHT"), date(2027, 1, 1))

    assert utang_pada(date(2026, 12, 31)) == (u.orang, u.rupiah) == (3, 3 * SEBULAN)


def test_nobody_owes_when_all_is_paid(apbd, admin, admin2):
    lunasi(tagihan_desember(apbd, admin, admin2), date(2026, 12, 18), admin)

    assert utang(apbd, date(2027, 1, 5)) is None
    assert keuangan(apbd).realisasi == 12 * SEBULAN


def test_an_sp2d_of_the_next_year_pays_the_debt_and_leaves_the_realisation(apbd, admin, admin2):
    tagihan = tagihan_desember(apbd, admin, admin2)
    sisa = keuangan(apbd).sisa

    lunasi(tagihan, date(2027, 1, 15), admin)

    assert Iuran.objects.get(bulan=DESEMBER).pembayaran
    assert utang(apbd, date(2027, 1, 15)) is None
    k = keuangan(apbd)
    assert (k.realisasi, k.dibayar_kemudian, k.sisa) == (11 * SEBULAN, SEBULAN, sisa)
    assert [(u.sumber, u.rupiah) for u in utang_dibayar(2027)] == [(str(apbd), SEBULAN)]
    assert utang_dibayar(2026) == []


def test_a_cancelled_payment_brings_the_debt_back(apbd, admin, admin2):
    pembayaran = lunasi(tagihan_desember(apbd, admin, admin2), date(2027, 1, 15), admin)
    usulan = Usulan("batalkan", "", date(2027, 1, 16), "SP2D untuk kegiatan lain")
    koreksi = usulkan_koreksi(pembayaran, usulan, oleh=admin, pada=date(2027, 1, 16))
    konfirmasi_koreksi(koreksi, dilihat=sidik(isi_koreksi(koreksi)), oleh=admin2, pada=KINI)

    assert utang(apbd, date(2027, 1, 16)).rupiah == SEBULAN
    assert utang_dibayar(2027) == []


def test_a_corrected_date_moves_the_money_into_its_year(apbd, admin, admin2):
    pembayaran = lunasi(tagihan_desember(apbd, admin, admin2), date(2027, 1, 15), admin)
    usulan = Usulan("betulkan", pembayaran.nomor, date(2026, 12, 19), "Salah tahun")
    koreksi = usulkan_koreksi(pembayaran, usulan, oleh=admin, pada=date(2027, 1, 16))
    kini = datetime(2027, 1, 16, 9, tzinfo=WIB)
    konfirmasi_koreksi(koreksi, dilihat=sidik(isi_koreksi(koreksi)), oleh=admin2, pada=kini)

    assert keuangan(apbd).realisasi == 12 * SEBULAN


@pytest.mark.parametrize(
    ("tanggal", "kata"),
    [
        (date(2026, 12, 20), None),
        (date(2026, 12, 21), "sesudah hari terakhir SP2D"),
        (date(2026, 12, 31), "sesudah hari terakhir SP2D"),
        (date(2027, 1, 2), "sebagai utang"),
    ],
)
def test_a_late_paper_is_told_and_not_refused(apbd, admin, admin2, tanggal, kata, monkeypatch):
    tagihan = tagihan_desember(apbd, admin, admin2)
    hari(monkeypatch, date(2027, 1, 3))

    catatan = catatan_tahun([tagihan], tanggal)
    assert (kata is None) == (catatan == [])
    jawaban = masuk(admin).post(
        reverse("iuran:pembayaran_baru"),
        {"tagihan": tagihan.pk, "nomor": "SP2D/9", "tanggal": tanggal, "nominal": tagihan.total},
        follow=True,
    )

    assert Tagihan.objects.get(pk=tagihan.pk).status == "dibayar"
    assert (kata or "lunas dengan") in jawaban.text


def test_the_second_admin_reads_what_the_new_date_means(apbd, admin, admin2):
    pembayaran = lunasi(tagihan_desember(apbd, admin, admin2), date(2026, 12, 19), admin)
    usulan = Usulan("betulkan", pembayaran.nomor, date(2027, 1, 4), "Salah tahun")
    koreksi = usulkan_koreksi(pembayaran, usulan, oleh=admin, pada=date(2027, 1, 5))

    assert "sebagai utang" in isi_koreksi(koreksi)["Perhatikan"]


def test_money_that_is_not_the_citys_knows_no_sp2d(db, admin):
    terdaftar(kode="CSR")
    csr = sumber("CSR")

    assert utang_sumber([csr], date(2028, 1, 1)) == {}
    with pytest.raises(IntegrityError, match="sumber_batas_sp2d_kota"), transaction.atomic():
        SumberDana.objects.filter(pk=csr.pk).update(batas_sp2d=BATAS)


def ubah(apbd, oleh, *, dasar="900/77/2026", dilihat=None, **isi):
    cap = dilihat or sidik(isi_sumber(SumberDana.objects.get(pk=apbd.pk)))
    return ubah_sumber(apbd, isi, dasar=dasar, dilihat=cap, oleh=oleh)


def test_the_last_day_changes_with_a_letter_and_a_trace(apbd, admin):
    assert ubah(apbd, admin, batas_sp2d=date(2026, 12, 18), nama=apbd.nama) == [BATAS_SP2D]

    [jejak] = PerubahanSumber.objects.all()
    assert jejak.isi == {BATAS_SP2D: ["20 Desember 2026", "18 Desember 2026"]}
    assert (jejak.oleh, jejak.dasar) == (admin, "900/77/2026")
    with pytest.raises(DatabaseError), transaction.atomic():
        PerubahanSumber.objects.update(dasar="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        PerubahanSumber.objects.all().delete()


def test_the_last_day_needs_its_letter(apbd, admin):
    with pytest.raises(AturanDilanggarError, match="Tulis dasar"):
        ubah(apbd, admin, batas_sp2d=None, dasar=" ")
    with pytest.raises(IntegrityError, match="berdasar"), transaction.atomic():
        PerubahanSumber.objects.create(sumber=apbd, isi={BATAS_SP2D: ["", "x"]}, oleh=admin)


def test_what_did_not_change_leaves_no_trace(apbd, admin):
    assert ubah(apbd, admin, batas_sp2d=BATAS, dasar="") == []
    assert not PerubahanSumber.objects.exists()


def test_nobody_overwrites_another_admins_change(apbd, admin, admin2):
    lihat = sidik(isi_sumber(apbd))
    ubah(apbd, admin, batas_sp2d=date(2026, 12, 18))

    with pytest.raises(BentrokError, match="tadinya 20 Desember 2026, sekarang 18 Desember 2026"):
        ubah(apbd, admin2, batas_sp2d=date(2026, 12, 22), dilihat=lihat)


def test_an_admin_of_one_area_changes_no_source(apbd):
    with pytest.raises(AturanDilanggarError, match="seluruh kota"):
        ubah(apbd, buat("camat", "admin", wilayah=["33.74.01"]), nama="Lain")


@pytest.mark.django_db(transaction=True)
def test_two_admins_at_once_one_is_told(admin, admin2):
    apbd = sumber("APBD")
    lihat = sidik(isi_sumber(apbd))

    hasil = serentak(
        lambda: ubah(apbd, admin, batas_sp2d=date(2026, 12, 18), dilihat=lihat),
        lambda: ubah(apbd, admin2, batas_sp2d=date(2026, 12, 19), dilihat=lihat),
    )

    assert len(ditolak(hasil)) == 1
    assert PerubahanSumber.objects.count() == 1


def test_the_form_asks_for_the_letter_beside_its_field(apbd, admin_client):
    alamat = reverse("iuran:sumber_ubah", args=[apbd.pk])
    lihat = admin_client.get(alamat).context["form"]["dilihat"].value()
    isi = {"nama": apbd.nama, "urutan": 1, "aktif": "on", "batas_sp2d": "2026-12-18"}

    jawaban = admin_client.post(alamat, isi | {"dilihat": lihat})
    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors.keys() == {"dasar"}
    assert "2026-12-18" in jawaban.text

    jawaban = admin_client.post(alamat, isi | {"dilihat": lihat, "dasar": "900/77"}, follow=True)
    assert "20 Desember 2026 →" in jawaban.text
    assert "dasar: 900/77" in jawaban.text


def test_the_form_of_a_company_has_no_last_day(db, admin_client):
    csr = sumber("CSR")

    assert (
        "SP2D"
        not in admin_client.get(reverse("iuran:sumber_ubah", args=[csr.pk])).text.split("<form")[-1]
    )


@pytest.mark.parametrize(
    ("pada", "kata"), [(date(2026, 12, 19), "SP2D terakhir"), (date(2026, 12, 21), "Utang tahun")]
)
def test_the_screens_show_it(apbd, admin, admin2, monkeypatch, pada, kata):
    tagihan_desember(apbd, admin, admin2)
    hari(monkeypatch, pada)
    admin_client = masuk(admin)

    rinci = reverse("iuran:sumber_detail", args=[apbd.pk])
    halaman = admin_client.get(rinci, {"bagian": "semua"}).text
    assert kata in halaman
    assert "Desember 2026" in halaman
    daftar = admin_client.get(reverse("iuran:sumber")).text
    assert "1 tagihan belum dibayar" in " ".join(daftar.split())
    beranda = " ".join(admin_client.get(BERANDA).text.split())
    assert "tagihan APBD Kota Semarang 2026 belum dibayar" in beranda
    assert "Rp16.800; SP2D terakhir 20 Desember 2026" in beranda
    assert ("menjadi utang tahun 2026" in beranda) == (pada > BATAS)


def test_the_list_names_the_debts_that_its_year_paid(apbd, admin, admin2, admin_client):
    lunasi(tagihan_desember(apbd, admin, admin2), date(2027, 1, 15), admin)
    sumber("APBD", 2027)

    layar = admin_client.get(reverse("iuran:sumber"), {"tahun": 2027}).text

    assert "APBD Kota Semarang 2026: Rp16.800" in layar


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_alarms_ask_a_constant_number_of_questions(
    db, jumlah, django_assert_num_queries, monkeypatch
):
    for n in range(jumlah):
        SumberDana.objects.create(
            kode=f"X{n}", nama=f"X{n}", jenis="apbd", tahun=2025, pagu=10**9, kuota=9
        )

    with django_assert_num_queries(9):
        peringatan(date(2026, 12, 30))


def test_a_deficit_is_shown_until_it_is_resolved(apbd, admin_client, sekda):
    cukup = keuangan(apbd).terikat_semua
    ubah_pagu(pagu=cukup - 5_000, defisit_sejak=date(2026, 11, 3))

    for client in (admin_client, masuk(sekda)):
        layar = " ".join(client.get(BERANDA).text.split())
        assert "APBD Kota Semarang 2026 kurang Rp5.000 sejak 3 November 2026" in layar
    assert (
        f'href="{reverse("iuran:sumber_detail", args=[apbd.pk])}"' in admin_client.get(BERANDA).text
    )
    assert "/iuran/sumber" not in masuk(sekda).get(BERANDA).text.split("<main")[-1]

    ubah_pagu(pagu=cukup, defisit_sejak=None)
    assert "defisit" not in admin_client.get(BERANDA).text


def test_a_deficit_disappears_when_months_are_given_up(apbd, admin_client):
    k = keuangan(apbd)
    ubah_pagu(pagu=k.terikat_semua - SEBULAN, defisit_sejak=date(2026, 11, 3))
    Iuran.objects.filter(bulan=DESEMBER).update(hidup=False, alasan_mati="Berhenti")

    assert "defisit" not in admin_client.get(BERANDA).text


def test_a_cut_quota_is_shown_with_its_month(apbd, admin_client):
    terdaftar()
    ubah_pagu(kuota=1, defisit_sejak=date(2026, 11, 3))

    layar = " ".join(admin_client.get(BERANDA).text.split())

    assert "<strong>1</strong> <span>orang melebihi kuota APBD Kota Semarang 2026" in layar


@pytest.mark.parametrize("peran", ["petugas", "verifikator"])
def test_who_does_not_pay_is_not_told(apbd, peran, monkeypatch):
    hari(monkeypatch, BATAS + timedelta(days=9))

    assert "SP2D terakhir" not in masuk(buat("orang", peran)).get(BERANDA).text


def test_an_admin_of_one_area_is_not_told(apbd, monkeypatch):
    hari(monkeypatch, BATAS + timedelta(days=9))

    layar = masuk(buat("camat", "admin", wilayah=["33.74.01"])).get(BERANDA).text
    assert "SP2D terakhir" not in layar
