"""Adding a paper of a person, and taking one away."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from peserta.models import JenisBerkas
from pijar.errors import BerkasDitolakError
from pijar.unggahan import Bersih, bersihkan
from pijar.unggahan.terima import sidik

# No ``capture``: it would take away gallery and PDF; with these types a phone offers its camera.
DITERIMA = "image/*,.heic,.heif,.pdf"


class BerkasForm(forms.Form):
    """One photo or scan; it is checked by its content and written anew here."""

    jenis = forms.ChoiceField(label="Jenis berkas", choices=JenisBerkas)
    berkas = forms.FileField(
        label="Foto atau PDF",
        widget=forms.FileInput(attrs={"accept": DITERIMA}),
        error_messages={
            "required": "Pilih foto atau PDF-nya dahulu.",
            "empty": "Berkas ini kosong (0 byte). Pilih berkas lain.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].help_text = (
            f"JPG, PNG, HEIC atau PDF, paling besar {settings.BATAS_LAMPIRAN_MB} MB. "
            "Keterangan lokasi dan waktu di dalam foto dihapus."
        )
        self.bersih: Bersih | None = None

    def clean_berkas(self) -> UploadedFile:
        berkas: UploadedFile = self.cleaned_data["berkas"]
        try:
            self.bersih = bersihkan(berkas)
        except BerkasDitolakError as penolakan:
            raise forms.ValidationError(penolakan.kalimat) from penolakan
        return berkas

    @property
    def sidik(self) -> str:
        """SHA-256 of what came, so that the same file sent twice is known."""
        return sidik(self.cleaned_data["berkas"])


class HapusBerkasForm(forms.Form):
    """Why a paper is taken away."""

    alasan = forms.CharField(
        label="Alasan menghapus",
        min_length=5,
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "Misalnya: foto KTP orang lain"}),
    )
