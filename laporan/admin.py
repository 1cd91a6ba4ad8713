"""Targets in /kelola/."""

from django.contrib import admin
from django.http import HttpRequest  # noqa: TID251 - the type of the admin's own hooks

from laporan.models import Target


@admin.register(Target)
class TargetAdmin(admin.ModelAdmin):
    """How many people the city wants protected, by year and kind of source."""

    list_display = ("tahun", "jenis", "orang", "keterangan")
    list_filter = ("tahun",)

    def has_delete_permission(self, request: HttpRequest, obj: Target | None = None) -> bool:
        """Nobody deletes a target: an earlier month's report refers to it."""
        return False
