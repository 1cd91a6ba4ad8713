"""Staged rows as the review page shows them: reasons and changes in the officer's words."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from peserta.bidang import BIDANG_PER_KODE
from peserta.models import (
    BarisImpor,
    JenisKelamin,
    Kelurahan,
    Pekerjaan,
    Peserta,
    StatusBPJS,
    Vonis,
)
from peserta.models.peserta import PANJANG_NIK
from pijar.rupiah import rupiah

RAHASIA = ("nik", "no_kk")
KODE_TUKAR = "nik_kk_tertukar"


class AlasanTampil(NamedTuple):
    tingkat: str
    judul: str
    nilai: str
    sebab: str
    perbaikan: str


class PerubahanTampil(NamedTuple):
    judul: str
    lama: str
    baru: str


class BarisTampil(NamedTuple):
    """One row; ``peserta`` is the person already here, ``bisa_ditukar`` offers the one click."""

    nomor: int
    nama: str
    nik: str
    vonis: str
    label: str
    dipilih: bool
    peserta: Peserta | None
    bisa_ditukar: bool
    alasan: list[AlasanTampil]
    perubahan: list[PerubahanTampil]


def tampilkan(baris: Iterable[BarisImpor]) -> list[BarisTampil]:
    """All of ``baris``; two queries for the names of places and occupations."""
    semua = [*baris]
    nama = _nama(semua)
    return [_satu(b, nama) for b in semua]


def _satu(b: BarisImpor, nama: dict[str, dict[str, str]]) -> BarisTampil:
    return BarisTampil(
        nomor=b.nomor,
        nama=b.nama,
        nik=b.nik,
        vonis=b.vonis,
        label=Vonis(b.vonis).label,
        dipilih=b.dipilih,
        peserta=b.peserta,
        bisa_ditukar=any(a["kode"] == KODE_TUKAR for a in b.alasan),
        alasan=[
            AlasanTampil(
                a["tingkat"], _judul(a["kolom"]), nilai_tampil(a), a["sebab"], a["perbaikan"]
            )
            for a in b.alasan
        ],
        perubahan=[
            PerubahanTampil(_judul(k), *(_teks(k, isi, nama) for isi in pasangan))
            for k, pasangan in b.perubahan.items()
        ],
    )


def nilai_tampil(alasan: dict[str, str]) -> str:
    """The cell as typed; a number that is whole is masked, a damaged one must be seen."""
    angka = re.sub(r"[^0-9]", "", alasan["nilai"])
    if alasan["kolom"] in RAHASIA and len(angka) == PANJANG_NIK:
        return f"{angka[:4]}{'•' * 8}{angka[-4:]}"
    return alasan["nilai"]


def _judul(kolom: str) -> str:
    return BIDANG_PER_KODE[kolom].judul if kolom in BIDANG_PER_KODE else kolom


def _teks(kolom: str, isi: Any, nama: dict[str, dict[str, str]]) -> str:
    if isi in (None, ""):
        return "(kosong)"
    if kolom in RAHASIA:
        return f"{isi[:4]}{'•' * 8}{isi[-4:]}"
    if kolom == "penghasilan":
        return rupiah(isi)
    if kolom == "tanggal_lahir":
        return "-".join(reversed(str(isi).split("-")))
    return nama.get(kolom, {}).get(isi, str(isi))


def _nama(semua: list[BarisImpor]) -> dict[str, dict[str, str]]:
    kode: dict[str, set[str]] = {"kelurahan": set(), "pekerjaan": set()}
    for b in semua:
        for kolom, daftar in kode.items():
            daftar.update(b.perubahan.get(kolom, []))
    kelurahan = Kelurahan.objects.in_bulk(kode["kelurahan"])
    pekerjaan = Pekerjaan.objects.in_bulk(kode["pekerjaan"])
    return {
        "kelurahan": {k: v.nama for k, v in kelurahan.items()},
        "pekerjaan": {k: v.nama for k, v in pekerjaan.items()},
        "status_bpjs": dict(StatusBPJS.choices),
        "jenis_kelamin": dict(JenisKelamin.choices),
    }
