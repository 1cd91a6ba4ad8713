"""Pages of samples: choose, count, draw, look, tick on a phone, correct, take away."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from laporan.pekerjaan_rumah import untuk
from laporan.surat.bahan import Bahan
from laporan.surat.susun.uji_petik import pilihan_formulir, susun_formulir
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError
from pijar.models import JejakAkses
from tests.peran import buat, masuk
from tests.verifikasi.uji import (
    BRUMBUNGAN,
    HARI,
    MIROTO,
    ambil,
    disetujui,
    kunjungi,
    orang_pertama,
    penguji,
)
from verifikasi.models import PERTANYAAN, Kunjungan, UjiPetik

TANGGAL = f"{HARI:%d-%m-%Y}"
PILIHAN = {"mulai": TANGGAL, "sampai": TANGGAL, "cara": "semua", "persen": "100"}
JAWABAN = {nama: "ya" if baik else "tidak" for nama, (_, baik) in PERTANYAAN.items()}
DITEMUKAN = {"tanggal": TANGGAL, "keadaan": "ditemukan", **JAWABAN}
BARU = reverse("verifikasi:uji_petik_baru")
DAFTAR = reverse("verifikasi:uji_petik")


@pytest.fixture
def kasus(petugas, verifikator):
    return disetujui(petugas, verifikator)


@pytest.fixture
def penguji_client(db):
    return masuk(penguji())


def alamat(nama, pk):
    return reverse(f"verifikasi:{nama}", args=[pk])


# Drawing


def test_the_page_counts_before_it_draws(kasus, admin_client):
    jawaban = admin_client.post(BARU, {**PILIHAN, "hitung": "1"}, follow=True)

    assert jawaban.status_code == 200
    assert "1 orang disetujui, dalam 1 kelurahan dan pekerjaan" in jawaban.text
    assert not UjiPetik.objects.exists()


def test_an_empty_choice_says_so_before_and_after_the_button(admin_client):
    hitung = admin_client.post(BARU, {**PILIHAN, "hitung": "1"}, follow=True)
    ambil_ = admin_client.post(BARU, {**PILIHAN, "ambil": "1", "benih": "tujuh"})

    assert (hitung.status_code, ambil_.status_code) == (200, 409)
    assert all("Tidak ada persetujuan" in j.text for j in (hitung, ambil_))
    assert 'value="tujuh"' in ambil_.text


def test_an_admin_draws_and_sees_seed_and_people(kasus, admin_client):
    jawaban = admin_client.post(BARU, {**PILIHAN, "ambil": "1", "benih": "tujuh"}, follow=True)

    uji = UjiPetik.objects.get()
    assert jawaban.redirect_chain[-1][0] == alamat("uji_petik_detail", uji.pk)
    for kata in ("tujuh", kasus.nama, "Belum dikunjungi", "Seluruh kota"):
        assert kata in jawaban.text
    assert uji.daftar_orang.get().pengajuan == kasus


def test_the_same_choice_again_leads_to_the_first(kasus, admin, admin_client):
    uji = ambil(admin)

    jawaban = admin_client.post(BARU, {**PILIHAN, "ambil": "1"})

    assert jawaban.status_code == 409
    assert alamat("uji_petik_detail", uji.pk) in jawaban.text


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"persen": "0"}, "paling kecil 1"),
        ({"persen": "101"}, "paling besar 100"),
        ({"persen": "5,5"}, "angka bulat"),
        ({"persen": ""}, "Isi persennya"),
        ({"mulai": "31-02-2026"}, "tidak ada dalam kalender"),
        ({"mulai": ""}, "Isi hari pertamanya"),
        ({"sampai": "01-01-2099"}, "tidak boleh setelah hari ini"),
        ({"mulai": TANGGAL, "sampai": "01-01-2020"}, "setelah hari terakhirnya"),
        ({"kecamatan": "33.74.02", "kelurahan": MIROTO}, "bukan di Kecamatan"),
        ({"cara": "x"}, "x"),
        ({"verifikator": "999"}, "Pilih"),
    ],
)
def test_a_wrong_choice_stays_on_the_page(kasus, admin_client, isi, kata):
    jawaban = admin_client.post(BARU, {**PILIHAN, **isi, "ambil": "1"})

    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert not UjiPetik.objects.exists()


def test_a_place_is_one_of_the_admin_s_area(kasus):
    client = masuk(buat("admin_sana", "admin", wilayah=["33.74.02"]))

    jawaban = client.post(BARU, {**PILIHAN, "kelurahan": MIROTO, "ambil": "1"})

    assert jawaban.status_code == 422
    assert "Miroto" not in client.get(BARU).text


# Looking


def test_drawing_again_shows_the_same_people(kasus, admin, admin_client):
    uji = ambil(admin)

    sama = admin_client.get(alamat("uji_petik_detail", uji.pk) + "?ulangi=1").text
    Peserta.objects.filter(pk=kasus.peserta_id).update(
        digabung_ke=disetujui(kasus.diajukan_oleh, kasus.diputuskan_oleh).peserta
    )
    beda = admin_client.get(alamat("uji_petik_detail", uji.pk) + "?ulangi=1").text

    assert "1 orang yang sama" in sama
    assert "0 dari 1 orang sama" in beda


def test_only_an_admin_sees_shares_and_verifiers(kasus, admin, admin_client, penguji_client):
    ambil(admin, verifikator=kasus.diputuskan_oleh)
    kunjungi(orang_pertama(), penguji("lain"), masih_bekerja=False)
    uji = alamat("uji_petik_detail", UjiPetik.objects.get().pk)

    lihat, kerja = admin_client.get(uji).text, penguji_client.get(uji).text

    for kata in ("selang 95%", kasus.diputuskan_oleh.nama, "Belum ditindaklanjuti", "Unduh Excel"):
        assert kata in lihat
    assert "100,0 %" in lihat
    for kata in ("selang 95%", kasus.diputuskan_oleh.nama, "Unduh Excel", "Ulangi undian"):
        assert kata not in kerja


def test_another_area_sees_nothing(kasus, admin):
    uji = ambil(admin)
    sana = masuk(buat("sana", "petugas", wilayah=["33.74.02"]))

    assert kasus.nama not in sana.get(DAFTAR).text
    for nama, pk in (
        ("uji_petik_detail", uji.pk), ("uji_petik_orang", orang_pertama().pk),
        ("uji_petik_catat", orang_pertama().pk),
    ):  # fmt: skip
        assert sana.get(alamat(nama, pk)).status_code == 404


@pytest.mark.parametrize(
    ("saring", "nama"), [("belum", "Satu"), ("gagal", "Dua"), ("memenuhi", "")]
)
def test_people_are_filtered_by_what_was_found(
    petugas, verifikator, admin, admin_client, saring, nama
):
    satu, dua = (disetujui(petugas, verifikator, nama=n) for n in ("Satu", "Dua"))
    uji = ambil(admin)
    kunjungi(uji.daftar_orang.get(pengajuan=dua), penguji(), masih_bekerja=False)
    for kasus in (satu, dua):
        kasus.cuplikan["nama"] = kasus.peserta.nama

    teks = admin_client.get(alamat("uji_petik_detail", uji.pk) + f"?hasil={saring}").text

    assert [n for n in ("Satu", "Dua") if f">{n}</a>" in teks] == ([nama] if nama else [])


@pytest.mark.parametrize(
    ("nama", "jumlah"), [("uji_petik", 8), ("uji_petik_detail", 14), ("uji_petik_strata", 8)]
)
def test_queries_do_not_grow_with_rows(
    petugas, verifikator, admin, admin_client, django_assert_num_queries, nama, jumlah
):
    angka = []
    for n, pekerjaan in enumerate(("tukang_becak", "nelayan", "pemulung"), start=1):
        disetujui(petugas, verifikator, pekerjaan=pekerjaan)
        uji = ambil(admin, persen=n)
        for orang in uji.daftar_orang.all():
            kunjungi(orang, penguji(f"p{n}-{orang.nomor}"), masih_bekerja=False)
        angka.append(uji.pk)
    pk = [] if nama == "uji_petik" else [angka[-1]]
    sedikit = [] if nama == "uji_petik" else [angka[0]]
    admin_client.get(DAFTAR)

    for args in (sedikit, pk):
        with django_assert_num_queries(jumlah):
            assert admin_client.get(reverse(f"verifikasi:{nama}", args=args)).status_code == 200


# Visiting


def test_an_officer_ticks_a_person_with_a_photo(kasus, admin, penguji_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ambil(admin)
    orang = orang_pertama()
    foto = BytesIO()
    Image.new("RGB", (40, 40), "white").save(foto, "JPEG")
    berkas = SimpleUploadedFile("rumah.jpg", foto.getvalue(), "image/jpeg")
    halaman = alamat("uji_petik_orang", orang.pk)
    assert "Catat kunjungan" in penguji_client.get(halaman).text

    jawaban = penguji_client.post(
        alamat("uji_petik_catat", orang.pk), {**DITEMUKAN, "berkas": berkas}, follow=True
    )

    satu = Kunjungan.objects.get()
    assert (satu.hasil, satu.oleh.username) == ("memenuhi", "penguji")
    assert "Kunjungan dicatat." in jawaban.text
    assert "Kunjungan ini catatan Anda sendiri" in jawaban.text
    foto = penguji_client.get(alamat("kunjungan_foto", satu.pk))
    assert (foto.status_code, foto["Content-Type"]) == (200, "image/jpeg")
    foto.getvalue()
    assert JejakAkses.objects.filter(tindakan="unduh", objek=f"kunjungan {satu.pk}: foto").exists()


@pytest.mark.parametrize(
    ("isi", "status", "kata"),
    [
        ({"masih_bekerja": ""}, 422, "Jawab Ya atau Tidak"),
        ({"keadaan": ""}, 422, "Pilih apakah orangnya ditemukan"),
        ({"tanggal": "kemarin"}, 422, "Tulis tanggal"),
        ({"tanggal": "01-01-2099"}, 409, "tidak boleh setelah hari ini"),
        ({"tanggal": "01-01-2020"}, 409, "tidak ada kunjungan sebelum"),
    ],
)
def test_a_refused_visit_keeps_what_was_typed(kasus, admin, penguji_client, isi, status, kata):
    ambil(admin)

    jawaban = penguji_client.post(
        alamat("uji_petik_catat", orang_pertama().pk),
        {**DITEMUKAN, "catatan": "Rumah di belakang masjid", **isi},
    )

    assert jawaban.status_code == status
    assert kata in jawaban.text
    assert "Rumah di belakang masjid" in jawaban.text
    assert not Kunjungan.objects.exists()


def test_who_came_second_is_told_and_loses_nothing(kasus, admin, penguji_client):
    ambil(admin)
    kunjungi(orang_pertama(), penguji("pertama"))

    jawaban = penguji_client.post(
        alamat("uji_petik_catat", orang_pertama().pk), {**DITEMUKAN, "catatan": "Kedua"}
    )

    assert jawaban.status_code == 409
    assert "sudah dicatat Pertama" in jawaban.text
    assert "Kedua" in jawaban.text


def test_who_approved_or_entered_gets_no_form(kasus, admin, petugas_client, verifikator_client):
    ambil(admin)
    halaman = alamat("uji_petik_orang", orang_pertama().pk)

    for client in (petugas_client, verifikator_client):
        teks = client.get(halaman).text
        assert "petugas lain yang mengunjunginya" in teks
        assert "<h2>Catat kunjungan" not in teks


def test_another_officer_corrects_on_the_page(kasus, admin, penguji_client):
    ambil(admin)
    lama = kunjungi(orang_pertama(), penguji("pertama"), keadaan="pindah")
    betulkan = alamat("kunjungan_betulkan", lama.pk)
    assert penguji_client.post(betulkan, DITEMUKAN).status_code == 422

    isi = {**DITEMUKAN, "alasan": "Pindah RT saja."}
    jawaban = penguji_client.post(betulkan, isi, follow=True)

    for kata in ("Dikoreksi", "Pindah RT saja.", "catatan lamanya tetap terbaca"):
        assert kata in jawaban.text
    assert penguji_client.get(betulkan).status_code == 302


def test_who_failed_has_the_way_on(kasus, admin, penguji_client):
    ambil(admin)
    kunjungi(orang_pertama(), penguji("pertama"), dibayar_lain=True)

    teks = penguji_client.get(alamat("uji_petik_orang", orang_pertama().pk)).text

    assert "Belum ditindaklanjuti" in teks
    for nama in ("iuran:peristiwa", "verifikasi:riwayat"):
        assert reverse(nama, args=[kasus.peserta_id]) in teks


def test_home_counts_who_is_to_be_visited(kasus, admin, petugas):
    uji = ambil(admin)
    lain = penguji()
    label = "Uji petik menunggu dikunjungi"

    def menunggu(siapa):
        return [t.jumlah for t in untuk(siapa, pada=HARI) if t.label == label]

    assert (menunggu(lain), menunggu(petugas)) == ([1], [])
    kunjungi(uji.daftar_orang.get(), lain)
    assert menunggu(lain) == []


# Cancelling and taking away


def test_a_sample_is_cancelled_on_its_page(kasus, admin, admin_client):
    uji = ambil(admin)
    batal = alamat("uji_petik_batalkan", uji.pk)
    assert admin_client.post(batal, {"alasan": ""}).status_code == 422

    jawaban = admin_client.post(batal, {"alasan": "Masanya keliru."}, follow=True)

    assert "Masanya keliru." in jawaban.text
    assert admin_client.post(batal, {"alasan": "x"}).status_code == 409


def test_excel_has_the_rows_masked_and_is_logged(kasus, admin, admin_client):
    uji = ambil(admin)
    kunjungi(orang_pertama(), penguji(), keadaan="tidak_ditemukan", catatan="=1+1")

    jawaban = admin_client.post(alamat("uji_petik_unduh", uji.pk))

    lembar = load_workbook(BytesIO(jawaban.getvalue())).active
    baris = [[s.value for s in b] for b in lembar.iter_rows(min_row=4)]
    satu = dict(zip(*baris, strict=True))
    assert satu["Nama"] == kasus.nama
    assert satu["NIK"] == kasus.peserta.nik_samar
    assert (satu["Hasil"], satu["Tindak lanjut"]) == ("Tidak memenuhi", "Belum ditindaklanjuti")
    assert (satu["Masih bekerja"], satu["Catatan"]) == (None, "=1+1")
    jejak = JejakAkses.objects.get(tindakan="ekspor")
    assert (jejak.objek, jejak.jumlah) == (f"uji petik {uji.pk}", 1)


# The field form


def test_the_paper_lists_who_is_still_to_be_visited(petugas, verifikator, admin):
    for kelurahan in (MIROTO, MIROTO, BRUMBUNGAN):
        disetujui(petugas, verifikator, kelurahan=kelurahan)
    uji = ambil(admin)
    di_miroto = uji.daftar_orang.filter(strata__kelurahan=MIROTO)
    kunjungi(di_miroto.first(), penguji())
    bahan = Bahan(uji, HARI, admin, MIROTO)

    (tabel,) = susun_formulir(bahan).tabel

    assert [b[0] for b in tabel.baris] == [di_miroto.last().nomor]
    assert tabel.baris[0][2] == di_miroto.last().pengajuan.peserta.nik_samar
    assert pilihan_formulir(bahan) == [(BRUMBUNGAN, "Brumbungan: 1 orang")]
    kunjungi(di_miroto.last(), penguji("lain"))
    with pytest.raises(AturanDilanggarError, match="Tidak ada yang masih perlu dikunjungi"):
        susun_formulir(bahan)
