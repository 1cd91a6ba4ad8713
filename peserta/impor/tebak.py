"""Guess the field of a column from what stands in it, for a list whose titles say too little."""

import re
from collections.abc import Callable, Collection, Sequence

from peserta.bersih.kamus import Kamus, padanan_wilayah
from peserta.bersih.nama import bersihkan_jenis_kelamin, bersihkan_nama
from peserta.bersih.nik import HARI_PEREMPUAN, bagian_lahir
from peserta.bersih.nomor import baca_nomor
from peserta.bersih.tanggal import bersihkan_kelahiran
from peserta.bersih.teks import huruf_angka, rapikan
from peserta.impor.contoh import NOMOR_ORANG
from pijar.excel import Sel

CUKUP = 0.8  # share of a column's cells that must look like the field
_HP = re.compile(r"(?:\+?62|0)?8[0-9][0-9 .-]{6,13}")
_RT_RW = re.compile(r"[0-9]{1,3} ?/ ?[0-9]{1,3}")
_ALAMAT = re.compile(r"(?:JL|JLN|JALAN|GG|GANG|KP|KAMPUNG|PERUM|BLOK)\b", re.IGNORECASE)
_DUA_KATA = re.compile(r"[^0-9]+ [^0-9]+")
Uji = Callable[[Sel], bool]


def tebak_kolom(baris: Sequence[list[Sel]], kamus: Kamus, tahun_ini: int) -> dict[int, str]:
    """Column index to field, of the sample rows ``baris``; a field is guessed at most once."""
    orang = [sel for sel in baris if any(map(_bernomor, sel))]
    isi = _kolom_berisi(orang or baris)
    hasil = _nomor(isi)
    for kode, cocok in _uji(kamus, tahun_ini).items():
        for i, sel in isi.items():
            if i not in hasil and kode not in hasil.values() and _kebanyakan(sel, cocok):
                hasil[i] = kode
    return dict(sorted(hasil.items()))


def _bernomor(sel: Sel) -> bool:
    """Whether a cell holds a number of a person, which no header does."""
    return NOMOR_ORANG.search(rapikan(sel)) is not None


def _kolom_berisi(baris: Sequence[list[Sel]]) -> dict[int, list[Sel]]:
    """The filled cells of each column of which at least half is filled."""
    lebar = max(map(len, baris), default=0)
    isi = {i: [s[i] for s in baris if i < len(s) and rapikan(s[i])] for i in range(lebar)}
    return {i: sel for i, sel in isi.items() if len(sel) * 2 >= len(baris)}


def _nomor(isi: dict[int, list[Sel]]) -> dict[int, str]:
    """The columns of NIK and KK. Only the days of women in a NIK lie above forty."""
    calon = [i for i, sel in isi.items() if _kebanyakan(sel, _enam_belas)]
    calon.sort(key=lambda i: (not any(map(_perempuan, isi[i])), i))
    return dict(zip(calon, ("nik", "no_kk"), strict=False))


def _uji(kamus: Kamus, tahun_ini: int) -> dict[str, Uji]:
    """The tests of a cell by field, the strictest first."""

    def lahir(sel: Sel) -> bool:
        baca = bersihkan_kelahiran(sel, tahun_ini)
        return baca.tanggal is not None and not baca.tempat and baca.tanggal.year < tahun_ini

    def lahir_di(sel: Sel) -> bool:
        baca = bersihkan_kelahiran(sel, tahun_ini)
        return baca.tanggal is not None and bool(baca.tempat)

    return {
        "jenis_kelamin": lambda sel: bool(bersihkan_jenis_kelamin(sel)[0]),
        "hp": lambda sel: bool(_HP.fullmatch(rapikan(sel))),
        "rt_rw": lambda sel: bool(_RT_RW.fullmatch(rapikan(sel))),
        "kelahiran": lahir_di,
        "tanggal_lahir": lahir,
        "kelurahan": _dikenal(kamus.kelurahan),
        "kecamatan": _dikenal(kamus.kecamatan),
        "pekerjaan": lambda sel: huruf_angka(rapikan(sel)) in kamus.pekerjaan,
        "alamat": lambda sel: bool(_ALAMAT.match(rapikan(sel))),
        "nama": _nama,
    }


def _dikenal(daftar: Collection[str]) -> Uji:
    return lambda sel: padanan_wilayah(rapikan(sel)) in daftar


def _kebanyakan(sel: list[Sel], cocok: Uji) -> bool:
    return bool(sel) and sum(map(cocok, sel)) >= CUKUP * len(sel)


def _enam_belas(sel: Sel) -> bool:
    baca = baca_nomor(sel)
    return not baca.galat and bagian_lahir(baca.angka[6:12]) is not None


def _perempuan(sel: Sel) -> bool:
    return int(baca_nomor(sel).angka[6:8] or 0) > HARI_PEREMPUAN


def _nama(sel: Sel) -> bool:
    return bool(_DUA_KATA.fullmatch(rapikan(sel))) and not bersihkan_nama(sel)[1]
