"""The forms that ask for a reason: every app has them, and they differ by length only."""

from typing import Any

from django import forms
from django.db.models import TextChoices


class AlasanForm(forms.Form):
    """Why: for returning, refusing, cancelling, verifying again."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class AlasanSingkatForm(AlasanForm):
    """The same on one line: a batch or bill is cancelled, people are let go."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis alasannya."},
    )


class SebabBuka(TextChoices):
    """Why somebody needs a full number; UU 27/2022 asks for a purpose."""

    KTP = "ktp", "Mencocokkan dengan KTP atau KK"
    BPJS = "bpjs", "Urusan kepesertaan, kartu, atau klaim di BPJS"
    ORANGNYA = "orangnya", "Permintaan orangnya atau keluarganya"
    PADAN = "padan", "Memadankan dengan data instansi lain"
    REKAP = "rekap", "Rekap untuk dinas, kecamatan, atau kelurahan"
    PERIKSA = "periksa", "Pemeriksaan oleh inspektorat, BPK, atau auditor"
    LAINNYA = "lainnya", "Lainnya, ditulis di bawah"


class AlasanBukaForm(forms.Form):
    """Why a full NIK or NIP is opened or exported: from the list, and in words where it is not."""

    TERPENDEK = 5

    sebab = forms.ChoiceField(
        label="Alasan",
        choices=[("", "Pilih alasannya"), *SebabBuka.choices],
        error_messages={"required": "Pilih alasannya.", "invalid_choice": "Pilih dari daftar."},
    )
    alasan = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=200,
        help_text="Wajib bila alasannya lainnya. Tulis tanpa NIK.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        pendek = len(isi.get("alasan", "")) < self.TERPENDEK
        if isi.get("sebab") == SebabBuka.LAINNYA and pendek and "alasan" not in self.errors:
            self.add_error("alasan", "Tulis alasannya.")
        return isi

    @property
    def kalimat(self) -> str:
        """What the access log keeps; empty while the form is not right."""
        if not self.is_valid():
            return ""
        sebab, alasan = SebabBuka(self.cleaned_data["sebab"]), self.cleaned_data["alasan"]
        label = "Lainnya" if sebab == SebabBuka.LAINNYA else str(sebab.label)
        return f"{label}: {alasan}" if alasan else label
