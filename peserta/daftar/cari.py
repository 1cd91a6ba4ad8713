"""Read the text that an officer typed into the one search box: a number, or a name."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Min

from peserta.bersih.kontak import bersihkan_hp
from peserta.bersih.nama import PANJANG_NAMA, nama_cari
from peserta.models.peserta import PesertaQuerySet

ANGKA_PALING_SEDIKIT = 4
_PEMISAH = re.compile(r"[\s.,'’‘`()+_-]+")
_BUKAN_ANGKA, _BUKAN_HP = re.compile("[^0-9]+"), re.compile("[^0-9+]+")
_NOMOR = re.compile(rf"[0-9]{{{ANGKA_PALING_SEDIKIT},}}")


class Cari(NamedTuple):
    """``nomor`` is digits of a NIK, KPJ or phone (``hp``: the same as 08…); ``nama`` is a key.

    A number must never stand in an address: it would be kept in logs and histories.
    """

    nomor: str = ""
    hp: str = ""
    nama: str = ""


def baca_cari(tulisan: str) -> Cari:
    """Read the box: with a number in it the number counts, whatever stands around; else a name."""
    tulisan = _angka_biasa(tulisan)
    if memuat_nomor(tulisan):
        hp, _ = bersihkan_hp(_BUKAN_HP.sub("", tulisan))
        return Cari(nomor=_BUKAN_ANGKA.sub("", tulisan), hp=hp)
    return Cari(nama=nama_cari(tulisan[:PANJANG_NAMA]))


def memuat_nomor(tulisan: str) -> bool:
    """Whether ``tulisan`` holds a number that must not stand in an address."""
    return bool(_NOMOR.search(_PEMISAH.sub("", _angka_biasa(tulisan))))


def _angka_biasa(tulisan: str) -> str:
    """Digits of every script, as some keyboards type them, as 0 to 9."""
    return "".join(str(int(huruf)) if huruf.isdecimal() else huruf for huruf in tulisan)


def kunci_mirip(orang: PesertaQuerySet, nama: str) -> Iterator[int]:
    """Keys of ``orang``, found by :func:`peserta.daftar.kata.cari_nama`, in that order.

    A name is compared once for all who bear it: comparing is most of what such a search costs.
    """
    mirip = TrigramWordSimilarity(nama, Min("nama_cari"))
    senama = orang.order_by().values("nama").annotate(semua=ArrayAgg("pk"), mirip=mirip)
    for kunci in senama.order_by("-mirip", "nama").values_list("semua", flat=True):
        yield from sorted(kunci)
