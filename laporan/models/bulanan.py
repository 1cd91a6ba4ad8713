"""Targets and frozen months."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models import JenisSumber
from pijar.models import Pengguna, Tugas
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


class LaporanBulananQuerySet(models.QuerySet["LaporanBulanan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Aggregates without a name or NIK: everybody with lihat_laporan."""
        return self.all()


class LaporanBulanan(models.Model):
    """The figures of one month at one date, frozen; PDF and Excel are made from ``angka`` only."""

    bulan = models.DateField()
    versi = models.PositiveSmallIntegerField(default=1)
    per_tanggal = models.DateField()
    angka = models.JSONField()
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    tugas_pdf = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    tugas_excel = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")

    objects = LaporanBulananQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan bulanan"
        verbose_name_plural = "laporan bulanan"
        ordering = ["-bulan", "-versi"]
        constraints = [
            models.UniqueConstraint(name="laporan_sekali", fields=["bulan", "versi"]),
            models.CheckConstraint(name="laporan_bulan_tanggal_satu", condition=Q(bulan__day=1)),
        ]
        triggers = [
            pgtrigger.Protect(
                name="angka_beku",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("bulan", "versi", "per_tanggal", "angka"),
            ),
            pgtrigger.Protect(name="laporan_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m} versi {self.versi}"
