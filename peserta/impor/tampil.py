"""Staged rows as the review page shows them: reasons and changes in the officer's words."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from peserta.bidang import BIDANG_PER_KODE
from peserta.impor.sel import RAHASIA, AlasanBaris, SelTampil, pisahkan
from peserta.models import (
    BarisImpor,
    Impor,
    JenisKelamin,
    Kelurahan,
    Pekerjaan,
    Peserta,
    StatusBPJS,
    Vonis,
)
from peserta.models.peserta import PANJANG_NIK
from pijar.models import Pengguna
from pijar.rupiah import rupiah

KODE_TUKAR = {"nik_kk_tertukar": "NIK dan KK", "nik_kpj_tertukar": "NIK dan KPJ"}


class AlasanTampil(NamedTuple):
    """A finding; ``orang``, ``impor`` and ``kembar`` (rows) are what it names and may be opened."""

    tingkat: str
    judul: str
    nilai: str
    sebab: str
    perbaikan: str
    orang: Peserta | None = None
    impor: int = 0
    kembar: Sequence[int] = ()


class PerubahanTampil(NamedTuple):
    judul: str
    lama: str
    baru: str


class IsianTampil(NamedTuple):
    """A cell to be corrected, with its findings in words."""

    sel: SelTampil
    alasan: list[AlasanTampil]


class BarisTampil(NamedTuple):
    """One row; ``orang`` is the person already here, ``tukar`` names what one click swaps.

    ``semua``: every cell is open, not only those with findings.
    """

    nomor: int
    nama: str
    nik: str
    vonis: Vonis
    dipilih: bool
    orang: Peserta | None
    tukar: str
    semua: bool
    isian: list[IsianTampil]
    alasan: list[AlasanTampil]
    perubahan: list[PerubahanTampil]


class _Sebutan(NamedTuple):
    """What the rows of one page name, as far as their reader may know it."""

    orang: dict[int, Peserta]
    impor: frozenset[int]
    nama: dict[str, dict[str, str]]


def tampilkan(
    baris: Iterable[BarisImpor], impor: Impor, *, untuk: Pengguna, semua: Collection[int] = ()
) -> list[BarisTampil]:
    """All of ``baris`` as ``untuk`` may see them; four queries, however many rows.

    Of the rows ``semua`` every cell is shown; of others those with findings.
    """
    daftar = [*baris]
    sebutan = _sebutan(daftar, untuk)
    return [_satu(b, impor, sebutan, semua=b.nomor in semua) for b in daftar]


def pilihan(untuk: Pengguna) -> dict[str, list[str]]:
    """What may be written in the columns whose values are a list, for the cells' suggestions."""
    kelurahan = Kelurahan.objects.for_petugas(untuk).values_list("nama", flat=True)
    pekerjaan = Pekerjaan.objects.filter(aktif=True).values_list("nama", flat=True)
    return {"kelurahan": sorted({*kelurahan}), "pekerjaan": sorted(pekerjaan)}


def _satu(b: BarisImpor, impor: Impor, sebutan: _Sebutan, *, semua: bool) -> BarisTampil:
    sel, lain = pisahkan(impor.pemetaan, b, semua=semua)
    return BarisTampil(
        nomor=b.nomor,
        nama=b.nama,
        nik=b.nik,
        vonis=b.cip,
        dipilih=b.dipilih,
        orang=sebutan.orang.get(b.peserta_id or 0),
        tukar=next((KODE_TUKAR[a["kode"]] for a in b.alasan if a["kode"] in KODE_TUKAR), ""),
        semua=semua,
        isian=[IsianTampil(s, [_alasan(a, sebutan) for a in s.alasan]) for s in sel],
        alasan=[_alasan(a, sebutan) for a in lain],
        perubahan=[
            PerubahanTampil(_judul(k), *(_teks(k, isi, sebutan.nama) for isi in pasangan))
            for k, pasangan in b.perubahan.items()
        ],
    )


def _alasan(a: AlasanBaris, sebutan: _Sebutan) -> AlasanTampil:
    return AlasanTampil(
        a["tingkat"],
        _judul(a["kolom"]),
        nilai_tampil(a),
        a["sebab"],
        a["perbaikan"],
        sebutan.orang.get(a.get("orang") or 0),
        a["impor"] if a.get("impor") in sebutan.impor else 0,
        a.get("kembar", []),
    )


def _sebutan(daftar: list[BarisImpor], untuk: Pengguna) -> _Sebutan:
    alasan = [a for b in daftar for a in b.alasan]
    orang = {b.peserta_id for b in daftar} | {a.get("orang") for a in alasan}
    impor = {a["impor"] for a in alasan if a.get("impor")}
    boleh = Impor.objects.for_petugas(untuk).filter(pk__in=impor).values_list("pk", flat=True)
    return _Sebutan(
        Peserta.objects.for_petugas(untuk).in_bulk(orang - {None}),
        frozenset(boleh),
        _nama(daftar),
    )


def nilai_tampil(alasan: Mapping[str, Any]) -> str:
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
