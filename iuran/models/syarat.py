"""Whom a source may fund: rules as data, each version made by two admins."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from iuran.models.sumber import SumberDana
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada

KODE_WILAYAH = 13  # characters of a kelurahan's code; a kecamatan's is its beginning


class StatusSyarat(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikonfirmasi"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class SyaratSumberQuerySet(models.QuerySet["SyaratSumber"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area, as of sources."""
        return self.none() if petugas.wilayah else self.all()

    def diusulkan(self) -> Self:
        return self.filter(status=StatusSyarat.DIUSULKAN)


class SyaratSumber(models.Model):
    """Whom a source may fund from the confirmation on; an empty column lets everybody in.

    ``wilayah`` are codes of kecamatan and kelurahan, ``pekerjaan`` codes of occupations; ``dtsen``
    asks for a place in that register, ``desil_maks`` for a decile up to it. The rule in force is
    the source's ``syarat``. Never changed: a newer version takes its place.
    """

    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="daftar_syarat")
    wilayah = ArrayField(models.CharField(max_length=KODE_WILAYAH), default=list, blank=True)
    pekerjaan = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    dtsen = models.BooleanField("hanya yang tercatat di DTSEN", default=False)
    desil_maks = models.PositiveSmallIntegerField("desil paling tinggi", null=True, blank=True)
    alasan = models.CharField("dasar atau alasan", max_length=300)
    status = models.CharField(max_length=12, choices=StatusSyarat, default=StatusSyarat.DIUSULKAN)
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")

    objects = SyaratSumberQuerySet.as_manager()

    class Meta:
        verbose_name = "syarat sumber"
        verbose_name_plural = "syarat sumber"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="syarat_sumber_status_sah", condition=Q(status__in=StatusSyarat.values)
            ),
            models.CheckConstraint(
                name="syarat_sumber_desil_1_10",
                condition=Q(desil_maks=None) | Q(desil_maks__range=(1, 10)),
                violation_error_message="Desil 1 sampai 10.",
            ),
            models.CheckConstraint(
                name="syarat_sumber_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis dasar atau alasannya.",
            ),
            models.CheckConstraint(
                name="syarat_sumber_orang_lain",
                condition=~Q(status="dikonfirmasi")
                | (Q(diputus_oleh__isnull=False) & ~Q(diputus_oleh=F("diusulkan_oleh"))),
                violation_error_message="Syarat dikonfirmasi admin lain.",
            ),
            models.UniqueConstraint(
                name="syarat_sumber_satu_usulan",
                fields=["sumber"],
                condition=Q(status="diusulkan"),
                violation_error_message="Sumber ini sudah mempunyai usulan syarat yang menunggu.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="syarat_sumber_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="syarat_sumber_diputus_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.status <> 'diusulkan'"),
            ),
            pgtrigger.Protect(
                name="syarat_sumber_isi_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    exclude=["status", "alasan_putusan", "diputus_oleh", "diputus_pada"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"syarat {self.sumber_id} nomor {self.pk}"

    @property
    def cip(self) -> StatusSyarat:
        return StatusSyarat(self.status)

    @property
    def semua_orang(self) -> bool:
        """Whether the rule keeps nobody out."""
        return not (self.wilayah or self.pekerjaan or self.dtsen or self.desil_maks)
