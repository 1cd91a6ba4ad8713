"""The hand-over of a card to its owner."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from peserta.models import Peserta
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna


class PenerimaKartu(models.TextChoices):
    DIRI = "diri", "Orangnya sendiri"
    KELUARGA = "keluarga", "Keluarga"
    RT = "rt", "Ketua RT/RW atau kader"
    AHLI_WARIS = "ahli_waris", "Ahli waris"


class SerahKartuQuerySet(models.QuerySet["SerahKartu"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(q_orang(petugas))

    def berlaku(self) -> Self:
        return self.filter(dibatalkan_pada=None)


class SerahKartu(models.Model):
    """One card that somebody received, on which day, recorded by which officer.

    It never changes. Another officer may cancel it with a reason; then the card may be recorded
    anew. A corrected KPJ is another card.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_serah_kartu")
    kpj = models.CharField("nomor KPJ", max_length=20)
    tanggal = models.DateField("tanggal diterima")
    penerima = models.CharField(max_length=10, choices=PenerimaKartu)
    nama_penerima = models.CharField(max_length=100, blank=True, default="")
    hubungan = models.CharField(max_length=60, blank=True, default="")
    catatan = models.CharField(max_length=200, blank=True, default="")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    dibatalkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    alasan_batal = models.CharField(max_length=200, blank=True, default="")

    objects = SerahKartuQuerySet.as_manager()

    class Meta:
        verbose_name = "serah kartu"
        verbose_name_plural = "serah kartu"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="serah_kartu_sekali",
                fields=["peserta", "kpj"],
                condition=Q(dibatalkan_pada=None),
                violation_error_message="Kartu ini sudah dicatat diserahkan.",
            ),
            models.CheckConstraint(name="serah_kartu_bernomor", condition=~Q(kpj="")),
            models.CheckConstraint(
                name="serah_kartu_penerima_sah",
                condition=Q(penerima__in=PenerimaKartu.values),
                violation_error_message="Pilih siapa yang menerima kartunya.",
            ),
            models.CheckConstraint(
                name="serah_kartu_penerima_bernama",
                condition=Q(penerima="diri") | ~Q(nama_penerima__regex=r"^\s*$"),
                violation_error_message="Tulis nama yang menerima kartunya.",
            ),
            models.CheckConstraint(
                name="serah_kartu_hubungan",
                condition=~Q(penerima__in=["keluarga", "ahli_waris"])
                | ~Q(hubungan__regex=r"^\s*$"),
                violation_error_message="Tulis hubungannya dengan pemilik kartu.",
            ),
            models.CheckConstraint(
                name="serah_kartu_batal_lengkap",
                condition=Q(dibatalkan_pada=None, dibatalkan_oleh=None, alasan_batal="")
                | Q(dibatalkan_pada__isnull=False, dibatalkan_oleh__isnull=False)
                & ~Q(alasan_batal__regex=r"^\s*$"),
                violation_error_message="Tulis alasan pembatalannya.",
            ),
            models.CheckConstraint(
                name="serah_kartu_batal_orang_lain",
                condition=Q(dibatalkan_oleh=None) | ~Q(dibatalkan_oleh=F("oleh")),
                violation_error_message="Serah kartu dibatalkan petugas lain daripada pencatatnya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="serah_kartu_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "peserta", "kpj", "tanggal", "penerima", "nama_penerima", "hubungan",
                    "catatan", "oleh",
                ),
            ),
            pgtrigger.Protect(
                name="serah_kartu_batal_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.dibatalkan_pada IS NOT NULL"),
            ),
            pgtrigger.Protect(name="serah_kartu_tidak_dihapus", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"kartu peserta {self.peserta_id}, {self.tanggal}"

    @property
    def sebutan_penerima(self) -> str:
        """Who received it, with name and relation."""
        kata = PenerimaKartu(self.penerima).label
        rinci = ", ".join(k for k in (self.nama_penerima, self.hubungan) if k)
        return f"{kata}: {rinci}" if rinci else kata
