"""The queue: rows, filters, order, search, scope, rights."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.peran import buat, masuk
from tests.peserta.kertas import simpan
from tests.verifikasi.susunan import ajukan_hari_ini
from verifikasi import actions
from verifikasi.models import Pengajuan

ANTREAN = reverse("verifikasi:antrean")
CARI = reverse("verifikasi:cari")
HASIL = reverse("verifikasi:massal_hasil")
LAIN = {"kelurahan_id": "33.74.02.1001"}


@pytest.mark.parametrize("jumlah", [1, 3])
def test_antrean_query_count_is_constant(
    petugas, verifikator_client, django_assert_num_queries, jumlah
):
    for _ in range(jumlah):
        ajukan_hari_ini(petugas)

    with django_assert_num_queries(23):
        html = verifikator_client.get(ANTREAN).text

    assert html.count('name="kasus"') == jumlah


def test_antrean_shows_what_stands_in_the_way_and_no_full_nik(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False)

    html = verifikator_client.get(ANTREAN).text

    assert "Masih bekerja: belum ada data" in html
    assert "6 ya" in html
    assert kasus.cuplikan["nik"] not in html


def test_antrean_is_oldest_first(petugas, verifikator_client):
    for nama in ("Ayu", "Budi", "Citra"):
        ajukan_hari_ini(petugas, nama=nama)

    html = verifikator_client.get(ANTREAN).text

    assert re.findall(r">(Ayu|Budi|Citra)</a>", html) == ["Ayu", "Budi", "Citra"]


def test_antrean_hides_other_areas(petugas):
    ajukan_hari_ini(petugas, nama="Dari Tengah")
    ajukan_hari_ini(petugas, nama="Dari Utara", **LAIN)
    verifikator = buat("v2", "verifikator", wilayah=["33.74.02"])

    html = masuk(verifikator).get(ANTREAN).text

    assert "Dari Utara" in html
    assert "Dari Tengah" not in html


@pytest.mark.parametrize(
    ("kueri", "tampak"),
    [
        ("", {"Lengkap", "Terbuka", "Gagal"}),
        ("?hasil=terpenuhi", {"Lengkap"}),
        ("?hasil=belum_ada_data", {"Terbuka"}),
        ("?hasil=tidak", {"Gagal"}),
        ("?q=gag", {"Gagal"}),
        ("?kecamatan=33.74.02", {"Terbuka"}),
        ("?kelurahan=33.74.02.1001", {"Terbuka"}),
        ("?kelurahan=33.74.99.9999", set()),
        ("?dari=01-01-2020&sampai=31-12-2020", set()),
        ("?dari=01-01-2020", {"Lengkap", "Terbuka", "Gagal"}),
        ("?dari=ngawur&pengaju=ngawur&urut=ngawur", {"Lengkap", "Terbuka", "Gagal"}),
        ("?kecamatan=ngawur&hasil=ngawur", {"Lengkap", "Terbuka", "Gagal"}),
    ],
)
def test_antrean_filters(petugas, verifikator_client, kueri, tampak):
    ajukan_hari_ini(petugas, nama="Lengkap", nama_cari="LENGKAP", desil=9)
    ajukan_hari_ini(petugas, nama="Terbuka", nama_cari="TERBUKA", status_bpjs="", **LAIN)
    ajukan_hari_ini(petugas, nama="Gagal", nama_cari="GAGAL", status_bpjs="pu_aktif")

    html = verifikator_client.get(ANTREAN + kueri).text

    assert set(re.findall(r">(Lengkap|Terbuka|Gagal)</a>", html)) == tampak


def test_antrean_without_rows_says_what_to_do(verifikator_client):
    assert "Antrean kosong" in verifikator_client.get(ANTREAN).text
    assert "Tidak ada yang cocok" in verifikator_client.get(ANTREAN + "?q=x").text


def test_antrean_filters_by_sender(petugas, verifikator_client):
    rekan = buat("rekan", "petugas")
    ajukan_hari_ini(petugas, nama="Ayu")
    ajukan_hari_ini(rekan, nama="Budi")

    html = verifikator_client.get(f"{ANTREAN}?pengaju={rekan.pk}").text

    assert re.findall(r">(Ayu|Budi)</a>", html) == ["Budi"]
    assert f'<option value="{petugas.pk}">' in html


@pytest.mark.parametrize(
    ("urut", "nama"),
    [
        ("", ["Citra", "Ayu", "Budi"]),
        ("terbaru", ["Budi", "Ayu", "Citra"]),
        ("nama", ["Ayu", "Budi", "Citra"]),
        ("kelurahan", ["Ayu", "Citra", "Budi"]),  # Bulu Lor, then Miroto
        ("pengaju", ["Ayu", "Citra", "Budi"]),  # Amin, then Petugas
    ],
)
def test_order_holds_from_case_to_case(petugas, verifikator_client, urut, nama):
    amin = buat("amin", "petugas")
    ajukan_hari_ini(petugas, nama="Citra")
    ajukan_hari_ini(amin, nama="Ayu", **LAIN)
    ajukan_hari_ini(petugas, nama="Budi")
    kueri = f"urut={urut}"

    html = verifikator_client.get(f"{ANTREAN}?{kueri}").text
    assert re.findall(r">(Ayu|Budi|Citra)</a>", html) == nama

    kasus = Pengajuan.objects.get(peserta__nama=nama[0])
    for berikut in nama[1:]:
        jawaban = verifikator_client.post(
            reverse("verifikasi:lewati", args=[kasus.pk]), {"kueri": kueri}
        )
        kasus = Pengajuan.objects.get(peserta__nama=berikut)
        assert jawaban.url == f"{reverse('verifikasi:kasus', args=[kasus.pk])}?{kueri}"


def test_antrean_shows_days_sender_and_papers(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    ajukan_hari_ini(petugas)
    saat = timezone.now() - timedelta(days=12)
    Pengajuan.objects.filter(pk=kasus.pk).update(diajukan_pada=saat)
    for jenis in ("kk", "ktp"):
        simpan(kasus.peserta, petugas, jenis=jenis)

    html = verifikator_client.get(ANTREAN).text

    assert "12&nbsp;hari" in html
    assert ">oleh Petugas" in html
    assert ">KTP, Kartu keluarga</td>" in html
    assert ">Belum ada</td>" in html


def test_antrean_says_who_holds_a_case(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    actions.pegang(kasus, oleh=buat("rekan", "verifikator"))

    html = verifikator_client.get(ANTREAN).text

    assert "sedang diperiksa Rekan" in html
    assert 'name="kasus"' not in html


# The search box.
@pytest.mark.parametrize("tulisan", ["!!", "--", "…", "''", "٭"])
def test_signs_alone_find_nobody(petugas, verifikator_client, tulisan):
    ajukan_hari_ini(petugas)

    html = verifikator_client.post(CARI, {"q": tulisan}, follow=True).text

    assert "Tidak ada yang cocok" in html


def test_words_go_into_an_address(petugas, verifikator_client):
    jawaban = verifikator_client.post(CARI, {"q": "siti", "hasil": "tidak", "kelurahan": ""})

    assert jawaban.url == f"{ANTREAN}?q=siti&hasil=tidak"


@pytest.mark.parametrize("bagian", [slice(None), slice(8)])
def test_number_finds_but_never_stands_in_an_address(petugas, verifikator_client, bagian):
    kasus = ajukan_hari_ini(petugas, nama="Ayu", nik="3374014502850001")
    ajukan_hari_ini(petugas, nama="Budi", nik="3325014502850002")
    nik = kasus.peserta.nik[bagian]

    jawaban = verifikator_client.post(CARI, {"q": nik})

    assert nik not in jawaban.url
    html = verifikator_client.get(jawaban.url).text
    assert re.findall(r">(Ayu|Budi)</a>", html) == ["Ayu"]
    ke = jawaban.url.partition("?")[2]
    alamat = reverse("verifikasi:kasus", args=[kasus.pk])
    assert f'href="{alamat}?{ke}"' in html
    assert "1 pengajuan menunggu keputusan Anda" in verifikator_client.get(f"{alamat}?{ke}").text


def test_number_in_an_address_finds_nobody_and_says_why(petugas, verifikator_client):
    ajukan_hari_ini(petugas, nik="3374014502850001")

    html = verifikator_client.get(f"{ANTREAN}?q=3374014502850001").text

    assert "Nomor hanya dicari lewat kotak cari" in html
    assert 'name="kasus"' not in html


def test_number_that_the_session_lost_is_asked_again(petugas, verifikator_client):
    jawaban = verifikator_client.get(f"{ANTREAN}?ke=hilang", follow=True)

    assert jawaban.redirect_chain == [(ANTREAN, 302)]
    assert "Tulis nomornya lagi" in jawaban.text


def test_number_of_another_area_finds_nobody(petugas):
    kasus = ajukan_hari_ini(petugas, **LAIN)
    client = masuk(buat("v2", "verifikator", wilayah=["33.74.01"]))

    html = client.post(CARI, {"q": kasus.peserta.nik}, follow=True).text

    assert "Tidak ada yang cocok" in html


def test_antrean_of_htmx_is_the_table_alone(petugas, verifikator_client):
    ajukan_hari_ini(petugas)

    html = verifikator_client.get(ANTREAN, headers={"HX-Request": "true"}).text

    assert html.lstrip().startswith('<div id="antrean">')


def test_own_people_cannot_be_ticked(petugas, verifikator, verifikator_client):
    ajukan_hari_ini(petugas, penyunting=[verifikator.pk])

    html = verifikator_client.get(ANTREAN).text

    assert 'name="kasus"' not in html
    assert "diputuskan verifikator lain" in html


@pytest.mark.parametrize("alamat", [ANTREAN, HASIL])
@pytest.mark.parametrize("peran", ["petugas", "admin", "sekda"])
def test_queue_is_for_verifiers(request, peran, alamat):
    assert request.getfixturevalue(f"{peran}_client").get(alamat).status_code == 403
