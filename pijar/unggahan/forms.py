"""The form of one photo or scanned paper, and a field for the files of one list."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from pijar.errors import BerkasDitolakError
from pijar.unggahan.periksa import Bersih, bersihkan
from pijar.unggahan.terima import sidik

# No ``capture``: it would hide gallery and PDF. With these types a phone offers its camera too.
DITERIMA = "image/*,.heic,.heif,.webp,.pdf"


class BeberapaBerkasInput(forms.ClearableFileInput):
    """Lets the officer choose several files at once."""

    allow_multiple_selected = True


class BeberapaBerkasField(forms.FileField):
    """One or more files of the same list; cleans to a list of files."""

    widget = BeberapaBerkasInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        satu = super().clean
        if isinstance(data, list | tuple) and data:
            return [satu(berkas, initial) for berkas in data]
        return [satu(data, initial)]


class LampiranForm(forms.Form):
    """One photo or PDF; the form checks its content and makes a clean copy."""

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
            f"JPG, PNG, HEIC, WebP atau PDF, paling besar {settings.BATAS_LAMPIRAN_MB} MB. "
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
        """SHA-256 of the uploaded file, to recognise the same file sent twice."""
        return sidik(self.cleaned_data["berkas"])
