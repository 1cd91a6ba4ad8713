"""Unfinished registration forms of officers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from peserta.models.peserta import Peserta
from pijar.models import Pengguna

FOTO = "foto"  # the key in ``isi`` that holds the photos; no field of the form has this name


class TandaHalaman(NamedTuple):
    """The open page: its key, the key of the draft it began with, whether it has saved."""

    kunci: UUID
    dari: UUID | None = None
    pernah: bool = False


class IsianTertundaQuerySet(models.QuerySet["IsianTertunda"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Only the officer's own drafts, even for an admin."""
        return self.filter(oleh=petugas)

    def terbuka(self) -> Self:
        """Drafts not yet saved as a person, newest first."""
        return self.filter(peserta=None).order_by("-diubah_pada", "-pk")

    def halaman(self, tanda: TandaHalaman) -> IsianTertunda | None:
        """The page's own draft, else the one it began with, unless another page took that over."""
        sendiri = self.filter(kunci=tanda.kunci).first()
        return sendiri or (self.filter(kunci=tanda.dari).first() if tanda.dari else None)

    def kelurahan_terakhir(self) -> str | None:
        """Where the person lives who was registered last."""
        selesai = self.exclude(peserta=None).order_by("-diubah_pada", "-pk")
        return selesai.values_list("peserta__kelurahan", flat=True).first()

    def nama_foto(self) -> Iterator[str]:
        """The files of the photos that wait in these drafts."""
        for isian in self.filter(isi__has_key=FOTO):
            yield from (satu["isi"] for satu in isian.foto.values())


class IsianTertunda(models.Model):
    """An unfinished registration form; only its own officer sees it.

    ``kunci`` is the key of the open page that wrote it last. A page writes only its own row, or the
    row it was opened from, so two tabs never overwrite each other. After registration the row holds
    the person instead of the text, so that a late save writes nothing. Photos sent ahead wait here
    too, as the columns of the paper that they become.
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
    def foto(self) -> dict[str, dict[str, Any]]:
        """The photos that wait, by the kind of paper, as columns of ``BerkasPeserta``."""
        return dict(self.isi.get(FOTO, {}))

    @property
    def nik(self) -> str:
        """The NIK as typed, perhaps incomplete or wrong."""
        return str(self.isi.get("nik", ""))

    @property
    def nama(self) -> str:
        return str(self.isi.get("nama", "")).strip()


def nama_foto_menunggu() -> Iterator[str]:
    """The files of all photos that wait in drafts."""
    return IsianTertunda.objects.nama_foto()
