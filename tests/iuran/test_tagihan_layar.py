"""Screens of bills."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from iuran.models import Pembayaran, Tagihan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan.actions.susun import batalkan_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.forms.bayar import PembayaranForm
from iuran.tagihan.forms.tagihan import SampaiForm
from peserta.models import JenisPeristiwa
from pijar.bulan import WIB
from tests.factories import bayar, sumber, terdaftar
from tests.segel import segel

NOV = date(2026, 11, 1)
DAFTAR, BARU = "/iuran/tagihan/", "/iuran/tagihan/baru/"
BAYAR = "/iuran/pembayaran/baru/"


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """The screens are looked at on 20 November 2026."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)


@pytest.fixture
def draf(db, admin):
    terdaftar()
    return susun_tagihan(sumber("APBD"), NOV, oleh=admin)


def alamat(tagihan, *lanjut) -> str:
    return "/".join(["/iuran/tagihan", str(tagihan.pk), *lanjut, ""])


@pytest.mark.parametrize("path", [DAFTAR, BARU])
@pytest.mark.parametrize("peran", ["petugas", "verifikator", "sekda"])
def test_only_admins_see_bills(request, peran, path):
    assert request.getfixturevalue(f"{peran}_client").get(path).status_code == 403


@pytest.mark.parametrize("lanjut", ["terbitkan", "dokumen", "gabung", "batal"])
def test_only_admins_act_on_bills(draf, petugas_client, lanjut):
    assert petugas_client.get(alamat(draf)).status_code == 403
    assert petugas_client.post(alamat(draf, lanjut)).status_code == 403


@pytest.mark.parametrize("lanjut", ["dokumen", "gabung"])
def test_acting_needs_a_post(draf, admin_client, lanjut):
    assert admin_client.get(alamat(draf, lanjut)).url == alamat(draf)


@pytest.mark.parametrize("lanjut", ["terbitkan", "batal", "orang", "isian", "bagi"])
def test_the_address_of_a_refused_form_answers_a_get(draf, admin_client, lanjut):
    assert admin_client.get(alamat(draf, lanjut)).status_code == 200


