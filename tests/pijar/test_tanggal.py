"""One date field: what people type is read as in a list, and shown day first in every browser."""

import re
from datetime import date

import pytest
from django import forms

from peserta.bersih.tanggal import bersihkan_kelahiran
from pijar.lokal.place import ROOT
from pijar.tanggal import TanggalField, urai_tanggal


class Formulir(forms.Form):
    tanggal = TanggalField(required=False)


@pytest.mark.parametrize(
    "tulisan",
    ["31-12-2026", "31/12/2026", "31.12.2026", " 31 12 2026 ", "31 Des 2026", "31 Desember 2026",
     "2026-12-31", "31122026", "20261231"],
)  # fmt: skip
def test_field_reads_what_a_list_may_hold(tulisan):
    form = Formulir({"tanggal": tulisan})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["tanggal"] == date(2026, 12, 31)
    assert bersihkan_kelahiran(tulisan, 2026).tanggal == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("tulisan", "kalimat"),
    [
        ("31-12-26", "tahun empat angka"),
        ("kemarin", "misalnya 31-12-2026"),
        ("12-31-2026", "tidak ada dalam kalender"),
        ("31-02-2026", "tidak ada dalam kalender"),
        ("31-12-0026", "tahun empat angka"),
        ("1" * 5_000, "misalnya 31-12-2026"),
        ("31-12-2026\x00", "misalnya 31-12-2026"),
    ],
)
def test_what_cannot_be_read_says_how_and_stays_on_the_screen(tulisan, kalimat):
    form = Formulir({"tanggal": tulisan})

    assert not form.is_valid()
    assert kalimat in form.errors["tanggal"][0]
    assert form["tanggal"].value() == tulisan


def test_empty_is_no_date():
    assert Formulir({"tanggal": ""}).is_valid()
    assert Formulir({}).is_valid()


def test_screen_shows_the_day_first():
    assert 'value="31-12-2026"' in str(Formulir(initial={"tanggal": date(2026, 12, 31)})["tanggal"])
    assert 'type="date"' not in str(Formulir()["tanggal"])


def test_unknown_form_is_nothing():
    assert urai_tanggal("32") is None


def test_no_form_has_another_date_field():
    """A model form would show Django's own unless it names this one."""
    kita = {p.parent for p in ROOT.glob("*/apps.py")}
    sumber = {p: p.read_text() for folder in kita for p in folder.rglob("*.py")}
    lain = [str(p) for p, isi in sumber.items() if re.search(r"forms\.Date(Field|Input)\(", isi)]

    assert lain == []
