"""Filters of the list of possible duplicates."""

from typing import Any

import django_filters
from django.db.models import Q

from peserta.models import (
    Kecamatan,
    PasanganMirip,
    StatusPasangan,
)
from peserta.models.duplikat import PasanganMiripQuerySet
from pijar.models import Pengguna

DIPUTUSKAN = (StatusPasangan.DIGABUNG, StatusPasangan.BERBEDA)


class PasanganFilter(django_filters.FilterSet):
    """The pairs an officer may see; without a chosen status the open ones."""

    status = django_filters.ChoiceFilter(
        choices=StatusPasangan.choices, empty_label="Belum diputuskan"
    )
    kecamatan = django_filters.ModelChoiceFilter(
        queryset=Kecamatan.objects.none(),
        label="Kecamatan salah satunya",
        method="saring_kecamatan",
        empty_label="Semua kecamatan",
    )

    class Meta:
        model = PasanganMirip
        fields: list[str] = []

    def __init__(self, data: Any, *, petugas: Pengguna) -> None:
        super().__init__(data, queryset=PasanganMirip.objects.for_petugas(petugas))
        self.filters["kecamatan"].queryset = Kecamatan.objects.for_petugas(petugas)

    @property
    def hasil(self) -> PasanganMiripQuerySet:
        """The filtered pairs, most points first; empty while a filter is invalid."""
        if not self.is_valid():
            return self.qs.none()
        status = self.form.cleaned_data["status"]
        return self.qs if status in DIPUTUSKAN else self.qs.terbuka()

    def saring_kecamatan(
        self, qs: PasanganMiripQuerySet, _: str, isi: Kecamatan
    ) -> PasanganMiripQuerySet:
        kiri = Q(kiri__kelurahan__kode__startswith=isi.kode)
        return qs.filter(kiri | Q(kanan__kelurahan__kode__startswith=isi.kode))
