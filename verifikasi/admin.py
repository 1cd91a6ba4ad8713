"""Versions of the criteria in /kelola/. A version that a case has used is read-only there.

A new Keputusan Wali Kota is a new version: copy the one in force, change it, give it its date.
"""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages  # noqa: TID251 - the admin tells what it did
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest  # noqa: TID251 - the type of the admin's own hooks
from django.utils import timezone

from pijar.models import DasarHukum
from verifikasi.kriteria import KRITERIA, parameter_keliru
from verifikasi.models import Kriteria, VersiKriteria

HAK = "pijar.menetapkan"
KODE = re.compile(r"[a-z][a-z0-9_]*")
JEDA_SALINAN = timedelta(days=365)  # a copy must not be in force before somebody looked at it


class KriteriaForm(forms.ModelForm):
    """One criterion: its rule's code, its limits and its legal basis."""

    class Meta:
        model = Kriteria
        fields = [
            "urutan", "kode", "judul", "wajib", "parameter", "dasar_hukum", "perlu_konfirmasi",
        ]  # fmt: skip
        help_texts = {
            "kode": f"{', '.join(KRITERIA)}; kode lain dijawab sendiri oleh verifikator.",
        }

    dasar_hukum = forms.ChoiceField(choices=DasarHukum.objects.pilihan)

    def clean_kode(self) -> str:
        kode: str = self.cleaned_data["kode"]
        if not KODE.fullmatch(kode):
            raise ValidationError("Kode hanya huruf kecil, angka dan garis bawah.")
        return kode

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if "kode" in isi and "parameter" in isi:
            isi["parameter"] = isi["parameter"] or {}
            if keliru := parameter_keliru(isi["kode"], isi["parameter"]):
                self.add_error("parameter", keliru)
        return isi


class KriteriaInline(admin.TabularInline):
    """The criteria of a version, changed together with it."""

    model = Kriteria
    form = KriteriaForm
    extra = 0
    min_num = 1
    validate_min = True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(HAK)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(HAK) and not (obj and obj.terpakai)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(VersiKriteria)
class VersiKriteriaAdmin(admin.ModelAdmin):
    """An admin may change or delete a version until a case uses it."""

    list_display = ("judul", "nomor", "berlaku_mulai", "perlu_konfirmasi", "sudah_dipakai")
    inlines = (KriteriaInline,)
    actions = ("salin",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(HAK)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(HAK)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(HAK)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(HAK) and not (obj and obj.terpakai)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and self.has_change_permission(request, obj)

    @admin.display(description="sudah dipakai", boolean=True)
    def sudah_dipakai(self, versi: VersiKriteria) -> bool:
        return versi.terpakai

    @admin.action(description="Salin sebagai versi baru")
    def salin(self, request: HttpRequest, queryset: QuerySet[VersiKriteria]) -> None:
        for versi in queryset:
            baru = salin_versi(versi, pada=timezone.localdate())
            messages.success(request, f"{baru.judul} dibuat. Ubah isi dan tanggal berlakunya.")


@transaction.atomic
def salin_versi(versi: VersiKriteria, *, pada: date) -> VersiKriteria:
    """A copy with the same criteria that begins a year after ``pada`` and after every version."""
    terakhir = VersiKriteria.objects.order_by("-berlaku_mulai").first()
    mulai = max(pada, terakhir.berlaku_mulai if terakhir else pada) + JEDA_SALINAN
    baru = VersiKriteria.objects.create(judul=f"Salinan {versi.judul}"[:200], berlaku_mulai=mulai)
    for kriteria in versi.daftar_kriteria.all():
        kriteria.pk = None
        kriteria._state.adding = True  # noqa: SLF001 - Django's own way to copy a row
        kriteria.versi = baru
        kriteria.save()
    return baru
