"""What became known of a version in force: its Keputusan, and what needs no confirmation more."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from verifikasi.models.kriteria import VersiKriteria

DIPUTUS = "{status,diputus_oleh_id,diputus_pada,alasan_putusan}"


class StatusPelengkap(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikonfirmasi"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class PelengkapVersiQuerySet(models.QuerySet["PelengkapVersi"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """All of them: they carry no personal data."""
        return self.all()

    def diusulkan(self) -> Self:
        return self.filter(status=StatusPelengkap.DIUSULKAN)


class PelengkapVersi(models.Model):
    """One admin's proposal to complete an active version; another confirms it.

    It names the Keputusan as it is to stand, whether the version is certain now (``pasti``), and
    the codes of its criteria that are. Questions, kinds and limits never change by it.
    """

    versi = models.ForeignKey(VersiKriteria, models.PROTECT, related_name="daftar_pelengkap")
    nomor = models.CharField("nomor keputusan", max_length=100, blank=True, default="")
    judul = models.CharField("judul keputusan", max_length=200)
    tanggal = models.DateField("tanggal keputusan", null=True, blank=True)
    pindaian = models.FileField(upload_to="kriteria/%Y/", blank=True, default="")
    pindaian_mime = models.CharField(max_length=20, blank=True, default="")
    pasti = models.BooleanField("versi ini sudah pasti", default=False)
    kriteria_pasti = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    sebelumnya = models.JSONField(default=dict)
    alasan = models.CharField("dasar", max_length=300)
    status = models.CharField(
        max_length=12, choices=StatusPelengkap, default=StatusPelengkap.DIUSULKAN
    )
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")

    objects = PelengkapVersiQuerySet.as_manager()

    class Meta:
        verbose_name = "pelengkap versi kriteria"
        verbose_name_plural = "pelengkap versi kriteria"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="pelengkap_satu_usulan",
                fields=["versi"],
                condition=Q(status="diusulkan"),
                violation_error_message="Sudah ada usulan pelengkap yang menunggu.",
            ),
            models.CheckConstraint(
                name="pelengkap_status_sah", condition=Q(status__in=StatusPelengkap.values)
            ),
            models.CheckConstraint(
                name="pelengkap_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis dasarnya.",
            ),
            models.CheckConstraint(
                name="pelengkap_orang_lain",
                condition=~Q(status="dikonfirmasi")
                | (Q(diputus_oleh__isnull=False) & ~Q(diputus_oleh=F("diusulkan_oleh"))),
                violation_error_message="Pelengkap versi dikonfirmasi admin lain.",
            ),
            models.CheckConstraint(
                name="pelengkap_pindaian_sah",
                condition=Q(pindaian="", pindaian_mime="")
                | ~Q(pindaian="") & Q(pindaian_mime__in=["image/jpeg", "application/pdf"]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="pelengkap_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="pelengkap_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.status <> 'diusulkan' OR to_jsonb(OLD) - '{DIPUTUS}'::text[]"
                    f" IS DISTINCT FROM to_jsonb(NEW) - '{DIPUTUS}'::text[]"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"pelengkap {self.pk}"

    @property
    def cip(self) -> StatusPelengkap:
        return StatusPelengkap(self.status)
