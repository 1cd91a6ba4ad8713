"""The span of days of a statement."""

from typing import Any

from django import forms

from pijar.tanggal import TanggalField


class RekeningForm(forms.Form):
    """First and last day, both included."""

    dari = TanggalField(label="Dari tanggal", required=True)
    sampai = TanggalField(label="Sampai tanggal", required=True)

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        dari, sampai = isi.get("dari"), isi.get("sampai")
        if dari and sampai and sampai < dari:
            self.add_error("sampai", "Tanggal ini sebelum tanggal awalnya. Tukar keduanya.")
        return isi
