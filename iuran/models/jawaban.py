"""BPJS's answer to a batch: the file and its rows, each with a verdict."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from iuran.models.pendaftaran import (
    BarisPendaftaran,
    BarisPendaftaranQuerySet,
    PendaftaranKolektif,
)
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada


class JenisJawaban(models.TextChoices):
    HASIL = "hasil", "Hasil pendaftaran"
    CEK_AWAL = "cek_awal", "Cek awal (Y/T)"


class StatusJawaban(Bernada):
    DIBACA = "dibaca", Nada.PROSES, "Sedang dibaca"
    DIPERIKSA = "diperiksa", Nada.PERHATIAN, "Siap diperiksa"
    DITERAPKAN = "diterapkan", Nada.BAIK, "Diterapkan"
    GAGAL = "gagal", Nada.BURUK, "Tidak terbaca"


class JawabanQuerySet(models.QuerySet["JawabanBPJS"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Answers to the batches that this officer may see."""
        if not petugas.wilayah:
            return self.all()
        return self.filter(pendaftaran__in=PendaftaranKolektif.objects.for_petugas(petugas))


class JawabanBPJS(models.Model):
    """A file that BPJS sent back for a batch: staged, looked at, then applied.

    A pre-check list (``cek_awal``) tells who could be enrolled; it is only looked at.
    """

    pendaftaran = models.ForeignKey(
        PendaftaranKolektif, models.PROTECT, related_name="daftar_jawaban"
    )
    berkas = models.FileField(upload_to="jawaban/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    jenis = models.CharField(max_length=10, choices=JenisJawaban, default=JenisJawaban.HASIL)
    status = models.CharField(max_length=10, choices=StatusJawaban, default=StatusJawaban.DIBACA)
    galat = models.TextField(blank=True, default="")
    tugas = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diterapkan_pada = models.DateTimeField(null=True)

    objects = JawabanQuerySet.as_manager()

    class Meta:
        verbose_name = "jawaban BPJS"
        verbose_name_plural = "jawaban BPJS"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="jawaban_status_sah", condition=Q(status__in=StatusJawaban.values)
            ),
            models.CheckConstraint(
                name="jawaban_jenis_sah", condition=Q(jenis__in=JenisJawaban.values)
            ),
            models.CheckConstraint(
                name="jawaban_cek_awal_tidak_diterapkan",
                condition=~Q(jenis="cek_awal", status="diterapkan"),
                violation_error_message="Cek awal tidak mengubah data.",
            ),
            models.CheckConstraint(
                name="jawaban_gagal_menyebut_sebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def cip(self) -> StatusJawaban:
        return StatusJawaban(self.status)

    @property
    def terbaca(self) -> bool:
        return self.status in (StatusJawaban.DIPERIKSA, StatusJawaban.DITERAPKAN)

    def belum_dijawab(self) -> BarisPendaftaranQuerySet:
        """Lines that still wait and that this file does not mention."""
        disebut = self.daftar_baris.filter(baris__isnull=False).values("baris")
        baris = BarisPendaftaran.objects.filter(pendaftaran_id=self.pendaftaran_id)
        return baris.menunggu().exclude(pk__in=disebut)


class HasilJawaban(models.TextChoices):
    SESUAI = "sesuai", "Sesuai"
    SUDAH_PESERTA = "sudah_peserta", "Sudah peserta"
    DITOLAK = "ditolak", "Ditolak"
    TIDAK_DIMINTA = "tidak_diminta", "Tidak kita minta"
    GALAT = "galat", "Tidak terbaca"


class BarisJawabanQuerySet(models.QuerySet["BarisJawaban"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Rows of people in the officer's area; rows that match nobody are the whole city's."""
        wilayah = petugas.q_wilayah("baris__peserta__kelurahan__kode")
        return self.filter(Q(baris=None) | wilayah) if wilayah else self.all()


class BarisJawaban(models.Model):
    """One row of BPJS's answer, matched by NIK only. A KPJ in a failed row is never stored."""

    jawaban = models.ForeignKey(JawabanBPJS, models.CASCADE, related_name="daftar_baris")
    lembar = models.CharField(max_length=100, blank=True, default="")
    nomor = models.PositiveIntegerField("nomor baris dalam lembar")
    nik = models.CharField(max_length=30, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    kpj = models.CharField(max_length=20, blank=True, default="")
    keterangan = models.CharField(max_length=300, blank=True, default="")
    hasil = models.CharField(max_length=15, choices=HasilJawaban)
    catatan = models.CharField(max_length=300, blank=True, default="")
    baris = models.ForeignKey(BarisPendaftaran, models.PROTECT, null=True, related_name="+")

    objects = BarisJawabanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "baris jawaban"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="baris_jawaban_sekali", fields=["jawaban", "lembar", "nomor"]
            ),
            models.UniqueConstraint(
                name="baris_jawaban_satu_per_orang",
                fields=["jawaban", "baris"],
                condition=Q(hasil__in=["sesuai", "sudah_peserta", "ditolak"]),
            ),
            models.CheckConstraint(
                name="baris_jawaban_hasil_sah", condition=Q(hasil__in=HasilJawaban.values)
            ),
            models.CheckConstraint(
                name="baris_jawaban_gagal_tanpa_kpj",
                condition=Q(kpj="") | Q(hasil__in=["sesuai", "sudah_peserta"]),
                violation_error_message="KPJ pada baris gagal tidak disimpan.",
            ),
        ]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.hasil}"
