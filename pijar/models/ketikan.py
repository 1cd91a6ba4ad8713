"""What somebody typed and sent, and the house has not taken yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from pijar.models.pengguna import Pengguna

UMUR = timedelta(minutes=60)


class SebabKetikan(models.TextChoices):
    """Why it is kept."""

    SESI = "sesi", "Sesi berakhir sebelum tombol ditekan"
    ISIAN = "isian", "Ada isian yang perlu diperbaiki"
    DITOLAK = "ditolak", "Belum dapat dilakukan"
    PILIHAN = "pilihan", "Menunggu dikonfirmasi di halamannya"


class KetikanQuerySet(models.QuerySet["Ketikan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Only whoever typed it sees it."""
        return self.filter(oleh=petugas)

    def masih(self, kini: datetime) -> Self:
        return self.filter(pada__gt=kini - UMUR)

    def usang(self, kini: datetime) -> Self:
        return self.filter(pada__lte=kini - UMUR)


class Ketikan(models.Model):
    """One form that was sent and not saved, for an hour, for its sender alone.

    ``isi`` are its fields as pairs; never a password, never a file. ``alamat`` is where the form
    was sent to, ``kalimat`` what its sender is told.
    """

    token = models.CharField(max_length=32, unique=True)
    oleh = models.ForeignKey(Pengguna, models.CASCADE, related_name="+")
    sebab = models.CharField(max_length=10, choices=SebabKetikan)
    alamat = models.CharField(max_length=500)
    isi = models.JSONField("isian", default=list)
    kalimat = models.TextField(blank=True, default="")
    pada = models.DateTimeField()

    objects = KetikanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ketikan"
        indexes = [
            models.Index(fields=["pada"], name="ketikan_pada"),
            models.Index(fields=["oleh", "-pada"], name="ketikan_oleh"),
        ]
        constraints = [
            models.CheckConstraint(
                name="ketikan_sebab_sah", condition=Q(sebab__in=SebabKetikan.values)
            ),
            models.CheckConstraint(
                name="ketikan_di_rumah_sendiri", condition=Q(alamat__startswith="/")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sebab} {self.alamat}"
