"""How many people the city wants protected."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models import JenisSumber
from pijar.riwayat import ingat


@ingat()
class Target(models.Model):
    """How many people the city wants protected in a year, by kind of source.

    A mistaken target is changed, not deleted: its history keeps what it was.
    """

    tahun = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=8, choices=JenisSumber)
    orang = models.PositiveIntegerField()
    keterangan = models.CharField(max_length=200, blank=True, default="")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "target"
        ordering = ["-tahun", "jenis"]
        constraints = [
            models.UniqueConstraint(name="target_sekali", fields=["tahun", "jenis"]),
            models.CheckConstraint(name="target_positif", condition=Q(orang__gt=0)),
        ]
        triggers = [pgtrigger.Protect(name="target_tidak_dihapus", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.tahun} {self.jenis}: {self.orang}"


def target_tahun(tahun: int) -> dict[str, int]:
    """People by kind of source; a kind without a target is left out."""
    return dict(Target.objects.filter(tahun=tahun).values_list("jenis", "orang"))
