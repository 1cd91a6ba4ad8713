"""Read the text that an officer typed into a search box: a number, words, or both."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, Case, Min, Value, When

from peserta.bersih.kontak import bersihkan_hp
from peserta.bersih.nama import PANJANG_NAMA, nama_cari
from peserta.bersih.teks import huruf, kata
from peserta.models.peserta import PesertaQuerySet
from pijar.samar import PANJANG_NIK

ANGKA_PALING_SEDIKIT = 4
_PEMISAH = re.compile(r"[\s.,'’‘`()+_-]+")
_BUKAN_ANGKA, _BUKAN_HP = re.compile("[^0-9]+"), re.compile("[^0-9+]+")
_NOMOR = re.compile(rf"[0-9]{{{ANGKA_PALING_SEDIKIT},}}")
_SEBUTAN = kata("NIK NO NOMOR KTP KK KPJ BPJS HP NOHP WA TELP TELEPON TLP")
"""What people write before a number."""


class Cari(NamedTuple):
    """``nomor`` is digits of a NIK, KPJ or phone (``hp``: the same as 08…); ``kata`` the words.

    A number must never stand in an address: it would be kept in logs and histories.
    """

    nomor: str = ""
    hp: str = ""
    kata: str = ""

    @property
    def penyempit(self) -> str:
        """The words that narrow: beside a whole NIK none, since it says who is meant."""
        return "" if len(self.nomor) == PANJANG_NIK else self.kata

    @property
    def nama(self) -> str:
        """These words as names are compared; empty without a letter."""
        return nama_cari(self.penyempit)


def baca_cari(tulisan: str) -> Cari:
    """Read the box. Fewer than four digits in a row are no number, and say nothing."""
    tulisan = _angka_biasa(tulisan)
    if not memuat_nomor(tulisan):
        return Cari(kata=" ".join(tulisan[:PANJANG_NAMA].split()))
    hp, _ = bersihkan_hp(_BUKAN_HP.sub("", tulisan))
    return Cari(_BUKAN_ANGKA.sub("", tulisan), hp, _tanpa_angka(tulisan))


def _tanpa_angka(tulisan: str) -> str:
    """The words beside a number, without what only says which number it is."""
    semua = re.sub("[0-9]+", " ", tulisan).split()
    isi = [satu for satu in semua if (polos := huruf(satu)) and polos not in _SEBUTAN]
    return " ".join(isi)[:PANJANG_NAMA]


def memuat_nomor(tulisan: str) -> bool:
    """Whether ``tulisan`` holds a number that must not stand in an address."""
    return bool(_NOMOR.search(_PEMISAH.sub("", _angka_biasa(tulisan))))


def _angka_biasa(tulisan: str) -> str:
    """Digits of every script, as some keyboards type them, as 0 to 9."""
    return "".join(str(int(huruf)) if huruf.isdecimal() else huruf for huruf in tulisan)


class Kunci(NamedTuple):
    """A person found by name; ``persis`` when the name is the typed one."""

    pk: int
    persis: bool


def kunci_mirip(orang: PesertaQuerySet, nama: str) -> Iterator[Kunci]:
    """Keys of ``orang``, found by :func:`peserta.daftar.kata.cari_nama`: the exact names first.

    A name is compared once for all who bear it: comparing is most of what such a search costs.
    """
    senama = orang.order_by().values("nama").annotate(semua=ArrayAgg("pk"), cari=Min("nama_cari"))
    urut = senama.annotate(
        persis=Case(
            When(cari=nama, then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        ),
        mirip=TrigramWordSimilarity(nama, Min("nama_cari")),
    ).order_by("-persis", "-mirip", "nama")
    for kunci, persis in urut.values_list("semua", "persis"):
        yield from (Kunci(pk, persis) for pk in sorted(kunci))
