"""Screens of the opening balance."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from iuran.models import SaldoAwal, Tagihan
from iuran.saldo_awal.bidang import BIDANG_DAFTAR
from iuran.saldo_awal.pratinjau import pratinjau
from peserta.models import Peserta
from tests.factories import nik_dari, ubah_pagu
from tests.iuran.saldo import JUDUL, baris, berkas, terapkan, unggah, vonis
from tests.iuran.susunan import jalankan
from tests.peserta.lembar import LAHIR

pytestmark = pytest.mark.django_db
DAFTAR = "/iuran/saldo-awal/"
LANJUT = ("pilih", "terapkan", "baca_ulang", "buang")


def alamat(saldo, lanjut="detail") -> str:
    return reverse(f"iuran:saldo_awal_{lanjut}", args=[saldo.pk])


def kirim(client, saldo, lanjut, **isi):
    return client.post(alamat(saldo, lanjut), isi)


@pytest.mark.parametrize("peran", ["petugas", "verifikator", "sekda"])
def test_only_admins_open_and_act(request, admin, peran):
    client, saldo = request.getfixturevalue(f"{peran}_client"), unggah(baris(1), oleh=admin)

    semua = [client.get(DAFTAR), client.post(DAFTAR), client.get(alamat(saldo))]
    semua += [kirim(client, saldo, lanjut) for lanjut in LANJUT]

    assert {j.status_code for j in semua} == {403}


def test_admin_of_one_area_sees_nothing(admin, admin2, admin2_client):
    saldo = unggah(baris(1), oleh=admin)
    admin2.wilayah = ["33.74.01"]
    admin2.save()

    assert saldo.nama_berkas not in admin2_client.get(DAFTAR).text
    assert admin2_client.get(alamat(saldo)).status_code == 404
    assert {kirim(admin2_client, saldo, lanjut).status_code for lanjut in LANJUT} == {409}
    ditolak = admin2_client.post(DAFTAR, {"berkas": berkas(baris(2))})
    assert (ditolak.status_code, SaldoAwal.objects.count()) == (409, 1)


@pytest.mark.parametrize("lanjut", LANJUT)
def test_acting_needs_a_post(admin, admin_client, lanjut):
    saldo = unggah(baris(1), oleh=admin)

    assert admin_client.get(alamat(saldo, lanjut)).url.startswith(alamat(saldo))


def test_from_the_upload_to_the_ledger(admin_client, admin2_client):
    jawaban = admin_client.post(DAFTAR, {"berkas": berkas(baris(1), baris(2))})
    saldo = SaldoAwal.objects.get()
    assert jawaban.url == alamat(saldo)
    jalankan(saldo.tugas)
    pengunggah = admin_client.get(alamat(saldo)).text
    html = admin2_client.get(alamat(saldo)).text

    kirim(admin2_client, saldo, "terapkan", dilihat=pratinjau(saldo).sidik)
    saldo.refresh_from_db()
    jalankan(saldo.tugas)

    assert "admin lain yang menerapkannya" in pengunggah
    assert "Masukkan 2 orang" not in pengunggah
    assert "Masukkan 2 orang" in html
    assert "Rp403.200" in html
    hasil = admin2_client.get(alamat(saldo)).text
    assert "dimasukkan" in hasil
    assert "Orang baru" in hasil
    assert Peserta.objects.terdaftar().count() == 2


def test_uploader_is_refused_when_he_posts_anyway(admin, admin_client):
    saldo = unggah(baris(1), oleh=admin)

    jawaban = kirim(admin_client, saldo, "terapkan", dilihat=pratinjau(saldo).sidik)

    assert jawaban.status_code == 409
    assert "harus diterapkan admin lain" in jawaban.text


@pytest.mark.parametrize("dilihat", ["", "1:12:3:201600:1", "x" * 5_000])
def test_other_figures_than_shown_are_refused(admin, admin2_client, dilihat):
    saldo = unggah(baris(1), oleh=admin)

    jawaban = kirim(admin2_client, saldo, "terapkan", dilihat=dilihat)

    assert jawaban.status_code == 409
    assert "Isinya berubah" in jawaban.text


def test_nothing_ticked_is_nothing_to_apply(admin, admin2_client):
    saldo = unggah(baris(1, kpj=""), oleh=admin)

    jawaban = kirim(admin2_client, saldo, "terapkan", dilihat="0:0:0:0:0")

    assert jawaban.status_code == 409
    assert "Belum ada baris yang dicentang" in jawaban.text


def test_ticks_of_the_page_are_kept_and_errors_stay_out(admin, admin_client):
    daftar = [baris(1), baris(2, kpj="123456"), baris(3, kpj=""), baris(4)]
    saldo = unggah(*daftar, oleh=admin)

    kirim(admin_client, saldo, "pilih", tampil=[2, 3, 4], baris=[3, 4, 99, "x"])

    dipilih = saldo.daftar_baris.filter(dipilih=True).order_by("nomor")
    assert vonis(saldo)[4] == "galat"
    assert list(dipilih.values_list("nomor", flat=True)) == [3, 5]


@pytest.mark.parametrize(("nilai", "jumlah"), [("centang", 2), ("lepas", 1)])
def test_all_warnings_at_once(admin, admin_client, nilai, jumlah):
    saldo = unggah(baris(1), baris(2, kpj="123456"), oleh=admin)

    kirim(admin_client, saldo, f"peringatan_{nilai}")

    assert saldo.daftar_baris.filter(dipilih=True).count() == jumlah


def test_dropped_list_changes_nothing_any_more(admin, admin_client, admin2_client):
    saldo = unggah(baris(1), oleh=admin)
    dilihat = pratinjau(saldo).sidik

    kirim(admin_client, saldo, "buang")

    assert "dibuang" in admin_client.get(alamat(saldo)).text
    for lanjut in LANJUT:
        assert kirim(admin2_client, saldo, lanjut, dilihat=dilihat).status_code == 409
    assert not Peserta.objects.exists()


def test_upload_without_a_file_is_a_mistake_of_the_form(admin_client):
    jawaban = admin_client.post(DAFTAR, {"berkas": ""})

    assert jawaban.status_code == 422
    assert "Pilih berkasnya dahulu." in jawaban.text


def test_full_quota_is_shown(admin, admin_client):
    ubah_pagu(kuota=1)

    html = admin_client.get(alamat(unggah(baris(1), baris(2), oleh=admin))).text

    assert "1 orang di atas kuota 1" in html


def test_page_masks_the_nik(admin, admin_client):
    saldo = unggah(baris(1), baris(2, nik=nik_dari(LAHIR, "P", 1)), oleh=admin)

    html = admin_client.get(alamat(saldo)).text

    assert nik_dari(LAHIR, "P", 1) not in html
    assert "••••••••••••0002" in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_query_count_is_constant(admin, admin_client, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        unggah(baris(n), oleh=admin)

    with django_assert_num_queries(10):
        html = admin_client.get(DAFTAR).text

    assert html.count("cip-perhatian") == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_detail_query_count_is_constant(admin, admin_client, django_assert_num_queries, jumlah):
    saldo = unggah(*(baris(n, bulan_awal=f"0{n + 1}-2026", jumlah_bulan=3, bulan_lunas="")
                     for n in range(jumlah)), oleh=admin)  # fmt: skip

    with django_assert_num_queries(17):
        html = admin_client.get(alamat(saldo)).text

    assert html.count('<span class="cip cip-baik">Baru</span>') == jumlah


def test_bills_of_the_list_are_named_so_and_have_no_letter(admin, admin2, admin_client):
    terapkan(unggah(baris(1), oleh=admin), oleh=admin2)
    tagihan = Tagihan.objects.first()

    daftar = admin_client.get("/iuran/tagihan/?tahun=2026").text
    detail = admin_client.get(f"/iuran/tagihan/{tagihan.pk}/").text
    dokumen = admin_client.post(f"/iuran/tagihan/{tagihan.pk}/dokumen/")

    assert daftar.count(">Saldo awal</span>") == 3 + 1  # and the menu
    assert "Dibayar sebelum aplikasi ini dipakai" in detail
    assert "Buat surat dan daftar" not in detail
    assert dokumen.status_code == 409


def test_template_is_read_back_by_the_import(admin, admin_client):
    jawaban = admin_client.get("/iuran/saldo-awal/templat/")
    buku = load_workbook(BytesIO(b"".join(jawaban.streaming_content)))

    judul = [sel.value for sel in buku["Data"][1]]
    assert judul == [b.judul for b in BIDANG_DAFTAR]
    assert "Templat PIJAR SEMAR: saldo_awal, versi 2" in buku["Petunjuk"]["A1"].value
    pilihan = {kolom[0].value: kolom[1].value for kolom in buku["Pilihan"].columns}
    assert pilihan["sumber"] == "APBD 2026"
    satu = dict(zip(judul_templat(), baris(1), strict=True))
    saldo = unggah([satu.get(j, "") for j in judul], oleh=admin, judul=judul)
    assert vonis(saldo) == {2: "baru"}


def judul_templat() -> list[str]:
    """Titles of the template for the cells of a test's row."""
    ganti = {"No. KPJ": "KPJ", "Kondisi": "Kondisi Insidental"}
    return [ganti.get(j, j) for j in JUDUL]
