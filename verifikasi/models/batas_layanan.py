"""Service limits: by how many days each stage should be over, from which day on."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from pijar.models import Pengguna


class TahapLayanan(models.TextChoices):
    """A stage of a person's way, from what to what."""

    PENDATAAN = "pendataan", "Didata sampai diajukan"
    PUTUSAN = "putusan", "Diajukan sampai diputuskan"
    PENETAPAN = "penetapan", "Layak sampai ditetapkan"
    PENDAFTARAN = "pendaftaran", "Ditetapkan sampai didaftarkan ke BPJS"
    KARTU = "kartu", "Didaftarkan sampai kartu terbit"


class BatasLayananQuerySet(models.QuerySet["BatasLayanan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Limits are everybody's."""
        return self.all()

    def urut(self) -> Self:
        """The one in force first: the latest day, and of one day what was entered last."""
        return self.order_by("-berlaku_mulai", "-pk")

    def pada(self, tahap: str, hari: date) -> BatasLayanan | None:
        """The limit of a stage that begins on ``hari``."""
        return self.filter(tahap=tahap, berlaku_mulai__lte=hari).urut().first()


class BatasLayanan(models.Model):
    """The days for one stage from a day on; never changed, a later row takes its place.

    No regulation states them: ``perlu_konfirmasi`` until the city has decided.
    """

    tahap = models.CharField(max_length=12, choices=TahapLayanan)
    hari = models.PositiveSmallIntegerField("paling lama (hari)")
    berlaku_mulai = models.DateField()
    keterangan = models.CharField("dasar atau alasan", max_length=300)
    perlu_konfirmasi = models.BooleanField(default=False)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    dicatat_pada = models.DateTimeField(auto_now_add=True)

    objects = BatasLayananQuerySet.as_manager()

    class Meta:
        verbose_name = "batas layanan"
        verbose_name_plural = "batas layanan"
        ordering = ["tahap", "-berlaku_mulai", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="batas_layanan_tahap_sah", condition=Q(tahap__in=TahapLayanan.values)
            ),
            models.CheckConstraint(
                name="batas_layanan_1_365",
                condition=Q(hari__range=(1, 365)),
                violation_error_message="Batasnya antara 1 dan 365 hari.",
            ),
            models.CheckConstraint(
                name="batas_layanan_beralasan",
                condition=~Q(keterangan__regex=r"^\s*$"),
                violation_error_message="Tulis dasar atau alasannya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="batas_layanan_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tahap_display()}: {self.hari} hari"
