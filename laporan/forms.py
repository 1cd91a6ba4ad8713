"""Forms of ``laporan``."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms

from laporan.periode import Periode, daftar_periode
from peserta.models import Kecamatan
from pijar.bulan import BulanField
from pijar.models import Pengguna


class BulanForm(forms.Form):
    """The month to report."""

    bulan = BulanField(label="Bulan")


class KataForm(forms.Form):
    """What the admin who reviews a report writes; the Sekda reads it."""

    catatan = forms.CharField(
        label="Catatan", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    masalah = forms.CharField(
        label="Masalah", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    usulan = forms.CharField(
        label="Keputusan yang diminta",
        max_length=4000,
        required=False,
        help_text="Satu keputusan satu baris.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MutuForm(forms.Form):
    """The period and the kecamatan; an invalid value in the address falls back to the default."""

    periode = forms.ChoiceField(label="Masa", required=False)
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), label="Kecamatan", required=False, empty_label="Semua kecamatan"
    )

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna, pada: date) -> None:
        self.daftar = {p.kode: p for p in daftar_periode(pada)}
        super().__init__({"periode": next(iter(self.daftar)), **{k: data[k] for k in data}})
        periode, kecamatan = (cast(Any, self.fields[n]) for n in ("periode", "kecamatan"))
        periode.choices = [(p.kode, p.label) for p in self.daftar.values()]
        kecamatan.queryset = Kecamatan.objects.for_petugas(petugas)

    @property
    def masa(self) -> Periode:
        """The chosen period; the running month by default."""
        kode = self.cleaned_data.get("periode") or next(iter(self.daftar))
        return self.daftar[kode]

    @property
    def kode_kecamatan(self) -> str:
        kecamatan = self.cleaned_data.get("kecamatan")
        return kecamatan.kode if kecamatan else ""
