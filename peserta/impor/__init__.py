"""Import a list of people: receive, read, check, stage, judge, correct, apply, undo.

Rows are written and judged by statements over the whole list, without model instances.
"""

from peserta.impor.contoh import Kepala
from peserta.impor.lembar import (
    TANPA_ORANG,
    Daftar,
    JudulDitemukan,
    buka_daftar,
    menurut_judul,
    perlu_dilihat,
)
from peserta.impor.masukkan import kunci_impor
from peserta.impor.mutu import MutuBaris, kekeliruan, mutu_baris
from peserta.impor.salin import AliranCopy, baris_copy, teks_copy
from peserta.impor.sisa import KOLOM_ALASAN, sebab_sisa, teks_sisa
from peserta.impor.tampil import AlasanTampil, nilai_tampil
from peserta.impor.tampung import mentah_json
from peserta.impor.templat import susun_templat
from peserta.impor.terapkan import minta_ajukan
from peserta.impor.warisan import Warisan

__all__ = [
    "KOLOM_ALASAN",
    "TANPA_ORANG",
    "AlasanTampil",
    "AliranCopy",
    "Daftar",
    "JudulDitemukan",
    "Kepala",
    "MutuBaris",
    "Warisan",
    "baris_copy",
    "buka_daftar",
    "kekeliruan",
    "kunci_impor",
    "mentah_json",
    "menurut_judul",
    "minta_ajukan",
    "mutu_baris",
    "nilai_tampil",
    "perlu_dilihat",
    "sebab_sisa",
    "susun_templat",
    "teks_copy",
    "teks_sisa",
]
