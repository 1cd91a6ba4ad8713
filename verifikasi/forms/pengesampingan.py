"""The form of a criterion that is to be overruled."""

from typing import Any

from django import forms

from pijar.tanggal import TanggalField
from pijar.unggahan.forms import LampiranForm
from pijar.unggahan.periksa import Bersih
from verifikasi.actions.pengesampingan import IsiPengesampingan


class PengesampinganForm(LampiranForm):
    """Why the criterion is let pass, and the paper that says so."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mengapa datanya keliru atau belum diperbarui. Jangan menulis NIK.",
        error_messages={"required": "Tulis alasannya."},
    )
    nomor = forms.CharField(
        label="Nomor surat",
        max_length=100,
        error_messages={"required": "Tulis nomor suratnya."},
    )
    tanggal = TanggalField(
        label="Tanggal surat", error_messages={"required": "Isi tanggal suratnya."}
    )

    field_order = ["alasan", "nomor", "tanggal", "berkas"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].label = "Foto atau PDF suratnya"

    @property
    def isi_usulan(self) -> IsiPengesampingan:
        return IsiPengesampingan(**{k: self.cleaned_data[k] for k in IsiPengesampingan._fields})

    @property
    def surat(self) -> Bersih:
        """The clean copy of the paper; only of a valid form."""
        assert self.bersih is not None  # noqa: S101 - the file is required
        return self.bersih
