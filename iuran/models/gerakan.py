"""What BPJS itself reports of the movement: a month's donors, workers and rupiah by office."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models.opd import OPD
from pijar.models import Pengguna


class LaporanBPJSGerakanQuerySet(models.QuerySet["LaporanBPJSGerakan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Sums by office without a name: everybody with lihat_laporan."""
        return self.all()

    def terbaru(self, bulan: date) -> LaporanBPJSGerakan | None:
        """The report that counts for a month."""
        return self.filter(bulan=bulan).order_by("-pk").first()


class LaporanBPJSGerakan(models.Model):
    """BPJS's report of one month as one admin entered it; the newest of a month counts.

    Never changed: a mistaken one is replaced by the next, and stays to be read.
    """

    bulan = models.DateField()
    nomor = models.CharField("nomor surat BPJS", max_length=100)
    tanggal = models.DateField("tanggal laporan BPJS")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = LaporanBPJSGerakanQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan BPJS tentang gerakan"
        verbose_name_plural = "laporan BPJS tentang gerakan"
        ordering = ["-bulan", "-pk"]
        indexes = [models.Index(fields=["bulan", "-id"], name="laporan_bpjs_terbaru")]
        constraints = [
            models.CheckConstraint(
                name="laporan_bpjs_bulan_tanggal_satu", condition=Q(bulan__day=1)
            ),
            models.CheckConstraint(
                name="laporan_bpjs_bernomor",
                condition=~Q(nomor__regex=r"^\s*$"),
                violation_error_message="Tulis nomor surat BPJS.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="laporan_bpjs_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m}: {self.nomor}"


class BarisLaporanBPJS(models.Model):
    """One office in BPJS's report: donors, workers, and rupiah received for that month."""

    laporan = models.ForeignKey(
        LaporanBPJSGerakan,
        models.PROTECT,
        related_name="daftar_baris",
        db_index=False,  # the constraint serves
    )
    opd = models.ForeignKey(OPD, models.PROTECT, related_name="+")
    penyumbang = models.PositiveIntegerField()
    pekerja = models.PositiveIntegerField()
    rupiah = models.PositiveBigIntegerField("iuran diterima (rupiah)")

    class Meta:
        verbose_name = "baris laporan BPJS"
        verbose_name_plural = "baris laporan BPJS"
        ordering = ["laporan", "opd"]
        constraints = [
            models.UniqueConstraint(name="baris_laporan_bpjs_sekali", fields=["laporan", "opd"]),
        ]
        triggers = [
            pgtrigger.Protect(
                name="baris_laporan_bpjs_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.laporan_id}: {self.opd_id}"
