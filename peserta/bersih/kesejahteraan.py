"""Income, other cover and welfare registers."""

import re
from decimal import Decimal
from functools import lru_cache

from peserta.bersih.alasan import Temuan, info, kutip, peringatan
from peserta.bersih.teks import huruf, huruf_angka, kata, rapikan, tanpa_arti
from pijar.excel import Sel

# Outside these bounds (rupiah a month) a figure is probably a typing error; the row keeps it.
PENGHASILAN_LAZIM = range(100_000, 20_000_001)
PENGHASILAN_TERBESAR = 2_000_000_000
PANJANG_REGISTER = 20

_UANG = re.compile(
    r"(?:RP|IDR)?[ .:]*(?P<angka>[0-9]+(?:[.,][0-9]+)*)[.,]?[ -]*"
    r"(?P<satuan>JUTA|JT|RIBU|RB)?[ .]*(?:(?:/|PER|SE) ?(?:BULAN|BLN)\.?)?"
)
_SATUAN = {"JUTA": 1_000_000, "JT": 1_000_000, "RIBU": 1_000, "RB": 1_000}
_RIBUAN = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]{1,2})?|([0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?"
)
_DESIMAL = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,2})?")
_DESIL = re.compile(r"(?:D|DESIL|DESILE)?[ .:-]*([0-9]{1,2})(?:[.,]0)?")

_STATUS_BPJS = {
    sebutan: kode
    for kode, daftar in (
        (
            "belum",
            "BELUM BELUMTERDAFTAR BELUMPESERTA BELUMADA BELUMPUNYA BELUMMENJADIPESERTA TIDAK"
            " TIDAKTERDAFTAR TIDAKPUNYA BUKANPESERTA NON NONPESERTA",
        ),
        (
            "pu_aktif",
            "PU PPU PUAKTIF PPUAKTIF AKTIFPU AKTIFPPU PENERIMAUPAH PENERIMAUPAHAKTIF"
            " PEKERJAPENERIMAUPAH KARYAWAN PERUSAHAAN",
        ),
        (
            "bpu_mandiri",
            "BPU BPUAKTIF AKTIFBPU BPUMANDIRI MANDIRI BUKANPENERIMAUPAH BAYARSENDIRI"
            " MEMBAYARSENDIRI",
        ),
        ("pihak_lain", "PIHAKLAIN DIBAYARPIHAKLAIN CSR ASNPEDULI DIBAYARASN DIBAYARPERUSAHAAN"),
        ("", "BELUMTAHU TT BELUMDICEK"),
    )
    for sebutan in kata(daftar)
}
_SEBAB_STATUS = {
    "pu_aktif": "Tercatat sebagai penerima upah: verifikasi akan menolak.",
    "bpu_mandiri": "Tercatat membayar sendiri: verifikasi akan memeriksa perlindungan ganda.",
    "pihak_lain": "Tercatat dibayar pihak lain: verifikasi akan memeriksa perlindungan ganda.",
}
_CARA_KERJA = {
    sebutan: kode
    for kode, daftar in (
        ("sendiri", "SENDIRI BERUSAHASENDIRI USAHASENDIRI MANDIRI WIRAUSAHA PEMILIKUSAHA"),
        (
            "keluarga",
            "KELUARGA PEKERJAKELUARGA PEKERJAKELUARGATIDAKDIBAYAR KELUARGATIDAKDIBAYAR"
            " TIDAKDIBAYAR",
        ),
        ("lepas", "LEPAS PEKERJALEPAS HARIANLEPAS BURUHLEPAS BEBAS PEKERJABEBAS SERABUTAN"),
    )
    for sebutan in kata(daftar)
}
_ISI_CARA = "Isi berusaha sendiri, pekerja keluarga atau pekerja lepas."
_BPJS_KESEHATAN = ("PBI", "KIS", "JKN", "KESEHATAN")
_ISI_STATUS = "Isi belum, PU aktif, BPU mandiri atau pihak lain."
REGISTER = ("DTSEN", "DTKS", "REGSOSEK", "P3KE")
REGISTER_DESIL = REGISTER[0]
_BUKAN_REGISTER = kata("TIDAK BELUM NON TIDAKTERDAFTAR BELUMTERDAFTAR")


