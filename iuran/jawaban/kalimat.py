"""BPJS's words about one person: what they decide, until when a cover runs, what to do next. Pure.

Each branch writes as it likes, so a word never decides against another word: a success that also
says *belum*, *tidak* or *gagal* is a doubt for an admin, and never a silent refusal.
"""

import re
from calendar import monthrange
from datetime import date, datetime
from typing import NamedTuple

from iuran.models import HasilJawaban, JenisBerkasBPJS
from pijar.bulan import EJAAN, TAHUN_TERAKHIR, TAHUN_TERAWAL
from pijar.excel import Sel, teks

YA_TIDAK = {"Y": "ya", "YA": "ya", "T": "tidak", "TIDAK": "tidak"}
BUKAN_HURUF_ANGKA = re.compile(r"[^A-Z0-9]")
TOLAK = re.compile(
    r"\b(GAGAL|DITOLAK|TOLAK|TIDAK|TDK|BELUM|BLM|BUKAN|INVALID|ERROR|SALAH|MENINGGAL)\b"
)
PEMBAYAR_LAIN = re.compile(
    r"\b(AKTIF PU|PU AKTIF|PENERIMA UPAH|PERUSAHAAN|PIHAK LAIN|PEMBAYAR LAIN)\b"
)
SANGKALAN = r"\b(?:TIDAK|TDK|BELUM|BLM|BUKAN|GAGAL)\b(?: (?:DAPAT|BISA|PERNAH|SEBAGAI|PESERTA))? "
KATA_BERHASIL = (
    r"(?:BERHASIL|SUKSES|SUCCESS|SELESAI|TERBIT|TERDAFTAR|DITERIMA|VALID|SESUAI|OK|AKTIF)\b"
)
# "BELUM BERHASIL" holds no word of success, "BUKAN PU AKTIF" none of another payer.
DISANGKAL = re.compile(SANGKALAN + KATA_BERHASIL)
PEMBAYAR_DISANGKAL = re.compile(SANGKALAN + r"(?:AKTIF PU|PU AKTIF|PENERIMA UPAH|PERUSAHAAN)\b")
SUDAH = re.compile(
    r"\bSUDAH (MENJADI|TERDAFTAR|PESERTA|ADA|PUNYA|MEMILIKI|AKTIF)\b"
    r"|\bPESERTA (LAMA|AKTIF)\b"
)
# What each kind of file says instead of "berhasil"; the reasons of a stop refuse nothing.
SETARA = {
    JenisBerkasBPJS.PERPANJANGAN: re.compile(r"\bDIPERPANJANG\b"),
    JenisBerkasBPJS.PERUBAHAN: re.compile(
        r"\b(?:DIUBAH|BERUBAH|DIPERBARUI|DIPERBAIKI|DIKOREKSI|DIUPDATE|TERUPDATE|UPDATED)\b"
    ),
    JenisBerkasBPJS.PENGHENTIAN: re.compile(
        r"\b(?:(?:DI)?(?:NONAKTIF(?:KAN)?|HENTIKAN)|BERHENTI)\b"
    ),
}
ALASAN_HENTI = re.compile(
    r"\b(?:MENINGGAL(?: DUNIA)?|AKTIF PU|PU AKTIF|PENERIMA UPAH|PERUSAHAAN|PIHAK LAIN"
    r"|PEMBAYAR LAIN)\b"
)
BERHASIL = re.compile(r"\b" + KATA_BERHASIL)
PENERIMA_UPAH = re.compile(r"\b(AKTIF PU|PU AKTIF|PENERIMA UPAH|PERUSAHAAN)\b")

SAMPAI = re.compile(
    r"\b(?:S\s*[./]?\s*D\b\.?|SAMPAI(?:\s+DENGAN)?|SAMPE|HINGGA|BERAKHIR(?:\s+PADA)?|MASA\s+BERLAKU)"
    r"\s*(?:(?:TGL|TANGGAL|BULAN|BLN|AKHIR)\b[.\s]*)*[:=]?\s*",
)
HARI_DULU = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?!\d)")
TAHUN_DULU = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
NAMA_BULAN = re.compile(
    r"(?:(\d{1,2})\s*[-/. ]?\s*)?([A-Z]{3,9})\.?\s*[-/. ]?\s*(\d{4}|\d{2})(?!\d)"
)
BULAN_TAHUN = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})(?!\d)")
TAHUN_BULAN = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})(?!\d)")


class Bacaan(NamedTuple):
    """What the words of one row say; ``ragu`` names the word that speaks against a success."""

    hasil: HasilJawaban | None
    ragu: str = ""


def golongkan(
    keterangan: str,
    *,
    ada_kpj: bool = False,
    ya_tidak: str = "",
    berkas: JenisBerkasBPJS = JenisBerkasBPJS.PENDAFTARAN,
) -> Bacaan:
    """The decision of BPJS on a row, read from its words; ``hasil`` is None for unknown words.

    Another payer refuses, whatever stands beside it: no double cover. A success with a word against
    it is GALAT, so that an admin decides. Each kind of file has words of its own for a success; a
    stop succeeds also because of a death or another payer.
    """
    kata = _kata_berkas(rapikan_kata(keterangan), berkas)
    ya_tidak = ya_tidak or YA_TIDAK.get(kata, "")
    if ya_tidak == "tidak" or pembayar_lain(kata):
        return Bacaan(HasilJawaban.DITOLAK)
    berhasil = _berhasil(kata, ada_kpj=ada_kpj, ya=ya_tidak == "ya")
    tolak = TOLAK.search(kata)
    if berhasil and tolak:
        return Bacaan(HasilJawaban.GALAT, tolak[0].lower())
    if tolak:
        return Bacaan(HasilJawaban.DITOLAK)
    return Bacaan(berhasil)


