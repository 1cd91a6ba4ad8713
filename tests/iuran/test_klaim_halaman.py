"""Screens of claims: the list by deadline, papers and contact, the status, the cover on the day."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from iuran.klaim.actions import pindahkan_klaim
from iuran.models import Klaim, StatusKlaim
from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa as J
from pijar.bulan import WIB
from tests.factories import bayar, terdaftar

PADA = date(2026, 11, 20)
DAFTAR = "/iuran/klaim/"
TIMUR = "33.74.03.1001"


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """The screens are looked at on 20 November 2026."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)


def buka(oleh, jenis=J.MENINGGAL, tanggal=date(2026, 11, 3), **lain) -> Klaim:
    bantuan = terdaftar(**lain)
    peristiwa = catat_peristiwa(bantuan.peserta, jenis, tanggal, oleh=oleh, pada=PADA)
    return peristiwa.klaim


def halaman(klaim) -> str:
    return f"{DAFTAR}{klaim.pk}/"


def test_the_nearest_deadline_stands_first_and_late_ones_are_marked(admin, petugas_client):
    buka(admin, nama="Wagimin")
    buka(admin, J.KECELAKAAN, date(2026, 11, 10), nama="Suparmi")

    html = petugas_client.get(DAFTAR).text

    assert "2 klaim" in html
    assert html.index("Suparmi") < html.index("Wagimin")
    assert html.count("Terlambat</span>") == 1
    assert "1 klaim lewat batas melapor" in html


@pytest.mark.parametrize(
    ("kueri", "nama"),
    [
        ("", {"Wagimin", "Suparmi"}),
        ("status=lewat", {"Suparmi"}),
        ("status=dibayar", set()),
        ("status=terbuka", {"Wagimin", "Suparmi"}),
        ("jenis=jkm", {"Wagimin"}),
        ("kecamatan=33.74.03", {"Wagimin"}),
        ("status=x&jenis=y&kecamatan=z", {"Wagimin", "Suparmi"}),
    ],
)
def test_the_list_is_filtered(admin, petugas_client, kueri, nama):
    buka(admin, nama="Wagimin", kelurahan_id=TIMUR)
    buka(admin, J.KECELAKAAN, date(2026, 11, 10), nama="Suparmi")

    html = petugas_client.get(f"{DAFTAR}?{kueri}").text

    assert {n for n in ("Wagimin", "Suparmi") if n in html} == nama


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_query_count_is_constant(admin, petugas_client, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        buka(admin)

    with django_assert_num_queries(14):
        html = petugas_client.get(DAFTAR).text

    assert html.count('class="samar') == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_claim_query_count_is_constant(admin, admin_client, django_assert_num_queries, jumlah):
    klaim = buka(admin)
    for _ in range(jumlah):
        pindahkan_klaim(klaim, StatusKlaim.DIAJUKAN, oleh=admin)
        pindahkan_klaim(klaim, StatusKlaim.DITOLAK, alasan="Kurang berkas.", oleh=admin)

    with django_assert_num_queries(16):
        admin_client.get(halaman(klaim))


def test_who_was_not_covered_is_told_plainly(admin, petugas_client):
    klaim = buka(admin)

    html = petugas_client.get(halaman(klaim)).text

    assert "Menurut catatan kami tidak dijamin pada hari itu." in html
    assert "Iuran pertamanya belum tercatat dibayar" in html
    assert "JKM penuh (" not in html


def test_cover_and_benefit_are_proven_for_that_day(admin, petugas_client):
    bantuan = terdaftar()
    for bulan in range(1, 11):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20))
    catat_peristiwa(bantuan.peserta, J.MENINGGAL, date(2026, 11, 3), oleh=admin, pada=PADA)

    html = petugas_client.get(halaman(Klaim.objects.get())).text

    assert "Menurut catatan kami dijamin BPJS pada hari itu; keputusan ada pada BPJS." in html
    assert "JKM penuh (Rp42.000.000), karena penuh sejak April 2026" in html
    assert "10 bulan lunas pada hari itu: Januari 2026–Oktober 2026" in html
    assert "sesuai ketentuan BPJS yang berlaku" in html
    assert bantuan.peserta.nik not in html


