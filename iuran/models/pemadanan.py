"""Lists of other offices against which people are checked, and the list that was asked for."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models.tagihan import Tagihan
from peserta.models import Peserta
from pijar.bulan import nama_bulan
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada


class JenisPemadanan(models.TextChoices):
    """The registers. Each answers one question about a person."""

    KEPENDUDUKAN = "kependudukan", "Kependudukan (Disdukcapil)"
    PENERIMA_UPAH = "penerima_upah", "Penerima upah (BPJS)"
    PEMBAYAR_LAIN = "pembayar_lain", "Pembayar lain"


class StatusPemadanan(Bernada):
    DIBACA = "dibaca", Nada.PROSES, "Sedang dibaca"
    DIPERIKSA = "diperiksa", Nada.PERHATIAN, "Siap diperiksa"
    DITERAPKAN = "diterapkan", Nada.BAIK, "Dipakai"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibuang"
    DITARIK = "ditarik", Nada.AKHIR, "Ditarik"
    GAGAL = "gagal", Nada.BURUK, "Tidak terbaca"


S = StatusPemadanan
HIDUP = (S.DIBACA, S.DIPERIKSA, S.DITERAPKAN)  # one file stands in at most one of these lists


class SekotaQuerySet(models.QuerySet):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: these lists hold people of the whole city."""
        return self.none() if petugas.wilayah else self.all()


class PermintaanPadanan(models.Model):
    """The people who were asked about in one file: those of a bill, or all with aid in a month."""

    tagihan = models.ForeignKey(Tagihan, models.PROTECT, null=True, related_name="+")
    bulan = models.DateField(null=True)
    alasan = models.CharField(max_length=300)
    jumlah = models.PositiveIntegerField("jumlah orang", default=0)
    tugas = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = SekotaQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan pemadanan"
        verbose_name_plural = "permintaan pemadanan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="permintaan_padanan_satu_dasar",
                condition=Q(tagihan=None, bulan__isnull=False)
                | Q(tagihan__isnull=False, bulan=None),
            ),
            models.CheckConstraint(
                name="permintaan_padanan_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"DP-{self.pk}"

    @property
    def sebutan(self) -> str:
        """Number and base: the bill, or the month."""
        bulan = f"bantuan {nama_bulan(self.bulan)}" if self.bulan else ""
        return f"{self}, {self.tagihan or bulan}"


class OrangDiminta(models.Model):
    """One person in the file that was asked with. It stays as it was sent."""

    permintaan = models.ForeignKey(
        PermintaanPadanan,
        models.PROTECT,
        related_name="daftar_orang",
        db_index=False,  # diminta_sekali
    )
    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "orang diminta"
        verbose_name_plural = "orang diminta"
        constraints = [
            models.UniqueConstraint(name="diminta_sekali", fields=["permintaan", "peserta"])
        ]
        triggers = [
            pgtrigger.Protect(name="diminta_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"peserta {self.peserta_id}"


class DaftarPadanan(models.Model):
    """One uploaded list of another office.

    ``tanggal`` is the day that the list itself bears. Only a list that was put to use
    (``diterapkan``) counts as a check; taken back (``ditarik``) it counts no more, and its rows
    stay readable. ``jumlah`` counts rows per bin, as they were read.
    """

    jenis = models.CharField(max_length=15, choices=JenisPemadanan)
    tanggal = models.DateField("tanggal daftar")
    pengirim = models.CharField("dari", max_length=150)
    permintaan = models.ForeignKey(
        PermintaanPadanan, models.PROTECT, null=True, related_name="daftar_jawaban"
    )
    berkas = models.FileField(upload_to="pemadanan/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    jumlah = models.JSONField("jumlah baris per hasil", default=dict)
    galat = models.TextField(blank=True, default="")
    status = models.CharField(max_length=10, choices=StatusPemadanan, default=S.DIBACA)
    tugas = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diterapkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diterapkan_pada = models.DateTimeField(null=True)
    ditutup_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    ditutup_pada = models.DateTimeField("dibuang atau ditarik pada", null=True)
    alasan_tutup = models.CharField(max_length=150, blank=True, default="")

    objects = SekotaQuerySet.as_manager()

    class Meta:
        verbose_name = "daftar pemadanan"
        verbose_name_plural = "daftar pemadanan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="padanan_jenis_sah", condition=Q(jenis__in=JenisPemadanan.values)
            ),
            models.CheckConstraint(
                name="padanan_status_sah", condition=Q(status__in=StatusPemadanan.values)
            ),
            models.CheckConstraint(
                name="padanan_gagal_menyebut_sebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
            models.CheckConstraint(
                name="padanan_diterapkan_bernama",
                condition=~Q(status__in=["diterapkan", "ditarik"])
                | Q(diterapkan_oleh__isnull=False, diterapkan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="padanan_ditutup_beralasan",
                condition=~Q(status__in=["dibatalkan", "ditarik"])
                | Q(ditutup_oleh__isnull=False, ditutup_pada__isnull=False)
                & ~Q(alasan_tutup__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            ),
            models.UniqueConstraint(
                name="padanan_berkas_sekali",
                fields=["sha256"],
                condition=Q(status__in=["dibaca", "diperiksa", "diterapkan"]),
                violation_error_message="Berkas ini sudah diunggah.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="padanan_pengunggah_tetap", fields=["oleh"]),
            pgtrigger.FSM(
                name="padanan_status_maju",
                field="status",
                transitions=[
                    (S.DIBACA, S.DIPERIKSA),
                    (S.DIBACA, S.GAGAL),
                    (S.GAGAL, S.DIPERIKSA),
                    (S.DIPERIKSA, S.DITERAPKAN),
                    (S.DIPERIKSA, S.DIBATALKAN),
                    (S.DITERAPKAN, S.DITARIK),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"PD-{self.pk}"

    @property
    def cip(self) -> StatusPemadanan:
        return StatusPemadanan(self.status)

    @property
    def terbaca(self) -> bool:
        return self.status not in (S.DIBACA, S.GAGAL)

    @property
    def sibuk(self) -> bool:
        """Whether a job of this list waits or runs."""
        return self.tugas is not None and self.tugas.berlangsung
