"""Look-up tables for the checks of a row: places, occupations and the age limit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

from peserta.bersih.mirip import Saran, saran
from peserta.bersih.teks import huruf, huruf_angka
from peserta.rujukan import (
    EjaanBaku,
    KecamatanBaku,
    KelurahanBaku,
    PekerjaanBaku,
    daftar_ejaan,
    daftar_kecamatan,
    daftar_kelurahan,
    daftar_pekerjaan,
)

_AWALAN_WILAYAH = re.compile(r"^(?:KELURAHAN|KEL|DESA|DS|KECAMATAN|KEC)(?:[ .:]+|$)")
_SMG = re.compile(r"\bSMR?G\b\.?")
_PANJANG_KECAMATAN = len("33.74.01")

USIA_MUSTAHIL = 120 * 12
"""Completed months of age that no living person reaches."""


def padanan_wilayah(isi: str) -> str:
    """Reduce a place to its form for comparison: letters without Kel./Kec., or a code's digits.

    ``Smg`` is read as Semarang.
    """
    atas = _SMG.sub("SEMARANG", _AWALAN_WILAYAH.sub("", isi.upper().strip()))
    return huruf(atas) or huruf_angka(atas)


class Kamus:
    """Look-up tables, made once for an import; caches of the checks use this object as their key.

    ``batas_usia_bulan``: highest age in completed months without a warning; None for no limit.
    ``bukan_sasaran``: words of which an admin said that they are outside the programme.
    """

    def __init__(
        self,
        kecamatan: Iterable[KecamatanBaku],
        kelurahan: Iterable[KelurahanBaku],
        pekerjaan: Iterable[PekerjaanBaku],
        ejaan: Iterable[EjaanBaku] = (),
        *,
        batas_usia_bulan: int | None,
        bukan_sasaran: Iterable[str] = (),
    ) -> None:
        self.bukan_sasaran = frozenset(bukan_sasaran)
        self.batas_usia_bulan = batas_usia_bulan
        self.usia_wajar = USIA_MUSTAHIL if batas_usia_bulan is None else batas_usia_bulan
        self.nama_wilayah: dict[str, str] = {}
        self.kecamatan: dict[str, str] = {}
        self.kelurahan: dict[str, tuple[str, ...]] = {}
        self.pekerjaan: dict[str, str] = {}
        self.nama_pekerjaan: dict[str, str] = {}
        for kec in kecamatan:
            self.nama_wilayah[kec.kode] = kec.nama
            self._tambah_kecamatan(kec.kode, kec.nama, kec.kode, kec.kode_bps)
        for kel in kelurahan:
            self.nama_wilayah[kel.kode] = kel.nama
            self._tambah_kelurahan(kel.kode, kel.nama, kel.kode)
        for lain in ejaan:
            if len(lain.kode) == _PANJANG_KECAMATAN:
                self._tambah_kecamatan(lain.kode, lain.ejaan)
            else:
                self._tambah_kelurahan(lain.kode, lain.ejaan)
        for kerja in pekerjaan:
            self.nama_pekerjaan[kerja.kode] = kerja.nama
            for sebutan in (kerja.nama, kerja.kode, *kerja.ejaan):
                self.pekerjaan[huruf_angka(sebutan)] = kerja.kode
        self._susun_saran()

    @classmethod
    def baku(cls, *, batas_usia_bulan: int | None) -> Self:
        """Make the tables from the reference files instead of the database."""
        return cls(
            daftar_kecamatan(),
            daftar_kelurahan(),
            daftar_pekerjaan(),
            daftar_ejaan(),
            batas_usia_bulan=batas_usia_bulan,
        )

    def _tambah_kecamatan(self, kode: str, *sebutan: str) -> None:
        for nama in filter(None, map(padanan_wilayah, sebutan)):
            self.kecamatan[nama] = kode

    def _tambah_kelurahan(self, kode: str, *sebutan: str) -> None:
        for nama in filter(None, map(padanan_wilayah, sebutan)):
            if kode not in (lama := self.kelurahan.get(nama, ())):
                self.kelurahan[nama] = (*lama, kode)

    def _susun_saran(self) -> None:
        """Prepare suggestions: kelurahan by code of the kecamatan ("" for all), occupations."""
        self.saran_kelurahan: dict[str, list[Saran]] = {"": []}
        for padanan, daftar in self.kelurahan.items():
            for kode in daftar:
                satu = saran(self.nama_wilayah[kode], padanan)
                self.saran_kelurahan[""].append(satu)
                self.saran_kelurahan.setdefault(kode[:_PANJANG_KECAMATAN], []).append(satu)
        self.saran_pekerjaan = [
            saran(self.nama_pekerjaan[kode], padanan) for padanan, kode in self.pekerjaan.items()
        ]
