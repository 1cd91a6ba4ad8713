"""A finished page whose form is filled with what was typed before."""

import lxml.html
import pytest

from pijar.ketikan.formulir import isi_formulir, sisipkan

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
    hasil = isi_formulir("<p>x</p>", ISI, alamat="/ubah/", halaman="/")

    assert (hasil.html, hasil.terisi) == ("<p>x</p>", False)
    assert ("nama", 'Sri "A" <b>') in hasil.sisa
    assert "kosong" not in dict(hasil.sisa)


def test_a_choice_that_is_no_longer_offered_changes_nothing():
    hasil = isi_formulir(HALAMAN, [("kota", "bdg")], alamat="/ubah/", halaman="/")

    assert isian(hasil.html)["kota"] == "Kendal"


def test_a_note_stands_on_top_of_the_messages():
    html = sisipkan(HALAMAN, "<p>catatan</p>", {"data-alamat-isian": '/x/?a=1&b="'})

    assert '<div id="pesan"><p>catatan</p></div>' in html
    assert '<body class="b" data-alamat-isian="/x/?a=1&amp;b=&quot;">' in html


def test_page_with_mistakes_begins_at_the_first_of_them():
    html = HALAMAN.replace('<input name="hp" value="">', '<input name="hp" class="a is-invalid">')

    assert sisipkan(html, "", {}, fokus=True).count("autofocus") == 1
    assert '<input name="hp" class="a is-invalid" autofocus>' in sisipkan(html, "", {}, fokus=True)
    sendiri = html.replace('<div id="pesan">', '<div id="pesan"><p autofocus>')
    assert sisipkan(sendiri, "", {}, fokus=True) == sendiri
    assert sisipkan(html, "", {}) == html
