"""Import a list of people: receive, read, check, stage, judge, correct, apply, undo.

Rows are written and judged by statements over the whole list, without model instances.
"""

from peserta.impor.kolom import hapus_contoh_lama
from peserta.impor.lembar import TANPA_ORANG, Daftar, buka_daftar
from peserta.impor.masukkan import kunci_impor
from peserta.impor.mutu import MutuBaris, kekeliruan, mutu_baris
from peserta.impor.salin import AliranCopy, baris_copy, teks_copy
from peserta.impor.tampil import AlasanTampil, nilai_tampil
from peserta.impor.templat import susun_templat

__all__ = [
    "TANPA_ORANG",
    "AlasanTampil",
    "AliranCopy",
    "Daftar",
    "MutuBaris",
    "baris_copy",
    "buka_daftar",
    "hapus_contoh_lama",
    "kekeliruan",
    "kunci_impor",
    "mutu_baris",
    "nilai_tampil",
    "susun_templat",
    "teks_copy",
]
