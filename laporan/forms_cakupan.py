"""The form of the published facts about coverage."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laporan.models import DataCakupan
from pijar.bulan import tanggal_panjang
from pijar.tanggal import TanggalField

BILANGAN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?")


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
