"""BPJS's answer to a batch: the file, its kind, and how far it has come."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models.berkas_bpjs import (
    BarisBerkas,
    BarisBerkasQuerySet,
    BerkasBPJS,
)
from pijar.bulan import WIB
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
        return self.filter(berkas_bpjs__in=BerkasBPJS.objects.for_petugas(petugas))


CEK_AWAL_BAYAR_DULU = """
    IF NOT EXISTS (
        SELECT 1 FROM iuran_berkasbpjs
        WHERE id = NEW.berkas_bpjs_id AND urutan = 'bayar_dulu'
    ) THEN
        RAISE EXCEPTION 'cek awal diterapkan hanya bila iuran dibayar dulu'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cek_awal_hanya_bayar_dulu';
    END IF;
    RETURN NEW;
"""


class JawabanBPJS(models.Model):
    """A file that BPJS sent back for a batch: read into rows, checked, then applied.

    A pre-check list (``cek_awal``) is applied only where the first payment comes before the card.
    ``tanggal`` is the day that the list itself bears, by ``tanggal_oleh``; ``milik`` is the other
    batch to which the lines of a stopped file belong.
    """

    berkas_bpjs = models.ForeignKey(BerkasBPJS, models.PROTECT, related_name="daftar_jawaban")
    berkas = models.FileField(upload_to="jawaban/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    jenis = models.CharField(max_length=10, choices=JenisJawaban, default=JenisJawaban.HASIL)
    status = models.CharField(max_length=10, choices=StatusJawaban, default=StatusJawaban.DIBACA)
    tanggal = models.DateField("tanggal daftar", null=True)
    tanggal_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    tanggal_alasan = models.CharField(max_length=300, blank=True, default="", db_default="")
    galat = models.TextField(blank=True, default="")
    milik = models.ForeignKey(BerkasBPJS, models.PROTECT, null=True, related_name="+")
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
                name="jawaban_tanggal_bernama",
                condition=Q(tanggal=None, tanggal_oleh=None)
                | Q(tanggal__isnull=False, tanggal_oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="jawaban_gagal_menyebut_sebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="jawaban_pengunggah_tetap", fields=["oleh"]),
            pgtrigger.Trigger(
                name="cek_awal_hanya_bayar_dulu",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.jenis = 'cek_awal' AND NEW.status = 'diterapkan'"
                ),
                func=CEK_AWAL_BAYAR_DULU,
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def cip(self) -> StatusJawaban:
        return StatusJawaban(self.status)

    @property
    def hari(self) -> date:
        """The day of the list: its own date, or that of the upload where none was typed."""
        return self.tanggal or self.dibuat_pada.astimezone(WIB).date()

    @property
    def berkartu(self) -> bool:
        """Whether a success must bring its card: it answers an enrolment, and is no pre-check."""
        return self.jenis == JenisJawaban.HASIL and self.berkas_bpjs.pendaftaran

    @property
    def bisa_diterapkan(self) -> bool:
        """Whether applying writes anything: an answer, or a pre-check where payment comes first."""
        return self.jenis == JenisJawaban.HASIL or self.berkas_bpjs.bayar_dulu

    @property
    def terbaca(self) -> bool:
        return self.status in (StatusJawaban.DIPERIKSA, StatusJawaban.DITERAPKAN)

    @property
    def sibuk(self) -> bool:
        """Whether a job of this answer waits or runs."""
        return self.tugas is not None and self.tugas.berlangsung

    @property
    def bisa_dikoreksi(self) -> bool:
        """Whether admins may move rows, read again or apply: read, and no job at work."""
        return self.status == StatusJawaban.DIPERIKSA and not self.sibuk

    def belum_dijawab(self) -> BarisBerkasQuerySet:
        """Lines that still wait and that this file does not mention."""
        disebut = self.daftar_baris.filter(baris__isnull=False).values("baris")
        baris = BarisBerkas.objects.filter(berkas_bpjs_id=self.berkas_bpjs_id)
        return baris.menunggu().exclude(pk__in=disebut)
