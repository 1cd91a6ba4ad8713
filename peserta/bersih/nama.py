"""Clean the name and the sex of a person; make the name's form for comparison."""

import re
import unicodedata
from functools import lru_cache

from peserta.bersih.alasan import GALAT, Temuan, galat, info, kutip, peringatan
from peserta.bersih.teks import huruf, kata, rapikan, tanpa_arti
from pijar.excel import Sel

PANJANG_NAMA = 150

# Every mark that people type for an apostrophe, and that phones and Word put in its place.
_APOSTROF = str.maketrans(dict.fromkeys("‘’‛‚´`′ʹʻʼʾʿˈˊˋ＇｀", "'"))
_KUTIP = str.maketrans(dict.fromkeys("“”„‟″«»〃＂", '"'))
_PANGGILAN = re.compile(r"""(?<![^\W_])\(?("[^"]+"|'[^']+'(?![^\W_]))\)?""")
_WAJAR = re.compile(r"(?!(.)\1+$)(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Z.,' -]{0,149}")
_TANDA_NAMA = frozenset(" .,'-/()")
_KATA = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
_KATA_SAMBUNG = kata("BIN BINTI ALIAS")
_ROMAWI = kata("II III IV VI VII VIII")
_ALMARHUM = re.compile(r"\balm(h|arhum|arhumah)?\b", re.IGNORECASE)

_GELAR_DEPAN = kata(
    "H HJ KH KHJ HAJI HAJAH HAJJAH DRS DRA DR IR PROF NS UST USTAD USTADZ USTAZ USTADZAH KYAI"
    " NY TN NN BPK BAPAK IBU SDR SDRI ALM ALMH ALMARHUM ALMARHUMAH"
)
_GELAR_BELAKANG = kata(
    "SPD SPDI SPDSD SKOM SSOS SAG SKEP SKM SHUM SFARM STP SPI SIP SE SSI SSN SPSI SH SHI SEI"
    " MPD MPDI MSI MKOM MAG MKES MHUM MM MH MT AMD AMDKEB AMDKEP BA BSC PHD LC ALM ALMH"
)
_MUHAMMAD = kata(
    "MOH MUH MHD MOCH MUCH MUHAMAD MOHAMAD MOHAMMAD MOCHAMAD MOCHAMMAD MUCHAMAD MUCHAMMAD"
    " MUHAMMAT MOHAMED MUHAMED MUHAMMED MOHAMMED"
)
_SINGKATAN = {"ABD": "ABDUL", "ABDOEL": "ABDUL"} | dict.fromkeys(_MUHAMMAD, "MUHAMMAD")
# Most names are two or three plain words. A name without the words of _KHUSUS needs no more work.
_POLOS = re.compile(r"(?!(.)\1+$)[A-Z]{2,}(?: [A-Z]{2,})*")
_KHUSUS = kata("TIDAK TDK TAK BELUM KOSONG NIHIL NULL NONE NA NAN").union(
    _GELAR_DEPAN, _GELAR_BELAKANG, _SINGKATAN, _KATA_SAMBUNG, _ROMAWI
)
_BUKAN_HURUF_CARI = re.compile(r"[^A-Z]+")

_KELAMIN = dict.fromkeys(kata("L LK LAKI LAKILAKI LELAKI PRIA MALE"), "L") | dict.fromkeys(
    kata("P PR PRP PEREMPUAN WANITA W WNT FEMALE"), "P"
)


def baca_nama(sel: Sel) -> tuple[str, str, Temuan]:
    """Return a row's name as written, its form for comparison, and the findings."""
    if type(sel) is str and len(sel) <= PANJANG_NAMA:
        atas = sel.upper()
        if _POLOS.fullmatch(atas) and _KHUSUS.isdisjoint(atas.split(" ")):
            return sel.title() if sel == atas or sel.islower() else sel, atas, ()
    nama, temuan = bersihkan_nama(sel)
    return nama, nama_cari(nama), temuan


def bersihkan_nama(sel: Sel) -> tuple[str, Temuan]:
    """A person's name on one line; all capitals or all small letters become title case.

    An empty or impossible name gives a galat; the text stays, so that the officer sees it.
    """
    nama, panggilan = _tanpa_panggilan(rapikan(sel).translate(_APOSTROF).translate(_KUTIP), sel)
    diragukan = not _WAJAR.fullmatch(nama.upper()) or tanpa_arti(nama)
    if diragukan and (temuan := _tidak_wajar(nama, sel)):
        return nama[:PANJANG_NAMA].rstrip(), temuan
    if nama.isascii() and (nama.isupper() or nama.islower()):
        nama = _huruf_judul(nama)
    if "alm" in nama.lower() and _ALMARHUM.search(nama):
        sebab = f"Nama {kutip(nama)} bertanda almarhum."
        return nama, panggilan + peringatan(
            "nama_almarhum", "nama", sel, sebab, "Pastikan orang ini masih hidup."
        )
    return nama, panggilan


