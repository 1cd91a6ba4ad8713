"""One date field: what people type is read as in a list, and shown day first in every browser."""

import re
from datetime import date

import pytest
from django import forms
from django.urls import get_resolver, reverse

from peserta.bersih.tanggal import bersihkan_kelahiran
from pijar.lokal.place import ROOT
from pijar.tanggal import TanggalField, urai_tanggal


class Formulir(forms.Form):
    tanggal = TanggalField(required=False)


@pytest.mark.parametrize(
    "tulisan",
    ["31-12-2026", "31/12/2026", "31.12.2026", " 31 12 2026 ", "31 Des 2026", "31 Desember 2026",
     "2026-12-31", "31122026", "20261231", "31 XII 2026", "31–12–2026", "31 Des. Tahun 2026",
     "31-12-26", "12-31-2026"],
)  # fmt: skip
def test_field_reads_what_a_list_may_hold(tulisan):
    form = Formulir({"tanggal": tulisan})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["tanggal"] == date(2026, 12, 31)
    assert bersihkan_kelahiran(tulisan, 2026).tanggal == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("tulisan", "kalimat"),
    [
        ("kemarin", "“kemarin” tidak terbaca sebagai tanggal. Tulis tanggal, bulan, lalu tahun, "
         "misalnya 31-12-2026."),
        ("13-31-2026", "“13-31-2026” tidak ada dalam kalender. Tulis tanggal, bulan, lalu tahun"),
        ("31-02-2026", "tidak ada dalam kalender"),
        ("31-12-1026", "“31-12-1026” tidak terbaca"),
        ("31-12-3026", "“31-12-3026” tidak terbaca"),
        ("1" * 5_000, "misalnya 31-12-2026"),
        ("31-12-2026\x00", "misalnya 31-12-2026"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_how_and_stays_on_the_screen(tulisan, kalimat):
    form = Formulir({"tanggal": tulisan})

    assert not form.is_valid()
    assert kalimat in form.errors["tanggal"][0]
    assert form["tanggal"].value() == tulisan


@pytest.mark.parametrize(
    ("tulisan", "hari"),
    [
        ("3/8/2026", date(2026, 8, 3)),
        ("3 Agst 2026", date(2026, 8, 3)),
        ("8/13/2026", date(2026, 8, 13)),
        ("1-1-27", date(2027, 1, 1)),
        ("1-1-99", date(2099, 1, 1)),
    ],
)
def test_day_comes_first_and_two_digits_mean_this_century(tulisan, hari):
    assert TanggalField().clean(tulisan) == hari


def test_birth_is_not_after_this_year():
    lahir = TanggalField(tahun_akhir=lambda: 2026)

    for tulisan in ("1-1-26", "1-1-27", "31-12-80"):
        assert lahir.clean(tulisan) == bersihkan_kelahiran(tulisan, 2026).tanggal
    assert lahir.clean("1-1-27") == date(1927, 1, 1)


def test_empty_is_no_date():
    assert Formulir({"tanggal": ""}).is_valid()
    assert Formulir({}).is_valid()


def test_screen_shows_the_day_first():
    assert 'value="31-12-2026"' in str(Formulir(initial={"tanggal": date(2026, 12, 31)})["tanggal"])
    assert 'type="text"' in str(Formulir()["tanggal"])
    assert 'inputmode="numeric"' in str(Formulir()["tanggal"])


def test_unknown_form_is_nothing():
    assert urai_tanggal("32") is None


def test_no_form_has_another_date_field():
    """A model form would show Django's own unless it names this one."""
    templat = "".join(p.read_text() for p in (ROOT / "templates").rglob("*.html"))
    assert not re.search(r'type="(date|month)"', templat)

    kita = {p.parent for p in ROOT.glob("*/apps.py")}
    sumber = {p: p.read_text() for folder in kita for p in folder.rglob("*.py")}
    lain = [str(p) for p, isi in sumber.items() if re.search(r"forms\.Date(Field|Input)\(", isi)]

    assert lain == []
    assert get_resolver().url_patterns  # every form is imported
    assert [f for f in _turunan(forms.BaseForm) if _isian_lain(f)] == []


def _turunan(induk):
    for satu in induk.__subclasses__():
        yield satu
        yield from _turunan(satu)


def _isian_lain(form):
    """Whether one of our forms has a date field that is not ours; the admin makes its own."""
    kita = form.__module__.split(".")[0] in {p.parent.name for p in ROOT.glob("*/apps.py")}
    semua = getattr(form, "base_fields", {}).values()
    return (
        kita
        and "admin" not in form.__module__
        and any(isinstance(isian, forms.DateField) for isian in semua)
    )


def test_a_user_is_given_a_last_day_in_the_same_way(admin_client):
    halaman = admin_client.get(reverse("pengguna:baru")).text

    assert re.search(r'name="?berlaku_sampai"?[^>]*placeholder="?31-12-2026', halaman)
