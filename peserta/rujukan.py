"""Reference data of the city as the first migrations filled it, read from their own files.

Places have Kemendagri codes (``33.74.01.1001``); ``kode_bps`` is the other numbering in use. A
migration copies these rows into the tables once; from then on admins maintain the tables.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "migrations" / "data"


class KecamatanBaku(NamedTuple):
    kode: str
    nama: str
    cabang: str
    kode_bps: str


class KelurahanBaku(NamedTuple):
    kode: str
    nama: str
    kode_kecamatan: str
    kode_pos: str


class EjaanBaku(NamedTuple):
    """Another spelling of a kecamatan (code of 8 characters) or kelurahan (13)."""

    ejaan: str
    kode: str


class PekerjaanBaku(NamedTuple):
    kode: str
    nama: str
    kelompok: str
    transport: bool
    ejaan: tuple[str, ...]


def _baca(nama: str) -> Iterator[dict[str, str]]:
    with (FOLDER / nama).open(encoding="utf-8", newline="") as berkas:
        yield from csv.DictReader(berkas)


@cache
def daftar_kecamatan() -> tuple[KecamatanBaku, ...]:
    """The 16 kecamatan, in the order of their codes."""
    return tuple(
        dict.fromkeys(
            KecamatanBaku(b["kode_kecamatan"], b["kecamatan"], b["cabang"], b["kode_bps"])
            for b in _baca("wilayah.csv")
        )
    )


@cache
def daftar_kelurahan() -> tuple[KelurahanBaku, ...]:
    """The 177 kelurahan, in the order of their codes."""
    return tuple(
        KelurahanBaku(b["kode_kelurahan"], b["kelurahan"], b["kode_kecamatan"], b["kode_pos"])
        for b in _baca("wilayah.csv")
    )


@cache
def daftar_ejaan() -> tuple[EjaanBaku, ...]:
    """Other spellings; each pair is listed in both directions."""
    return tuple(EjaanBaku(b["ejaan"], b["kode"]) for b in _baca("ejaan_wilayah.csv"))


@cache
def daftar_pekerjaan() -> tuple[PekerjaanBaku, ...]:
    """The occupations of the programme, with other words for them."""
    kata = {b["kode"]: tuple(b["ejaan"].split("|")) for b in _baca("kata_pekerjaan.csv")}
    return tuple(
        PekerjaanBaku(
            b["kode"],
            b["nama"],
            b["kelompok"],
            b["transport"] == "ya",
            (*filter(None, b["ejaan"].split("|")), *kata.get(b["kode"], ())),
        )
        for b in _baca("pekerjaan.csv")
    )


@cache
def kemendagri_dari_bps() -> dict[str, str]:
    """BPS code of a kecamatan (``3374130``) to its Kemendagri code (``33.74.01``)."""
    return {k.kode_bps: k.kode for k in daftar_kecamatan()}
