"""Filters of the list of people: what may stand in a shareable address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from peserta.cari import baca_cari, memuat_nomor
from peserta.models import (
    Kecamatan,
    Kelurahan,
    PasanganMirip,
    Pekerjaan,
    Peserta,
    Status,
    StatusPasangan,
    SumberData,
)
from peserta.models.duplikat import PasanganMiripQuerySet
from peserta.models.peserta import PesertaQuerySet
from pijar.models import Pengguna

URUTAN = (
    ("", "Terbaru"),
    ("nama", "Nama A–Z"),
    ("-nama", "Nama Z–A"),
    ("lahir", "Tertua"),
    ("-lahir", "Termuda"),
)
DIPUTUSKAN = (StatusPasangan.DIGABUNG, StatusPasangan.BERBEDA)
_KOLOM_URUT = {"nama": "nama", "lahir": "tanggal_lahir"}


class NamaField(forms.CharField):
    """A name; a number is refused, because an address is kept in logs."""

    def clean(self, value: Any) -> str:
        isi = str(super().clean(value))
        if memuat_nomor(isi):
            raise forms.ValidationError("Nomor hanya dicari lewat kotak cari, bukan lewat alamat.")
        return isi


class NamaFilter(django_filters.Filter):
    field_class = NamaField


class PesertaFilter(django_filters.FilterSet):
    """The people an officer may see, narrowed and ordered; the same for page and export."""

    q = NamaFilter(label="Cari", method="saring_nama")
    status = django_filters.ChoiceFilter(choices=Status.choices, empty_label="Semua status")
    kecamatan = django_filters.ModelChoiceFilter(
        queryset=Kecamatan.objects.none(),
        label="Kecamatan",
        method="saring_kecamatan",
        empty_label="Semua kecamatan",
    )
    kelurahan = django_filters.ModelChoiceFilter(
        queryset=Kelurahan.objects.none(), empty_label="Semua kelurahan"
    )
    pekerjaan = django_filters.ModelChoiceFilter(
        queryset=Pekerjaan.objects.all(), empty_label="Semua pekerjaan"
    )
    sumber_data = django_filters.ChoiceFilter(
        choices=SumberData.choices, label="Sumber data", empty_label="Semua sumber data"
    )
    impor = django_filters.NumberFilter(field_name="impor_id", widget=forms.HiddenInput)
    urut = django_filters.ChoiceFilter(
        choices=URUTAN[1:], label="Urutan", method="urutkan", empty_label=URUTAN[0][1]
    )

    class Meta:
        model = Peserta
        fields: list[str] = []

    def __init__(self, data: Any, *, petugas: Pengguna) -> None:
        super().__init__(data, queryset=Peserta.objects.for_petugas(petugas))
        self.filters["kecamatan"].queryset = Kecamatan.objects.for_petugas(petugas)
        self.filters["kelurahan"].queryset = Kelurahan.objects.for_petugas(petugas)
        self._pilihan_kelurahan(str((data or {}).get("kecamatan", "")))

    def _pilihan_kelurahan(self, kecamatan: str) -> None:
        """A choice within the chosen kecamatan; 177 at once help nobody and cost most of a page.

        Without one, a kelurahan that stands in the address is kept as it is.
        """
        isian = self.form.fields["kelurahan"]
        if kecamatan:
            isian.queryset = isian.queryset.filter(kecamatan=kecamatan)
        else:
            isian.widget = forms.HiddenInput()

    @property
    def hasil(self) -> PesertaQuerySet:
        """The filtered people; nobody while a filter is wrong."""
        return self.qs if self.is_valid() else self.qs.none()

    def saring_nama(self, qs: PesertaQuerySet, _: str, isi: str) -> PesertaQuerySet:
        kunci = baca_cari(isi).nama
        return qs.cari_nama(kunci) if kunci else qs.none()

    def saring_kecamatan(self, qs: PesertaQuerySet, _: str, isi: Kecamatan) -> PesertaQuerySet:
        return qs.filter(kelurahan__kode__startswith=isi.kode)

    def urutkan(self, qs: PesertaQuerySet, _: str, isi: str) -> PesertaQuerySet:
        arah, kolom = ("-", isi[1:]) if isi.startswith("-") else ("", isi)
        return qs.order_by(f"{arah}{_KOLOM_URUT[kolom]}", f"{arah}pk")


class PasanganFilter(django_filters.FilterSet):
    """The pairs an officer may see; without a status those that wait for somebody."""

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
        """The filtered pairs, the likeliest first; nothing while a filter is wrong."""
        if not self.is_valid():
            return self.qs.none()
        status = self.form.cleaned_data["status"]
        return self.qs if status in DIPUTUSKAN else self.qs.terbuka()

    def saring_kecamatan(
        self, qs: PasanganMiripQuerySet, _: str, isi: Kecamatan
    ) -> PasanganMiripQuerySet:
        kiri = Q(kiri__kelurahan__kode__startswith=isi.kode)
        return qs.filter(kiri | Q(kanan__kelurahan__kode__startswith=isi.kode))
