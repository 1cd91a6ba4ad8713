"""Find the columns of BPJS's sheet and read its cells, in all the forms that its branches use.

Title rows stand above the header, the header's words vary, a NIK may be a number and a KPJ may read
"66848638615.0". This module knows no people; :mod:`iuran.jawaban.vonis` matches the rows.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from iuran.jawaban.kalimat import YA_TIDAK, tanggal_mulai
from iuran.models import JenisJawaban
from peserta.bersih.alasan import Temuan
from peserta.bersih.judul import baris_jumlah
from peserta.bersih.kpj import BEKAS_DESIMAL, baca_kpj
from peserta.bersih.nik import enam_belas_angka
from peserta.bersih.nomor import baca_nomor, sebab_galat
from peserta.impor import Warisan
from pijar.errors import BerkasDitolakError
from pijar.excel import Lembar, Sel, teks
from pijar.samar import PANJANG_NIK

JUDUL = {
    "nik": """NIK NONIK NOMORNIK NIKKTP NONIKKTP NOKTP NOMORKTP NOIDENTITAS NOMORIDENTITAS
        NOMORINDUKKEPENDUDUKAN""",
    "nama": "NAMA NAMAPESERTA NAMALENGKAP NAMATK NAMATENAGAKERJA NAMACALONPESERTA",
    "kpj": """KPJ NOKPJ NOMORKPJ NOKARTU NOMORKARTU NOKARTUKPJ NOPESERTA NOMORPESERTA
        NOKARTUPESERTA NOMORKARTUPESERTA NOKEPESERTAAN NOMORKEPESERTAAN""",
    "status": "STATUS STATUSPENDAFTARAN STATUSKEPESERTAAN STATUSPENGECEKAN HASIL HASILPENGECEKAN",
    "tmt": """TMT TMTKEPESERTAAN TANGGALKEPESERTAAN TGLKEPESERTAAN TERHITUNGMULAITANGGAL
        MULAIKEPESERTAAN TANGGALMULAI TGLMULAI BULANMULAI TMTPESERTA""",
    "keterangan": "KETERANGAN KET ALASAN CATATAN PESAN KETERANGANGAGAL",
}
BIDANG = {ejaan: bidang for bidang, daftar in JUDUL.items() for ejaan in daftar.split()}
BARIS_JUDUL_TERJAUH = 60
BUKAN_HURUF_ANGKA = re.compile(r"[^A-Z0-9]")
TANPA_JUDUL = (
    "Tidak ditemukan judul kolom NIK beserta NO KPJ, STATUS atau KETERANGAN di lembar mana pun. "
    "Pastikan ini berkas jawaban BPJS; bila judulnya lain, ganti menjadi NIK, NAMA, NO KPJ dan "
    "KETERANGAN, lalu unggah lagi."
)
TANPA_BARIS = "Judul kolomnya ada, tetapi tidak ada satu orang pun di bawahnya. Unggah berkas lain."


class BarisMentah(NamedTuple):
    """One row of the answer.

    ``nik`` holds 16 digits that are safe to match; otherwise it is empty and ``galat`` says why.
    ``lima_belas`` holds the first 15 digits of a number whose last digit Excel may have lost.
    ``sembunyi``: the row is hidden in the sheet; ``warisan`` names what it took from rows above.
    """

    lembar: str
    nomor: int
    nik: str = ""
    nik_tertulis: str = ""
    lima_belas: str = ""
    nama: str = ""
    kpj: str = ""
    galat_kpj: str = ""
    ya_tidak: str = ""
    tmt: date | None = None
    galat_tmt: str = ""
    keterangan: str = ""
    galat: str = ""
    sembunyi: bool = False
    warisan: str = ""


class IsiJawaban(NamedTuple):
    """The whole answer: its kind, its rows, and the sheets without a header."""

    jenis: JenisJawaban
    baris: list[BarisMentah]
    dilewati: list[str]


def baca_jawaban(daftar_lembar: Iterable[Lembar]) -> IsiJawaban:
    """Every row under every header. Raises BerkasDitolakError when no sheet has header or rows."""
    baris: list[BarisMentah] = []
    dilewati, ada_kpj, ada_judul = [], False, False
    for lembar in daftar_lembar:
        isi = iter(lembar.baris)
        kolom = _cari_judul(isi)
        if not kolom:
            dilewati.append(lembar.nama)
            continue
        ada_judul, ada_kpj = True, ada_kpj or "kpj" in kolom
        baris.extend(_baca_baris(lembar, isi, kolom))
    if not baris:
        raise BerkasDitolakError(TANPA_BARIS if ada_judul else TANPA_JUDUL)
    ya_tidak = sum(bool(b.ya_tidak) for b in baris)
    cek_awal = not ada_kpj and ya_tidak * 2 > len(baris)
    jenis = JenisJawaban.CEK_AWAL if cek_awal else JenisJawaban.HASIL
    return IsiJawaban(jenis, baris, dilewati)


def _cari_judul(isi: Iterator[tuple[int, list[Sel]]]) -> dict[str, int]:
    """Read up to the header row and map each field to its column; empty without a header row."""
    for nomor, sel in isi:
        kolom: dict[str, int] = {}
        for letak, judul in enumerate(sel):
            if bidang := _bidang(teks(judul)):
                kolom.setdefault(bidang, letak)
        if "nik" in kolom and kolom.keys() & {"kpj", "status", "keterangan"}:
            return kolom
        if nomor > BARIS_JUDUL_TERJAUH:
            break
    return {}


def _bidang(judul: str) -> str:
    """The field that a header cell names; empty when we do not need the column."""
    return BIDANG.get(BUKAN_HURUF_ANGKA.sub("", judul.upper()), "")


def _baca_baris(
    lembar: Lembar, isi: Iterator[tuple[int, list[Sel]]], kolom: dict[str, int]
) -> Iterator[BarisMentah]:
    warisan = Warisan({letak: bidang for bidang, letak in kolom.items()}, lembar.gabungan)
    for nomor, sel in warisan.isi(isi):
        satu = _per_bidang(sel, kolom)
        nama = teks(satu.get("nama"))[:150]
        kpj, galat_kpj = baca_kpj(satu.get("kpj"))
        nik = baca_nik(satu["nik"])
        kosong = not (nik.tertulis or nama or kpj or galat_kpj)
        if kosong or _bukan_orang(sel, nik.tertulis):
            continue
        status = teks(satu.get("status"))
        ya_tidak = YA_TIDAK.get(status.upper().strip("."), "")
        keterangan = teks(satu.get("keterangan"))
        tmt, galat_tmt = _baca_tmt(satu.get("tmt"))
        yield BarisMentah(
            lembar=lembar.nama[:100],
            nomor=nomor,
            nik=nik.nik,
            nik_tertulis=nik.tertulis[:30],
            lima_belas=nik.lima_belas,
            nama=nama,
            kpj=kpj,
            galat_kpj=galat_kpj,
            ya_tidak=ya_tidak,
            tmt=tmt,
            galat_tmt=galat_tmt,
            keterangan=(keterangan if ya_tidak else _gabung(status, keterangan))[:300],
            galat=nik.galat,
            sembunyi=nomor in lembar.sembunyi,
            warisan=_warisan(warisan.ambil_catatan(nomor)),
        )


def _per_bidang(sel: list[Sel], kolom: dict[str, int]) -> dict[str, Sel]:
    """The cells of a row by field; a short row has no value at its end."""
    return {bidang: sel[letak] if letak < len(sel) else None for bidang, letak in kolom.items()}


def _bukan_orang(sel: list[Sel], nik: str) -> bool:
    """Whether the row is the header once more, or a sum that stands below NIK."""
    return _bidang(nik) == "nik" or (bool(nik) and baris_jumlah(sel[:4], nik))


def _warisan(catatan: Temuan) -> str:
    return " ".join(f"{a.kolom.capitalize()}: {a.sebab}" for a in catatan)


def _baca_tmt(sel: Sel) -> tuple[date | None, str]:
    """The day in a cell "TMT", and what stands there where nobody can read it."""
    tmt = tanggal_mulai(sel)
    return tmt, "" if tmt else teks(sel)[:30].strip("- ")


def _gabung(status: str, keterangan: str) -> str:
    return ": ".join(filter(None, (status, keterangan)))


class BacaanNik(NamedTuple):
    """A NIK cell: ``nik`` has safe digits, or ``galat`` says why not; ``tertulis`` is its text."""

    nik: str
    tertulis: str
    lima_belas: str = ""
    galat: str = ""


def baca_nik(sel: Sel) -> BacaanNik:
    """The NIK in a cell of BPJS.

    A number whose 16th digit is not 0 is exact: Excel keeps 15 digits and would have left a 0
    there. A number that ends in 0 may belong to anybody and is only reported.
    """
    if enam_belas_angka(sel):
        return BacaanNik(sel, sel)
    tertulis = teks(sel)
    bacaan = baca_nomor(sel)
    if bacaan.galat == "angka":
        angka = re.sub(r"[^0-9]", "", BEKAS_DESIMAL.sub("", tertulis))
        if len(angka) == PANJANG_NIK and not angka.endswith("0"):
            return BacaanNik(angka, angka)
        sebab, _ = sebab_galat(bacaan, "NIK", "KTP")
        return BacaanNik("", angka, angka[:15] if len(angka) >= 15 else "", sebab)
    if bacaan.galat:
        return BacaanNik("", tertulis, galat=sebab_galat(bacaan, "NIK", "KTP")[0])
    return BacaanNik(bacaan.angka, bacaan.angka)
