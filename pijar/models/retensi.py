"""What the nightly deletion did, and what admins hold back from it."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from pijar.models.pengguna import Pengguna
from pijar.models.tugas import Tugas


class JejakRetensiQuerySet(models.QuerySet["JejakRetensi"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a run covers the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def per_malam(self) -> models.QuerySet[JejakRetensi, dict[str, object]]:
        """One line for each run and entry that had something to do, newest first: its sums."""
        berisi = self.exclude(baris=0, berkas=0, gagal=0, ditahan=False)
        hasil = berisi.order_by("-tugas", "entri").values("tugas", "entri")
        return hasil.annotate(
            n_baris=models.Sum("baris"),
            n_berkas=models.Sum("berkas"),
            n_gagal=models.Sum("gagal"),
            dari=models.Min("tertua"),
            sampai=models.Max("terbaru"),
            kapan=models.Max("pada"),
            tertahan=models.Count("pk", filter=Q(ditahan=True)),
        )


class JejakRetensi(models.Model):
    """One batch of one run: how much of an entry went, without names. Only ever added.

    It is written in the transaction that deletes, so nothing goes without it. The last row of an
    entry in a run may be all zeros: it says that nothing was left. ``tertua`` and ``terbaru`` are
    the moments from which the term of the first and last row counted.
    """

    tugas = models.ForeignKey(Tugas, models.PROTECT, related_name="+")
    entri = models.CharField("butir tabel", max_length=40)
    batas = models.DateTimeField("yang lebih lama dari ini")
    baris = models.PositiveIntegerField(default=0)
    berkas = models.PositiveIntegerField(default=0)
    gagal = models.PositiveIntegerField("berkas yang tidak dapat dihapus", default=0)
    ditahan = models.BooleanField(default=False)
    tertua = models.DateTimeField(null=True)
    terbaru = models.DateTimeField(null=True)
    pada = models.DateTimeField(auto_now_add=True)

    objects = JejakRetensiQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "jejak retensi"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["tugas", "entri"], name="jejak_retensi_jalan")]
        triggers = [
            pgtrigger.Protect(
                name="jejak_retensi_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.entri}: {self.baris} baris, {self.berkas} berkas"


class PenahananRetensiQuerySet(models.QuerySet["PenahananRetensi"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a hold covers the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def berlaku(self, pada: date) -> Self:
        """Those that hold on this day."""
        return self.filter(dilepas_pada=None, sampai__gte=pada)


class PenahananRetensi(models.Model):
    """An admin holds deletion back until a day, for an audit or a court case.

    ``entri`` is the entry of the table that is held; empty means all of them. It is released once,
    by any admin, with the reason; nothing else of it changes.
    """

    entri = models.CharField("butir tabel", max_length=40, blank=True, default="")
    alasan = models.CharField(max_length=300)
    sampai = models.DateField("ditahan sampai")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    dilepas_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dilepas_pada = models.DateTimeField(null=True)
    alasan_lepas = models.CharField(max_length=300, blank=True, default="")

    objects = PenahananRetensiQuerySet.as_manager()

    class Meta:
        verbose_name = "penahanan retensi"
        verbose_name_plural = "penahanan retensi"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="penahanan_retensi_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasan menahan.",
            ),
            models.CheckConstraint(
                name="penahanan_retensi_lepas_lengkap",
                condition=Q(dilepas_pada=None, dilepas_oleh=None, alasan_lepas="")
                | Q(dilepas_pada__isnull=False, dilepas_oleh__isnull=False)
                & ~Q(alasan_lepas__regex=r"^\s*$"),
                violation_error_message="Pelepasan menyebut siapa, kapan dan alasannya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="penahanan_retensi_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="penahanan_retensi_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("entri", "alasan", "sampai", "oleh", "pada"),
            ),
            pgtrigger.Protect(
                name="penahanan_retensi_lepas_sekali",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.dilepas_pada IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entri or 'semua'} sampai {self.sampai}"