@lru_cache(maxsize=8192, typed=True)
def bersihkan_penghasilan(sel: Sel) -> tuple[int | None, Temuan]:
    """Income in whole rupiah a month; an unusual figure stays, with a warning."""
    if sel is None or sel == "":
        return None, ()
    nilai, isi = _baca_uang(sel), rapikan(sel)
    if nilai is None and tanpa_arti(isi):
        return None, ()
    if nilai is None or nilai > PENGHASILAN_TERBESAR:
        sebab = f"Penghasilan {kutip(isi)} tidak terbaca dan tidak dipakai."
        perbaikan = "Isi rupiah sebulan, misalnya 1.000.000."
        return None, peringatan("penghasilan_tidak_terbaca", "penghasilan", sel, sebab, perbaikan)
    if nilai not in PENGHASILAN_LAZIM:
        sebab = f"Penghasilan {kutip(isi)} tidak lazim untuk satu bulan."
        perbaikan = "Pastikan angkanya rupiah sebulan."
        return nilai, peringatan("penghasilan_tidak_lazim", "penghasilan", sel, sebab, perbaikan)
    return nilai, ()


def _baca_uang(sel: Sel) -> int | None:
    if isinstance(sel, (int, float)) and not isinstance(sel, bool):
        return int(sel) if 0 <= sel < PENGHASILAN_TERBESAR * 10 else None
    m = _UANG.fullmatch(rapikan(sel).upper())
    if m is None:
        return None
    angka, satuan = m["angka"], _SATUAN.get(m["satuan"] or "", 1)
    if ribuan := _RIBUAN.fullmatch(angka):
        bulat = ribuan[1] or ribuan[2]
        return int(bulat.replace(".", "").replace(",", "")) * satuan
    if _DESIMAL.fullmatch(angka):
        return int(Decimal(angka.replace(",", ".")) * satuan)
    return None


@lru_cache(maxsize=1024, typed=True)
def bersihkan_desil(sel: Sel) -> tuple[int | None, Temuan]:
    """Welfare decile 1 to 10; any other value becomes None, with a warning."""
    isi = rapikan(sel)
    if tanpa_arti(isi):
        return None, ()
    m = _DESIL.fullmatch(isi.upper())
    if m and 1 <= int(m[1]) <= 10:
        return int(m[1]), ()
    sebab = f"Desil {kutip(isi)} bukan angka 1 sampai 10 dan tidak dipakai."
    return None, peringatan("desil_tidak_sah", "desil", sel, sebab, "Isi desil 1 sampai 10.")


@lru_cache(maxsize=1024, typed=True)
def bersihkan_register(sel: Sel) -> tuple[str, Temuan]:
    """Name of a welfare register: DTSEN, DTKS, REGSOSEK or P3KE; other names stay as written."""
    isi = rapikan(sel)
    singkat = huruf_angka(isi)
    if tanpa_arti(isi) or singkat in _BUKAN_REGISTER:
        return "", ()
    if singkat in ("YA", "ADA", "TERDAFTAR"):
        return REGISTER[0], ()
    kenal = next((r for r in REGISTER if r in singkat), None)
    return kenal or isi[:PANJANG_REGISTER].rstrip(), ()


@lru_cache(maxsize=1024, typed=True)
def bersihkan_cara_kerja(sel: Sel) -> tuple[str, Temuan]:
    """How somebody works as a code; empty means unknown."""
    isi = rapikan(sel)
    if tanpa_arti(isi):
        return "", ()
    if kode := _CARA_KERJA.get(huruf(isi)):
        return kode, ()
    sebab = f"Cara kerja {kutip(isi)} tidak dikenal dan tidak dipakai."
    return "", peringatan("cara_kerja_tidak_dikenal", "cara_kerja", sel, sebab, _ISI_CARA)


@lru_cache(maxsize=1024, typed=True)
def bersihkan_status_bpjs(sel: Sel) -> tuple[str, Temuan]:
    """Other cover by BPJS Ketenagakerjaan as a code; empty means unknown."""
    isi = rapikan(sel)
    if tanpa_arti(isi):
        return "", ()
    sebutan = huruf(isi)
    status = _STATUS_BPJS.get(sebutan)
    if status in _SEBAB_STATUS:
        return status, info(f"status_{status}", "status_bpjs", sel, _SEBAB_STATUS[status])
    if status is not None:
        return status, ()
    if any(k in sebutan for k in _BPJS_KESEHATAN):
        sebab = f"{kutip(isi)} adalah BPJS Kesehatan; status BPJS Ketenagakerjaan belum diketahui."
        return "", info("status_kesehatan", "status_bpjs", sel, sebab, _ISI_STATUS)
    sebab = f"Status BPJS {kutip(isi)} tidak dikenal; dicatat belum diketahui."
    return "", peringatan("status_tidak_dikenal", "status_bpjs", sel, sebab, _ISI_STATUS)


def baca_kesejahteraan(sel_desil: Sel, sel_register: Sel) -> tuple[int | None, str, Temuan]:
    """Read decile and register; a decile alone counts as one of today's register."""
    desil, alasan_desil = bersihkan_desil(sel_desil)
    register, alasan_register = bersihkan_register(sel_register)
    return desil, register or (REGISTER_DESIL if desil else ""), alasan_desil + alasan_register
