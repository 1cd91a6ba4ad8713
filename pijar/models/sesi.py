"""Sessions of a sign-in: whose, from where, since when."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

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
        """Browser and system as people call them; what it does not know is said so."""
        peramban = next((n for tanda, n in PERAMBAN if tanda in self.peramban), "Peramban lain")
        sistem = next((n for tanda, n in SISTEM if tanda in self.peramban), "perangkat lain")
        return f"{peramban}, {sistem}"


# The first that fits: Edge calls itself Chrome too, Chrome Safari, and Android Linux.
PERAMBAN = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SISTEM = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
