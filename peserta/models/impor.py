"""Imports: the uploaded file, and each of its rows with a verdict."""

from __future__ import annotations

from datetime import datetime
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from peserta.bersih.pekerjaan import TIDAK_DIKENAL
from peserta.models.isian_orang import IsianOrang
from peserta.models.peserta import Peserta
from peserta.models.pilihan import SumberData
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada


class StatusImpor(Bernada):
    DIBACA = "dibaca", Nada.PROSES, "Sedang dibaca"
    PEMETAAN = "pemetaan", Nada.PERHATIAN, "Kolom perlu dicocokkan"
    DIPERIKSA = "diperiksa", Nada.PERHATIAN, "Siap diperiksa"
    DITERAPKAN = "diterapkan", Nada.BAIK, "Diterapkan"
    SEBAGIAN = "sebagian", Nada.AKHIR, "Dibatalkan sebagian"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibatalkan"
    GAGAL = "gagal", Nada.BURUK, "Tidak terbaca"


class Vonis(Bernada):
    BARU = "baru", Nada.BAIK, "Baru"
    UBAH = "ubah", Nada.PROSES, "Ubah"
    USUL = "usul", Nada.PROSES, "Usul perubahan"
    SAMA = "sama", Nada.NETRAL, "Sama"
    PERINGATAN = "peringatan", Nada.PERHATIAN, "Peringatan"
    GALAT = "galat", Nada.BURUK, "Perlu diperbaiki"
    ABAIKAN = "abaikan", Nada.AKHIR, "Diabaikan"


VONIS_DIBACA = tuple(v for v in Vonis if v != Vonis.ABAIKAN)
"""The verdicts of the rows that a list counts: all but those that are hidden or passed over."""


class ImporQuerySet(models.QuerySet["Impor"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """The officer's own imports; for an admin without an area, or an auditor, all imports."""
        return self.all() if petugas.melihat_semua else self.filter(oleh=petugas)


class Impor(models.Model):
    """One uploaded list, whose rows are staged, reviewed, then applied in one transaction.

    ``kolom_diminta`` is empty, ``{"otomatis": true, …}``, or an officer's choice of header row and
    fields; ``pemetaan`` describes the columns as last read.
    """

    berkas = models.FileField(upload_to="impor/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    sumber_data = models.CharField(max_length=12, choices=SumberData, default=SumberData.KELURAHAN)
    lembar = models.CharField(max_length=100, blank=True, default="")
    baris_judul = models.PositiveIntegerField(null=True)
    kolom_diminta = models.JSONField("kolom yang dipilih petugas", default=dict)
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
            models.CheckConstraint(
                name="impor_pemetaan_menyebut_sebab", condition=~Q(status="pemetaan") | ~Q(galat="")
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="impor_pengunggah_tetap", fields=["oleh"]),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def cip(self) -> StatusImpor:
        return StatusImpor(self.status)


class PemetaanTersimpan(models.Model):
    """An officer's correction of the columns of a header, for the next list of the same source.

    One row per source and header: a new correction replaces the old one. ``judul`` are the titles,
    ``bidang`` maps the index of a column to its field. It keeps no value of a person.
    """

    sumber_data = models.CharField(max_length=12, choices=SumberData)
    sidik = models.CharField("sidik judul kolom", max_length=64)
    judul = ArrayField(models.CharField(max_length=80))
    bidang = models.JSONField("kolom ke bidang")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diubah_pada = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "pemetaan tersimpan"
        verbose_name_plural = "pemetaan tersimpan"
        constraints = [
            models.UniqueConstraint(
                name="pemetaan_tersimpan_sekali", fields=["sumber_data", "sidik"]
            ),
            models.CheckConstraint(
                name="pemetaan_tersimpan_sumber_sah",
                condition=Q(sumber_data__in=SumberData.values),
            ),
            models.CheckConstraint(
                name="pemetaan_tersimpan_berisi", condition=~Q(sidik="") & ~Q(bidang={})
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sumber_data}: {len(self.judul)} kolom"


class BarisImporQuerySet(models.QuerySet["BarisImpor"]):
    def bentrok(self) -> Self:
        """Rows that wait because another officer's open import has the same NIK."""
        return self.filter(vonis=Vonis.PERINGATAN, alasan__contains=[{"kode": "impor_lain"}])

    def kata_asing(self) -> Self:
        """Rows with a word for an occupation that was unknown when they were read."""
        asing = [{"kode": TIDAK_DIKENAL}]
        return self.filter(vonis=Vonis.GALAT, alasan__contains=asing)

    def for_petugas(self, petugas: Pengguna) -> Self:
        """Rows of this officer's area, and rows without a known place in their own lists."""
        if not petugas.wilayah:
            return self.all()
        return self.filter(petugas.q_wilayah("kelurahan") | Q(kelurahan="", impor__oleh=petugas))

    def diterapkan(self, mulai: datetime, sebelum: datetime) -> Self:
        """Rows of the lists applied from ``mulai`` until before ``sebelum`` and not undone."""
        return self.filter(
            impor__status=StatusImpor.DITERAPKAN,
            impor__diterapkan_pada__gte=mulai,
            impor__diterapkan_pada__lt=sebelum,
        )


class BarisImpor(IsianOrang):
    """One row of the file: the original cells (``mentah``), the cleaned columns, the findings.

    ``alasan`` is a list of findings: tingkat, kode, kolom, nilai, sebab, perbaikan. ``kode_awal``
    keeps the first codes of a row that an officer corrected; NULL for other rows. ``perubahan``
    maps a column to [old, new] for a known person. ``tetap``: the row stayed applied when the rest
    of the import was undone.
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
    tetap = models.BooleanField("tetap ketika impornya dibatalkan", default=False, db_default=False)
    peserta = models.ForeignKey(
        Peserta,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,  # baris_impor_peserta: most rows have no known person
    )

    nik = models.CharField(max_length=16, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    nama_cari = models.CharField(max_length=150, blank=True, default="")
    tanggal_lahir = models.DateField(null=True)
    jenis_kelamin = models.CharField(max_length=1, blank=True, default="")
    kelurahan = models.CharField(max_length=13, blank=True, default="")
    pekerjaan = models.CharField(max_length=30, blank=True, default="")
    status_bpjs = models.CharField(max_length=12, blank=True, default="")

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
                condition=~Q(vonis__in=["galat", "abaikan"], dipilih=True),
                violation_error_message="Baris yang keliru atau diabaikan tidak dapat dipilih.",
            ),
            models.CheckConstraint(
                name="baris_tetap_diterapkan", condition=~Q(tetap=True, dipilih=False)
            ),
        ]
        indexes = [
            models.Index(
                fields=["impor", "vonis", "nomor"],
                name="baris_impor_vonis",
                condition=~Q(vonis="baru"),  # most rows: baris_impor_sekali serves them
            ),
            models.Index(
                fields=["impor", "nomor"], name="baris_impor_tetap", condition=Q(tetap=True)
            ),
            models.Index(
                fields=["peserta"], name="baris_impor_peserta", condition=~Q(peserta=None)
            ),
        ]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.vonis}"

    @property
    def cip(self) -> Vonis:
        return Vonis(self.vonis)
