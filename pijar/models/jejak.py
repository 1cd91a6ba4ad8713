"""The log of access to personal data."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from pijar.models.pengguna import Pengguna


class JejakAksesQuerySet(models.QuerySet["JejakAkses"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        if petugas.has_perm("pijar.mengelola_pengguna"):
            return self.all()
        return self.filter(oleh=petugas)


class JejakAkses(models.Model):
    """One access to personal data: user, time and reason (UU 27/2022). Never changed."""

    class Tindakan(models.TextChoices):
        BUKA_NIK = "buka_nik", "Membuka NIK"
        EKSPOR = "ekspor", "Mengekspor data"
        UNDUH = "unduh", "Mengunduh berkas"

    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    tindakan = models.CharField(max_length=10, choices=Tindakan)
    objek = models.CharField("yang dibuka, tanpa NIK", max_length=200)
    alasan = models.CharField(max_length=300, blank=True, default="")
    jumlah = models.PositiveIntegerField("jumlah orang", default=1)
    pada = models.DateTimeField(auto_now_add=True)

    objects = JejakAksesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "jejak akses"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="jejak_buka_nik_beralasan",
                condition=~Q(tindakan="buka_nik") | ~Q(alasan=""),
                violation_error_message="Tulis alasan membuka NIK.",
            ),
            models.CheckConstraint(
                name="jejak_tindakan_sah",
                condition=Q(tindakan__in=["buka_nik", "ekspor", "unduh"]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="jejak_tidak_berubah", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.tindakan} {self.objek}"

    @classmethod
    def catat(
        cls, *, oleh: Pengguna, tindakan: str, objek: str, alasan: str = "", jumlah: int = 1
    ) -> JejakAkses:
        """Write one access row; ``objek`` must never contain a NIK."""
        return cls.objects.create(
            oleh=oleh, tindakan=tindakan, objek=objek, alasan=alasan, jumlah=jumlah
        )
