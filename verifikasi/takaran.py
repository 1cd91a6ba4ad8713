"""The limits of a criterion, declared by kind: forms, words and checks are made from them."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from peserta.models import CaraKerja, JenisBerkas
from pijar.rupiah import ribuan, rupiah
from verifikasi.models.kriteria import JenisKriteria

J = JenisKriteria
Parameter = Mapping[str, Any]
PEKERJAAN = "pekerjaan"  # the choices are the occupations that admins keep
REGISTER = (("DTSEN", "DTSEN"), ("DTKS", "DTKS"), ("REGSOSEK", "Regsosek"), ("P3KE", "P3KE"))


class Takaran(NamedTuple):
    """One limit: its name in the data, label, unit, value when a version sets none, and bounds.

    Without ``bawah`` it is a list of choices, or with ``pola`` a text. ``bawaan`` None means that
    it may be left out, which limits nothing.
    """

    nama: str
    judul: str
    bawaan: Any
    satuan: str = ""
    bawah: int | None = None
    atas: int = 0
    pilihan: tuple[tuple[str, str], ...] | str = ()
    pola: str = ""
    bantuan: str = ""
    wajib: bool = False

    @property
    def angka(self) -> bool:
        return self.bawah is not None


TAKARAN: dict[str, tuple[Takaran, ...]] = {
    J.USIA: (
        Takaran("bulan_maks", "Paling tua", 779, "bulan genap", 1, 1_200, wajib=True,
                bantuan="779 bulan genap ialah sampai sehari sebelum ulang tahun ke-65."),
        Takaran("tahun_min", "Paling muda", 15, "tahun", 1, 99, wajib=True),
    ),
    J.DOMISILI: (
        Takaran("wilayah", "Awalan kode wilayah", "33.74", pola=r"[0-9]{2}(\.[0-9]{2}){0,2}",
                bantuan="Misalnya 33.74 untuk Kota Semarang.", wajib=True),
    ),
    J.PEKERJAAN: (
        Takaran("kode", "Hanya pekerjaan ini", [], pilihan=PEKERJAAN,
                bantuan="Kosong berarti semua pekerjaan dalam daftar sasaran."),
    ),
    J.CARA_KERJA: (
        Takaran("cara", "Cara kerja yang boleh", [*CaraKerja.values],
                pilihan=tuple(CaraKerja.choices), wajib=True),
        Takaran("penghasilan_maks", "Penghasilan paling tinggi", None, "rupiah sebulan",
                1, 100_000_000, bantuan="Kosong berarti tidak dibatasi."),
    ),
    J.REGISTER: (
        Takaran("register", "Register yang diakui", [], pilihan=REGISTER,
                bantuan="Kosong berarti register mana pun."),
        Takaran("desil_maks", "Desil paling tinggi", 5, "", 1, 10, wajib=True),
        Takaran("umur_bulan", "Pengecekan paling lama", None, "bulan yang lalu", 1, 120,
                bantuan="Kosong berarti tanggal pengecekannya tidak diperiksa."),
    ),
    J.MASIH_BEKERJA: (
        Takaran("berlaku_hari", "Keterangan berlaku", 90, "hari", 1, 730, wajib=True),
        Takaran("hari_perpanjangan", "Untuk perpanjangan berlaku", None, "hari", 1, 730,
                bantuan="Kosong berarti menurut pengaturan aplikasi."),
    ),
    J.BERKAS: (
        Takaran("berkas", "Berkas yang harus ada", [JenisBerkas.KTP.value],
                pilihan=tuple(JenisBerkas.choices), wajib=True),
    ),
}  # fmt: skip


def bawaan(jenis: str) -> dict[str, Any]:
    """The limits of a kind when a version sets none."""
    return {t.nama: t.bawaan for t in TAKARAN.get(jenis, ())}


def lengkap(jenis: str, parameter: Parameter) -> dict[str, Any]:
    """A criterion's limits, with the built-in ones where its version sets none."""
    return {**bawaan(jenis), **parameter}


def batas(jenis: str, parameter: Parameter, nama: Mapping[str, str] = {}) -> list[str]:
    """The limits of a criterion in words; ``nama`` tells the occupations."""
    isi = lengkap(jenis, parameter)
    semua = [_arti(t, isi[t.nama], nama) for t in TAKARAN.get(jenis, ())]
    return [kalimat for kalimat in semua if kalimat]


def _arti(t: Takaran, isi: Any, nama: Mapping[str, str]) -> str:
    """One limit in words; an age in months is said as people say an age."""
    if isi is None or isi == []:
        return ""
    if t.nama == "bulan_maks":
        return f"paling tua {isi // 12} tahun {isi % 12} bulan"
    if t.nama == "desil_maks":
        return f"desil 1 sampai {isi}"
    if t.nama == "penghasilan_maks":
        return f"penghasilan paling tinggi {rupiah(int(isi))} sebulan"
    if t.angka:
        return f"{t.judul.lower()} {ribuan(isi)} {t.satuan}".strip()
    arti: dict[str, str] = {**nama, **({} if isinstance(t.pilihan, str) else dict(t.pilihan))}
    daftar = isi if isinstance(isi, list) else [isi]
    return f"{t.judul[0].lower()}{t.judul[1:]}: {', '.join(str(arti.get(k, k)) for k in daftar)}"


def parameter_keliru(jenis: str, parameter: object) -> dict[str, str]:
    """What is wrong with a version's limits, by name; empty when nothing is."""
    if not isinstance(parameter, dict):
        return {"": "Batasnya tidak terbaca. Isi lagi batas kriteria ini."}
    dikenal = {t.nama: t for t in TAKARAN.get(jenis, ())}
    kalimat = {
        nama: _keliru(dikenal[nama], isi)
        if nama in dikenal
        else f"Batas {nama} tidak dikenal oleh jenis kriteria ini."
        for nama, isi in parameter.items()
    }
    keliru = {nama: isi for nama, isi in kalimat.items() if isi}
    return keliru or (_usia_keliru(lengkap(jenis, parameter)) if jenis == J.USIA else {})


def _usia_keliru(isi: Parameter) -> dict[str, str]:
    if isi["tahun_min"] * 12 <= isi["bulan_maks"]:
        return {}
    return {"tahun_min": "Usia termudanya melewati usia tertuanya. Ubah salah satunya."}


def _keliru(t: Takaran, isi: Any) -> str:
    if isi is None or isi in ([], ""):
        return f"{t.judul} harus diisi." if t.wajib else ""
    if t.angka:
        return _angka_keliru(t, isi)
    if t.pola:
        cocok = isinstance(isi, str) and re.fullmatch(t.pola, isi)
        return "" if cocok else f"{t.judul} tidak terbaca. {t.bantuan}".strip()
    return _pilihan_keliru(t, isi)


def _angka_keliru(t: Takaran, isi: Any) -> str:
    bawah = t.bawah or 0
    if type(isi) is int and bawah <= isi <= t.atas:
        return ""
    return f"{t.judul} harus bilangan bulat {ribuan(bawah)} sampai {ribuan(t.atas)}."


def _pilihan_keliru(t: Takaran, isi: Any) -> str:
    if not isinstance(isi, list) or not all(isinstance(k, str) for k in isi):
        return f"{t.judul} harus berupa daftar pilihan."
    if isinstance(t.pilihan, str):
        return ""
    asing = sorted(set(isi) - {kode for kode, _ in t.pilihan})
    return f"{t.judul} tidak mengenal {', '.join(asing)}." if asing else ""
