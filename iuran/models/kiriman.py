"""What left the house for BPJS: the letter, and the file as it went out."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.berkas_bpjs import BarisBerkasQuerySet, BerkasBPJS, HasilBaris
from pijar.models import Pengguna


class KirimanQuerySet(models.QuerySet["KirimanBerkas"]):
    def berlaku(self) -> Self:
        """Those whose mark as sent nobody took back; one for each batch at most."""
        return self.filter(ditarik_pada=None)


class KirimanBerkas(models.Model):
    """One time that a file went to BPJS: the letter, and the file as it went out.

    Only the withdrawal by a second admin is added later; nothing else ever changes.
    """

    berkas_bpjs = models.ForeignKey(BerkasBPJS, models.PROTECT, related_name="daftar_kiriman")
    tanggal = models.DateField("tanggal kirim")
    nomor_surat = models.CharField(max_length=100)
    berkas = models.FileField(upload_to="pendaftaran/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    jumlah_orang = models.PositiveIntegerField()
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    ditarik_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    ditarik_pada = models.DateTimeField(null=True)
    alasan_tarik = models.CharField(max_length=300, blank=True, default="")

    objects = KirimanQuerySet.as_manager()

    class Meta:
        verbose_name = "kiriman berkas"
        verbose_name_plural = "kiriman berkas"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="kiriman_satu_berlaku",
                fields=["berkas_bpjs"],
                condition=Q(ditarik_pada=None),
                violation_error_message="Berkas ini sudah ditandai dikirim.",
            ),
            models.CheckConstraint(
                name="kiriman_bernomor",
                condition=~Q(nomor_surat="") & ~Q(sha256=""),
                violation_error_message="Isi nomor surat pengantarnya.",
            ),
            models.CheckConstraint(
                name="kiriman_tarik_lengkap",
                condition=Q(ditarik_pada=None, ditarik_oleh=None, alasan_tarik="")
                | Q(ditarik_pada__isnull=False, ditarik_oleh__isnull=False) & ~Q(alasan_tarik=""),
                violation_error_message="Penarikan menyebut siapa, kapan dan alasannya.",
            ),
            models.CheckConstraint(
                name="kiriman_ditarik_orang_lain",
                condition=Q(ditarik_oleh=None) | ~Q(ditarik_oleh=F("oleh")),
                violation_error_message="Tanda dikirim ditarik admin lain.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="kiriman_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "berkas_bpjs",
                    "tanggal",
                    "nomor_surat",
                    "berkas",
                    "nama_berkas",
                    "sha256",
                    "jumlah_orang",
                    "oleh",
                    "pada",
                ),
            ),
            pgtrigger.Protect(name="kiriman_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.berkas_bpjs_id}: {self.nomor_surat}"

    def daftar_baris(self) -> BarisBerkasQuerySet:
        """The lines of the file as it went out, whatever became of them since."""
        keluar = Q(hasil=HasilBaris.BATAL, dijawab_pada__lte=self.pada)
        return self.berkas_bpjs.daftar_baris.exclude(keluar)
