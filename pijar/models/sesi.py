"""Sessions of a sign-in: whose, from where, since when."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from pijar.asal import perangkat
from pijar.models.pengguna import Pengguna


class SesiQuerySet(models.QuerySet["Sesi"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """One's own alone; an admin ends those of others without seeing from where they come."""
        return self.filter(pengguna=petugas)

    def berlaku(self, pada: datetime) -> Self:
        """Those that have not ended, the last used first."""
        return self.filter(expire_date__gt=pada).order_by("-terlihat", "sidik")


class Sesi(AbstractBaseSession):
    """A session as the framework keeps it, and what its owner sees of it.

    ``sidik`` is a hash of the key: it names the session in a form, and opens nothing. ``pengguna``
    is empty before the sign-in.
    """

    pengguna = models.ForeignKey(Pengguna, models.CASCADE, null=True, related_name="daftar_sesi")
    sidik = models.CharField(max_length=64, unique=True)
    alamat = models.CharField(max_length=45, blank=True, default="")
    peramban = models.CharField(max_length=255, blank=True, default="")
    mulai = models.DateTimeField(null=True)
    terlihat = models.DateTimeField(null=True)

    objects = SesiQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta:
        verbose_name = "sesi masuk"
        verbose_name_plural = "sesi masuk"

    def __str__(self) -> str:
        return f"sesi {self.sidik[:8]}"

    @property
    def perangkat(self) -> str:
        """Browser and system as people call them."""
        return perangkat(self.peramban) or "perangkat lain"
