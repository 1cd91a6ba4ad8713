"""Prepare staged rows for the review page: findings and changes in the officer's words."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from peserta.bersih.alasan import tanggal_indonesia
from peserta.bersih.bidang import BIDANG_PER_KODE
from peserta.bersih.nik import jenis_kelamin_dari_nik, tanggal_lahir_dari_nik
from peserta.impor.sel import (
    RAHASIA,
    AlasanBaris,
    SelTampil,
    letak_bidang,
    pisahkan,
    tanda_asal,
)
from peserta.models import (
    BarisImpor,
    CaraKerja,
    Impor,
    JenisKelamin,
    Kelurahan,
    Pekerjaan,
    Peserta,
    StatusBPJS,
    Vonis,
)
from pijar.bulan import WIB
from pijar.models import Pengguna
from pijar.rupiah import rupiah
from pijar.samar import PANJANG_NIK, samarkan, samarkan_ganti

MENURUT_NIK = {
    "nik_kelamin_beda": "jenis_kelamin",
    "jenis_kelamin_tidak_dikenal": "jenis_kelamin",
    "nik_lahir_beda": "tanggal_lahir",
    "tanggal_bulan_tertukar": "tanggal_lahir",
    "tanggal_tidak_terbaca": "tanggal_lahir",
    "tanggal_mustahil": "tanggal_lahir",
    "tanggal_lahir_mustahil": "tanggal_lahir",
}
"""Findings that the NIK of the row would settle, with the field that it states."""
KODE_TUKAR = {"nik_kk_tertukar": "NIK dan KK", "nik_kpj_tertukar": "NIK dan KPJ"}


class AlasanTampil(NamedTuple):
    """A finding in words; the officer may open its ``orang``, ``impor`` and ``kembar`` (rows)."""

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


class SaranTampil(NamedTuple):
    """A button that writes ``nilai`` into column ``kolom``; ``asal`` marks the cell as it is."""

    kolom: int
    asal: str
    label: str
    nilai: str


class IsianTampil(NamedTuple):
    """A cell to correct, with its findings in words."""

    sel: SelTampil
    alasan: list[AlasanTampil]


class BarisTampil(NamedTuple):
    """One row; ``orang`` is the known person, ``tukar`` names the numbers that one click swaps.

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
    saran: list[SaranTampil]


class _Sebutan(NamedTuple):
    """People, imports and names in the rows of one page, limited to the reader's rights."""

    orang: dict[int, Peserta]
    impor: frozenset[int]
    nama: dict[str, dict[str, str]]


def tampilkan(
    baris: Iterable[BarisImpor], impor: Impor, *, untuk: Pengguna, semua: Collection[int] = ()
) -> list[BarisTampil]:
    """Prepare ``baris`` for the reader ``untuk``; four queries for any number of rows.

    Rows in ``semua`` show every cell; others only the cells with findings.
    """
    daftar = [*baris]
    sebutan = _sebutan(daftar, untuk)
    return [_satu(b, impor, sebutan, semua=b.nomor in semua) for b in daftar]


def pilihan(untuk: Pengguna) -> dict[str, list[str]]:
    """Allowed values of kelurahan, kecamatan and pekerjaan, as suggestions for the cells."""
    tempat = [*Kelurahan.objects.for_petugas(untuk).values_list("nama", "kecamatan__nama")]
    pekerjaan = Pekerjaan.objects.filter(aktif=True).values_list("nama", flat=True)
    return {
        "kelurahan": sorted({kelurahan for kelurahan, _ in tempat}),
        "kecamatan": sorted({kecamatan for _, kecamatan in tempat}),
        "pekerjaan": sorted(pekerjaan),
    }


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
            PerubahanTampil(_judul(k), *_pasangan(k, sebutan.nama, *pasangan))
            for k, pasangan in b.perubahan.items()
        ],
        saran=[*_saran(b, impor)] if b.vonis in (Vonis.GALAT, Vonis.PERINGATAN) else [],
    )


def _saran(b: BarisImpor, impor: Impor) -> Iterator[SaranTampil]:
    """The values offered for the cells of a row, each once."""
    letak = letak_bidang(impor.pemetaan)
    semua = dict.fromkeys(_nilai_saran(b, impor))
    for kode, label, nilai in semua:
        if kode not in letak:
            continue
        kolom = letak[kode]
        if kode == "tanggal_lahir" and letak.get("tempat_lahir") == kolom and b.tempat_lahir:
            nilai = f"{b.tempat_lahir}, {nilai}"
        sel = b.mentah[kolom] if kolom < len(b.mentah) else None
        yield SaranTampil(kolom, tanda_asal(sel), label, nilai)


def _nilai_saran(b: BarisImpor, impor: Impor) -> Iterator[tuple[str, str, str]]:
    """Field, words of the button, and value."""
    for a in b.alasan:
        for kode, nilai in a.get("saran", ()):
            yield kode, f"Pakai {nilai}", nilai
        if b.nik and a["kode"] in MENURUT_NIK:
            kode = MENURUT_NIK[a["kode"]]
            if kode == "jenis_kelamin":
                nilai = jenis_kelamin_dari_nik(b.nik)
            else:
                hari = impor.dibuat_pada.astimezone(WIB).date()
                nilai = tanggal_indonesia(tanggal_lahir_dari_nik(b.nik, hari))
            yield kode, f"Isi menurut NIK: {nilai}", nilai


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
    """The cell as typed; a whole NIK or KK is masked, a damaged number stays readable."""
    angka = re.sub(r"[^0-9]", "", alasan["nilai"])
    if alasan["kolom"] in RAHASIA and len(angka) == PANJANG_NIK:
        return samarkan(angka)
    return alasan["nilai"]


def _judul(kolom: str) -> str:
    return BIDANG_PER_KODE[kolom].judul if kolom in BIDANG_PER_KODE else kolom


def _pasangan(kolom: str, nama: dict[str, dict[str, str]], lama: Any, baru: Any) -> tuple[str, str]:
    if kolom in RAHASIA and lama and baru:
        return samarkan_ganti(lama, baru)
    return _teks(kolom, lama, nama), _teks(kolom, baru, nama)


def _teks(kolom: str, isi: Any, nama: dict[str, dict[str, str]]) -> str:
    if isi in (None, ""):
        return "(kosong)"
    if kolom in RAHASIA:
        return samarkan(isi)
    if kolom == "penghasilan":
        return rupiah(isi)
    if kolom in ("tanggal_lahir", "desil_pada"):
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
        "cara_kerja": dict(CaraKerja.choices),
        "status_bpjs": dict(StatusBPJS.choices),
        "jenis_kelamin": dict(JenisKelamin.choices),
    }
