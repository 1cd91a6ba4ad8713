"""BPJS's monthly list of what civil servants pay, and the payments written by it."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models.pembayaran import Pembayaran, StatusPembayaran
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada


class StatusSetoran(Bernada):
    DIBACA = "dibaca", Nada.PROSES, "Sedang dibaca"
    DIPERIKSA = "diperiksa", Nada.PERHATIAN, "Menunggu dicatat"
    DITERAPKAN = "diterapkan", Nada.BAIK, "Sudah dicatat"
    GAGAL = "gagal", Nada.BURUK, "Tidak terbaca"
    DIBUANG = "dibuang", Nada.AKHIR, "Dibuang"


SETORAN_TERBACA = (StatusSetoran.DIPERIKSA, StatusSetoran.DITERAPKAN)


class DaftarSetoranQuerySet(models.QuerySet["DaftarSetoran"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a list holds people of the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def berlaku(self) -> Self:
        """The lists that count: of each month the newest that was read."""
        return self.filter(berlaku=True)


class DaftarSetoran(models.Model):
    """BPJS's list of the movement for one month, as it came.

    ``tanggal`` is the day that the list itself bears. ``berlaku``: no newer list of the same month
    stands in its place, and no admin dropped it. ``jumlah`` holds lines and rupiah by bin and
    cause. Recording it (``diterapkan``) writes a payment of kind ``bpjs`` for the months that are
    new (:class:`BayarSetoran`); read again it may be recorded again, for what is new since.
    """

    bulan = models.DateField()
    tanggal = models.DateField("tanggal daftar")
    berkas = models.FileField(upload_to="setoran/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=StatusSetoran, default=StatusSetoran.DIBACA)
    berlaku = models.BooleanField(default=False)
    jumlah = models.JSONField("jumlah per bagian", default=dict)
    galat = models.TextField(blank=True, default="")
    tugas = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diterapkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diterapkan_pada = models.DateTimeField(null=True)
    dibuang_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibuang_pada = models.DateTimeField(null=True)
    alasan_buang = models.CharField(max_length=200, blank=True, default="")

    objects = DaftarSetoranQuerySet.as_manager()

    class Meta:
        verbose_name = "daftar setoran"
        verbose_name_plural = "daftar setoran"
        ordering = ["-bulan", "-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(name="setoran_bulan_satu", condition=Q(bulan__day=1)),
            models.CheckConstraint(
                name="setoran_status_sah", condition=Q(status__in=StatusSetoran.values)
            ),
            models.CheckConstraint(
                name="setoran_gagal_bersebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
            models.CheckConstraint(
                name="setoran_berlaku_terbaca",
                condition=Q(berlaku=False) | Q(status__in=["diperiksa", "diterapkan"]),
            ),
            models.CheckConstraint(
                name="setoran_diterapkan_bernama",
                condition=~Q(status="diterapkan")
                | Q(diterapkan_oleh__isnull=False, diterapkan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="setoran_dibuang_beralasan",
                condition=Q(status="dibuang", dibuang_oleh__isnull=False)
                & Q(dibuang_pada__isnull=False)
                & ~Q(alasan_buang__regex=r"^\s*$")
                | ~Q(status="dibuang") & Q(dibuang_oleh=None, dibuang_pada=None, alasan_buang=""),
                violation_error_message="Tulis alasan membuang daftarnya.",
            ),
            models.UniqueConstraint(
                name="setoran_satu_berlaku", fields=["bulan"], condition=Q(berlaku=True)
            ),
            models.UniqueConstraint(
                name="setoran_berkas_sekali",
                fields=["sha256"],
                condition=~Q(status__in=["gagal", "dibuang"]),
                violation_error_message="Berkas ini sudah diunggah.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="setoran_pengunggah_tetap", fields=["oleh"]),
        ]

    def __str__(self) -> str:
        return f"ST-{self.pk}"

    @property
    def cip(self) -> StatusSetoran:
        return StatusSetoran(self.status)

    @property
    def terbaca(self) -> bool:
        return self.status in SETORAN_TERBACA

    @property
    def digantikan(self) -> bool:
        """Whether a newer list of the same month counts in its place."""
        return self.terbaca and not self.berlaku


class BayarSetoran(models.Model):
    """The list by which a payment of kind ``bpjs`` was written. Never changed."""

    pembayaran = models.OneToOneField(Pembayaran, models.PROTECT, related_name="bayar_setoran")
    daftar = models.ForeignKey(DaftarSetoran, models.PROTECT, related_name="daftar_bayar")

    class Meta:
        verbose_name = "pembayaran menurut daftar setoran"
        verbose_name_plural = "pembayaran menurut daftar setoran"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(
                name="bayar_setoran_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"pembayaran {self.pembayaran_id} menurut daftar {self.daftar_id}"

    @property
    def berlaku(self) -> bool:
        return self.pembayaran.status == StatusPembayaran.BERLAKU