def pembayar_lain(kata: str) -> bool:
    """Whether tidy words say that another payer, or an employer, pays for the person."""
    return bool(PEMBAYAR_LAIN.search(PEMBAYAR_DISANGKAL.sub(" TIDAK ", kata)))


def _kata_berkas(kata: str, berkas: JenisBerkasBPJS) -> str:
    """The words with those that mean a success of this kind of file made plain."""
    if berkas == JenisBerkasBPJS.PENGHENTIAN:
        kata = ALASAN_HENTI.sub(" ", kata)
    return SETARA[berkas].sub("BERHASIL", kata) if berkas in SETARA else kata


def _berhasil(kata: str, *, ada_kpj: bool, ya: bool) -> HasilJawaban | None:
    """The success that the words claim, those denied left out."""
    tersisa = DISANGKAL.sub(" ", kata)
    if SUDAH.search(tersisa):
        return HasilJawaban.SUDAH_PESERTA
    if ya or BERHASIL.search(tersisa) or (not kata and ada_kpj):
        return HasilJawaban.SESUAI
    return None


def rapikan_kata(keterangan: str) -> str:
    """The words in capitals, without marks, "non aktif" as one."""
    kata = BUKAN_HURUF_ANGKA.sub(" ", keterangan.upper()).split()
    return " ".join(kata).replace("NON AKTIF", "NONAKTIF")


def berlaku_sampai(keterangan: str) -> date | None:
    """The day on which the words say that an existing cover ends: "AKTIF S.D. 28-02-2027".

    A month without a day means its last day. None when no date follows, or it does not exist.
    """
    tulisan = keterangan.upper()
    for awal in SAMPAI.finditer(tulisan):
        if tanggal := _tanggal(tulisan[awal.end() :]):
            return tanggal
    return None


def sampai_tak_terbaca(keterangan: str) -> bool:
    """Whether the words speak of the end of a cover, with a date that nobody can read."""
    tulisan = keterangan.upper()
    disebut = re.search(r"\b(AKTIF|BERLAKU)\b", tulisan) and SAMPAI.search(tulisan)
    return bool(disebut) and berlaku_sampai(keterangan) is None


def tanggal_mulai(sel: Sel) -> date | None:
    """The day in a cell "TMT"; a month without a day is its last day. None when nobody can read it.

    Only the month of it counts.
    """
    if isinstance(sel, datetime):
        return sel.date()
    return sel if isinstance(sel, date) else _tanggal(teks(sel).upper())


def _tanggal(tulisan: str) -> date | None:
    """The date at the beginning of ``tulisan``."""
    if m := TAHUN_DULU.match(tulisan):
        return _sah(int(m[1]), int(m[2]), int(m[3]))
    if m := HARI_DULU.match(tulisan):
        return _sah(int(m[3]), int(m[2]), int(m[1]))
    if m := NAMA_BULAN.match(tulisan):
        return _sah(int(m[3]), EJAAN.get(m[2].lower(), 0), int(m[1] or 0))
    if m := BULAN_TAHUN.match(tulisan):
        return _sah(int(m[2]), int(m[1]), 0)
    if m := TAHUN_BULAN.match(tulisan):
        return _sah(int(m[1]), int(m[2]), 0)
    return None


def _sah(tahun: int, bulan: int, hari: int) -> date | None:
    """The date, the month's last day when ``hari`` is 0; None outside the calendar."""
    tahun += 2000 if tahun < 100 else 0
    if not (TAHUN_TERAWAL <= tahun <= TAHUN_TERAKHIR and 1 <= bulan <= 12):
        return None
    terakhir = monthrange(tahun, bulan)[1]
    return date(tahun, bulan, hari or terakhir) if hari <= terakhir else None


def langkah_perbaikan(keterangan: str) -> str:
    """The officer's next step after a refusal."""
    kata = rapikan_kata(keterangan)
    if PENERIMA_UPAH.search(kata):
        return (
            "Penerima upah aktif tidak dapat dibiayai: catat peristiwanya di halaman orangnya, "
            "lalu berikan tempatnya kepada orang berikutnya."
        )
    if re.search(r"\b(DITEMUKAN|PADAN|NIK|NAMA|VALID)\b", kata):
        return (
            "Cocokkan NIK, nama dan tanggal lahir dengan KTP; bila datanya keliru, usulkan "
            "perubahan data di halaman orangnya. Begitu diterapkan, ia ikut berkas berikutnya."
        )
    return (
        "Tanyakan sebabnya ke cabang BPJS; data yang kurang diusulkan perubahannya di halaman "
        "orangnya, lalu ikutkan lagi ke berkas berikutnya."
    )
