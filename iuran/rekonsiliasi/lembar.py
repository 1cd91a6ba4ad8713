"""Find the columns of BPJS's list and read its rows, in whatever shape a branch sends it.

Title rows stand above the header and may name month and branch. This module knows no people.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from iuran.jawaban import JUDUL as JUDUL_JAWABAN
from iuran.jawaban import baca_nik
from iuran.models import KeadaanBPJS
from iuran.rekonsiliasi.kalimat import keadaan
from peserta.bersih.kpj import baca_kpj
from peserta.bersih.nip import bersihkan_nip
from peserta.bersih.tanggal import bersihkan_kelahiran
from peserta.models import Cabang
from pijar.bulan import EJAAN, awal_bulan, baca_bulan
from pijar.excel import Lembar, Sel, teks
from pijar.rupiah import RUPIAH

JUDUL = {
    **{kode: JUDUL_JAWABAN[kode] for kode in ("nik", "nama", "kpj", "keterangan")},
    "status": f"{JUDUL_JAWABAN['status']} STATUSAKTIF STATUSPESERTA STATUSTK KEADAAN",
    "pembayar": "SEGMEN JENISKEPESERTAAN PEMBAYAR NAMAPERUSAHAAN SEGMENTASI",
    "tanggal_lahir": "TANGGALLAHIR TGLLAHIR TGLLHR TEMPATTANGGALLAHIR TTL",
    "bulan": """BULAN BULANIURAN PERIODE PERIODEIURAN BLTH BLTHIURAN BULANTAHUN BULANPOSTING
        PERIODEPOSTING""",
    "nominal": """IURAN NOMINAL JUMLAHIURAN TOTALIURAN JMLIURAN NOMINALIURAN RPIURAN IURANRP
        JUMLAHRP JUMLAHBAYAR NILAIIURAN""",
    "jkk": "JKK IURANJKK",
    "jkm": "JKM IURANJKM",
    "jht": "JHT IURANJHT",
    "program": "PROGRAM PROGRAMDIIKUTI KODEPROGRAM NAMAPROGRAM",
    "nip": "NIP NIPASN NIPPENYUMBANG NIPPEMBAYAR NIPPENANGGUNG",
    "penyumbang": """PENYUMBANG NAMAPENYUMBANG NAMAASN ASN DONATUR NAMADONATUR PENANGGUNG
        NAMAPENANGGUNG""",
}
BIDANG = {ejaan: bidang for bidang, daftar in JUDUL.items() for ejaan in daftar.split()}
RINCIAN = ("jkk", "jkm", "jht")
PROGRAM = re.compile(r"JKK|JKM|JHT")
BULAN_RAPAT = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])")
BULAN_JUDUL = re.compile(r"(?<![0-9] )(?<![0-9]-)\b([A-Za-z]{3,9})[ -](20[0-9]{2})\b")
BUKAN_HURUF_ANGKA = re.compile(r"[^A-Z0-9]")
JUMLAH = re.compile(r"(?:GRAND )?(?:JUMLAH|TOTAL|SUB ?TOTAL)\b")
BARIS_JUDUL_TERJAUH = 60
SERING = 1024  # cells of the same few words and sums, each judged once
TERBESAR = 10**9  # rupiah of one month of one person; a larger number is something else


class BarisMentah(NamedTuple):
    """One row of the list. ``nik`` is safe to match or empty; ``catatan`` says what is unreadable.

    ``nominal`` is None where the list has no amount, ``bulan`` where it names no month. ``nip`` and
    ``penyumbang`` say which civil servant pays, in the list of their movement.
    """

    lembar: str
    nomor: int
    nik: str = ""
    tertulis: str = ""
    kpj: str = ""
    nama: str = ""
    tanggal_lahir: date | None = None
    bulan: date | None = None
    nominal: int | None = None
    program: str = ""
    keadaan: KeadaanBPJS = KeadaanBPJS.AKTIF
    keterangan: str = ""
    catatan: str = ""
    berkas_ke: int = 1
    nip: str = ""
    penyumbang: str = ""


@dataclass
class Kepala:
    """What the rows above the headers say: months and branches named, sheets without a header."""

    bulan: set[date] = field(default_factory=set)
    cabang: set[Cabang] = field(default_factory=set)
    dilewati: list[str] = field(default_factory=list)
    ada_judul: bool = False

    def catat(self, tulisan: str) -> None:
        """Look for a month and a branch in one cell above the header."""
        for kata, tahun in BULAN_JUDUL.findall(tulisan):
            if nomor := EJAAN.get(kata.lower()):
                self.bulan.add(date(int(tahun), nomor, 1))
        self.cabang |= {c for c in Cabang if c.label.split()[-1].upper() in tulisan.upper()}


def baca_lembaran(daftar_lembar: Iterable[Lembar], kepala: Kepala) -> Iterator[BarisMentah]:
    """Every row under every header, one at a time; ``kepala`` fills while they are read."""
    for lembar in daftar_lembar:
        if lembar.tersembunyi:
            continue
        isi = iter(lembar.baris)
        kolom = _cari_judul(isi, kepala)
        if not kolom:
            kepala.dilewati.append(lembar.nama)
            continue
        kepala.ada_judul = True
        yield from _baca_baris(lembar.nama[:100], isi, kolom)


def _cari_judul(isi: Iterator[tuple[int, list[Sel]]], kepala: Kepala) -> dict[str, int]:
    """Read up to the header row and map each field to its column; empty without a header row."""
    for nomor, sel in isi:
        kolom: dict[str, int] = {}
        tulisan = [teks(s) for s in sel]
        for letak, judul in enumerate(tulisan):
            if bidang := _bidang(judul):
                kolom.setdefault(bidang, letak)
        if kolom.keys() & {"nik", "kpj"} and len(kolom) > 1:
            return kolom
        for satu in filter(None, tulisan):
            kepala.catat(satu)
        if nomor > BARIS_JUDUL_TERJAUH:
            break
    return {}


def _bidang(judul: str) -> str:
    return BIDANG.get(BUKAN_HURUF_ANGKA.sub("", judul.upper()), "")


def _baca_baris(
    lembar: str, isi: Iterator[tuple[int, list[Sel]]], kolom: dict[str, int]
) -> Iterator[BarisMentah]:
    ambil, kosong = itemgetter(*kolom.values()), [None] * (max(kolom.values()) + 1)
    for nomor, sel in isi:
        baris = _satu(lembar, nomor, dict(zip(kolom, ambil(sel + kosong), strict=True)))
        if not (baris.nik or baris.kpj) and (_kosong(baris) or _jumlah(sel)):
            continue  # a total, a signature, or the header once more
        yield baris


def _kosong(baris: BarisMentah) -> bool:
    """Whether nothing in the row speaks of a person: no number, or only one word."""
    lain = (baris.tanggal_lahir, baris.bulan, baris.nominal, baris.keterangan)
    bernomor = baris.tertulis and _bidang(baris.tertulis) != "nik"
    return not bernomor and not (baris.nama and any(lain))


def _jumlah(sel: list[Sel]) -> bool:
    return any(isinstance(s, str) and JUMLAH.match(s.strip().upper()) for s in sel)


def _satu(lembar: str, nomor: int, satu: dict[str, Sel]) -> BarisMentah:
    nik = baca_nik(satu.get("nik"))
    kpj, galat_kpj = baca_kpj(satu.get("kpj"))
    kata, keterangan = _keadaan(*map(satu.get, ("status", "pembayar", "keterangan")))
    nominal, galat_nominal = _nominal(satu)
    bulan, galat_bulan = _bulan(satu.get("bulan"))
    galat_nik = nik.galat if nik.tertulis else ""
    nip, galat_nip = _nip(satu.get("nip"))
    galat = (galat_nik, galat_kpj, galat_nominal, galat_bulan, galat_nip)
    return BarisMentah(
        lembar=lembar,
        nomor=nomor,
        nik=nik.nik,
        tertulis="" if nik.nik else nik.tertulis[:30],
        kpj=kpj,
        nama=teks(satu.get("nama"))[:150],
        tanggal_lahir=_lahir(satu.get("tanggal_lahir")),
        bulan=bulan,
        nominal=nominal,
        program=_program(satu.get("program")),
        keadaan=kata,
        keterangan=keterangan,
        catatan=" ".join(filter(None, galat))[:300],
        nip=nip,
        penyumbang=teks(satu.get("penyumbang"))[:150],
    )


def _nip(sel: Sel) -> tuple[str, str]:
    """The 18 digits of a donor's NIP, or why they cannot be read; both empty in an empty cell."""
    if not teks(sel).strip("-"):
        return "", ""
    hasil = bersihkan_nip(sel)
    return hasil.nilai or "", "" if hasil.nilai else "NIP penyumbangnya tidak terbaca."


