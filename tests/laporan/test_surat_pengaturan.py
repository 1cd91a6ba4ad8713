"""Settings of papers: letterhead and logo, signatories, number patterns, legal bases."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from laporan.models import PolaNomor
from pijar.errors import AturanDilanggarError, BerkasDitolakError
from pijar.models import DasarHukum, Kop, Penandatangan, bingkai
from pijar.unggahan.logo import bersihkan_logo
from tests.pijar.bukti import gambar, sebagai

AWAL = "/laporan/surat/pengaturan/"
DASAR = "/laporan/surat/dasar-hukum/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">%s</svg>'
KOP = {
    "mulai": "01-11-2026", "pemerintah": "Pemerintah Kota Semarang",
    "instansi": "Dinas Tenaga Kerja", "alamat": "Jalan Ki Mangunsarkoro 21", "kota": "Semarang",
    "kertas": "f4",
}  # fmt: skip
TANDA = {
    "jenis": "", "mulai": "01-01-2026", "sampai": "", "cara": "", "atas_nama": "",
    "jabatan": "Kepala Dinas", "nama": "Dra. Sri", "pangkat": "Pembina",
    "nip": "19680817 199403 1 005",
}  # fmt: skip


def berkas(isi, nama="logo.png"):
    return SimpleUploadedFile(nama, isi)


# The logo


@pytest.mark.parametrize(
    "isi",
    [
        b"<script>alert(1)</script>", b"<foreignObject/>", b'<image href="http://x/y.png"/>',
        b'<use href="http://x/y.svg#a"/>', b'<rect onload="x()"/>',
        b'<rect fill="url(http://x/y#a)"/>', b"<style>@import 'http://x';</style>",
        b"<rect>", b'<a href="#x"/>',
    ],
)  # fmt: skip
def test_svg_that_does_more_than_draw_is_refused(isi):
    with pytest.raises(BerkasDitolakError, match="PNG"):
        bersihkan_logo(berkas(SVG % isi))


def test_svg_with_a_document_type_is_refused():
    bom = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG % b"&a;"

    with pytest.raises(BerkasDitolakError, match="PNG"):
        bersihkan_logo(berkas(bom))


def test_svg_that_draws_stays_as_it_is():
    isi = SVG % b'<defs><path id="a"/></defs><use href="#a" fill="url(#b)"/>'

    assert bersihkan_logo(berkas(isi)) == (isi, ".svg")


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"", "kosong"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 20 * 1024 * 1024, "lebih besar dari 1 MB"),
        (b"GIF89a", "harus gambar PNG atau SVG"),
        (b"\x89PNG\r\n\x1a\nrusak", "rusak"),
    ],
)
def test_logo_that_is_none_is_refused_with_what_to_do(isi, kalimat):
    with pytest.raises(BerkasDitolakError, match=kalimat):
        bersihkan_logo(berkas(isi))


def test_png_is_written_anew_and_small():
    isi, akhiran = bersihkan_logo(berkas(sebagai(gambar(1200, 900), "PNG") + b"ekor"))

    assert akhiran == ".png"
    assert isi.startswith(b"\x89PNG")
    assert b"ekor" not in isi


# The letterhead


def test_letterhead_is_shown_as_typed_before_it_is_saved(admin_client):
    logo = berkas(sebagai(gambar(), "PNG"))
    isi = KOP | {"instansi": "Dinas <Baru>", "contoh": "1", "berkas_logo": logo}

    jawaban = admin_client.post(AWAL, isi)

    assert jawaban.status_code == 200
    assert "Dinas &lt;Baru&gt;" in jawaban.text
    assert "belum disimpan" in jawaban.text
    assert "data:image/png;base64," in jawaban.text
    assert Kop.objects.count() == 1


def test_letterhead_without_a_new_logo_is_shown_and_not_saved(admin_client):
    isi = KOP | {"instansi": "Dinas <Baru>", "contoh": "1"}

    jawaban = admin_client.post(AWAL, isi, follow=True)

    assert jawaban.wsgi_request.get_full_path().startswith(f"{AWAL}?pilihan=")
    assert "Dinas &lt;Baru&gt;" in jawaban.text
    assert Kop.objects.count() == 1


def test_new_letterhead_is_a_row_from_a_day_on_and_keeps_the_logo(admin, admin_client):
    logo = berkas(SVG % b"<path/>", "logo.svg")
    assert admin_client.post(AWAL, KOP | {"berkas_logo": logo}).status_code == 302
    assert admin_client.post(AWAL, KOP | {"mulai": "01-12-2026"}).status_code == 302
    assert (
        admin_client.post(AWAL, KOP | {"mulai": "01-12-2027", "tanpa_logo": "on"}).status_code
        == 302
    )

    lama, baru, tanpa = (Kop.objects.pada(date(t, 12, 15)) for t in (2025, 2026, 2027))
    assert (lama.kertas, baru.kertas, baru.oleh) == ("a4", "f4", admin)
    assert [*baru.gambar] == ["berkas:logo.svg"]
    assert tanpa.gambar == {}
    assert "Jalan Ki Mangunsarkoro" in admin_client.get(AWAL).text


def test_refused_letterhead_keeps_what_was_typed(admin_client):
    rusak = berkas(b"GIF89a")

    jawaban = admin_client.post(AWAL, KOP | {"kota": "", "berkas_logo": rusak})

    assert jawaban.status_code == 422
    assert "Isi tempat tanda tangan" in jawaban.text
    assert "harus gambar PNG atau SVG" in jawaban.text
    assert 'value="Dinas Tenaga Kerja"' in jawaban.text
    admin_client.post(AWAL, KOP)
    lagi = admin_client.post(AWAL, KOP)
    assert lagi.status_code == 422
    assert "sama dengan yang sudah tersimpan" in lagi.text


# Signatories


def test_signatory_of_a_kind_comes_before_the_general_one(admin_client):
    admin_client.post(f"{AWAL}penandatangan/", TANDA)
    khusus = TANDA | {
        "jenis": "laporan", "cara": "a.n.", "atas_nama": "Wali Kota Semarang", "nama": "Budi",
    }  # fmt: skip
    assert admin_client.post(f"{AWAL}penandatangan/", khusus).status_code == 302

    umum = bingkai("tagihan", date(2026, 3, 1))["penandatangan"]
    satu = bingkai("laporan", date(2026, 3, 1))["penandatangan"]
    assert (umum.nama, umum.nip) == ("Dra. Sri", "196808171994031005")
    assert satu.baris_jabatan == ["a.n. Wali Kota Semarang", "Kepala Dinas"]
    assert bingkai("laporan", date(2025, 12, 31))["penandatangan"] is None
    html = admin_client.get(f"{AWAL}penandatangan/").text
    assert "Laporan bulanan" in html


@pytest.mark.parametrize(
    ("salah", "kalimat"),
    [
        ({"nip": "123"}, "NIP harus terdiri atas 18 angka."),
        ({"cara": "a.n."}, "a.n. dan u.b. menyebut jabatan yang diwakili."),
        ({"sampai": "01-01-2025"}, "Hari terakhirnya tidak mendahului hari pertamanya."),
        ({"nama": ""}, "Isi namanya, dengan gelar."),
    ],
)
def test_signatory_with_a_mistake_is_refused_and_kept(admin_client, salah, kalimat):
    jawaban = admin_client.post(f"{AWAL}penandatangan/", TANDA | salah)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert 'value="Kepala Dinas"' in jawaban.text


def test_signing_ends_once_on_a_day_that_fits(admin_client):
    admin_client.post(f"{AWAL}penandatangan/", TANDA)
    satu = Penandatangan.objects.get()
    ke = f"{AWAL}penandatangan/{satu.pk}/akhiri/"

    terlalu_dini = admin_client.post(ke, {"sampai": "31-12-2025"})
    assert terlalu_dini.status_code == 409
    assert "menandatangani mulai 1 Januari 2026" in terlalu_dini.text
    assert 'value="31-12-2025"' in terlalu_dini.text
    assert admin_client.post(ke, {"sampai": "x"}).status_code == 409
    assert admin_client.post(ke, {"sampai": "30-06-2026"}).status_code == 302
    assert "sudah berakhir 30 Juni 2026" in admin_client.post(ke, {"sampai": "31-07-2026"}).text
    assert Penandatangan.objects.untuk("", date(2026, 7, 1)) is None


@pytest.mark.parametrize(
    "perintah",
    [
        lambda: Penandatangan.objects.update(nama="Lain"),
        lambda: Penandatangan.objects.all().delete(),
        lambda: Kop.objects.update(kota="Lain"),
        lambda: Kop.objects.all().delete(),
        lambda: DasarHukum.objects.filter(kode="perwal-26-2025").delete(),
        lambda: DasarHukum.objects.filter(kode="perwal-26-2025").update(kode="x"),
    ],
)
def test_database_keeps_the_settings_that_papers_were_made_with(db, perintah):
    Penandatangan.objects.create(mulai=date(2026, 1, 1), jabatan="Kepala", nama="Sri")

    with pytest.raises(DatabaseError, match=r"Cannot|permission denied"), transaction.atomic():
        perintah()


# Numbers


def test_pattern_shows_the_next_number_before_it_is_saved(admin_client):
    isi = {"jenis": "", "mulai": "01-01-2026", "pola": "560/{n}/2026", "register": "umum"}

    jawaban = admin_client.post(f"{AWAL}nomor/", isi | {"contoh": "1"}, follow=True)

    assert jawaban.status_code == 200
    assert "560/1/2026" in jawaban.text
    assert not PolaNomor.objects.exists()
    assert admin_client.post(f"{AWAL}nomor/", isi).status_code == 302
    assert PolaNomor.objects.get().pola == "560/{n}/{tahun}"
    assert "tidak ada yang diubah" in admin_client.post(f"{AWAL}nomor/", isi).text


@pytest.mark.parametrize(
    ("pola", "kalimat"),
    [
        ("560/2026", "Pola nomor berisi {n}"),
        ("560/{n}", "Pola nomor berisi {tahun}"),
        ("560/{n}/{hari}/{tahun}", "isian yang tidak dikenal"),
        ("560/{n}/{tahun}/{", "isian yang tidak dikenal"),
    ],
)
def test_pattern_that_cannot_count_is_refused(admin_client, pola, kalimat):
    isi = {"jenis": "", "mulai": "01-01-2026", "pola": pola, "register": "umum"}

    jawaban = admin_client.post(f"{AWAL}nomor/", isi)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert pola in jawaban.text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_tabs_ask_a_constant_number_of_times(
    admin, admin_client, jumlah, django_assert_num_queries
):
    for n in range(jumlah):
        hari = date(2026, 1, 1 + n)
        Kop.objects.create(mulai=hari, pemerintah="a", instansi="b", kota="c", oleh=admin)
        Penandatangan.objects.create(mulai=hari, jabatan="a", nama="b", oleh=admin)
        PolaNomor.objects.create(mulai=hari, pola="{n}/{tahun}", oleh=admin)
        DasarHukum.objects.create(kode=f"x{n}", tingkat=10, sebutan="UU")

    for ke, banyak in {AWAL: 11, f"{AWAL}penandatangan/": 7, f"{AWAL}nomor/": 10, DASAR: 7}.items():
        with django_assert_num_queries(banyak):
            admin_client.get(ke)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("dasar_hukum_tingkat_sah", {"tingkat": 11}),
        ("dasar_hukum_masa_sah", {"mulai": date(2026, 1, 2), "sampai": date(2026, 1, 1)}),
    ],
)
def test_database_refuses_half_a_base(db, nama, kolom):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        DasarHukum.objects.filter(kode="kepwal-kriteria").update(**kolom)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("penandatangan_nip_18_angka", {"nip": "1"}),
        ("penandatangan_masa_sah", {"sampai": date(2025, 1, 1)}),
        ("penandatangan_mewakili", {"cara": "u.b."}),
        ("penandatangan_cara_sah", {"cara": "x"}),
    ],
)
def test_database_refuses_half_a_signatory(db, nama, kolom):
    isi = {"mulai": date(2026, 1, 1), "jabatan": "a", "nama": "b"}

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        Penandatangan.objects.create(**isi | kolom)


@pytest.mark.parametrize(
    ("nama", "kolom"), [("kop_lengkap", {"kota": ""}), ("kop_kertas_sah", {"kertas": "a3"})]
)
def test_database_refuses_half_a_letterhead(db, nama, kolom):
    isi = {"mulai": date(2026, 1, 1), "pemerintah": "a", "instansi": "b", "kota": "c"}

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        Kop.objects.create(**isi | kolom)


def test_only_admins_set_anything(petugas_client):
    assert petugas_client.get(AWAL).status_code == 403


def test_unknown_base_in_a_list_is_shown_by_its_code(db):
    assert DasarHukum.objects.satu("x-1").perlu_konfirmasi


def test_refusal_is_one_of_the_house(db):
    assert issubclass(BerkasDitolakError, AturanDilanggarError)
