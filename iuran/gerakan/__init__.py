"""The movement: its offices, its figures for the Sekda, BPJS's reports, and whom to remind."""

from iuran.gerakan.angka import (
    DEFINISI,
    GERAKAN,
    BarisGerakan,
    Gerakan,
    gerakan_bulan,
    menurut_jenis,
)
from iuran.gerakan.beku import gerakan_beku
from iuran.gerakan.dokumen_angka import lembar_gerakan
from iuran.gerakan.golongan import DITAGIH
from iuran.gerakan.ingatkan import hitung_ditagih
from iuran.gerakan.jasa import Jasa, jasa_opd, jasa_penyumbang

__all__ = [
    "DEFINISI",
    "DITAGIH",
    "GERAKAN",
    "BarisGerakan",
    "Gerakan",
    "Jasa",
    "gerakan_beku",
    "gerakan_bulan",
    "hitung_ditagih",
    "jasa_opd",
    "jasa_penyumbang",
    "lembar_gerakan",
    "menurut_jenis",
]
