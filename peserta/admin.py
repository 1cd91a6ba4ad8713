"""Lookup tables of peserta in /kelola/: places, their spellings, occupations.

The next import reads them. Admins switch a row off; they never delete one that people refer to.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest  # noqa: TID251 - the type of the admin's own hooks

from peserta.models import EjaanWilayah, Kecamatan, Kelurahan, Pekerjaan
from pijar.admin import DenganHak


@admin.register(Kecamatan)
class KecamatanAdmin(DenganHak):
    list_display = ("nama", "kode", "cabang")
    list_filter = ("cabang",)
    search_fields = ("nama", "kode")


@admin.register(Kelurahan)
class KelurahanAdmin(DenganHak):
    list_display = ("nama", "kode", "kecamatan", "kode_pos")
    list_filter = ("kecamatan",)
    list_select_related = ("kecamatan",)
    search_fields = ("nama", "kode")


@admin.register(EjaanWilayah)
class EjaanWilayahAdmin(DenganHak):
    """Admins may delete a wrong spelling, because no row refers to it."""

    list_display = ("ejaan", "kode")
    search_fields = ("ejaan", "kode")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(self.hak)


@admin.register(Pekerjaan)
class PekerjaanAdmin(DenganHak):
    list_display = ("nama", "kelompok", "transport", "aktif")
    list_filter = ("kelompok", "transport", "aktif")
    search_fields = ("nama", "kode", "ejaan")
