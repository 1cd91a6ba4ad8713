"""Papers of a person: photos and scans that officers upload."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from peserta.models.peserta import Peserta
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna


class JenisBerkas(models.TextChoices):
    KTP = "ktp", "KTP"
    KK = "kk", "Kartu keluarga"
    KETERANGAN_KERJA = "keterangan_kerja", "Surat keterangan bekerja"
    FOTO = "foto", "Foto orangnya"
    LAINNYA = "lainnya", "Lainnya"


class BerkasPesertaQuerySet(models.QuerySet["BerkasPeserta"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Papers of people whom this officer may see; after a merge the surviving person counts."""
        return self.filter(q_orang(petugas))

    def milik(self, pk: int) -> Self:
        """Papers of one person, and of the rows merged into that person."""
        return self.filter(Q(peserta=pk, peserta__digabung_ke=None) | Q(peserta__digabung_ke=pk))

    def ada(self) -> Self:
        """Papers that nobody has deleted."""
        return self.filter(dihapus_pada=None)


class BerkasPeserta(models.Model):
    """One paper of a person, in the clean copy made by ``pijar.unggahan``.

    Officers who enter data add it. A deletion needs a reason and keeps the row; a nightly job
    erases the content from disk some days later (``pijar.retensi``).
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_berkas")
    jenis = models.CharField("jenis berkas", max_length=20, choices=JenisBerkas)
    isi = models.FileField(upload_to="peserta/%Y/%m/", blank=True, default="")
    nama = models.CharField("nama asli, nomornya disamarkan", max_length=150)
    mime = models.CharField(max_length=20)
    ukuran = models.PositiveIntegerField("ukuran (byte)")
    sha256 = models.CharField("sidik berkas yang diunggah", max_length=64)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    dihapus_pada = models.DateTimeField(null=True, blank=True)
    dihapus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_hapus = models.CharField(max_length=300, blank=True, default="")

    objects = BerkasPesertaQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas peserta"
        verbose_name_plural = "berkas peserta"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["dihapus_pada"],
                condition=~Q(dihapus_pada=None) & ~Q(isi=""),
                name="berkas_menunggu_dihapus",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="berkas_sekali_per_jenis",
                fields=["peserta", "jenis", "sha256"],
                condition=Q(dihapus_pada=None),
                violation_error_message="Berkas yang sama sudah diunggah.",
            ),
            models.CheckConstraint(
                name="berkas_jenis_sah", condition=Q(jenis__in=JenisBerkas.values)
            ),
            models.CheckConstraint(
                name="berkas_mime_sah", condition=Q(mime__in=["image/jpeg", "application/pdf"])
            ),
            models.CheckConstraint(
                name="berkas_hapus_beralasan",
                condition=Q(dihapus_pada=None, dihapus_oleh=None, alasan_hapus="")
                | (~Q(dihapus_pada=None) & ~Q(dihapus_oleh=None) & ~Q(alasan_hapus="")),
                violation_error_message="Tulis alasan menghapus berkas.",
            ),
            models.CheckConstraint(
                name="berkas_ada_berisi", condition=~Q(dihapus_pada=None) | ~Q(isi="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="berkas_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="berkas_pengunggah_tetap", fields=["oleh"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} peserta {self.peserta_id}"

    @property
    def gambar(self) -> bool:
        return self.mime.startswith("image/")
