"""A finished page whose form is filled with what was typed before."""

import lxml.html
import pytest

from pijar.ketikan.formulir import isi_formulir, kata_galat, minta_berkas, sisipkan

HALAMAN = """<!DOCTYPE html>
<html><body class="b"><div id="pesan"></div>
<form method="post" action="/lain/"><input name="nama" value="lain"></form>
<form method="get" action="/ubah/"><input name="nama" value="cari"></form>
<details><summary>x</summary>
<form method="post" action="/ubah/" id="f">
  <input type="hidden" name="csrfmiddlewaretoken" value="baru">
  <input type="hidden" name="versi" value="2">
  <input name="nama" value="Sri">
  <input name="hp" value=""><input name="hp" value="">
  <input type="checkbox" name="setuju" checked>
  <input type="checkbox" name="jenis" value="a">
  <input type="checkbox" name="jenis" value="b" checked>
  <input type="radio" name="cara" value="x" checked><input type="radio" name="cara" value="y">
  <select name="kota"><option value="">Pilih…</option><option selected>Kendal</option>
    <option value="smg">Semarang</option></select>
  <textarea name="alasan">
lama</textarea>
  <input type="file" name="berkas"><input type="password" name="rahasia">
  <button name="aksi" value="simpan">Simpan</button>
  <button formaction="/hapus/">Hapus</button>
</form></details>
<input form="f" name="luar" value="">
</body></html>"""
ISI = [
    ("csrfmiddlewaretoken", "tua"), ("versi", "1"), ("nama", 'Sri "A" <b>'), ("hp", "1"),
    ("hp", "2"), ("jenis", "a"), ("cara", "y"), ("kota", "smg"),
    ("alasan", "baris satu\r\nbaris dua & tiga"),
    ("luar", "ya"), ("aksi", "simpan"), ("hilang", "isian lama"), ("kosong", " "),
]  # fmt: skip


def isian(html, ke=2):
    return lxml.html.fromstring(html).forms[ke].fields


@pytest.fixture
def hasil():
    return isi_formulir(HALAMAN, ISI, alamat="/ubah/", halaman="/ubah/")


def test_every_kind_of_field_has_what_was_typed(hasil):
    isi = isian(hasil.html)

    assert hasil.terisi
    assert isi["nama"] == 'Sri "A" <b>'
    assert isi["alasan"].strip().splitlines() == ["baris satu", "baris dua & tiga"]
    assert isi["kota"] == "smg"
    assert isi["cara"] == "y"
    assert set(isi["jenis"]) == {"a"}
    assert isi["setuju"] is None
    assert 'name="hp" value="1"' in hasil.html
    assert 'name="hp" value="2"' in hasil.html
    assert 'name="luar" value="ya"' in hasil.html


def test_token_and_other_forms_stay_as_they_are(hasil):
    assert 'name="csrfmiddlewaretoken" value="baru"' in hasil.html
    assert isian(hasil.html, 0)["nama"] == "lain"
    assert isian(hasil.html, 1)["nama"] == "cari"


def test_what_is_filled_is_unfolded(hasil):
    assert "<details open>" in hasil.html


def test_what_has_no_field_is_told(hasil):
    assert hasil.sisa == [("hilang", "isian lama")]


@pytest.mark.parametrize(("tersembunyi", "versi"), [(True, "1"), (False, "2")])
def test_hidden_fields_come_back_unless_the_newest_state_was_shown(tersembunyi, versi):
    hasil = isi_formulir(HALAMAN, ISI, alamat="/ubah/", halaman="/", tersembunyi=tersembunyi)

    assert isian(hasil.html)["versi"] == versi


def test_a_folded_part_opens_for_what_was_typed_and_not_for_what_was_emptied():
    html = (
        '<form method="post"><details><textarea name="a"></textarea></details>'
        '<details><textarea name="b">usul</textarea></details></form>'
    )

    hasil = isi_formulir(html, [("a", "kata"), ("b", "")], alamat="/x/", halaman="/x/").html

    assert hasil.count("<details open>") == 1
    assert hasil.index("<details open>") < hasil.index("kata") < hasil.index("<details>")


def test_a_button_of_another_address_is_found():
    assert isi_formulir(HALAMAN, ISI, alamat="/hapus/", halaman="/").terisi


def test_a_form_without_an_address_is_sent_to_its_page():
    html = '<form method="post"><input name="nama"></form>'

    hasil = isi_formulir(html, [("nama", "Sri")], alamat="/ubah/", halaman="/ubah/?hal=2")

    assert hasil.html == '<form method="post"><input name="nama" value="Sri"></form>'


def test_of_forms_alike_the_one_with_the_same_row_is_filled():
    satu = (
        '<form method="post" action="/x/"><input type="hidden" name="pk" value="{0}">'
        '<input name="a"></form>'
    )

    hasil = isi_formulir(
        satu.format(1) + satu.format(2), [("pk", "2"), ("a", "kata")], alamat="/x/", halaman="/"
    )

    assert hasil.html == satu.format(1) + satu.format(2).replace(
        '<input name="a">', '<input name="a" value="kata">'
    )


def test_without_its_form_the_page_stays_and_everything_typed_is_told():
    isi = [*ISI, ("centang", "on")]
    hasil = isi_formulir("<p>x</p>", isi, alamat="/ubah/", halaman="/")

    assert (hasil.html, hasil.terisi) == ("<p>x</p>", False)
    assert ("nama", 'Sri "A" <b>') in hasil.sisa
    assert "kosong" not in dict(hasil.sisa)
    assert "on" not in dict(hasil.sisa).values()


