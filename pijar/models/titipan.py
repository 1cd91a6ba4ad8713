"""A photo that was sent before the form to which it belongs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from pijar.models.pengguna import Pengguna

SEHARI = timedelta(days=1)


class TitipanQuerySet(models.QuerySet["Titipan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Only whoever sent it sees it."""
        return self.filter(oleh=petugas)

    def usang(self, kini: datetime) -> Self:
        return self.filter(pada__lte=kini - SEHARI)


class Titipan(models.Model):
    """A clean photo or scan that waits for its form, for a day, for its sender alone.

    ``sha256`` is of the file as it was sent. The row goes when its form is saved.
    """

    token = models.CharField(max_length=32, unique=True)
    oleh = models.ForeignKey(Pengguna, models.CASCADE, related_name="+")
    isi = models.BinaryField()
    mime = models.CharField(max_length=20)
    nama = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    pada = models.DateTimeField()

    objects = TitipanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "titipan"
        indexes = [models.Index(fields=["pada"], name="titipan_pada")]
        constraints = [
            models.CheckConstraint(
                name="titipan_jenis_sah", condition=Q(mime__in=["image/jpeg", "application/pdf"])
            )
        ]

    def __str__(self) -> str:
        return f"titipan {self.pk}"

    @property
    def ukuran(self) -> int:
        """Bytes."""
        return len(self.isi)
