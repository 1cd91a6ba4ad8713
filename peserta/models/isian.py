"""What an officer has typed of a new person and not yet saved."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from peserta.models.peserta import Peserta
from pijar.models import Pengguna


class IsianTertundaQuerySet(models.QuerySet["IsianTertunda"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Only one's own, whatever the rights."""
        return self.filter(oleh=petugas)

    def terbuka(self) -> Self:
        """Not yet saved as a person; the last typed first."""
        return self.filter(peserta=None).order_by("-diubah_pada", "-pk")


class IsianTertunda(models.Model):
    """A registration form in the middle of being typed; only who types it sees it.

    ``kunci`` names the open page that wrote it last. A page writes its own row only, or takes over
    the one it was opened from: two tabs never overwrite each other. Once saved, the row keeps the
    person instead of the text, so that what is still on its way comes to nothing.
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
        """As typed: full, half or wrong."""
        return str(self.isi.get("nik", ""))

    @property
    def nama(self) -> str:
        return str(self.isi.get("nama", "")).strip()
