"""The six tones that a status is shown in, and the choices that carry one of them.

A status and its tone are written in one line, beside each other; ``{% cip %}`` draws both.
"""

from enum import StrEnum
from typing import Self

from django.db.models import TextChoices


class Nada(StrEnum):
    """A tone: the stylesheet has one ``.cip-<tone>`` with its own mark for each."""

    NETRAL = "netral"  # nothing has happened yet, or nothing will
    PROSES = "proses"  # somebody is at work on it
    PERHATIAN = "perhatian"  # somebody has to look at it
    BAIK = "baik"
    BURUK = "buruk"
    AKHIR = "akhir"  # over, and not to be changed


class Bernada(TextChoices):
    """Text choices whose members are written as value, tone, label."""

    nada: Nada

    def __new__(cls, value: str, nada: Nada | None = None) -> Self:
        if nada is None:
            raise TypeError(f"{value} has no tone")
        anggota = str.__new__(cls, value)
        anggota._value_ = value
        anggota.nada = nada
        return anggota
