"""A figure and its key as they are kept, and the fingerprint of the code that counts figures."""

from __future__ import annotations

import enum
import json
import pickle  # only what this code packed is opened, and only values: see ``Pembuka``
from collections.abc import Sequence
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO

from django.conf import global_settings, settings

Butir = date | str | int
LAIN = ("ANGKA_", "AXES_", "CELERY_", "CONTENT_", "HTTPS", "WHITENOISE_")
KITA = ("iuran", "laporan", "peserta", "pijar", "verifikasi")
NILAI = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("decimal", "Decimal"),
    ("collections", "Counter"),
    ("zoneinfo", "ZoneInfo._unpickle"),
}


class Pembuka(pickle.Unpickler):
    """Knows plain values, and our own dataclasses, enumerations and tuples; nothing that acts."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in NILAI:
            return super().find_class(module, name)
        if module.partition(".")[0] in KITA and "." not in name:
            kelas = super().find_class(module, name)
            if isinstance(kelas, type) and _nilai(kelas):
                return kelas
        raise pickle.UnpicklingError(f"{module}.{name} bukan nilai")


def _nilai(kelas: type) -> bool:
    return is_dataclass(kelas) or issubclass(kelas, enum.Enum | tuple)


def kemas(nilai: object) -> bytes:
    """Pack a value of plain types and frozen dataclasses.

    Raises pickle.UnpicklingError for anything else: what is kept must be readable.
    """
    isi = pickle.dumps(nilai, protocol=5)
    buka(isi)
    return isi


def buka(isi: bytes) -> object:
    """The value that :func:`kemas` packed."""
    return Pembuka(BytesIO(isi)).load()


def tulis_kunci(kunci: Sequence[Butir]) -> str:
    """``[["2026-09-01"], "apbd", 7]``: a date is told from a word by its brackets."""
    return json.dumps([[k.isoformat()] if isinstance(k, date) else k for k in kunci])


def baca_kunci(tulisan: str) -> tuple[Butir, ...]:
    """What :func:`tulis_kunci` wrote."""
    isi = json.loads(tulisan)
    return tuple(date.fromisoformat(k[0]) if isinstance(k, list) else k for k in isi)


def sidik_hitungan() -> str:
    """Stands for the code and the settings of this process: other ones may count otherwise."""
    setelan = [(nama, str(getattr(settings, nama))) for nama in _setelan()]
    return sha256(repr((_sidik_kode(), setelan)).encode()).hexdigest()


@cache
def _setelan() -> list[str]:
    """Our own numbers and rules; what frameworks are set to may differ between web and worker."""
    milik = {
        nama
        for nama in dir(settings)
        if nama.isupper()
        and not hasattr(global_settings, nama)
        and not nama.startswith(LAIN)
        and isinstance(getattr(settings, nama), int | dict)
    }
    return sorted(milik | {"NONAKTIF_MENURUT", "DIBAYAR_MENURUT"})


@cache
def _sidik_kode() -> str:
    """Every line of our code; read once in a process."""
    sidik = sha256()
    for paket in KITA:
        for berkas in sorted((settings.BASE_DIR / paket).rglob("*.py")):
            sidik.update(berkas.read_bytes())
    return sidik.hexdigest()
