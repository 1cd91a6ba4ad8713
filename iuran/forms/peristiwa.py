"""Forms of life events, and of the date at which a person's cover is looked at."""

from datetime import date

from django import forms

from peserta.models import JenisPeristiwa

TANGGAL = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PadaForm(forms.Form):
    """On which day; today when nothing or nonsense is asked for."""

    pada = forms.DateField(
        label="Keadaan pada tanggal",
        required=False,
        widget=TANGGAL,
        error_messages={"invalid": "Tanggal ini tidak dikenal."},
    )

    def tanggal(self, kini: date) -> date:
        return (self.cleaned_data.get("pada") if self.is_valid() else None) or kini


class PeristiwaForm(forms.Form):
    """What happened and when. ``setuju`` is the second button, after the effect was shown."""

    jenis = forms.TypedChoiceField(
        label="Peristiwa",
        choices=[("", "Pilih peristiwa"), *JenisPeristiwa.choices],
        coerce=JenisPeristiwa,
        error_messages={"required": "Pilih peristiwanya.", "invalid_choice": "Pilih dari daftar."},
    )
    tanggal = forms.DateField(
        label="Tanggal peristiwa",
        widget=TANGGAL,
        error_messages={"required": "Isi tanggalnya.", "invalid": "Tanggal ini tidak dikenal."},
    )
    keterangan = forms.CharField(
        label="Keterangan dan bukti",
        help_text="Misalnya nomor akta kematian atau surat pindah.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    setuju = forms.BooleanField(required=False, widget=forms.HiddenInput)