def test_an_officer_ticks_papers_and_notes(admin, petugas_client):
    klaim = buka(admin)
    isi = {
        "lengkap": ["kk", "ktp"], "kontak_nama": "Sri", "kontak_hubungan": "anak",
        "kontak_hp": "+62 812-3456-7890", "catatan": "Sudah ditelepon.",
    }  # fmt: skip

    html = petugas_client.post(f"{halaman(klaim)}catat/", isi, follow=True).text

    klaim.refresh_from_db()
    assert "Berkas: 2 dari 7 ada" in html
    assert "Sudah ditelepon." in html
    assert (klaim.kontak_hp, klaim.lengkap) == ("081234567890", ["ktp", "kk"])


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"kontak_hp": "abc"}, "Nomor HP tidak terbaca"),
        ({"lengkap": "surat_cinta"}, "Berkas itu tidak ada dalam daftar"),
    ],
)
def test_a_mistake_is_said_and_nothing_kept(admin, petugas_client, isi, kalimat):
    klaim = buka(admin)

    jawaban = petugas_client.post(f"{halaman(klaim)}catat/", isi | {"kontak_nama": "Sri"})

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert Klaim.objects.get().kontak_nama == ""


def test_an_admin_moves_it(admin, admin_client):
    klaim = buka(admin)
    pindah = f"{halaman(klaim)}pindah/"

    admin_client.post(pindah, {"ke": "diajukan", "nomor": "JKM-7"})
    html = admin_client.post(pindah, {"ke": "dibayar", "nominal": "42.000.000"}, follow=True).text

    assert "Klaim sekarang: Dibayar BPJS" in html
    assert "JKM-7" in html
    assert "Rp42.000.000</dd>" in html
    assert "Simpan</button>" not in html


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"ke": "dibayar"}, "tidak dapat dipilih"),
        ({"ke": "ditutup"}, "Tulis alasan perubahan status ini"),
        ({}, "Pilih status berikutnya"),
        ({"ke": "diajukan", "nominal": "banyak"}, "Tulis rupiah tanpa sen"),
        ({"ke": "diajukan", "nominal": "9" * 20}, "Tulis rupiah tanpa sen"),
        ({"ke": "diajukan", "nominal": "9" * 5_000}, "Tulis rupiah tanpa sen"),
    ],
)
def test_a_wrong_move_is_422(admin, admin_client, isi, kalimat):
    klaim = buka(admin)

    jawaban = admin_client.post(f"{halaman(klaim)}pindah/", isi)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert Klaim.objects.get().status == "terbuka"


def test_what_bpjs_paid_is_asked_for(admin, admin_client):
    klaim = buka(admin)
    pindahkan_klaim(klaim, StatusKlaim.DIAJUKAN, oleh=admin)

    jawaban = admin_client.post(f"{halaman(klaim)}pindah/", {"ke": "dibayar"})

    assert jawaban.status_code == 422
    assert "Isi jumlah rupiah" in jawaban.text


def test_petugas_works_and_does_not_move(admin, petugas_client, verifikator_client, sekda_client):
    klaim = buka(admin)

    assert petugas_client.post(f"{halaman(klaim)}pindah/").status_code == 403
    assert "Ubah status" not in petugas_client.get(halaman(klaim)).text
    assert verifikator_client.post(f"{halaman(klaim)}catat/").status_code == 403
    assert "Simpan</button>" not in verifikator_client.get(halaman(klaim)).text
    assert sekda_client.get(DAFTAR).status_code == 403


def test_another_areas_claim_is_not_there(admin, petugas, petugas_client):
    klaim = buka(admin, kelurahan_id=TIMUR)
    petugas.wilayah = ["33.74.01"]
    petugas.save()

    assert klaim.peserta.nama not in petugas_client.get(DAFTAR).text
    assert petugas_client.get(halaman(klaim)).status_code == 404


def test_the_dashboard_names_late_claims(admin, petugas_client):
    buka(admin, J.KECELAKAAN, date(2026, 11, 10))

    html = petugas_client.get(reverse("beranda"), {"bagian": "semua"}).text

    kata = " ".join(strip_tags(html).split())
    assert "1 Klaim lewat batas melapor" in kata
    assert "1 Klaim masih dikerjakan" in kata
