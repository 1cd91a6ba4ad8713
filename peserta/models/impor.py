"""A spreadsheet on its way in: the file, and each of its rows with a verdict."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from peserta.models.peserta import Peserta, SumberData
from pijar.models import Pengguna, Tugas


class StatusImpor(models.TextChoices):
    DIBACA = "dibaca", "Sedang dibaca"
    DIPERIKSA = "diperiksa", "Siap diperiksa"
    DITERAPKAN = "diterapkan", "Diterapkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
    GAGAL = "gagal", "Tidak terbaca"


class Vonis(models.TextChoices):
    BARU = "baru", "Baru"
    UBAH = "ubah", "Ubah"
    SAMA = "sama", "Sama"
    PERINGATAN = "peringatan", "Peringatan"
    GALAT = "galat", "Galat"


class ImporQuerySet(models.QuerySet["Impor"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Own imports; admins without an area see everybody's."""
        if petugas.has_perm("pijar.mengelola_pengguna") and not petugas.wilayah:
            return self.all()
        return self.filter(oleh=petugas)


class Impor(models.Model):
    """One uploaded list. Rows are staged, looked at, then applied in one transaction."""

    berkas = models.FileField(upload_to="impor/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    sumber_data = models.CharField(max_length=12, choices=SumberData, default=SumberData.KELURAHAN)
    lembar = models.CharField(max_length=100, blank=True, default="")
    baris_judul = models.PositiveIntegerField(null=True)
    pemetaan = models.JSONField("kolom berkas ke bidang", default=dict)
    jumlah = models.JSONField("jumlah baris per hasil", default=dict)
    galat = models.TextField(blank=True, default="")

    status = models.CharField(max_length=10, choices=StatusImpor, default=StatusImpor.DIBACA)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    tugas = models.ForeignKey(Tugas, models.PROTECT, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diterapkan_pada = models.DateTimeField(null=True)
    dibatalkan_pada = models.DateTimeField(null=True)

    objects = ImporQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "impor"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["oleh", "-id"], name="impor_per_orang"),
            models.Index(fields=["sha256"], name="impor_sha"),
        ]
        constraints = [
            models.CheckConstraint(
                name="impor_status_sah", condition=Q(status__in=StatusImpor.values)
            ),
            models.CheckConstraint(
                name="impor_gagal_menyebut_sebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas


class BarisImporQuerySet(models.QuerySet["BarisImpor"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Rows of this officer's area, and those of the own lists that name no known place."""
        if not petugas.wilayah:
            return self.all()
        return self.filter(petugas.q_wilayah("kelurahan") | Q(kelurahan="", impor__oleh=petugas))

    def diterapkan(self, mulai: datetime, sebelum: datetime) -> Self:
        """Rows of the lists that were applied in this time and not undone since."""
        return self.filter(
            impor__status=StatusImpor.DITERAPKAN,
            impor__diterapkan_pada__gte=mulai,
            impor__diterapkan_pada__lt=sebelum,
        )


class BarisImpor(models.Model):
    """One row of the file: as typed (``mentah``), as cleaned (the columns), and what is wrong.

    ``alasan`` is a list of objects tingkat, kode, kolom, nilai, sebab, perbaikan. ``kode_awal``
    holds the codes that were found first, once a row is corrected in place; NULL until then.
    ``perubahan`` maps a column to [old, new] for a person who is already here.
    """

    impor = models.ForeignKey(
        Impor,
        models.CASCADE,
        related_name="daftar_baris",
        db_index=False,  # baris_impor_sekali
    )
    nomor = models.PositiveIntegerField("nomor baris dalam berkas")
    mentah = models.JSONField()
    vonis = models.CharField(max_length=10, choices=Vonis)
    alasan = models.JSONField(default=list)
    kode_awal = ArrayField(models.CharField(max_length=40), null=True, blank=True)
    perubahan = models.JSONField(default=dict)
    dipilih = models.BooleanField(default=False)
    peserta = models.ForeignKey(Peserta, models.SET_NULL, null=True, related_name="+")

    nik = models.CharField(max_length=16, blank=True, default="")
    no_kk = models.CharField(max_length=16, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    nama_cari = models.CharField(max_length=150, blank=True, default="")
    tempat_lahir = models.CharField(max_length=80, blank=True, default="")
    tanggal_lahir = models.DateField(null=True)
    jenis_kelamin = models.CharField(max_length=1, blank=True, default="")
    nama_ibu = models.CharField(max_length=150, blank=True, default="")
    alamat = models.CharField(max_length=200, blank=True, default="")
    rt = models.CharField(max_length=3, blank=True, default="")
    rw = models.CharField(max_length=3, blank=True, default="")
    kelurahan = models.CharField(max_length=13, blank=True, default="")
    hp = models.CharField(max_length=20, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    pekerjaan = models.CharField(max_length=30, blank=True, default="")
    lokasi_kerja = models.CharField(max_length=150, blank=True, default="")
    penghasilan = models.PositiveIntegerField(null=True)
    status_bpjs = models.CharField(max_length=12, blank=True, default="")
    register_kesejahteraan = models.CharField(max_length=20, blank=True, default="")
    desil = models.PositiveSmallIntegerField(null=True)

    objects = BarisImporQuerySet.as_manager()

    class Meta:
        verbose_name = "baris impor"
        verbose_name_plural = "baris impor"
        ordering = ["impor", "nomor"]
        constraints = [
            models.UniqueConstraint(name="baris_impor_sekali", fields=["impor", "nomor"]),
            models.CheckConstraint(
                name="baris_impor_vonis_sah", condition=Q(vonis__in=Vonis.values)
            ),
            models.CheckConstraint(
                name="baris_galat_tidak_dipilih",
                condition=~Q(vonis="galat", dipilih=True),
                violation_error_message="Baris dengan galat tidak dapat dipilih.",
            ),
        ]
        indexes = [models.Index(fields=["impor", "vonis", "nomor"], name="baris_impor_vonis")]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.vonis}"
