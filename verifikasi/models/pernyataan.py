"""Attestations of people who are enrolled: still working and not ill, said by whom and when."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from peserta.models import Peserta
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna


class PihakPernyataan(models.TextChoices):
    """Who says it."""

    SENDIRI = "sendiri", "Orangnya sendiri"
    RT = "rt", "Ketua RT atau RW"
    LURAH = "lurah", "Lurah"
    KADER = "kader", "Kader"


class PernyataanQuerySet(models.QuerySet["Pernyataan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Attestations of people whom this officer may see; after a merge the survivor counts."""
        return self.filter(q_orang(petugas))

    def berlaku(self, sejak: date) -> Self:
        """Not withdrawn, and dated ``sejak`` or later; the newest first."""
        return self.filter(ditarik_pada=None, tanggal__gte=sejak).order_by("-tanggal", "-pk")


class Pernyataan(models.Model):
    """What somebody said of one participant on a day: whether they work, whether they are ill.

    An officer records it. The newest one counts, for some days. A wrong one is withdrawn by
    another officer with a reason, never changed or erased.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_pernyataan")
    tanggal = models.DateField("tanggal pernyataan")
    pihak = models.CharField("dari", max_length=10, choices=PihakPernyataan)
    nama = models.CharField("nama yang menyatakan", max_length=150, blank=True, default="")
    bekerja = models.BooleanField("masih bekerja")
    sakit = models.BooleanField("sedang sakit")
    catatan = models.CharField(max_length=200, blank=True, default="")
    pindaian = models.FileField(upload_to="pernyataan/%Y/", blank=True, default="")
    pindaian_mime = models.CharField(max_length=20, blank=True, default="")
    dicatat_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dicatat_pada = models.DateTimeField(auto_now_add=True)
    ditarik_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditarik_pada = models.DateTimeField(null=True, blank=True)
    alasan_tarik = models.CharField(max_length=300, blank=True, default="")

    objects = PernyataanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pernyataan"
        ordering = ["-tanggal", "-pk"]
        indexes = [
            models.Index(  # the newest of each person is read from this index alone
                fields=["peserta", "-tanggal", "-id"],
                include=["bekerja", "sakit", "dicatat_oleh"],
                condition=Q(ditarik_pada=None),
                name="pernyataan_terbaru",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="pernyataan_sekali",
                fields=["peserta", "tanggal", "bekerja", "sakit"],
                condition=Q(ditarik_pada=None),
                violation_error_message="Pernyataan yang sama pada tanggal itu sudah dicatat.",
            ),
            models.CheckConstraint(
                name="pernyataan_pihak_sah", condition=Q(pihak__in=PihakPernyataan.values)
            ),
            models.CheckConstraint(
                name="pernyataan_bernama",
                condition=Q(pihak="sendiri") | ~Q(nama__regex=r"^\s*$"),
                violation_error_message="Tulis nama yang menyatakan.",
            ),
            models.CheckConstraint(
                name="pernyataan_bercatatan",
                condition=Q(bekerja=True, sakit=False) | ~Q(catatan__regex=r"^\s*$"),
                violation_error_message="Tulis keterangannya: sejak kapan, atau sakit apa.",
            ),
            models.CheckConstraint(
                name="pernyataan_tidak_di_depan",
                condition=Q(tanggal__lte=TruncDate("dicatat_pada")),
                violation_error_message="Tanggal pernyataan tidak boleh setelah hari ini.",
            ),
            models.CheckConstraint(
                name="pernyataan_tarik_lengkap",
                condition=Q(ditarik_oleh=None, ditarik_pada=None, alasan_tarik="")
                | Q(ditarik_oleh__isnull=False, ditarik_pada__isnull=False)
                & ~Q(alasan_tarik__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                name="pernyataan_ditarik_orang_lain",
                condition=Q(ditarik_oleh=None) | ~Q(ditarik_oleh=F("dicatat_oleh")),
                violation_error_message="Pernyataan ditarik orang lain daripada pencatatnya.",
            ),
            models.CheckConstraint(
                name="pernyataan_pindaian_sah",
                condition=Q(pindaian="", pindaian_mime="")
                | ~Q(pindaian="") & Q(pindaian_mime__in=["image/jpeg", "application/pdf"]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="pernyataan_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="pernyataan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.ditarik_pada IS NOT NULL OR"
                    " to_jsonb(OLD) - '{ditarik_oleh_id,ditarik_pada,alasan_tarik}'::text[]"
                    " IS DISTINCT FROM"
                    " to_jsonb(NEW) - '{ditarik_oleh_id,ditarik_pada,alasan_tarik}'::text[]"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"pernyataan {self.pk}"

    @property
    def baik(self) -> bool:
        """Whether it says: working, not ill."""
        return self.bekerja and not self.sakit

    @property
    def isi(self) -> str:
        """What it says, in words."""
        kerja = "masih bekerja" if self.bekerja else "tidak lagi bekerja"
        return f"{kerja}, {'sedang sakit' if self.sakit else 'tidak sakit'}"

    @property
    def oleh(self) -> str:
        """Who said it."""
        return " ".join(filter(None, [self.get_pihak_display(), self.nama]))
