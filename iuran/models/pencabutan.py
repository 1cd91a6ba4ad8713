"""How a confirmed settlement is taken back, and the scans of BPJS's letter."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.kelebihan import PenyelesaianKelebihan
from iuran.models.koreksi import StatusKoreksi
from pijar.models import Pengguna


class PencabutanQuerySet(models.QuerySet["PencabutanKelebihan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area, as of settlements."""
        return self.none() if petugas.wilayah else self.all()


class PencabutanKelebihan(models.Model):
    """A proposal to take back a confirmed settlement, with its decision.

    One admin proposes it with a reason, another confirms it; either may drop it. All stay readable.
    """

    penyelesaian = models.ForeignKey(
        PenyelesaianKelebihan, models.PROTECT, related_name="daftar_pencabutan"
    )
    alasan = models.CharField(max_length=300)
    status = models.CharField(max_length=12, choices=StatusKoreksi, default=StatusKoreksi.DIUSULKAN)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)

    objects = PencabutanQuerySet.as_manager()

    class Meta:
        verbose_name = "pencabutan kelebihan bayar"
        verbose_name_plural = "pencabutan kelebihan bayar"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="pencabutan_satu_terbuka",
                fields=["penyelesaian"],
                condition=Q(status="diusulkan"),
                violation_error_message="Penyelesaian ini sudah punya usulan pencabutan.",
            ),
            models.CheckConstraint(
                name="pencabutan_status_sah", condition=Q(status__in=StatusKoreksi.values)
            ),
            models.CheckConstraint(
                name="pencabutan_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                name="pencabutan_orang_lain",
                condition=~Q(status="dikonfirmasi") | ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Pencabutan dikonfirmasi admin lain daripada pengusulnya.",
            ),
            models.CheckConstraint(
                name="pencabutan_diputus",
                condition=Q(status="diusulkan", diputus_oleh=None, diputus_pada=None)
                | (
                    ~Q(status="diusulkan")
                    & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="pencabutan_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="pencabutan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'diusulkan' OR (OLD.penyelesaian_id, OLD.alasan,"
                    " OLD.diusulkan_oleh_id, OLD.diusulkan_pada) IS DISTINCT FROM"
                    " (NEW.penyelesaian_id, NEW.alasan, NEW.diusulkan_oleh_id, NEW.diusulkan_pada)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"pencabutan {self.penyelesaian}"

    @property
    def cip(self) -> StatusKoreksi:
        return StatusKoreksi(self.status)


class PindaianKelebihan(models.Model):
    """A scan of BPJS's letter, in the clean copy made by ``pijar.unggahan``.

    Never changed or deleted: the newest counts, the earlier ones stay to be read.
    """

    penyelesaian = models.ForeignKey(
        PenyelesaianKelebihan, models.PROTECT, related_name="daftar_pindaian"
    )
    isi = models.FileField(upload_to="kelebihan/%Y/%m/")
    nama = models.CharField("nama asli, nomornya disamarkan", max_length=150)
    mime = models.CharField(max_length=20)
    ukuran = models.PositiveIntegerField("ukuran (byte)")
    sha256 = models.CharField("sidik berkas yang diunggah", max_length=64)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "pindaian kelebihan bayar"
        verbose_name_plural = "pindaian kelebihan bayar"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="pindaian_kelebihan_sekali",
                fields=["penyelesaian", "sha256"],
                violation_error_message="Pindaian yang sama sudah diunggah.",
            ),
            models.CheckConstraint(
                name="pindaian_kelebihan_mime_sah",
                condition=Q(mime__in=["image/jpeg", "application/pdf"]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="pindaian_kelebihan_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"pindaian {self.penyelesaian_id}"
