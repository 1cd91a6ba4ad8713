"""Verbs of verifikasi: submit, decide, decree."""

from verifikasi.actions.gladi import Gladi, gladi
from verifikasi.actions.kepala import ubah_kepala
from verifikasi.actions.lampiran import minta_lampiran
from verifikasi.actions.massal import (
    HasilMassal,
    PratinjauMassal,
    ambil_contoh,
    belum_dibuka,
    pastikan_contoh_dibuka,
    pratinjau,
    setujui_banyak,
)
from verifikasi.actions.pegangan import dipegang, lepas, pegang
from verifikasi.actions.pembekuan import (
    bekukan,
    isi_kepala,
    isi_tetapkan,
    seperti_dilihat,
    tetapkan,
)
from verifikasi.actions.penetapan import (
    Rencana,
    batalkan,
    hapus_baris,
    susun_penetapan,
    tambah_baris,
)
from verifikasi.actions.pengajuan import (
    HasilAjukan,
    ajukan,
    buka_lagi,
    periksa_ulang,
    tarik,
)
from verifikasi.actions.putusan import JawabanOrang, jawab, kembalikan, setujui, tolak
from verifikasi.actions.urungkan import halangan_urung, urungkan
from verifikasi.calon import Pilihan

__all__ = [
    "Gladi",
    "HasilAjukan",
    "HasilMassal",
    "JawabanOrang",
    "Pilihan",
    "PratinjauMassal",
    "Rencana",
    "ajukan",
    "ambil_contoh",
    "batalkan",
    "bekukan",
    "belum_dibuka",
    "buka_lagi",
    "dipegang",
    "gladi",
    "halangan_urung",
    "hapus_baris",
    "isi_kepala",
    "isi_tetapkan",
    "jawab",
    "kembalikan",
    "lepas",
    "minta_lampiran",
    "pastikan_contoh_dibuka",
    "pegang",
    "periksa_ulang",
    "pratinjau",
    "seperti_dilihat",
    "setujui",
    "setujui_banyak",
    "susun_penetapan",
    "tambah_baris",
    "tarik",
    "tetapkan",
    "tolak",
    "ubah_kepala",
    "urungkan",
]
