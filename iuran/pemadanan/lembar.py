"""Find the columns of another office's list and read its cells. This module knows no people.

Title rows stand above the header, a NIK may be a number or text, sums stand below the people.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from iuran.jawaban import BARIS_JUDUL_TERJAUH, baca_nik
from peserta.bersih.alasan import tanpa_angka_panjang
from peserta.bersih.tanggal import bersihkan_kelahiran
from pijar.errors import BerkasDitolakError
from pijar.excel import Lembar, Sel, teks
from pijar.tanggal import urai_tanggal

JUDUL = {
    "nik": """NIK NONIK NOMORNIK NIKKTP NONIKKTP NOKTP NOMORKTP NOIDENTITAS NOMORIDENTITAS
        NOMORINDUKKEPENDUDUKAN NIKPESERTA""",
    "nama": "NAMA NAMAPESERTA NAMALENGKAP NAMATK NAMATENAGAKERJA NAMAPENDUDUK NAMALGKP NAMAWARGA",
    "tanggal_lahir": "TANGGALLAHIR TGLLAHIR TGLLHR TTL TEMPATTANGGALLAHIR TEMPATTGLLAHIR",
    "status": """STATUS STATUSPENDUDUK STATUSKEPENDUDUKAN STATUSHIDUP STATUSKEPESERTAAN
        STATUSPESERTA STATUSPU STATUSAKTIF HASIL HASILPADAN HASILPEMADANAN HASILPENGECEKAN
        KETSTATUS SEGMEN SEGMENPESERTA""",
    "keterangan": "KETERANGAN KET CATATAN ALASAN",
    "pihak": """PERUSAHAAN NAMAPERUSAHAAN PEMBERIKERJA NAMAPEMBERIKERJA TEMPATBEKERJA INSTANSI
        NAMAINSTANSI PEMBAYAR NAMAPEMBAYAR PENANGGUNG DIBAYAROLEH BADANUSAHA NAMABADANUSAHA
        PEMBERIBANTUAN""",
    "tanggal": """TANGGAL TGL TANGGALPERISTIWA TGLPERISTIWA TANGGALKEJADIAN TGLKEJADIAN SEJAK TMT
        AKTIFSEJAK TERDAFTARSEJAK TANGGALMULAI TGLMULAI TANGGALKEPESERTAAN TGLKEPESERTAAN
        TANGGALAKTIF TGLAKTIF MULAIBEKERJA TANGGALMENINGGAL TGLMENINGGAL TGLMATI TANGGALKEMATIAN
        TGLKEMATIAN TANGGALMENINGGALPINDAH TGLMENINGGALPINDAH""",
    "tanggal_pindah": "TANGGALPINDAH TGLPINDAH",
    "akhir": """TANGGALBERHENTI TGLBERHENTI TANGGALNONAKTIF TGLNONAKTIF TANGGALKELUAR TGLKELUAR
        SAMPAIDENGAN SAMPAI TANGGALAKHIR TGLAKHIR""",
}
BIDANG = {ejaan: bidang for bidang, daftar in JUDUL.items() for ejaan in daftar.split()}
PENENTU = {"status", "keterangan", "pihak"}
BUKAN_HURUF_ANGKA = re.compile(r"[^A-Z0-9]")
KURUNG = re.compile(r"\([^)]*\)")
JUMLAH = ("TOTAL", "JUMLAH", "JML", "SUBTOTAL", "SUB TOTAL", "GRAND TOTAL")
TANPA_JUDUL = (
    "Tidak ditemukan judul kolom NIK beserta STATUS, KETERANGAN atau PERUSAHAAN di lembar mana "
    "pun. Bila judulnya lain, ganti menjadi NIK, NAMA, TANGGAL LAHIR, STATUS dan TANGGAL, lalu "
    "unggah lagi."
)
TANPA_BARIS = "Judul kolomnya ada, tetapi tidak ada satu orang pun di bawahnya. Unggah berkas lain."


class BarisMentah(NamedTuple):
    """One row. ``nik`` holds 16 digits that are safe to match, else ``galat`` says why not.

    ``galat_tanggal`` is what stands in a date cell that nobody can read; ``berakhir``: the row also
    bears a last day.
    """

    lembar: str
    nomor: int
    nik: str = ""
    nik_tertulis: str = ""
    nama: str = ""
    tanggal_lahir: date | None = None
    kata: str = ""
    pihak: str = ""
    tanggal: date | None = None
    galat_tanggal: str = ""
    berakhir: bool = False
    galat: str = ""


def baca_baris(daftar_lembar: Iterable[Lembar], pada: date) -> Iterator[BarisMentah]:
    """Every row under every header, one after the other.

    Raises BerkasDitolakError at the end when no sheet has a header, or none has a person.
    """
    ada_judul = ada_baris = False
    for lembar in daftar_lembar:
        if lembar.tersembunyi:
            continue
        isi = iter(lembar.baris)
        kolom = _cari_judul(isi)
        ada_judul = ada_judul or bool(kolom)
        for baris in _baris_lembar(lembar.nama, isi, kolom, pada) if kolom else ():
            ada_baris = True
            yield baris
    if not ada_baris:
        raise BerkasDitolakError(TANPA_BARIS if ada_judul else TANPA_JUDUL)


def _cari_judul(isi: Iterator[tuple[int, list[Sel]]]) -> dict[str, int]:
    """Read up to the header row and map each field to its column; empty without a header row."""
    for nomor, sel in isi:
        kolom: dict[str, int] = {}
        for letak, judul in enumerate(sel):
            if bidang := _bidang(teks(judul)):
                kolom.setdefault(bidang, letak)
        if "nik" in kolom and kolom.keys() & PENENTU:
            return kolom
        if nomor > BARIS_JUDUL_TERJAUH:
            break
    return {}


def _bidang(judul: str) -> str:
    """The field that a header cell names; empty when we do not need the column."""
    tanpa = KURUNG.sub("", judul).upper()
    return BIDANG.get(BUKAN_HURUF_ANGKA.sub("", tanpa), "")


def _baris_lembar(
    lembar: str, isi: Iterator[tuple[int, list[Sel]]], kolom: dict[str, int], pada: date
) -> Iterator[BarisMentah]:
    for nomor, sel in isi:
        satu = {bidang: sel[letak] if letak < len(sel) else None for bidang, letak in kolom.items()}
        nik = baca_nik(satu["nik"])
        nama = teks(satu.get("nama"))[:150]
        if not (nik.tertulis or nama) or _bukan_orang(nik.tertulis, nama):
            continue
        tanggal, galat_tanggal = _tanggal(satu.get("tanggal") or satu.get("tanggal_pindah"))
        yield BarisMentah(
            lembar=lembar[:100],
            nomor=nomor,
            nik=nik.nik,
            nik_tertulis=nik.tertulis[:30],
            nama=nama,
            tanggal_lahir=_lahir(satu.get("tanggal_lahir"), pada),
            kata=tanpa_angka_panjang(
                _gabung(teks(satu.get("status")), teks(satu.get("keterangan")))
            )[:300],
            pihak=teks(satu.get("pihak")).strip("- ")[:150],
            tanggal=tanggal,
            galat_tanggal=galat_tanggal,
            berakhir=bool(teks(satu.get("akhir")).strip("- ")),
            galat=nik.galat,
        )


def _bukan_orang(nik: str, nama: str) -> bool:
    """Whether the row is a sum, the header once more, or a signature below the list."""
    if _bidang(nik) == "nik":
        return True
    return not any(map(str.isdigit, nik)) and (nik or nama).upper().startswith(JUMLAH)


def _lahir(sel: Sel, pada: date) -> date | None:
    return bersihkan_kelahiran(sel, pada.year).tanggal if teks(sel) else None


def _tanggal(sel: Sel) -> tuple[date | None, str]:
    """The day in a cell, and what stands there where nobody can read it."""
    if isinstance(sel, datetime):
        return sel.date(), ""
    if isinstance(sel, date):
        return sel, ""
    tulisan = teks(sel).strip("- ")
    bagian = urai_tanggal(tulisan)
    if bagian is None:
        return None, tulisan[:30]
    hari, bulan, tahun = bagian
    try:
        return date(tahun + (2000 if tahun < 100 else 0), bulan, hari), ""
    except ValueError:
        return None, tulisan[:30]


def _gabung(status: str, keterangan: str) -> str:
    return "; ".join(k for k in (status, keterangan) if k.strip("- "))
