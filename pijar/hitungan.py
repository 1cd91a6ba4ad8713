"""Counts beside the entries of the menu: all of them in one query, none above what an eye takes in.

An app says what it counts (:func:`hitungan`), as it says which jobs it has.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from pijar.models import Pengguna, Tugas

PALING_BANYAK = 99
"""More are shown as "99+": counting stops there, however many wait."""


class Hitungan(NamedTuple):
    """What is counted for who has the right ``hak``."""

    hak: str
    isi: Callable[[Pengguna], QuerySet[Any, Any]]


_DAFTAR: dict[str, Hitungan] = {}
Isi = Callable[[Pengguna], QuerySet[Any, Any]]


def hitungan(nama: str, hak: str) -> Callable[[Isi], Isi]:
    """Count what the function gives, under ``nama``, for users with ``hak``."""

    def catat(isi: Isi) -> Isi:
        _DAFTAR[nama] = Hitungan(hak, isi)
        return isi

    return catat


def hitung(pengguna: Pengguna, *, sebagian: bool = False) -> dict[str, int]:
    """Every count of this user, 0 where they have no right to it; ``proses`` are their own jobs.

    ``sebagian``: for a part of a page, which has no menu, only these.
    """
    milik = {
        nama: satu.isi(pengguna)
        for nama, satu in _DAFTAR.items()
        if not sebagian and pengguna.has_perm(f"pijar.{satu.hak}")
    }
    milik["proses"] = Tugas.objects.hidup().filter(oleh=pengguna)
    perintah, isi = _perintah(milik)
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT {', '.join(perintah.values())}", isi)
        jumlah = dict(zip(perintah, kursor.fetchone(), strict=True))
    return {**dict.fromkeys(_DAFTAR, 0), **jumlah}


def _perintah(milik: dict[str, QuerySet[Any, Any]]) -> tuple[dict[str, str], list[Any]]:
    """One count for each of ``milik``, and the parameters of all."""
    perintah, isi = {}, list[Any]()
    for nama, semua in milik.items():
        dihitung = semua.order_by().values("pk")[: PALING_BANYAK + 1]
        try:
            sql, nilai = dihitung.query.sql_with_params()
        except EmptyResultSet:  # an area without a place
            continue
        perintah[nama] = f"(SELECT count(*) FROM ({sql}) satu)"  # noqa: S608 - a query of ours
        isi += nilai
    return perintah, isi
