"""Targets in /kelola/."""

from django.contrib import admin

from laporan.models import Target


@admin.register(Target)
class TargetAdmin(admin.ModelAdmin):
    """How many people the city wants protected, by year and kind of source."""

    list_display = ("tahun", "jenis", "orang", "keterangan")
    list_filter = ("tahun",)
