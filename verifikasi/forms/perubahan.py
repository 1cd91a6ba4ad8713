"""Forms of an amendment: who leaves the decree, and why."""

from typing import Any

from django import forms

from pijar.bidang import DaftarPkField
from pijar.forms import AlasanForm, AlasanSingkatForm
from verifikasi.models import BarisPenetapan, Penetapan


class PilihBarisForm(forms.Form):
    """The ticked lines of a frozen decree."""

    baris = DaftarPkField(required=False)

    def daftar(self, penetapan: Penetapan) -> list[BarisPenetapan]:
        """Those of this decree that are still in it, with their people."""
        pks = self.cleaned_data["baris"] if self.is_valid() else []
        baris = penetapan.daftar_baris.berlaku().filter(pk__in=pks)
        return list(baris.select_related("peserta__kelurahan", "sumber").order_by("pk"))


class KeluarForm(AlasanForm):
    """Why these people leave the decree."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Misalnya nomor SK perubahan atau berita acara. Admin lain membacanya.",
        error_messages={"required": "Tulis alasan mereka dikeluarkan."},
    )
    baris = DaftarPkField(required=False)

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if not isi.get("baris"):
            self.add_error(None, "Centang dahulu orang yang dikeluarkan dari SK ini.")
        return isi


class DitahanForm(AlasanSingkatForm):
    """Held people, those ticked or all: let them go on, or propose that they leave their decree."""

    tindakan = forms.ChoiceField(
        label="Tindakan",
        choices=[
            ("ikutkan", "Ikutkan lagi ke berkas berikutnya"),
            ("keluarkan", "Usulkan keluar dari SK (admin lain mengonfirmasi)"),
        ],
        error_messages={"required": "Pilih tindakannya.", "invalid_choice": "Pilih dari daftar."},
    )
    baris = DaftarPkField(required=False)
    semua = forms.BooleanField(required=False)
    field_order = ["tindakan", "alasan"]

    def clean(self) -> dict[str, Any]:
        """Ask for a tick unless all go."""
        isi = super().clean() or {}
        if not isi.get("semua") and not isi.get("baris"):
            self.add_error("baris", "Centang dahulu orangnya.")
        return isi
