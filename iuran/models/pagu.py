"""The history of a source: its ceiling and quota, and every other field, with paper and author."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.sumber import KeadaanPagu, SumberDana
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class StatusPerubahan(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DISAHKAN = "disahkan", Nada.BAIK, "Dikonfirmasi"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class PerubahanPaguQuerySet(models.QuerySet["PerubahanPagu"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a ceiling is the whole city's."""
        return self.none() if petugas.wilayah else self.all()

    def diusulkan(self) -> Self:
        return self.filter(status=StatusPerubahan.DIUSULKAN)


class PerubahanPagu(models.Model):
    """One change of a source's ceiling, quota or state of the budget, with its paper.

    One admin proposes it, another confirms it; ``*_lama`` is what stood before. ``defisit``: the
    council cut the ceiling below what is bound, and the admins record it as such.
    """

    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="daftar_perubahan")
    keadaan_lama = models.CharField(max_length=10, choices=KeadaanPagu)
    keadaan = models.CharField(max_length=10, choices=KeadaanPagu)
    pagu_lama = models.PositiveBigIntegerField("pagu sebelumnya (rupiah)")
    pagu = models.PositiveBigIntegerField("pagu (rupiah)")
    kuota_lama = models.PositiveIntegerField("kuota sebelumnya (orang)")
    kuota = models.PositiveIntegerField("kuota (orang)")
    nomor = models.CharField("nomor dokumen", max_length=100, blank=True, default="")
    tanggal = models.DateField("tanggal dokumen", null=True, blank=True)
    alasan = models.CharField(max_length=200)
    defisit = models.BooleanField(default=False)
    status = models.CharField(
        max_length=10, choices=StatusPerubahan, default=StatusPerubahan.DIUSULKAN
    )
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_tolak = models.CharField(max_length=200, blank=True, default="")

    objects = PerubahanPaguQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "perubahan pagu"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="perubahan_pagu_keadaan_sah",
                condition=Q(keadaan__in=KeadaanPagu.values, keadaan_lama__in=KeadaanPagu.values),
            ),
            models.CheckConstraint(
                name="perubahan_pagu_status_sah", condition=Q(status__in=StatusPerubahan.values)
            ),
            models.CheckConstraint(
                name="perubahan_pagu_positif",
                condition=Q(pagu__gt=0, kuota__gt=0),
                violation_error_message="Pagu dan kuota harus lebih dari nol.",
            ),
            models.CheckConstraint(
                name="perubahan_pagu_berdokumen",
                condition=Q(keadaan="rancangan")
                | (~Q(nomor__regex=r"^\s*$") & Q(tanggal__isnull=False)),
                violation_error_message="Isi nomor dan tanggal dokumennya.",
            ),
            models.CheckConstraint(
                name="perubahan_pagu_beralasan", condition=~Q(alasan__regex=r"^\s*$")
            ),
            models.CheckConstraint(
                name="perubahan_pagu_admin_lain",
                condition=~Q(status="disahkan")
                | (Q(diputus_oleh__isnull=False) & ~Q(diputus_oleh=F("diusulkan_oleh"))),
                violation_error_message="Perubahan pagu dikonfirmasi admin lain.",
            ),
            models.CheckConstraint(
                name="perubahan_pagu_tolak_beralasan",
                condition=~Q(status="ditolak") | ~Q(alasan_tolak=""),
            ),
            models.UniqueConstraint(
                name="perubahan_pagu_satu_usulan",
                fields=["sumber"],
                condition=Q(status="diusulkan"),
                violation_error_message="Sumber ini sudah mempunyai usulan yang menunggu.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="perubahan_pagu_diputus_tetap",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status <> 'diusulkan'"),
            ),
            pgtrigger.Protect(
                name="perubahan_pagu_pengusul_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("sumber", "diusulkan_oleh"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sumber_id}: {self.pagu_lama} → {self.pagu}"

    @property
    def cip(self) -> StatusPerubahan:
        return StatusPerubahan(self.status)

    @property
    def menunggu(self) -> bool:
        return self.status == StatusPerubahan.DIUSULKAN


BATAS_SP2D = "Hari terakhir SP2D"


class PerubahanSumberQuerySet(models.QuerySet["PerubahanSumber"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area, as of sources."""
        return self.none() if petugas.wilayah else self.all()


class PerubahanSumber(models.Model):
    """One edit of a source's name, order, successor or last day for SP2D. Never changed.

    ``isi`` maps the label of each changed field to its old and new text; ``dasar`` is the letter
    of the treasury that sets the last day for SP2D.
    """

    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="daftar_suntingan")
    isi = models.JSONField()
    dasar = models.CharField("dasar perubahan", max_length=200, blank=True, default="")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    objects = PerubahanSumberQuerySet.as_manager()

    class Meta:
        verbose_name = "perubahan sumber"
        verbose_name_plural = "perubahan sumber"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="perubahan_sumber_sp2d_berdasar",
                condition=~Q(isi__has_key=BATAS_SP2D) | ~Q(dasar__regex=r"^\s*$"),
                violation_error_message="Tulis dasar hari terakhir SP2D, misalnya nomor suratnya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="perubahan_sumber_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.sumber_id}: {', '.join(self.isi)}"
