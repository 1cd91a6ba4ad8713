"""Read how often a donor pays, as people write it. Pure."""

import re

from iuran.models import TempoBayar

_PENGISI = re.compile(
    r"\b(PER|TIAP|SETIAP|SEKALI|SELAMA|DI|BAYAR|DIBAYAR|PEMBAYARAN|LANGSUNG|MUKA"
    r"|1 ?X|1 KALI|SATU KALI|X|SAJA)\b"
)
_SATUAN = {
    "BULAN": 1,
    "BLN": 1,
    "BULANAN": 1,
    "SEBULAN": 1,
    "TRIWULAN": 3,
    "TRIWULANAN": 3,
    "KUARTAL": 3,
    "SEMESTER": 6,
    "SEMESTERAN": 6,
    "TAHUN": 12,
    "THN": 12,
    "TH": 12,
    "TAHUNAN": 12,
    "SETAHUN": 12,
}
_BILANGAN = {"SATU": 1, "DUA": 2, "TIGA": 3, "EMPAT": 4, "ENAM": 6, "SETENGAH": 0.5}
_SEBELAS = {"DUA BELAS": "12", "DUABELAS": "12"}


def baca_tempo(teks: str) -> int | None:
    """Months that a donor pays at a time: 1, 3, 6 or 12; None when the words say none of them.

    Reads "12 bulan", "1 tahun", "setahun sekali", "tahunan", "triwulan", "3 bulan sekali", "per
    semester", "tiap bulan", "bulanan", and a number alone.
    """
    rapi = re.sub(r"(?<=\d)\.0+$|[^A-Z0-9.,]+", " ", re.sub(r"\(.*?\)", " ", teks.upper()))
    rapi = re.sub(r"(?<=\d)(?=[A-Z])", " ", rapi)  # "12bulan"
    for kata, angka in _SEBELAS.items():
        rapi = rapi.replace(kata, angka)
    match _PENGISI.sub(" ", rapi).split():
        case [satu]:
            bulan = _SATUAN.get(satu) or _angka(satu)
        case [banyak, satuan] if satuan in _SATUAN:
            bulan = (_angka(banyak) or 0) * _SATUAN[satuan]
        case _:
            return None
    return TempoBayar(int(bulan)).value if bulan in TempoBayar.values else None


def _angka(kata: str) -> float | None:
    return int(kata) if kata.isascii() and kata.isdigit() else _BILANGAN.get(kata)
