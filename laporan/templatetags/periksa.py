"""How often the public page of a paper was looked at."""

from django import template
from django.db.models import Count, Max

from laporan.models import PemeriksaanSurat, Surat

register = template.Library()


@register.simple_tag
def pemeriksaan(surat: Surat) -> dict[str, object]:
    """``jumlah`` looks through the codes of all versions, the newest at ``terakhir``."""
    lihat = PemeriksaanSurat.objects.filter(kode__versi__surat=surat)
    return lihat.aggregate(jumlah=Count("pk"), terakhir=Max("pada"))