@pytest.mark.parametrize("jumlah", [1, 3])
def test_year_table_query_count_is_constant(admin_client, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        terdaftar()
        bayar(date(2026, n + 1, 1), date(2026, n + 1, 20))

    with django_assert_num_queries(16):
        html = admin_client.get(DAFTAR).text

    assert html.count('<span class="cip cip-baik">Dibayar</span>') == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_waiting_list_query_count_is_constant(admin_client, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        terdaftar(mulai=date(2026, n + 1, 1), jumlah=1)

    with django_assert_num_queries(13):
        html = admin_client.get(BARU).text

    assert html.count("Tagihan pertama bulan ini") == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_detail_query_count_is_constant(admin, admin_client, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), NOV, oleh=admin)

    with django_assert_num_queries(19):
        assert f">{jumlah}</td>" in admin_client.get(alamat(tagihan)).text


def test_year_table_of_another_year_and_without_anything(draf, admin_client):
    terdaftar(mulai=date(2025, 12, 1), jumlah=1)
    bayar(date(2025, 12, 1), date(2025, 12, 20))

    assert "TG-2025-12-APBD-1" in admin_client.get(f"{DAFTAR}?tahun=2025").text
    assert "TG-2026-11-APBD-1" in admin_client.get(f"{DAFTAR}?tahun=xyz").text


def test_empty_year_says_where_contributions_come_from(admin_client):
    assert "Belum ada iuran tahun 2026" in admin_client.get(DAFTAR).text
    assert "Tidak ada yang menunggu ditagih" in admin_client.get(BARU).text


def test_cancelled_bills_are_listed_with_their_reason(draf, admin, admin_client):
    batalkan_tagihan(draf, alasan="Salah bulan", oleh=admin)

    assert "Salah bulan" in admin_client.get(DAFTAR).text
    assert "Dibatalkan oleh Admin" in admin_client.get(alamat(draf)).text


def test_one_click_drafts_a_bill(admin_client):
    terdaftar()

    jawaban = admin_client.post(
        BARU, {"sumber": sumber("APBD").pk, "bulan": "2026-11"}, follow=True
    )

    tagihan = Tagihan.objects.get()
    assert jawaban.redirect_chain == [(alamat(tagihan), 302)]
    assert "TG-2026-11-APBD-1 disusun: 1 orang, Rp16.800." in jawaban.text
    assert "admin lain yang menerbitkannya" in jawaban.text


def test_second_click_says_which_bill_has_them(draf, admin2_client):
    jawaban = admin2_client.post(BARU, {"sumber": draf.sumber_id, "bulan": "2026-11"})

    assert jawaban.status_code == 409
    assert alamat(draf) in jawaban.text


def test_a_broken_button_is_422(admin_client):
    jawaban = admin_client.post(BARU, {"sumber": "0", "bulan": ""})

    assert jawaban.status_code == 422
    assert "Sumber dana itu tidak dikenal" in jawaban.text


def test_waiting_list_reaches_as_far_as_asked(admin_client):
    terdaftar(mulai=date(2027, 3, 1), jumlah=1)

    assert "Tidak ada yang menunggu" in admin_client.get(BARU).text
    assert "Maret 2027" in admin_client.get(f"{BARU}?sampai=2027-03").text
    assert SampaiForm({"sampai": "kapan-kapan"}).bulan(date(2026, 11, 20)) == NOV


def test_supplement_is_named_before_the_click(draf, admin_client):
    terdaftar()

    assert "Susun susulan" in admin_client.get(BARU).text


def test_the_other_admin_issues_and_pays(draf, admin_client, admin2_client):
    assert "Terbitkan" in admin2_client.get(alamat(draf)).text
    terbit = alamat(draf, "terbitkan")
    admin2_client.post(terbit, {"tanggal": "2026-11-19"} | segel(admin2_client, terbit))
    isi = {"tagihan": draf.pk, "nomor": "SP2D/9", "tanggal": "2026-11-19", "nominal": "Rp16.800"}

    jawaban = admin_client.post(BAYAR, isi, follow=True)

    assert "lunas dengan SP2D/9, Rp16.800" in jawaban.text
    assert Pembayaran.objects.get().tanggal == date(2026, 11, 19)
    assert "Batalkan tagihan" not in admin_client.get(alamat(draf)).text


def test_the_drafter_who_issues_gets_the_sentence(draf, admin_client):
    jawaban = admin_client.post(alamat(draf, "terbitkan"), {"tanggal": "2026-11-20"})

    assert jawaban.status_code == 409
    assert "harus diterbitkan admin lain" in jawaban.text


def test_mistakes_come_back_on_the_bills_page(draf, admin2, admin_client):
    terbitkan(draf, oleh=admin2, pada=timezone.now())

    isi = {"tagihan": draf.pk, "nominal": "enam belas ribu", "nomor": "SP2D/8"}
    bayar_salah = admin_client.post(BAYAR, isi)
    batal_salah = admin_client.post(alamat(draf, "batal"), {"alasan": ""})

    assert bayar_salah.status_code == batal_salah.status_code == 422
    assert "Tulis rupiah tanpa sen" in bayar_salah.text
    assert 'value="SP2D/8"' in bayar_salah.text
    assert bayar_salah.text.count(" checked") == 1
    assert "Tulis alasannya" in batal_salah.text


def test_cancel_and_documents_by_button(draf, admin_client):
    admin_client.post(alamat(draf, "dokumen"))
    draf.refresh_from_db()
    assert draf.tugas_excel

    jawaban = admin_client.post(alamat(draf, "batal"), {"alasan": "Keliru"}, follow=True)

    assert "1 iuran menunggu tagihan baru" in jawaban.text


@pytest.mark.parametrize(
    ("tulisan", "rupiah"),
    [
        ("16800", 16_800),
        ("16.800", 16_800),
        ("Rp16.800", 16_800),
        ("rp. 142.800.000,00", 142_800_000),
        ("Rp16.800,-", 16_800),
        ("16,800", None),
        ("16.80", None),
        ("16.800,50", None),
        ("-16800", None),
        ("", None),
    ],
)
def test_rupiah_as_people_write_it(tulisan, rupiah):
    form = PembayaranForm(
        {"nominal": tulisan}, semua=Tagihan.objects.none(), pada=date(2026, 11, 20)
    )

    assert ("nominal" in form.errors) is (rupiah is None)
    assert form.cleaned_data.get("nominal") == rupiah


def test_a_bill_with_stopped_people_says_so(draf, admin, admin_client):
    orang = draf.daftar_iuran.get().peserta
    catat_peristiwa(
        orang, JenisPeristiwa.MENINGGAL, date(2026, 10, 3), oleh=admin, pada=date(2026, 11, 20)
    )

    html = admin_client.get(alamat(draf)).text

    assert "<strong>1 orang</strong> dalam tagihan ini tidak boleh lagi dibayar kota" in html
    assert "Mereka dikeluarkan ketika tagihan ini diterbitkan" in html


def test_an_issued_bill_is_replaced_by_one_button(draf, admin2, admin_client):
    terbitkan(draf, oleh=admin2, pada=timezone.now())
    assert "Batalkan, lalu susun penggantinya" in admin_client.get(alamat(draf)).text
    isi = {"alasan": "Keliru", "ganti": "1"}

    jawaban = admin_client.post(alamat(draf, "batal"), isi, follow=True)

    assert "penggantinya TG-2026-11-APBD-2: 1 orang" in jawaban.text
