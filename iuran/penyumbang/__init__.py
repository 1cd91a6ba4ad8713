"""ASN/PNS Peduli: civil servants, each of whom protects a neighbour."""

from iuran.penyumbang.actions.janji import (
    AWAL_GERAKAN,
    JAUH,
    IsiJanji,
    Penerus,
    akhiri,
    alihkan,
    ambil_alih_kota,
    batalkan,
    buat_janji,
    pendekkan,
    perpanjang,
    pulihkan,
    ubah_tempo,
)
from iuran.penyumbang.actions.kartu import IsiKartu, daftarkan
from iuran.penyumbang.actions.penyumbang import (
    IsiPenyumbang,
    catat_penyumbang,
    keluarkan,
    kembalikan,
    pindah_opd,
    ubah_penyumbang,
)
from iuran.penyumbang.actions.tulis import kunci, lunas_terakhir
from iuran.penyumbang.aturan import (
    PERINGATAN_HARI,
    Janjinya,
    Keadaan,
    KeadaanJanji,
    keadaan_janji,
)
from iuran.penyumbang.calon import Rentang, halangan, penyumbang_serupa
from iuran.penyumbang.saringan import dengan_keadaan, dengan_lunas, keadaannya, tanpa_tempat
from iuran.penyumbang.tempo import baca_tempo

__all__ = [
    "AWAL_GERAKAN",
    "JAUH",
    "PERINGATAN_HARI",
    "IsiJanji",
    "IsiKartu",
    "IsiPenyumbang",
    "Janjinya",
    "Keadaan",
    "KeadaanJanji",
    "Penerus",
    "Rentang",
    "akhiri",
    "alihkan",
    "ambil_alih_kota",
    "baca_tempo",
    "batalkan",
    "buat_janji",
    "catat_penyumbang",
    "daftarkan",
    "dengan_keadaan",
    "dengan_lunas",
    "halangan",
    "keadaan_janji",
    "keadaannya",
    "keluarkan",
    "kembalikan",
    "kunci",
    "lunas_terakhir",
    "pendekkan",
    "penyumbang_serupa",
    "perpanjang",
    "pindah_opd",
    "pulihkan",
    "tanpa_tempat",
    "ubah_penyumbang",
    "ubah_tempo",
]
