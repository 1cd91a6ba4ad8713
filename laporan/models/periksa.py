"""The codes by which anybody checks a paper on the public page, and every look at that page."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from laporan.models.surat import VersiSurat

BITA_KODE = 16  # random bytes: 22 letters and digits that nobody guesses


def kode_baru() -> str:
    """A code for a new version."""
    return token_urlsafe(BITA_KODE)


class KodePeriksa(models.Model):
    """The code in the QR of one version of a paper; it names neither the paper nor a person."""

    versi = models.OneToOneField(VersiSurat, models.PROTECT, related_name="kode_periksa")
    kode = models.CharField(max_length=32, unique=True)
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "kode periksa"
        verbose_name_plural = "kode periksa"
        constraints = [
            models.CheckConstraint(
                name="kode_periksa_tak_tertebak",
                condition=Q(kode__regex=r"^[A-Za-z0-9_-]{22,32}$"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="kode_periksa_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"kode periksa {self.pk}"


class PemeriksaanSuratQuerySet(models.QuerySet["PemeriksaanSurat"]):
    def sejak(self, waktu: datetime) -> Self:
        return self.filter(pada__gte=waktu)


class PemeriksaanSurat(models.Model):
    """One look at the public page: when, from which address (a keyed hash), at which code.

    ``kode`` is empty where nobody knows the code that was asked for. Old rows are deleted.
    """

    kode = models.ForeignKey(
        KodePeriksa, models.PROTECT, null=True, related_name="daftar_pemeriksaan", db_index=False
    )
    alamat = models.CharField("sidik alamat", max_length=64)
    pada = models.DateTimeField()

    objects = PemeriksaanSuratQuerySet.as_manager()

    class Meta:
        verbose_name = "pemeriksaan surat"
        verbose_name_plural = "pemeriksaan surat"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["alamat", "pada"], name="pemeriksaan_per_alamat"),
            models.Index(fields=["kode", "pada"], name="pemeriksaan_per_kode"),
            models.Index(fields=["pada"], name="pemeriksaan_terlama"),
        ]
        constraints = [
            models.CheckConstraint(
                name="pemeriksaan_alamat_bersidik", condition=Q(alamat__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        triggers = [pgtrigger.Protect(name="pemeriksaan_tetap", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"pemeriksaan {self.pk}"
