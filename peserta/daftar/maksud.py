"""What the words of a search mean: a place, an occupation, and what is left, a name."""

import re
from typing import NamedTuple

from django.db.models import Q

from peserta.bersih.kamus import Kamus, padanan_wilayah
from peserta.bersih.nama import nama_cari
from peserta.bersih.teks import huruf_angka
from peserta.kamus import kamus_terkini
from peserta.models.kata import KATA
from peserta.models.peserta import PesertaQuerySet

KATA_SEBUTAN = 4
"""So many words has the longest name of a place or occupation that people type."""
KATA_DIBACA = 12
_KATA = re.compile(r"[^\W\d_]+")


class Sempit(NamedTuple):
    """Typed words that narrow: people of these kelurahan, of this occupation, or called so."""

    kata: str
    kelurahan: tuple[str, ...]
    pekerjaan: str

    @property
    def syarat(self) -> Q:
        """The condition on a person with the alias ``kata`` (the words of the name)."""
        tempat = Q(kelurahan__in=self.kelurahan) | Q(pekerjaan=self.pekerjaan)
        return tempat | Q(kata__contains=nama_cari(self.kata).split())


class Maksud(NamedTuple):
    """The name as typed, and the words that narrow."""

    nama: str = ""
    sempit: tuple[Sempit, ...] = ()

    @property
    def padanan(self) -> str:
        """The name as names are compared."""
        return nama_cari(self.nama)

    @property
    def semua_kata(self) -> list[str]:
        """Every typed word in its form for comparison, to mark what matched."""
        return [*self.padanan.split(), *(k for s in self.sempit for k in nama_cari(s.kata).split())]

    def saring(self, orang: PesertaQuerySet) -> PesertaQuerySet:
        """Those of ``orang`` whom the places and occupations allow."""
        if self.sempit:
            orang = orang.alias(kata=KATA)
        for satu in self.sempit:
            orang = orang.filter(satu.syarat)
        return orang


def baca_maksud(tulisan: str) -> Maksud:
    """Read words without a number; asks for the tables only where there is a word."""
    letak = [m.span() for m in _KATA.finditer(tulisan)][:KATA_DIBACA]
    if not letak:
        return Maksud()
    kamus, sempit, sisa, ke = kamus_terkini(), list[Sempit](), list(tulisan), 0
    while ke < len(letak):
        for sampai in range(min(len(letak), ke + KATA_SEBUTAN), ke, -1):
            awal, akhir = letak[ke][0], letak[sampai - 1][1]
            if satu := _sempit(tulisan[awal:akhir], kamus):
                sempit.append(satu)
                sisa[awal:akhir] = " " * (akhir - awal)
                ke = sampai - 1
                break
        ke += 1
    return Maksud(" ".join("".join(sisa).split()), tuple(sempit))


def _sempit(sebutan: str, kamus: Kamus) -> Sempit | None:
    """What these words may be called; None if they are no place and no occupation."""
    tempat, kerja = padanan_wilayah(sebutan), kamus.pekerjaan.get(huruf_angka(sebutan), "")
    kelurahan = set(kamus.kelurahan.get(tempat, ()))
    if kecamatan := kamus.kecamatan.get(tempat):
        kelurahan |= {k for k in kamus.nama_wilayah if k.startswith(f"{kecamatan}.")}
    if not (kelurahan or kerja):
        return None
    return Sempit(sebutan, tuple(sorted(kelurahan)), kerja)
