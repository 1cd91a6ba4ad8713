"""Screens of months paid in vain: the list, its sums and export, one letter, its withdrawal."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from iuran.kelebihan.actions.cabut import isi_pencabutan
from iuran.kelebihan.actions.putus import isi_penyelesaian
from iuran.models import Iuran, PencabutanKelebihan, PenyelesaianKelebihan
from laporan.pekerjaan_rumah import untuk
from pijar.bulan import WIB
from pijar.models import JejakAkses, Tugas
from pijar.sidik import sidik
from tests.factories import bayar, terdaftar
from tests.iuran.sia import KINI, PADA, STS, lunas, selesai, sia, usul, wafat
from tests.iuran.susunan import jalankan
from tests.peran import masuk

ISIAN = {
    "jenis": "kompensasi",
    "surat_nomor": "B/1/112026",
    "surat_tanggal": "2026-11-20",
    "nominal": "Rp33.600",
}


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: KINI)
    monkeypatch.setattr(
        timezone, "localdate", lambda waktu=None: (waktu or KINI).astimezone(WIB).date()
    )


@pytest.fixture
def almarhum(db, admin):
    bantuan = lunas(7, 8, 9, 10, nama="Budi Santoso")
    wafat(bantuan.peserta, admin)
    return bantuan.peserta


@pytest.fixture
def admin2_client(admin2):
    return masuk(admin2)


def buka(nama, *isi, **kueri):
    return reverse(f"iuran:{nama}", args=isi, query=kueri or None)


def test_the_list_tells_who_since_when_why_and_how_much(admin_client, almarhum):
    html = admin_client.get(buka("kelebihan")).text

    assert "2 bulan dari 1 orang, Rp33.600" in html
    assert "Meninggal, 22 Agustus 2026" in html
    assert "dicatat 28 November 2026" in html
    assert "Belum diminta" in html
    assert almarhum.nik not in html


@pytest.mark.parametrize(
    ("kueri", "bulan"),
    [
        ({}, 2),
        ({"tahun": "2026"}, 2),
        ({"keadaan": "belum"}, 1),
        ({"keadaan": "diusulkan"}, 1),
        ({"sebab": "meninggal"}, 2),
        ({"sebab": "pindah"}, 0),
        ({"sebab": "bantuan"}, 0),
        ({"tahun": "x"}, 2),
    ],
)
def test_the_list_is_filtered_and_its_sum_follows(admin_client, almarhum, admin, kueri, bulan):
    usul(sia(9), admin)

    konteks = admin_client.get(buka("kelebihan", **kueri)).context

    assert (konteks["jumlah"].bulan, len(konteks["baris"])) == (bulan, bulan)


@pytest.mark.parametrize("orang", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    admin_client, admin, orang, django_assert_num_queries
):
    for n in range(orang):
        wafat(terdaftar(nama=f"Orang {n}").peserta, admin, date(2026, 9, 2))
    bayar(date(2026, 10, 1), date(2026, 10, 10))
    assert Iuran.objects.kelebihan().count() == 0  # the unbilled month died with them
    for bantuan in [terdaftar(nama=f"Siti {n}") for n in range(orang)]:
        bayar(date(2026, 9, 1), date(2026, 9, 10))
        wafat(bantuan.peserta, admin)

    with django_assert_num_queries(15):
        jawaban = admin_client.get(buka("kelebihan"))

    assert len(jawaban.context["baris"]) == orang


def test_nothing_in_vain_says_so(admin_client):
    assert "Tidak ada kelebihan bayar" in admin_client.get(buka("kelebihan")).text


def test_the_letter_of_the_ticked_months(admin_client, almarhum):
    satu, dua = sia(9, 10)
    html = admin_client.get(f"{buka('kelebihan_baru')}?iuran={satu}&iuran={dua}").text
    assert "2 bulan dari 1 orang, Rp33.600" in html

    jawaban = admin_client.post(buka("kelebihan_baru"), ISIAN | {"iuran": f"{satu},{dua}"})

    penyelesaian = PenyelesaianKelebihan.objects.get()
    assert jawaban.url == buka("penyelesaian", penyelesaian.pk)
    assert "Unggah pindaian surat BPJS" in admin_client.get(jawaban.url).text


def test_a_second_click_is_the_same_letter(admin_client, almarhum):
    isi = ISIAN | {"iuran": ",".join(map(str, sia(9, 10)))}

    pertama, kedua = (admin_client.post(buka("kelebihan_baru"), isi) for _ in range(2))

    assert pertama.url == kedua.url


def test_all_of_the_filter(admin_client, almarhum, admin):
    usul(sia(9), admin)

    jawaban = admin_client.get(buka("kelebihan_baru", semua="1", sebab="meninggal"))

    assert [i.bulan.month for i in jawaban.context["dipilih"]] == [10]


def test_a_sum_that_differs_keeps_what_was_typed(admin_client, almarhum):
    isi = ISIAN | {"iuran": ",".join(map(str, sia(9, 10))), "nominal": "16.800"}

    jawaban = admin_client.post(buka("kelebihan_baru"), isi)

    assert jawaban.status_code == 422
    assert "Rp16.800 tidak sama dengan jumlah 2 bulan yang dipilih, Rp33.600" in jawaban.text
    assert "B/1/112026" in jawaban.text


def test_nothing_ticked_leads_back(admin_client, almarhum):
    assert "Belum ada bulan yang dipilih" in admin_client.get(buka("kelebihan_baru")).text

    jawaban = admin_client.post(buka("kelebihan_baru"), ISIAN)

    assert jawaban.status_code == 409
    assert "Centang dahulu" in jawaban.text


def test_another_admin_confirms_what_the_page_shows(admin2_client, almarhum, admin):
    satu = usul(sia(9, 10), admin)
    alamat = buka("penyelesaian", satu.pk)
    html = admin2_client.get(alamat).text
    assert "Mengurangi tagihan APBD Kota Semarang 2026 berikutnya" in html

    admin2_client.post(alamat, {"konfirmasi": "1", "dilihat": sidik(isi_penyelesaian(satu))})

    assert "menunggu tagihan APBD Kota Semarang 2026 berikutnya" in admin2_client.get(alamat).text


def test_a_later_sts_says_that_the_ceiling_stays(admin_client, admin, admin2, db):
    wafat(lunas(9, tahun=2025).peserta, admin, date(2025, 8, 2))
    satu = selesai(sia(9), admin, admin2, **STS)

    html = admin_client.get(buka("penyelesaian", satu.pk)).text

    assert "pendapatan lain-lain; realisasi dan pagunya tetap" in html


def test_a_proposal_is_dropped_with_a_reason(admin_client, almarhum, admin):
    satu = usul(sia(9), admin)
    alamat = buka("penyelesaian", satu.pk)
    assert admin_client.post(alamat, {"tolak": "1", "alasan": ""}).status_code == 422

    admin_client.post(alamat, {"tolak": "1", "alasan": "Salah surat"})

    assert "Tidak jadi" in admin_client.get(alamat).text


def test_a_scan_that_is_none_is_refused(admin_client, almarhum, admin):
    satu = usul(sia(9), admin)

    assert admin_client.post(buka("penyelesaian", satu.pk), {}).status_code == 422


def test_the_scan_opens_and_is_logged(admin_client, almarhum, admin):
    satu = usul(sia(9), admin)

    jawaban = admin_client.get(
        buka("penyelesaian_pindaian", satu.pk, satu.daftar_pindaian.get().pk)
    )

    assert b"".join(jawaban.streaming_content) == b"%PDF"
    assert JejakAkses.objects.filter(alasan="Pindaian surat BPJS").exists()


def test_taken_back_by_two_on_the_screen(admin_client, admin2_client, almarhum, admin, admin2):
    satu = selesai(sia(9), admin, admin2)
    admin2_client.post(buka("pencabutan_baru", satu.pk), {"alasan": "Salah orang"})
    usulan = PencabutanKelebihan.objects.get()
    alamat = buka("pencabutan", satu.pk, usulan.pk)
    assert "Anda mengusulkan ini" in admin2_client.get(alamat).text

    admin_client.post(alamat, {"konfirmasi": "1", "dilihat": sidik(isi_pencabutan(usulan))})

    assert "Dicabut" in admin_client.get(buka("penyelesaian", satu.pk)).text


def test_a_withdrawal_is_dropped_and_may_be_proposed_again(admin_client, almarhum, admin, admin2):
    satu = selesai(sia(9), admin, admin2)
    admin_client.post(buka("pencabutan_baru", satu.pk), {"alasan": "Salah orang"})
    kedua = admin_client.post(buka("pencabutan_baru", satu.pk), {"alasan": "Lagi"})
    assert kedua.status_code == 409
    alamat = buka("pencabutan", satu.pk, PencabutanKelebihan.objects.get().pk)

    admin_client.post(alamat, {"tolak": "1", "alasan": "Sudah benar"})

    assert "Tidak jadi" in admin_client.get(alamat).text
    assert admin_client.post(alamat, {"tolak": "1", "alasan": "x"}).status_code == 409
    admin_client.post(buka("pencabutan_baru", satu.pk), {"alasan": "Lagi"})
    assert PencabutanKelebihan.objects.count() == 2


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_letters_ask_the_same_number_of_queries(
    admin_client, admin, jumlah, django_assert_num_queries
):
    for n in range(jumlah):
        bantuan = terdaftar(nama=f"Siti {n}")
        bayar(date(2026, 9, 1), date(2026, 9, 10))
        wafat(bantuan.peserta, admin)
        usul(list(Iuran.objects.kelebihan().filter(peserta=bantuan.peserta)
                  .values_list("pk", flat=True)), admin, surat_nomor=f"B/{n}")  # fmt: skip

    with django_assert_num_queries(10):
        html = admin_client.get(buka("penyelesaian_daftar")).text

    assert html.count("Menunggu admin lain") == jumlah


def test_excel_is_the_filtered_list_with_its_total(admin_client, almarhum, admin, tmp_path):
    usul(sia(9), admin)
    jawaban = admin_client.post(buka("kelebihan_ekspor"), {"keadaan": "belum"})
    tugas = jalankan(Tugas.objects.get(jenis="iuran.ekspor_kelebihan"))

    assert jawaban.url == reverse("tugas:detail", args=[tugas.pk])
    lembar = CalamineWorkbook.from_path(tugas.hasil.path).get_sheet_by_index(0).to_python()
    assert lembar[1][0] == "1 bulan dari 1 orang, Rp16.800"
    kepala = next(n for n, b in enumerate(lembar) if b[0] == "No.")
    isi = lembar[kepala + 1 :]
    assert [b[6] for b in isi] == [16_800, 16_800]
    assert isi[0][1] == almarhum.nik
    assert JejakAkses.objects.get(objek="kelebihan bayar").jumlah == 1


def test_what_is_open_stands_in_the_work_list(almarhum, admin, admin2):
    usul(sia(9), admin)

    label = {t.label: t.jumlah for t in untuk(admin2, pada=PADA)}

    assert label["Kelebihan bayar belum diminta"] == 1
    assert label["Surat BPJS tentang kelebihan bayar menunggu admin lain"] == 1


def test_the_person_sees_why_the_month_is_not_paid_any_more(admin_client, almarhum, admin, admin2):
    selesai(sia(9), admin, admin2)

    html = admin_client.get(buka("jejak_bulan", almarhum.pk, "2026-09")).text

    assert "Iuran yang dikoreksi" in html
    assert "surat BPJS B/1/112026" in html