@lru_cache(maxsize=SERING, typed=True)
def _keadaan(*sel: Sel) -> tuple[KeadaanBPJS, str]:
    """What status, payer and remark say of the membership, and their words in one text."""
    status, pembayar, kata = map(teks, sel)
    tulisan = ": ".join(filter(None, (status, pembayar, kata)))
    return keadaan(status, pembayar, kata), tulisan[:200]


def _lahir(sel: Sel) -> date | None:
    """The birth date; a year of two digits, or an unreadable cell, is not compared."""
    if sel is None or sel == "":
        return None
    return bersihkan_kelahiran(sel, 0).tanggal


@lru_cache(maxsize=SERING, typed=True)
def _bulan(sel: Sel) -> tuple[date | None, str]:
    if isinstance(sel, datetime | date):
        return awal_bulan(sel), ""
    tulisan = teks(sel)
    if not tulisan:
        return None, ""
    if rapat := BULAN_RAPAT.fullmatch(tulisan):
        return date(int(rapat[1]), int(rapat[2]), 1), ""
    bulan = baca_bulan(tulisan)
    return bulan, "" if bulan else f"Bulan “{tulisan[:20]}” tidak terbaca."


def _nominal(satu: dict[str, Sel]) -> tuple[int | None, str]:
    """Rupiah of the row; where there is no sum, that of the programmes."""
    if "nominal" in satu:
        return _rupiah(satu["nominal"])
    ada = [_rupiah(satu[kode])[0] for kode in RINCIAN if kode in satu]
    terbaca = [n for n in ada if n is not None]
    return (sum(terbaca), "") if terbaca else (None, "")


@lru_cache(maxsize=SERING, typed=True)
def _rupiah(sel: Sel) -> tuple[int | None, str]:
    if isinstance(sel, int | float) and not isinstance(sel, bool):
        return (int(sel), "") if 0 <= sel < TERBESAR else (None, "Nominalnya tidak wajar.")
    tulisan = teks(sel)
    if tulisan in ("", "-"):
        return None, ""
    cocok = RUPIAH.fullmatch(tulisan)
    if cocok and len(angka := cocok[1].replace(".", "")) < len(str(TERBESAR)):
        return int(angka), ""
    return None, f"Nominal “{tulisan[:20]}” tidak terbaca."


@lru_cache(maxsize=SERING, typed=True)
def _program(sel: Sel) -> str:
    """The programmes named, always in the same order."""
    disebut = set(PROGRAM.findall(teks(sel).upper()))
    return " ".join(p for p in ("JKK", "JKM", "JHT") if p in disebut)
