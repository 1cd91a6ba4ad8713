"""The contents of a paper: plain data, frozen as JSON, with a hash and the difference of two."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from pijar.bulan import tanggal_panjang
from pijar.rupiah import ribuan, rupiah

CONTOH = 3
JANGKAR = "baris-"  # id of a row on paper, with its number in the piece
KATA_DIKTUM = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN",
)  # fmt: skip
Sel = str | int | None
"""A cell: text, a whole number, or nothing. A date is its ISO text in a column TANGGAL.

A column PARAF is filled in by hand, so its rows are high.
"""


class Bentuk(StrEnum):
    """The shape of a paper: its HTML template, and the Word template that an admin can change."""

    SURAT = "surat"
    NOTA = "nota_dinas"
    KEPUTUSAN = "keputusan"
    BERITA_ACARA = "berita_acara"
    KETERANGAN = "keterangan"
    DAFTAR = "daftar"
    SELEBARAN = "selebaran"
    LAPORAN = "laporan"


class JenisKolom(StrEnum):
    TEKS = "teks"
    ANGKA = "angka"
    RUPIAH = "rupiah"
    TANGGAL = "tanggal"
    PARAF = "paraf"


@dataclass(frozen=True)
class Kolom:
    """A column; ``lebar`` is its share of the width. ``kunci``: it names the row's person."""

    judul: str
    jenis: JenisKolom = JenisKolom.TEKS
    lebar: int = 10
    kunci: bool = False


@dataclass(frozen=True)
class Tabel:
    """A table; ``jumlah`` is its last row of sums, as long as ``kolom``."""

    kolom: list[Kolom]
    baris: list[list[Sel]]
    judul: str = ""
    jumlah: list[Sel] | None = None


@dataclass(frozen=True)
class Isi:
    """Everything a paper says, but for letterhead, number and signatory.

    ``perihal`` is the subject (of a decree what stands after "tentang"). ``dasar`` are the legal
    bases, highest first. ``menimbang``, ``memperhatikan`` and ``diktum`` are those of a decree, and
    ``dari`` is the office that decides it. ``fakta`` are terms and values. ``lampiran`` are the
    tables that follow on pages of their own, lying when ``mendatar``. ``alasan_konsep``: why the
    matter is a draft still; such a paper gets no number. ``qr`` is the sentence that the public
    page confirms, without a number or a whole name; a paper with it carries a QR to that page.
    ``rahasia``: the paper shows whole NIK, so every download is logged with ``orang``, the number
    of people in it.
    """

    bentuk: Bentuk
    perihal: str
    kepada: list[str] = field(default_factory=list)
    dari: str = ""
    sifat: str = ""
    jumlah_lampiran: str = ""
    dasar: list[str] = field(default_factory=list)
    menimbang: list[str] = field(default_factory=list)
    memperhatikan: list[str] = field(default_factory=list)
    diktum: list[str] = field(default_factory=list)
    fakta: list[tuple[str, str]] = field(default_factory=list)
    pembuka: list[str] = field(default_factory=list)
    tabel: list[Tabel] = field(default_factory=list)
    penutup: list[str] = field(default_factory=list)
    tembusan: list[str] = field(default_factory=list)
    judul_lampiran: str = ""
    lampiran: list[Tabel] = field(default_factory=list)
    mendatar: bool = True
    qr: str = ""
    alasan_konsep: str = ""
    rahasia: bool = False
    orang: int = 0


def ke_json(isi: Isi) -> dict[str, Any]:
    """Plain data, as it is frozen."""
    return asdict(isi)


def dari_json(data: dict[str, Any]) -> Isi:
    """The contents again; the other way of :func:`ke_json`."""
    tabel = {k: [_tabel(t) for t in data[k]] for k in ("tabel", "lampiran")}
    fakta = [(nama, nilai) for nama, nilai in data["fakta"]]
    return Isi(**data | tabel | {"bentuk": Bentuk(data["bentuk"]), "fakta": fakta})


def _tabel(data: dict[str, Any]) -> Tabel:
    kolom = [Kolom(**k | {"jenis": JenisKolom(k["jenis"])}) for k in data["kolom"]]
    return Tabel(**data | {"kolom": kolom})


def sidik_isi(isi: Isi) -> str:
    """SHA-256 of the contents: equal contents have equal hashes, whatever file shows them."""
    teks = json.dumps(ke_json(isi), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(teks.encode()).hexdigest()


def bernomor(diktum: Sequence[str]) -> list[tuple[str, str]]:
    """The decisions of a decree with their words: KESATU, KEDUA, and so on."""
    return list(zip(KATA_DIKTUM, diktum, strict=False))


def teks_sel(nilai: Sel, jenis: JenisKolom) -> str:
    """A cell as the paper writes it."""
    if nilai is None or nilai == "":
        return ""
    if isinstance(nilai, int):
        return rupiah(nilai) if jenis == JenisKolom.RUPIAH else ribuan(nilai)
    if jenis == JenisKolom.TANGGAL:
        return tanggal_panjang(date.fromisoformat(str(nilai)))
    return str(nilai)


NAMA_BAGIAN = {
    "alasan_konsep": "Keadaan konsep",
    "perihal": "Perihal",
    "kepada": "Alamat tujuan",
    "dari": "Pengirim",
    "sifat": "Sifat",
    "jumlah_lampiran": "Jumlah lampiran",
    "dasar": "Dasar hukum",
    "menimbang": "Menimbang",
    "memperhatikan": "Memperhatikan",
    "diktum": "Diktum",
    "fakta": "Keterangan",
    "pembuka": "Isi",
    "penutup": "Penutup",
    "tembusan": "Tembusan",
}


def perbedaan(lama: Isi, baru: Isi) -> list[str]:
    """Tell in sentences how ``baru`` differs from ``lama``; of tables which rows."""
    kalimat = [
        f"{nama} berubah."
        for bagian, nama in NAMA_BAGIAN.items()
        if getattr(lama, bagian) != getattr(baru, bagian)
    ]
    for nama, dulu, kini in (
        ("Tabel", lama.tabel, baru.tabel),
        ("Lampiran", lama.lampiran, baru.lampiran),
    ):
        if len(dulu) != len(kini):
            kalimat.append(f"{nama}: tadinya {len(dulu)}, sekarang {len(kini)}.")
        for a, b in zip(dulu, kini, strict=False):
            kalimat += _beda_tabel(b.judul or nama, a, b)
    return kalimat


def _beda_tabel(nama: str, lama: Tabel, baru: Tabel) -> list[str]:
    dulu, kini = _per_kunci(lama), _per_kunci(baru)
    kelompok = (
        ("bertambah", [k for k in kini if k not in dulu]),
        ("hilang", [k for k in dulu if k not in kini]),
        ("berubah", [k for k in kini if k in dulu and kini[k] != dulu[k]]),
    )
    return [
        f"{nama}: {ribuan(len(kunci))} baris {apa} ({_contoh(kunci)})."
        for apa, kunci in kelompok
        if kunci
    ]


def _per_kunci(tabel: Tabel) -> dict[str, list[Sel]]:
    """The rows by what names them, without their running number."""
    isi = [n for n, k in enumerate(tabel.kolom) if k.judul != "No."]
    kunci = [n for n in isi if tabel.kolom[n].kunci] or isi
    return {
        "; ".join(str(baris[n]) for n in kunci): [baris[n] for n in isi] for baris in tabel.baris
    }


def _contoh(kunci: Sequence[str]) -> str:
    lebih = ", dan lainnya" if len(kunci) > CONTOH else ""
    return ", ".join(kunci[:CONTOH]) + lebih