def test_a_choice_that_is_no_longer_offered_changes_nothing():
    hasil = isi_formulir(HALAMAN, [("kota", "bdg")], alamat="/ubah/", halaman="/")

    assert isian(hasil.html)["kota"] == "Kendal"


def test_a_note_stands_on_top_of_the_messages():
    html = sisipkan(HALAMAN, "<p>catatan</p>", {"data-alamat-isian": '/x/?a=1&b="'})

    assert '<div id="pesan"><p>catatan</p></div>' in html
    assert '<body class="b" data-alamat-isian="/x/?a=1&amp;b=&quot;">' in html


def test_page_with_mistakes_begins_at_the_first_of_them_and_says_so_on_top():
    salah = '<input name="hp" class="a is-invalid">'
    lipat = f"<details><summary>x</summary>{salah}</details>"
    html = HALAMAN.replace('<input name="hp" value="">', lipat)
    html = html.replace(
        '<div id="pesan">',
        '<p id="belum-disimpan" hidden>Tekan tombolnya.</p><div id="pesan"><p autofocus>Ada</p>',
    )

    hasil = sisipkan(html, "", {}, salah=True)

    assert hasil.count("autofocus") == 1
    assert '<details open><summary>x</summary><input name="hp" class="a is-invalid" autofocus>' in (
        hasil
    )
    assert '<p id="belum-disimpan">Belum disimpan: ada yang perlu diperbaiki.</p>' in hasil
    assert sisipkan(html, "", {}) == html


@pytest.mark.parametrize(
    ("isian", "fokus"),
    [
        ('<input type="hidden" name="hp" aria-invalid="true">', '<p id="belum-disimpan" hidden'),
        ('<input name="hp" aria-invalid="true" disabled>', '<p id="belum-disimpan" hidden'),
        ('<select name="hp" aria-invalid="true"></select>', '<select name="hp"'),
        ('<p class="alert alert-danger">Pilih kolomnya.</p>', '<p class="alert alert-danger"'),
    ],
)
def test_the_focus_goes_where_somebody_can_go(isian, fokus):
    html = f'<body><p id="belum-disimpan" hidden>x</p><form>{isian}</form></body>'

    hasil = sisipkan(html, "", {}, salah=True)

    [sebelum] = [p for p in hasil.split("<") if "autofocus" in p]
    assert f"<{sebelum}".startswith(fokus.removesuffix(" hidden"))


def test_the_sentences_of_a_page_about_what_is_wrong():
    satu = '<p class="invalid-feedback d-block">Isi <b>namanya</b>.</p>'
    ringkas = '<div class="alert galat-form"><ul><li><a>Nama: Isi namanya.</a></li></ul></div>'

    assert kata_galat(f"<ul><li>lain</li></ul>{satu}{satu}") == ["Isi namanya."]
    assert kata_galat(ringkas + satu) == ["Nama: Isi namanya."]


BENTROK = """<form method="post"><label for="n">Nama*</label><input id="n" name="nama" value="Sri">
<label for="k">Kota</label><select id="k" name="kota"><option value="smg">Semarang</option>
<option value="kdl" selected>Kendal</option></select><textarea name="catatan">lama</textarea>
<fieldset><legend>Kelas</legend>
<input type="radio" id="s" name="kelas" value="1"><label for="s">Satu
</label>
<input type="radio" id="d" name="kelas" value="2" checked><label for="d">Dua</label></fieldset>
<label for="c">Setuju</label><input type="checkbox" id="c" name="setuju">
<input type="hidden" name="versi" value="2"><input name="sama" value="x"></form>"""


def test_both_versions_are_told_field_by_field():
    isi = [
        ("nama", "Siti"), ("kota", "smg"), ("catatan", "baru"), ("kelas", "1"),
        ("setuju", "on"), ("versi", "1"), ("sama", "x"),
    ]  # fmt: skip

    beda = isi_formulir(BENTROK, isi, alamat="/x/", halaman="/x/", tersembunyi=False).beda

    assert beda == [
        ("Nama", "n", "Sri", "Siti"),
        ("Kota", "k", "Kendal", "Semarang"),
        ("catatan", "", "lama", "baru"),
        ("Kelas", "s", "Dua", "Satu"),
        ("Setuju", "c", "kosong", "ya"),
    ]


def test_of_forms_alike_the_one_whose_button_was_pressed_is_filled():
    satu = '<form method="post"><input name="a"><button name="aksi" value="{}">x</button></form>'
    html = satu.format("tunda") + satu.format("ubah")

    hasil = isi_formulir(html, [("a", "kata"), ("aksi", "ubah")], alamat="/x/", halaman="/x/")

    assert hasil.html.index("kata") > hasil.html.index("tunda")


def test_a_file_that_is_lost_is_asked_for_at_its_field():
    html = (
        '<form method="post"><input type="file" name="foto"><input type="file" name="kk">'
        '<input type="file" name="surat" data-dititip></form>'
    )

    hasil = minta_berkas(html, [], {"foto", "surat"}, alamat="/x/", halaman="/x/")

    assert hasil.count("Pilih lagi") == 1
    assert hasil.index('name="foto"') < hasil.index("Pilih lagi") < hasil.index('name="kk"')
