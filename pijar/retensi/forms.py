"""What an admin types to hold deletion back."""

from typing import Any

from django import forms

from pijar.forms import AlasanSingkatForm
from pijar.retensi.jalan import yang_disapu
from pijar.tanggal import TanggalField


class TahanForm(AlasanSingkatForm):
    """What is held, why, until when."""

    entri = forms.ChoiceField(
        label="Yang ditahan",
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    sampai = TanggalField(
        label="Ditahan sampai",
        error_messages={"required": "Isi sampai tanggal berapa."},
    )
    field_order = ("entri", "alasan", "sampai")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan = [(e.kode, e.apa) for e, _ in yang_disapu()]
        self.fields["entri"].choices = [("", "Semua butir"), *pilihan]  # type: ignore[attr-defined]
