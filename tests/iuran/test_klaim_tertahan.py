"""A claim whose month waits in an unpaid bill: whoever can have it paid is told which bill."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.klaim.actions import pindahkan_klaim
from iuran.models import Klaim, StatusKlaim
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan
from iuran.tagihan.actions.bayar import Bukti, catat_pembayaran
from iuran.tagihan.actions.susun import batalkan_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from laporan import pekerjaan_rumah
from peserta.models import JenisPeristiwa as J
from pijar.bulan import WIB, tambah_bulan
from tests.factories import bayar, sumber, terdaftar

KINI = datetime(2026, 11, 20, 10, tzinfo=WIB)
PADA, HARI = KINI.date(), date(2026, 11, 3)
OKT, NOV = date(2026, 10, 1), date(2026, 11, 1)
LABEL = "Klaim menunggu tagihan dibayar"


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: KINI)
    monkeypatch.setattr(timezone, "localdate", KINI.date)


@pytest.fixture
def orang(db):
    """One of two people, paid until September."""
    terdaftar(nama="Wagimin")
    bantuan = terdaftar(nama="Suparmi")
    for n in range(9):
        bayar(tambah_bulan(date(2026, 1, 1), n), tambah_bulan(date(2026, 1, 15), n))
    return bantuan.peserta


def tagih(bulan, admin, admin2):
    tagihan = susun_tagihan(sumber("APBD"), bulan, oleh=admin)
    terbitkan(tagihan, oleh=admin2, pada=KINI, tanggal=HARI)
    return tagihan


def kejadian(orang, admin, jenis=J.MENINGGAL, tanggal=HARI) -> Klaim:
    return catat_peristiwa(orang, jenis, tanggal, oleh=admin, pada=PADA).klaim


def lunasi(tagihan, oleh):
    bukti = Bukti("900/1", PADA, tagihan.total)
    return catat_pembayaran([tagihan], bukti, oleh=oleh, pada=PADA)


def menunggu(admin) -> dict[str, int]:
    return {t.label: t.jumlah for t in pekerjaan_rumah.untuk(admin, pada=PADA)}


@pytest.mark.parametrize("jenis", [J.MENINGGAL, J.KECELAKAAN])
def test_the_claim_the_list_the_bill_and_the_first_page_name_it(
    orang, admin, admin2, admin_client, jenis
):
    tagihan = tagih(OKT, admin, admin2)
    klaim = kejadian(orang, admin, jenis)

    halaman = admin_client.get(reverse("iuran:klaim_detail", args=[klaim.pk])).text
    daftar = admin_client.get(reverse("iuran:klaim") + "?status=tagihan").text
    surat = admin_client.get(reverse("iuran:tagihan_detail", args=[tagihan.pk])).text

    assert tagihan.nomor in halaman
    assert reverse("iuran:tagihan_detail", args=[tagihan.pk]) in halaman
    assert f"menunggu {tagihan.nomor} dibayar" in daftar
    assert "1 klaim tertahan" in surat
    assert "Suparmi" in surat
    assert menunggu(admin)[LABEL] == 1


def test_the_event_names_the_bill_before_it_is_recorded(orang, admin, admin2, admin_client):
    tagihan = tagih(OKT, admin, admin2)

    html = admin_client.post(
        reverse("iuran:peristiwa", args=[orang.pk]),
        {
            "jenis": J.MENINGGAL,
            "tanggal": "03-11-2026",
            "bukti_jenis": "akta_kematian",
            "bukti_nomor": "474.3/12",
        },
        follow=True,
    ).text

    assert "Dahulukan pembayarannya" in html
    assert tagihan.nomor in html


def test_an_officer_reads_the_number_without_a_link(orang, admin, admin2, petugas_client):
    tagihan = tagih(OKT, admin, admin2)
    klaim = kejadian(orang, admin)

    html = petugas_client.get(reverse("iuran:klaim_detail", args=[klaim.pk])).text

    assert tagihan.nomor in html
    assert reverse("iuran:tagihan_detail", args=[tagihan.pk]) not in html


def test_paid_the_claim_is_free_and_a_cancelled_bill_holds_nothing_up(orang, admin, admin2):
    oktober, november = tagih(OKT, admin, admin2), tagih(NOV, admin, admin2)
    klaim = kejadian(orang, admin)
    bernomor = Klaim.objects.with_tagihan().get(pk=klaim.pk)
    assert bernomor.tagihan_menunggu == [oktober.nomor, november.nomor]

    lunasi(oktober, admin)
    assert Klaim.objects.menunggu_bayar(november).get() == klaim
    batalkan_tagihan(november, alasan="Salah bulan", oleh=admin)

    assert not Klaim.objects.menunggu_bayar().exists()
    assert LABEL not in menunggu(admin)


def test_months_after_the_event_hold_nothing_up(orang, admin, admin2):
    lunasi(tagih(OKT, admin, admin2), admin)
    tagih(NOV, admin, admin2)

    kejadian(orang, admin, tanggal=date(2026, 10, 30))

    assert not Klaim.objects.menunggu_bayar().exists()


def test_a_claim_that_is_over_waits_for_nothing(orang, admin, admin2):
    tagih(OKT, admin, admin2)
    klaim = kejadian(orang, admin)

    pindahkan_klaim(klaim, StatusKlaim.DITUTUP, alasan="Keluarga menolak", oleh=admin)

    assert not Klaim.objects.menunggu_bayar().exists()


def test_a_divided_bill_holds_it_up_with_the_part_that_has_the_person(orang, admin, admin2):
    utuh = tagih(OKT, admin, admin2)
    bagi_tagihan(utuh, Pilihan("Satu", "Lainnya", pertama=1), oleh=admin, pada=KINI)
    klaim = kejadian(orang, admin)

    bernomor = Klaim.objects.with_tagihan().get(pk=klaim.pk)

    milik = utuh.daftar_bagian.get(daftar_iuran__peserta=orang)
    assert bernomor.tagihan_menunggu == [milik.nomor]
    assert Klaim.objects.menunggu_bayar(utuh).get() == klaim
