"""Filters of the promises that need attention."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from iuran.gerakan.golongan import Golongan
from iuran.gerakan.ingatkan import Bergolongan, dengan_golongan
from iuran.models import OPD, Janji
from iuran.models.janji import JanjiQuerySet
from pijar.models import Pengguna

SARINGAN = ("opd", "golongan")


class IngatkanForm(forms.Form):
    """Office and bin; an unreadable one counts as none."""

    opd = forms.ModelChoiceField(
        OPD.objects.none(), label="OPD", required=False, empty_label="Semua OPD"
    )
    golongan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua yang perlu diurus"), *Golongan.choices],
    )

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna) -> None:
        super().__init__(data)
        cast(Any, self.fields["opd"]).queryset = _opd(petugas)
        self.is_valid()

    @property
    def di_opd(self) -> OPD | None:
        return self.cleaned_data.get("opd")

    @property
    def golongannya(self) -> Golongan | None:
        isi = self.cleaned_data.get("golongan")
        return Golongan(isi) if isi else None

    def saring_opd(self, janji: JanjiQuerySet) -> JanjiQuerySet:
        """Those of ``janji`` whose donor is in the chosen office."""
        return janji.filter(penyumbang__opd=self.di_opd) if self.di_opd else janji

    def saring(self, janji: JanjiQuerySet, pada: date) -> Bergolongan:
        """The running ones of ``janji`` that fit; without a bin all that need attention."""
        semua = dengan_golongan(self.saring_opd(janji), pada)
        if self.golongannya:
            return semua.filter(golongan=self.golongannya)
        return semua.exclude(golongan=Golongan.AMAN)

    @property
    def keadaan(self) -> str:
        """The chosen bin in words."""
        return self.golongannya.label if self.golongannya else "Yang perlu diurus"

    @property
    def tentang(self) -> str:
        """Which office and bin, in words."""
        return f"{self.di_opd or 'semua OPD'}: {self.keadaan}"

    @property
    def isian(self) -> dict[str, str]:
        """The filter as texts, for addresses and for the export's job."""
        return {n: self.data[n] for n in SARINGAN if self.data.get(n)}


def _opd(petugas: Pengguna) -> QuerySet[OPD, Any]:
    """All offices; for an officer of one area those whose donors protect somebody there."""
    if not petugas.wilayah:
        return OPD.objects.all()
    janji = Janji.objects.for_petugas(petugas).aktif().order_by()
    return OPD.objects.filter(pk__in=janji.values("penyumbang__opd"))
