"""The form by which an officer proposes a repair, and the admin's decision."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms

from peserta.bersih.bidang import BIDANG_DAFTAR
from peserta.models import Peserta
from peserta.orang.forms.data import PesertaForm
from pijar.models import Pengguna


class PerbaikanForm(PesertaForm):
    """All data of a decreed person, checked as everywhere, with the reason; the NIK has its own."""

    alasan = forms.CharField(
        label="Alasan perbaikan",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Misalnya: ditolak BPJS, nama ibu kosong; sesuai KK asli.",
        error_messages={"required": "Tulis alasan perbaikannya."},
    )

    def __init__(self, data: Any = None, *, petugas: Pengguna, peserta: Peserta) -> None:
        super().__init__(data, petugas=petugas, peserta=peserta)
        self.fields["nik"].disabled = True
        self.fields["nik"].help_text = "NIK dibetulkan admin lewat Koreksi NIK."

    @property
    def data_orang(self) -> dict[str, Any]:
        """Only what the officer touched: cleaning fills other fields, which must not change."""
        disentuh = {b.kolom_orang for b in BIDANG_DAFTAR if b.kode in self.changed_data}
        disentuh |= {"sumber_data"} & set(self.changed_data)
        return {k: nilai for k, nilai in super().data_orang.items() if k in disentuh}

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout.append(Fieldset("Usulan", "alasan"))
        return helper


class TerapkanForm(forms.Form):
    """What the admin was shown, and whether a held person goes into the next batch."""

    dilihat = forms.CharField(required=False, widget=forms.HiddenInput)
    ikutkan = forms.BooleanField(
        label="Ikutkan orang ini pada pendaftaran berikutnya ke BPJS",
        required=False,
        initial=True,
    )
