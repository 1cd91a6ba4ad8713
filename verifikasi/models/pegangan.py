"""Who looks at a waiting case now, so that two verifiers do not decide the same one."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models.functions import Now

from pijar.models import Pengguna
from verifikasi.models.pengajuan import LAMA_PEGANGAN, Pengajuan


class PeganganQuerySet(models.QuerySet["Pegangan"]):
    def berlaku(self) -> Self:
        """Those that have not lapsed, by the database's clock."""
        return self.filter(pada__gt=Now() - LAMA_PEGANGAN)

    def orang_lain(self, petugas: Pengguna) -> Self:
        """Those by which another verifier keeps this one from deciding."""
        return self.berlaku().exclude(oleh=petugas)


class Pegangan(models.Model):
    """One case that a verifier has opened: who, and when last. It lapses after half an hour.

    Opening the case writes it (:func:`verifikasi.actions.pegangan.pegang`); skipping the case ends
    it. A lapsed one stays until somebody else opens the case.
    """

    pengajuan = models.OneToOneField(
        Pengajuan, models.CASCADE, primary_key=True, related_name="pegangan"
    )
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+", db_index=False)
    pada = models.DateTimeField("dibuka terakhir")

    objects = PeganganQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pegangan"
        ordering = ["pada"]

    def __str__(self) -> str:
        return f"pengajuan {self.pengajuan_id} dipegang {self.oleh_id}"
