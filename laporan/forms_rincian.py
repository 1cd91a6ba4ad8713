"""Forms of the opened figures and of the published facts about coverage."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laporan.models import DataCakupan
from pijar.bulan import BulanField, awal_bulan, tanggal_panjang
from pijar.tanggal import TanggalField

AWAL_PROGRAM = date(2025, 1, 1)
BILANGAN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?")
TAHU = (("kini", "yang diketahui sekarang"), ("dulu", "yang diketahui pada tanggal itu"))


class BilanganField(forms.Field):
    """A number as people type it: 215243, 215.243, 51,59 or 51.59."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        tulisan = str(value).strip()
        if not BILANGAN.fullmatch(tulisan) or len(tulisan) > 15:
            raise ValidationError("Tulis angka, misalnya 215.243 orang atau 51,59 persen.")
        if "," in tulisan or re.search(r"\.[0-9]{3}(?:\.|$)", tulisan):
            tulisan = tulisan.replace(".", "").replace(",", ".")
        return Decimal(tulisan)

    def prepare_value(self, value: Any) -> Any:
        """A stored number as people write it."""
        if not isinstance(value, Decimal):
            return value
        return f"{value.normalize():f}".replace(".", ",")


class DataCakupanForm(forms.ModelForm):
    """One published fact; rules between its fields are the database's, told in its words."""

    per = TanggalField(label="Keadaan per")
    nilai = BilanganField(
        label="Nilai",
        help_text="Jumlah orang, misalnya 215.243; atau persen, misalnya 51,59.",
        error_messages={"required": "Isi jumlah orang atau persennya."},
    )

    class Meta:
        model = DataCakupan
        fields = ("ukuran", "per", "nilai", "sumber", "catatan")

    def __init__(self, *args: Any, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pada = pada

    def clean_per(self) -> date:
        per: date = self.cleaned_data["per"]
        if per > self.pada:
            raise ValidationError(
                f"{tanggal_panjang(per)} belum tiba. Isi tanggal keadaan datanya."
            )
        return per


class RincianForm(forms.Form):
    """The day, what was known, and the first month of a movement, from the address."""

    pada = TanggalField(label="Keadaan pada tanggal", required=False)
    tahu = forms.ChoiceField(label="Menurut", choices=TAHU, required=False)
    dari = BulanField(label="Pergerakan sejak", required=False)

    def __init__(self, data: Mapping[str, Any], *, hari_ini: date) -> None:
        self.hari_ini = hari_ini
        bawaan = {"pada": f"{hari_ini:%d-%m-%Y}", "tahu": "kini"}
        super().__init__(bawaan | {k: data[k] for k in data if data[k]})

    def clean_pada(self) -> date:
        pada: date = self.cleaned_data["pada"] or self.hari_ini
        if not AWAL_PROGRAM <= pada <= self.hari_ini:
            raise ValidationError(
                f"{tanggal_panjang(pada)} di luar masa yang tercatat. Pilih tanggal dari "
                f"{tanggal_panjang(AWAL_PROGRAM)} sampai {tanggal_panjang(self.hari_ini)}."
            )
        return pada

    def clean_dari(self) -> date | None:
        dari: date | None = self.cleaned_data["dari"]
        pada = self.cleaned_data.get("pada") or self.hari_ini
        if dari and not AWAL_PROGRAM <= dari <= pada:
            raise ValidationError("Pilih bulan yang tidak sesudah tanggalnya, paling awal 2025.")
        return dari

    @property
    def hari(self) -> date:
        """The day that is shown: today where none, or a wrong one, was named."""
        return self.cleaned_data.get("pada") or self.hari_ini

    @property
    def diketahui(self) -> date | None:
        """The day on which it was known; None: now."""
        return self.hari if self.cleaned_data.get("tahu") == "dulu" else None

    @property
    def bulan(self) -> date:
        return awal_bulan(self.hari)

    @property
    def mulai(self) -> date:
        """The first month of a movement."""
        return self.cleaned_data.get("dari") or self.bulan
