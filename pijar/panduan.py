"""The guide for officers, docs/panduan.md, as pages: its chapters, and which page has which."""

from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt

PETUGAS = "petugas-dari-daftar-ke-pengajuan"
LINDUNG = "terlindungi-atau-tidak"
VERIFIKATOR = "verifikator-memutuskan"
ADMIN = "admin-dari-penetapan-sampai-lunas"
ASN = "admin-asn-peduli"
BAB_HALAMAN = {
    "beranda": PETUGAS,
    "peserta": PETUGAS,
    "peserta:daftar": "mencari-orang",
    "peserta:cari": "mencari-orang",
    "iuran": ADMIN,
    "iuran:perlindungan": LINDUNG,
    "iuran:berakhir": LINDUNG,
    "iuran:habis": LINDUNG,
    "iuran:usia": LINDUNG,
    "iuran:kartu": PETUGAS,
    "iuran:klaim": PETUGAS,
    "iuran:usulan": PETUGAS,
    "iuran:peristiwa": PETUGAS,
    "iuran:penyumbang": ASN,
    "iuran:janji": ASN,
    "iuran:bukti": ASN,
    "iuran:setoran": ASN,
    "iuran:impor_penyumbang": ASN,
    "iuran:gerakan": ASN,
    "iuran:opd": ASN,
    "iuran:ingatkan": "mengingatkan-penyumbang-asn",
    "verifikasi": ADMIN,
    "verifikasi:antrean": VERIFIKATOR,
    "verifikasi:kasus": VERIFIKATOR,
    "verifikasi:massal": VERIFIKATOR,
    "verifikasi:gabung": VERIFIKATOR,
    "verifikasi:keberatan": VERIFIKATOR,
    "verifikasi:pengesampingan": VERIFIKATOR,
    "verifikasi:perbaiki": PETUGAS,
    "verifikasi:ajukan": PETUGAS,
    "verifikasi:pernyataan": PETUGAS,
    "verifikasi:riwayat": PETUGAS,
    "verifikasi:uji_petik": "uji-petik",
    "laporan": "sekda-membaca",
    "laporan:bulanan": LINDUNG,
    "laporan:rincian": "rincian-dan-cakupan",
    "laporan:cakupan": "rincian-dan-cakupan",
    "laporan:mutu": "mutu-data",
    "laporan:surat": "surat",
    "laporan:dasar_hukum": "surat",
    "tugas": "bila-ada-yang-gagal",
    "retensi": ADMIN,
    "pengguna": ADMIN,
    "jejak": ADMIN,
}
"""The chapter of a page, by the beginning of its URL name; the longest that fits counts."""


class Bab(NamedTuple):
    """A chapter: its code in the address, its title, its text as HTML."""

    kode: str
    judul: str
    isi: SafeString


@cache
def daftar_bab() -> dict[str, Bab]:
    """Every chapter in its order, by its code; read once, since the file comes with the program."""
    tulisan = (settings.BASE_DIR / "docs" / "panduan.md").read_text("utf-8")
    semua = {}
    for bagian in tulisan.split("\n## ")[1:]:
        judul, _, isi = bagian.partition("\n")
        kode = slugify(judul)
        semua[kode] = Bab(kode, judul, _html(isi.replace("\n### ", "\n## ")))
    return semua


def _html(isi: str) -> SafeString:
    hasil: str = MarkdownIt("commonmark", {"html": False}).render(isi)
    return mark_safe(hasil)  # noqa: S308 - our own text; tags in it are escaped


def bab_halaman(nama: str) -> str:
    """The code of the chapter about the page with the URL name ``nama``; empty if none is."""
    cocok = [a for a in BAB_HALAMAN if nama == a or nama.startswith((f"{a}_", f"{a}:"))]
    return BAB_HALAMAN[max(cocok, key=len)] if cocok else ""
