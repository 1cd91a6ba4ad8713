"""The opening balance: a list of people enrolled before this system, and its rows."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.bantuan import JenisBantuan, KondisiInsidental
from iuran.models.sumber import SumberDana
from peserta.models import VONIS_DIBACA, Peserta, Vonis
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada

VONIS = [(v.value, v.label) for v in VONIS_DIBACA if v != Vonis.USUL]  # no opening list proposes


class StatusSaldo(Bernada):
    DIBACA = "dibaca", Nada.PROSES, "Sedang dibaca"
    DIPERIKSA = "diperiksa", Nada.PERHATIAN, "Siap diperiksa"
    DITERAPKAN = "diterapkan", Nada.BAIK, "Diterapkan"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibuang"
    GAGAL = "gagal", Nada.BURUK, "Tidak terbaca"


class SaldoAwalQuerySet(models.QuerySet["SaldoAwal"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a list holds people and money of the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def menunggu(self) -> Self:
        """Lists that are read and not yet applied or dropped."""
        return self.filter(status=StatusSaldo.DIPERIKSA)


class SaldoAwal(models.Model):
    """One uploaded list of running participants. One admin uploads it, another applies it.

    ``jumlah`` counts rows per verdict; after the application it also holds the sums per source.
    """

    berkas = models.FileField(upload_to="saldo-awal/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    lembar = models.CharField(max_length=100, blank=True, default="")
    pemetaan = models.JSONField("kolom berkas ke bidang", default=dict)
    jumlah = models.JSONField("jumlah baris per hasil", default=dict)
    galat = models.TextField(blank=True, default="")

    status = models.CharField(max_length=10, choices=StatusSaldo, default=StatusSaldo.DIBACA)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    tugas = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diterapkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diterapkan_pada = models.DateTimeField(null=True)
    dibatalkan_pada = models.DateTimeField(null=True)

    objects = SaldoAwalQuerySet.as_manager()

    class Meta:
        verbose_name = "saldo awal"
        verbose_name_plural = "saldo awal"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="saldo_status_sah", condition=Q(status__in=StatusSaldo.values)
            ),
            models.CheckConstraint(
                name="saldo_gagal_menyebut_sebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
            models.CheckConstraint(
                name="saldo_diterapkan_orang_lain",
                condition=Q(diterapkan_oleh=None) | ~Q(diterapkan_oleh=F("oleh")),
                violation_error_message="Saldo awal diterapkan admin lain daripada pengunggahnya.",
            ),
            models.CheckConstraint(
                name="saldo_diterapkan_ada_penerap",
                condition=~Q(status="diterapkan")
                | Q(diterapkan_oleh__isnull=False, diterapkan_pada__isnull=False),
            ),
            models.UniqueConstraint(
                name="saldo_berkas_sekali_menunggu",
                fields=["sha256"],
                condition=Q(status__in=["dibaca", "diperiksa"]),
                violation_error_message="Berkas ini sudah diunggah dan masih menunggu.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="saldo_penerap_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.diterapkan_pada IS NOT NULL"
                    " AND (OLD.diterapkan_oleh_id, OLD.diterapkan_pada)"
                    " IS DISTINCT FROM (NEW.diterapkan_oleh_id, NEW.diterapkan_pada)"
                ),
            ),
            pgtrigger.ReadOnly(name="saldo_pengunggah_tetap", fields=["oleh"]),
        ]

    def __str__(self) -> str:
        return f"SA-{self.pk}"

    @property
    def cip(self) -> StatusSaldo:
        return StatusSaldo(self.status)


class BarisSaldoAwal(models.Model):
    """One row of the list, cleaned: the person, the grant and the paid months.

    ``orang`` holds the other columns of Peserta. ``sumber_lanjut`` pays the months after New Year.
    ``bulan_lunas`` is the last paid month, None when none is; ``peserta_sejak`` the first month of
    an older membership. ``alasan`` is a list of objects
    tingkat, kode, kolom, nilai, sebab, perbaikan.
    """

    saldo = models.ForeignKey(
        SaldoAwal,
        models.CASCADE,
        related_name="daftar_baris",
        db_index=False,  # baris_saldo_sekali
    )
    nomor = models.PositiveIntegerField("nomor baris dalam berkas")
    vonis = models.CharField(max_length=10, choices=VONIS)
    alasan = models.JSONField(default=list)
    dipilih = models.BooleanField(default=False)
    peserta = models.ForeignKey(Peserta, models.SET_NULL, null=True, related_name="+")

    nik = models.CharField(max_length=16, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    orang = models.JSONField("data orang lainnya", default=dict)
    pekerjaan = models.CharField(max_length=30, blank=True, default="")
    kpj = models.CharField(max_length=20, blank=True, default="")
    nomor_sk = models.CharField(max_length=100, blank=True, default="")
    sumber = models.ForeignKey(SumberDana, models.PROTECT, null=True, related_name="+")
    sumber_lanjut = models.ForeignKey(SumberDana, models.PROTECT, null=True, related_name="+")
    jenis = models.CharField(max_length=10, choices=JenisBantuan, default=JenisBantuan.RUTIN)
    kondisi = models.ForeignKey(KondisiInsidental, models.PROTECT, null=True, related_name="+")
    bulan_awal = models.DateField(null=True)
    jumlah_bulan = models.PositiveSmallIntegerField(null=True)
    bulan_lunas = models.DateField("dibayar sampai dengan", null=True)
    peserta_sejak = models.DateField("peserta BPJS sejak bulan", null=True)

    class Meta:
        verbose_name = "baris saldo awal"
        verbose_name_plural = "baris saldo awal"
        ordering = ["saldo", "nomor"]
        indexes = [models.Index(fields=["saldo", "vonis", "nomor"], name="baris_saldo_vonis")]
        constraints = [
            models.UniqueConstraint(name="baris_saldo_sekali", fields=["saldo", "nomor"]),
            models.CheckConstraint(
                name="baris_saldo_vonis_sah", condition=Q(vonis__in=[v for v, _ in VONIS])
            ),
            models.CheckConstraint(
                name="baris_saldo_dipilih_bila_boleh",
                condition=Q(dipilih=False) | Q(vonis__in=["baru", "peringatan"]),
                violation_error_message="Baris galat atau sama tidak dapat dipilih.",
            ),
            models.CheckConstraint(
                name="baris_saldo_dipilih_bila_lengkap",
                condition=Q(dipilih=False)
                | Q(
                    ~Q(nik="") & ~Q(kpj="") & ~Q(nomor_sk="") & ~Q(pekerjaan=""),
                    sumber__isnull=False,
                    bulan_awal__isnull=False,
                    jumlah_bulan__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.vonis}"