def _tanpa_panggilan(nama: str, sel: Sel) -> tuple[str, Temuan]:
    """The name without a nickname in quotation marks, and the note that says so."""
    if '"' not in nama and "'" not in nama:
        return nama, ()
    sisa = rapikan(_PANGGILAN.sub(" ", nama))
    if not any(map(str.isalpha, sisa)):  # the whole name stands in quotation marks
        return nama.strip("\"' "), ()
    if sisa == nama:
        return nama, ()
    sebutan = kutip(", ".join(p.strip("\"' ") for p in _PANGGILAN.findall(nama)))
    sebab = f"Nama panggilan {sebutan} tidak ikut disimpan; nama mengikuti KTP."
    return sisa, info("nama_panggilan", "nama", sel, sebab)


def _tidak_wajar(nama: str, sel: Sel) -> Temuan:
    if not nama:
        return galat("nama_kosong", "nama", sel, "Nama kosong.", "Isi nama sesuai KTP.")
    if any(map(_bukan_latin, nama)):
        sebab = f"Nama {kutip(nama)} tidak ditulis dengan huruf Latin."
        perbaikan = "Tulis namanya seperti ejaan di KTP."
        return galat("nama_aksara", "nama", sel, sebab, perbaikan)
    if _janggal(nama) or tanpa_arti(nama):
        sebab = f"{kutip(nama)} bukan nama orang yang wajar."
        return galat("nama_janggal", "nama", sel, sebab, "Isi nama sesuai KTP, tanpa angka.")
    return ()


def _bukan_latin(satu: str) -> bool:
    """Whether this is a letter of another script, as Arabic or Chinese."""
    return satu.isalpha() and not unicodedata.name(satu, "").startswith("LATIN")


def _janggal(nama: str) -> bool:
    """Whether a text is too long, has fewer than two letters, repeats one, or holds other signs."""
    if len(nama) > PANJANG_NAMA or len({*nama.upper()}) == 1:
        return True
    bukan_huruf = [c for c in nama if not c.isalpha()]
    if len(nama) - len(bukan_huruf) < 2:
        return True
    return any(c not in _TANDA_NAMA and not unicodedata.combining(c) for c in bukan_huruf)


def _huruf_judul(nama: str) -> str:
    def ganti(m: re.Match[str]) -> str:
        isi = m[0].upper()
        if isi in _ROMAWI:
            return isi
        return isi.lower() if isi in _KATA_SAMBUNG and m.start() else isi.capitalize()

    return _KATA.sub(ganti, nama)


def bersihkan_nama_ibu(sel: Sel) -> tuple[str, Temuan]:
    """The mother's name; an impossible one becomes empty, with a warning."""
    if sel is None or sel == "":
        return "", ()
    nama, _, temuan = baca_nama(sel)
    if all(satu.tingkat != GALAT for satu in temuan):
        return nama, ()
    if tanpa_arti(nama):
        return "", ()
    sebab = f"Nama ibu kandung {kutip(nama)} tidak wajar dan tidak dipakai."
    return "", peringatan("nama_ibu_janggal", "nama_ibu", sel, sebab, "Isi sesuai KK.")


def nama_cari(nama: str) -> str:
    """Reduce a name to its form for comparison: capitals, one spelling of Muhammad, no titles."""
    atas = nama.upper()
    if _POLOS.fullmatch(atas) and _KHUSUS.isdisjoint(atas.split(" ")):
        return atas
    atas = "".join(c for c in unicodedata.normalize("NFKD", atas) if not unicodedata.combining(c))
    while (hasil := _tanpa_gelar(atas.upper())) != atas:
        atas = hasil
    return atas


def _tanpa_gelar(nama: str) -> str:
    utama = nama.split(",")[0].strip() or nama
    tulisan = utama.replace("'", "").split()
    while len(tulisan) > 1 and tulisan[-1].replace(".", "") in _GELAR_BELAKANG:
        tulisan.pop()
    bersih = _BUKAN_HURUF_CARI.sub(" ", " ".join(tulisan)).split()
    while len(bersih) > 1 and bersih[0] in _GELAR_DEPAN:
        bersih.pop(0)
    return " ".join(_SINGKATAN.get(k, k) for k in bersih)


@lru_cache(maxsize=1024, typed=True)
def bersihkan_jenis_kelamin(sel: Sel) -> tuple[str, Temuan]:
    """``L`` or ``P`` from usual words; numbers give a galat, because their meaning is unknown."""
    isi = rapikan(sel)
    if kode := _KELAMIN.get(huruf(isi)):
        return kode, ()
    if tanpa_arti(isi):
        sebab, kode = "Jenis kelamin kosong.", "jenis_kelamin_kosong"
    else:
        sebab, kode = f"Jenis kelamin {kutip(isi)} tidak dikenal.", "jenis_kelamin_tidak_dikenal"
    return "", galat(kode, "jenis_kelamin", sel, sebab, "Isi L atau P sesuai KTP.")
