"""Unfinished registration forms of officers."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from peserta.models.peserta import Peserta
from pijar.models import Pengguna


class IsianTertundaQuerySet(models.QuerySet["IsianTertunda"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Only the officer's own drafts, even for an admin."""
        return self.filter(oleh=petugas)

    def terbuka(self) -> Self:
        """Drafts not yet saved as a person, newest first."""
        return self.filter(peserta=None).order_by("-diubah_pada", "-pk")


class IsianTertunda(models.Model):
    """An unfinished registration form; only its own officer sees it.

    ``kunci`` is the key of the open page that wrote it last. A page writes only its own row, or the
    row it was opened from, so two tabs never overwrite each other. After registration the row holds
    the person instead of the text, so that a late save writes nothing.
    """

    kunci = models.UUIDField()
    isi = models.JSONField(default=dict)
    peserta = models.ForeignKey(
        Peserta, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    oleh = models.ForeignKey(
        Pengguna,
        models.PROTECT,
        related_name="+",
        db_index=False,  # isian_per_orang
    )
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diubah_pada = models.DateTimeField(auto_now=True)

    objects = IsianTertundaQuerySet.as_manager()

    class Meta:
        verbose_name = "isian tertunda"
        verbose_name_plural = "isian tertunda"
        indexes = [
            models.Index(fields=["oleh", "-diubah_pada", "-id"], name="isian_per_orang"),
            models.Index(fields=["diubah_pada"], name="isian_lama"),
        ]
        constraints = [
            models.UniqueConstraint(name="isian_satu_per_halaman", fields=["oleh", "kunci"]),
            models.CheckConstraint(
                name="isian_selesai_tanpa_isi",
                condition=Q(peserta=None) | Q(isi={}),
                violation_error_message="Isian yang sudah disimpan harus kosong.",
            ),
        ]

    def __str__(self) -> str:
        return f"isian {self.pk}"

    @property
    def nik(self) -> str:
        """The NIK as typed, perhaps incomplete or wrong."""
        return str(self.isi.get("nik", ""))

    @property
    def nama(self) -> str:
        return str(self.isi.get("nama", "")).strip()
