"""A closed report is withdrawn: one admin proposes it with a reason, another confirms."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from laporan.models.bulanan import LaporanBulanan
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class StatusPenarikan(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikonfirmasi"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class PenarikanLaporanQuerySet(models.QuerySet["PenarikanLaporan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Only admins close months, and withdraw them."""
        return self.all() if petugas.has_perm("pijar.tutup_laporan") else self.none()

    def terbuka(self) -> Self:
        return self.filter(status=StatusPenarikan.DIUSULKAN)


class PenarikanLaporan(models.Model):
    """The proposal to withdraw one closed report; nothing follows it until a new one is closed."""

    laporan = models.ForeignKey(LaporanBulanan, models.PROTECT, related_name="daftar_penarikan")
    alasan = models.CharField(max_length=300)
    status = models.CharField(
        max_length=12, choices=StatusPenarikan, default=StatusPenarikan.DIUSULKAN
    )
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")

    objects = PenarikanLaporanQuerySet.as_manager()

    class Meta:
        verbose_name = "penarikan laporan"
        verbose_name_plural = "penarikan laporan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="penarikan_status_sah", condition=Q(status__in=StatusPenarikan.values)
            ),
            models.UniqueConstraint(
                name="penarikan_satu_terbuka",
                fields=["laporan"],
                condition=Q(status="diusulkan"),
                violation_error_message="Penarikan laporan ini sudah diusulkan.",
            ),
            models.CheckConstraint(
                name="penarikan_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasan penarikannya.",
            ),
            models.CheckConstraint(
                name="penarikan_diputus",
                condition=Q(status="diusulkan", diputus_oleh=None, diputus_pada=None)
                | ~Q(status="diusulkan")
                & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="penarikan_orang_lain",
                condition=~Q(status="dikonfirmasi") | ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Penarikan dikonfirmasi admin lain.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="penarikan_alur",
                field="status",
                transitions=[("diusulkan", "dikonfirmasi"), ("diusulkan", "ditolak")],
            ),
            pgtrigger.Protect(
                name="penarikan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    exclude=["status", "alasan_putusan", "diputus_oleh", "diputus_pada"]
                ),
            ),
            pgtrigger.Protect(name="penarikan_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"penarikan {self.laporan}"

    @property
    def cip(self) -> StatusPenarikan:
        return StatusPenarikan(self.status)
