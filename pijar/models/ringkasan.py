"""The signed digest of one day of the access log."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from pijar.models.pengguna import Pengguna

JUDUL = "Ringkasan jejak akses PIJAR SEMAR, bentuk 1"


class RingkasanJejakQuerySet(models.QuerySet["RingkasanJejak"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """For who reads the whole log."""
        return self.all() if petugas.melihat_semua else self.none()


class RingkasanJejak(models.Model):
    """How many rows a closed day has, and their hash; signed, and chained to the day before.

    ``sebelum`` is the hash of the digest before it (empty for the first), ``kunci`` the public half
    of the key that made ``tanda``. The same stands in ``berkas``, which may be kept elsewhere.
    """

    hari = models.DateField(unique=True)
    baris = models.PositiveIntegerField("jumlah baris")
    sidik = models.CharField("sidik SHA-256 barisnya", max_length=64)
    sebelum = models.CharField("sidik ringkasan sebelumnya", max_length=64, blank=True)
    kunci = models.CharField("kunci umum Ed25519", max_length=64)
    tanda = models.CharField("tanda tangan", max_length=128)
    berkas = models.FileField(upload_to="jejak/%Y/")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = RingkasanJejakQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ringkasan jejak akses"
        ordering = ["-hari"]
        constraints = [
            models.CheckConstraint(
                name="ringkasan_jejak_sidik",
                condition=Q(sidik__regex="^[0-9a-f]{64}$", tanda__regex="^[0-9a-f]{128}$"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ringkasan_jejak_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"ringkasan jejak akses {self.hari:%d-%m-%Y}"

    @property
    def pernyataan(self) -> str:
        """What is signed."""
        isi = {"hari": self.hari.isoformat(), "baris": self.baris, "sidik": self.sidik}
        isi |= {"sebelum": self.sebelum or "-", "kunci": self.kunci}
        return "\n".join([JUDUL, *(f"{k}: {v}" for k, v in isi.items())]) + "\n"

    @property
    def teks(self) -> str:
        """The whole digest as its file holds it."""
        return f"{self.pernyataan}tanda: {self.tanda}\n"
