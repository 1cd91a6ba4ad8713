"""The attestation that goes along when a person or a list is registered and submitted at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from pijar.tanggal import TanggalField

DEPAN = "ket"


class KeteranganForm(forms.Form):
    """The attestation "masih bekerja": all of it, or nothing.

    ``awal`` are its fields as a draft keeps them.
    """

    prefix = DEPAN

    tanggal = TanggalField(label="Tanggal keterangan", required=False)
    diterangkan_oleh = forms.CharField(label="Diterangkan oleh", required=False, max_length=150)
    bukti = forms.CharField(label="Bukti", required=False, max_length=200)

    def __init__(
        self, data: Any = None, *, pada: date, awal: Mapping[str, str] | None = None
    ) -> None:
        isi = awal or {}
        super().__init__(data, initial={n: isi.get(f"{DEPAN}-{n}", "") for n in self.base_fields})
        self.pada = pada
        for bidang in self.fields.values():
            bidang.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        terisi = [nama for nama in self.fields if isi.get(nama)]
        if terisi:
            for nama in self.fields.keys() - {*terisi} - self.errors.keys():
                self.add_error(nama, "Isi ketiganya, atau kosongkan ketiganya.")
        tanggal: date | None = isi.get("tanggal")
        if tanggal and tanggal > self.pada:
            self.add_error("tanggal", "Tanggal keterangan tidak boleh setelah hari ini.")
        return isi

    @property
    def terbuka(self) -> bool:
        """Whether something is in it that the officer must see."""
        return bool(self.errors) or any(satu.value() for satu in self)

    @property
    def keterangan(self) -> dict[str, str]:
        """The attestation as a job carries it."""
        isi = self.cleaned_data
        tanggal = isi["tanggal"].isoformat() if isi["tanggal"] else ""
        return {"tanggal": tanggal, "oleh": isi["diterangkan_oleh"], "bukti": isi["bukti"]}


BIDANG_KETERANGAN = [f"{DEPAN}-{nama}" for nama in KeteranganForm.base_fields]
