"""One value for a whole list: a kelurahan, a kecamatan or an occupation that its title names."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from peserta.bersih.judul import HasilJudul
from peserta.bersih.kamus import Kamus, padanan_wilayah
from peserta.bersih.teks import huruf_angka, rapikan
from pijar.excel import Sel

BISA_SELURUH = ("kelurahan", "kecamatan", "pekerjaan")
PANJANG_NILAI = 60
_KATA_TERBANYAK = 3
_KELURAHAN = re.compile(r"\b(?:KELURAHAN|KEL|DESA)\b[\s.:]*(.*)")
_KECAMATAN = re.compile(r"\b(?:KECAMATAN|KEC)\b[\s.:]*(.*)")
_BUKAN_KATA = re.compile(r"[^A-Z0-9]+")

T = TypeVar("T")


def dari_judul(baris: Iterable[list[Sel]], kamus: Kamus) -> dict[str, str]:
    """What the rows above the header say of the whole list: field to the name of the table."""
    tulisan = " ".join(rapikan(sel) for satu in baris for sel in satu if rapikan(sel)).upper()
    hasil = _wilayah(tulisan, kamus)
    if pekerjaan := _pekerjaan(tulisan, kamus):
        hasil["pekerjaan"] = pekerjaan
    return hasil


def yang_kurang(
    kepala: Iterable[tuple[int, list[Sel]]], judul: HasilJudul, kamus: Kamus
) -> dict[str, str]:
    """Of the fields that header ``judul`` lacks, those that the rows above it name for all."""
    ada = {*judul.pemetaan.values()}
    if not {b.kode for b in judul.kurang()} & {*BISA_SELURUH}:
        return {}
    semua = dari_judul((sel for n, sel in kepala if n < judul.nomor), kamus)
    return {kode: nilai for kode, nilai in semua.items() if kode not in ada}


def _wilayah(tulisan: str, kamus: Kamus) -> dict[str, str]:
    """The kecamatan and the kelurahan that a title names, where they agree."""
    kecamatan = _tempat(_KECAMATAN, tulisan, kamus.kecamatan) or ""
    hasil = {"kecamatan": kamus.nama_wilayah[kecamatan]} if kecamatan else {}
    calon = _tempat(_KELURAHAN, tulisan, kamus.kelurahan) or ()
    cocok = [kode for kode in calon if kode.startswith(kecamatan)]
    if len(cocok) == 1:
        hasil["kelurahan"] = kamus.nama_wilayah[cocok[0]]
        hasil.setdefault("kecamatan", kamus.nama_wilayah[cocok[0][:8]])
    return hasil


def _tempat(pola: re.Pattern[str], tulisan: str, daftar: Mapping[str, T]) -> T | None:
    """The place whose name follows the word: the longest name that the table knows."""
    for cocok in pola.finditer(tulisan):
        kata = _BUKAN_KATA.sub(" ", cocok[1]).split()[:_KATA_TERBANYAK]
        for banyak in range(len(kata), 0, -1):
            if ada := daftar.get(padanan_wilayah(" ".join(kata[:banyak]))):
                return ada
    return None


def _pekerjaan(tulisan: str, kamus: Kamus) -> str:
    """The one occupation that the title names; empty if it names none or several."""
    kata = _BUKAN_KATA.sub(" ", tulisan).split()
    for banyak in range(_KATA_TERBANYAK, 0, -1):
        semua = ("".join(kata[i : i + banyak]) for i in range(len(kata) - banyak + 1))
        ada = {kode for satu in semua if (kode := kamus.pekerjaan.get(huruf_angka(satu)))}
        if ada:
            return kamus.nama_pekerjaan[ada.pop()] if len(ada) == 1 else ""
    return ""
