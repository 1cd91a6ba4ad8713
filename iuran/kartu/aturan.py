"""When a card may be recorded as handed over: a pure rule."""

from datetime import date
from typing import NamedTuple

from iuran.models import PenerimaKartu
from pijar.bulan import tanggal_panjang

BPJS_MULAI = date(2014, 1, 1)
"""BPJS Ketenagakerjaan works since this day (UU 24/2011, article 62)."""


class Serah(NamedTuple):
    """What an officer writes about one or many cards."""

    tanggal: date
    penerima: str
    nama_penerima: str = ""
    hubungan: str = ""
    catatan: str = ""


class Kartu(NamedTuple):
    """A card and its owner. ``sejak``: the day of BPJS's list that brought it, where known."""

    peserta_id: int
    nama: str
    kpj: str
    berhenti: bool
    sejak: date | None
    meninggal: date | None


def halangan(kartu: Kartu, serah: Serah) -> str:
    """Why this card cannot have been handed over so; empty when it can."""
    if serah.tanggal < BPJS_MULAI:
        return f"BPJS Ketenagakerjaan baru ada sejak {tanggal_panjang(BPJS_MULAI)}. Isi tahunnya"
    if kartu.sejak and serah.tanggal < kartu.sejak:
        return (
            f"kartunya baru terbit menurut daftar BPJS {tanggal_panjang(kartu.sejak)}. "
            "Isi tanggal sesudahnya"
        )
    if sebab := _penerima_keliru(kartu.meninggal, serah):
        return sebab
    if kartu.berhenti and not serah.catatan:
        return "sudah berhenti. Tulis catatan mengapa kartunya tetap diserahkan"
    return ""


def _penerima_keliru(meninggal: date | None, serah: Serah) -> str:
    """Heirs receive the card of who has died, and of nobody else."""
    ahli_waris = serah.penerima == PenerimaKartu.AHLI_WARIS
    if meninggal is None:
        tanpa = "tidak tercatat meninggal. Pilih keluarga, atau catat dahulu peristiwanya"
        return tanpa if ahli_waris else ""
    if serah.tanggal < meninggal or ahli_waris:
        return ""
    return f"sudah meninggal {tanggal_panjang(meninggal)}. Pilih ahli waris sebagai penerimanya"
