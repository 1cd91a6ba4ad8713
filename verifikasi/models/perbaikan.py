"""Repairs of a decreed person's data: an officer proposes them, an admin decides."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from peserta.models import Peserta
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from verifikasi.models.perubahan import PerubahanPenetapan


class StatusPerbaikan(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin"
    DITERAPKAN = "diterapkan", Nada.BAIK, "Diterapkan"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class UsulanPerbaikanQuerySet(models.QuerySet["UsulanPerbaikan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Repairs of people whom this officer may see; after a merge the survivor counts."""
        return self.filter(q_orang(petugas))

    def menunggu(self) -> Self:
        """Proposals not yet decided, oldest first."""
        return self.filter(status=StatusPerbaikan.DIUSULKAN).order_by("pk")


class UsulanPerbaikan(models.Model):
    """A proposed change of the data of somebody decreed and not yet sent to BPJS.

    ``isi`` maps each column to its old and new value. ``keluar``: the change touches what was
    verified, so the person leaves the decree by ``perubahan`` and is verified again.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_perbaikan")
    isi = models.JSONField(encoder=DjangoJSONEncoder)
    alasan = models.CharField(max_length=300)
    keluar = models.BooleanField("keluar dari SK")
    perubahan = models.OneToOneField(
        PerubahanPenetapan, models.PROTECT, null=True, blank=True, related_name="perbaikan"
    )
    status = models.CharField(
        max_length=10, choices=StatusPerbaikan, default=StatusPerbaikan.DIUSULKAN
    )
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")

    objects = UsulanPerbaikanQuerySet.as_manager()

    class Meta:
        verbose_name = "usulan perbaikan"
        verbose_name_plural = "usulan perbaikan"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="perbaikan_satu_terbuka",
                fields=["peserta"],
                condition=Q(status="diusulkan"),
                violation_error_message="Orang ini sudah punya usulan perbaikan yang menunggu.",
            ),
            models.CheckConstraint(
                name="perbaikan_status_sah", condition=Q(status__in=StatusPerbaikan.values)
            ),
            models.CheckConstraint(
                name="perbaikan_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                name="perbaikan_berisi",
                condition=~Q(isi={}),
                violation_error_message="Tidak ada data yang berubah.",
            ),
            models.CheckConstraint(
                name="perbaikan_orang_lain",
                condition=~Q(status="diterapkan") | ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Perbaikan diputuskan orang lain daripada pengusulnya.",
            ),
            models.CheckConstraint(
                name="perbaikan_diputus",
                condition=Q(status="diusulkan", diputus_oleh=None, diputus_pada=None)
                | (
                    ~Q(status="diusulkan")
                    & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="perbaikan_keluar_lewat_perubahan",
                condition=Q(keluar=False, perubahan=None)
                | Q(keluar=True, status="diterapkan", perubahan__isnull=False)
                | (Q(keluar=True, perubahan=None) & ~Q(status="diterapkan")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="perbaikan_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="perbaikan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'diusulkan' OR"
                    " (OLD.peserta_id, OLD.isi, OLD.alasan, OLD.keluar, OLD.diusulkan_oleh_id,"
                    " OLD.diusulkan_pada) IS DISTINCT FROM"
                    " (NEW.peserta_id, NEW.isi, NEW.alasan, NEW.keluar, NEW.diusulkan_oleh_id,"
                    " NEW.diusulkan_pada)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peserta_id}: {', '.join(self.isi)}"

    @property
    def cip(self) -> StatusPerbaikan:
        return StatusPerbaikan(self.status)

    @property
    def menunggu(self) -> bool:
        return self.status == StatusPerbaikan.DIUSULKAN
