"""Civil servants who pay for workers, and the office of each at a time."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Upper

from iuran.models.opd import OPD
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from pijar.riwayat import ingat
from pijar.samar import samarkan_nip


class StatusPenyumbang(Bernada):
    """Whether a donor still pays, or why not any more; then his promises need a new donor."""

    AKTIF = "aktif", Nada.BAIK, "Aktif"
    PENSIUN = "pensiun", Nada.AKHIR, "Pensiun"
    PINDAH = "pindah", Nada.AKHIR, "Pindah ke luar Pemkot"
    MENINGGAL = "meninggal", Nada.AKHIR, "Meninggal"
    MUNDUR = "mundur", Nada.AKHIR, "Tidak melanjutkan"


class PenyumbangQuerySet(models.QuerySet["Penyumbang"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Donors of workers in the officer's area; an admin of the whole city sees all."""
        if not petugas.wilayah:
            return self.all()
        janji = apps.get_model("iuran", "Janji").objects.for_petugas(petugas)
        return self.filter(pk__in=janji.order_by().values("penyumbang"))

    def aktif(self) -> Self:
        return self.filter(status=StatusPenyumbang.AKTIF)

    def dengan_opd_pada(self, pada: date) -> Self:
        """``opd_pada``: the office of each on a day, by its dated record."""
        masa = PenempatanOPD.objects.filter(penyumbang=OuterRef("pk"), sejak__lte=pada)
        return self.annotate(opd_pada=Subquery(masa.order_by("-sejak").values("opd")[:1]))


@ingat()
class Penyumbang(models.Model):
    """One civil servant who promised to pay for at least one worker.

    One row per NIP, which is personal data like a NIK. ``opd`` is the office now, also kept with
    its dates in :class:`PenempatanOPD`. ``sejak`` is the day of the first answer.
    """

    nip = models.CharField("NIP", max_length=18, unique=True)
    nama = models.CharField(max_length=150)
    opd = models.ForeignKey(OPD, models.PROTECT, related_name="daftar_penyumbang")
    hp = models.CharField("nomor HP", max_length=20, blank=True, default="")
    sejak = models.DateField("ikut sejak")
    status = models.CharField(
        max_length=10, choices=StatusPenyumbang, default=StatusPenyumbang.AKTIF
    )
    keluar_pada = models.DateField("keluar tanggal", null=True, blank=True)
    keluar_alasan = models.CharField("keterangan keluar", max_length=300, blank=True, default="")
    didata_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = PenyumbangQuerySet.as_manager()

    class Meta:
        verbose_name = "penyumbang"
        verbose_name_plural = "penyumbang"
        ordering = ["nama", "pk"]
        indexes = [
            models.Index(fields=["nama", "id"], name="penyumbang_urut"),
            GinIndex(OpClass(Upper("nama"), "gin_trgm_ops"), name="penyumbang_nama"),
        ]
        constraints = [
            models.CheckConstraint(
                name="penyumbang_nip_18_angka",
                condition=Q(nip__regex=r"^[0-9]{18}$"),
                violation_error_message="NIP terdiri dari 18 angka.",
            ),
            models.CheckConstraint(name="penyumbang_bernama", condition=~Q(nama__regex=r"^\s*$")),
            models.CheckConstraint(
                name="penyumbang_status_sah", condition=Q(status__in=StatusPenyumbang.values)
            ),
            models.CheckConstraint(
                name="penyumbang_keluar_lengkap",
                condition=Q(status="aktif", keluar_pada=None)
                | (~Q(status="aktif") & Q(keluar_pada__isnull=False)),
                violation_error_message="Tulis tanggal keluarnya.",
            ),
            models.CheckConstraint(
                name="penyumbang_keluar_sesudah_ikut",
                condition=Q(keluar_pada=None) | Q(keluar_pada__gte=F("sejak")),
                violation_error_message="Tanggal keluar tidak sebelum tanggal ikut.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def cip(self) -> StatusPenyumbang:
        return StatusPenyumbang(self.status)

    @property
    def nip_samar(self) -> str:
        return samarkan_nip(self.nip)

    @property
    def hp_samar(self) -> str:
        return samarkan_nip(self.hp)


@ingat(kolom=["opd", "sejak"])
class PenempatanOPD(models.Model):
    """The office of a donor since a day; figures of a month ask for the office of that month."""

    penyumbang = models.ForeignKey(
        Penyumbang, models.PROTECT, related_name="daftar_penempatan", db_index=False
    )
    opd = models.ForeignKey(OPD, models.PROTECT, related_name="+")
    sejak = models.DateField()
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "penempatan OPD"
        verbose_name_plural = "penempatan OPD"
        ordering = ["penyumbang", "-sejak"]
        constraints = [
            models.UniqueConstraint(
                name="penempatan_sehari", fields=["penyumbang", "sejak"], include=["opd"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penyumbang_id}: {self.opd_id} sejak {self.sejak:%Y-%m-%d}"


class JenisRiwayatPenyumbang(models.TextChoices):
    DICATAT = "dicatat", "Dicatat"
    DIUBAH = "diubah", "Data dibetulkan"
    PINDAH_OPD = "pindah_opd", "Pindah OPD"
    KELUAR = "keluar", "Tidak lagi menyumbang"
    KEMBALI = "kembali", "Menyumbang lagi"


class RiwayatPenyumbang(models.Model):
    """One act on a donor, by whom. Never changed; it repeats no NIP and no phone number.

    ``pada`` is the day from which it holds; ``dibuat_pada`` is when it was typed.
    """

    penyumbang = models.ForeignKey(Penyumbang, models.PROTECT, related_name="riwayat")
    jenis = models.CharField(max_length=10, choices=JenisRiwayatPenyumbang)
    catatan = models.CharField(max_length=500)
    pada = models.DateField()
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "riwayat penyumbang"
        verbose_name_plural = "riwayat penyumbang"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="riwayat_penyumbang_sah", condition=Q(jenis__in=JenisRiwayatPenyumbang.values)
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="riwayat_penyumbang_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.penyumbang_id}: {self.get_jenis_display()}"
