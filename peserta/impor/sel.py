"""The cells of a staged row as an officer corrects them, each with what is wrong with it."""

import re
from collections import defaultdict
from typing import Any, NamedTuple

from django.utils.crypto import salted_hmac

from peserta.bersih import bidang
from peserta.bersih.bidang import GABUNGAN
from peserta.bersih.teks import rapikan
from peserta.models import BarisImpor, Vonis
from pijar.excel import Sel
from pijar.samar import PANJANG_NIK, samarkan

ANGKA_EXCEL = 15  # digits that Excel keeps of a number
RAHASIA = bidang.RAHASIA | {"kpj"}
GALAT, INFO = "galat", "info"
_BUKAN_ANGKA = re.compile(r"[^0-9]+")

AlasanBaris = dict[str, Any]


class SelTampil(NamedTuple):
    """One cell: its column in the file, what the form shows, and its findings.

    ``samar`` stands for a number that is not shown again; ``asal`` tells what was there when the
    page was made, without saying it.
    """

    kolom: int
    kode: str
    judul: str
    isi: str
    samar: str
    asal: str
    salah: bool
    alasan: list[AlasanBaris]


def isi_sel(sel: Sel, kode: str = "") -> str:
    """A cell as the form shows it: a number that Excel damaged, and a whole NIK or KK, empty."""
    tulisan = rapikan(sel)
    rusak = isinstance(sel, int | float) and len(tulisan) >= ANGKA_EXCEL
    return "" if rusak or samar_sel(sel, kode) else tulisan


def samar_sel(sel: Sel, kode: str) -> str:
    """A whole number of 16 digits that is a secret, masked; else empty."""
    angka = _BUKAN_ANGKA.sub("", rapikan(sel)) if type(sel) is str and kode in RAHASIA else ""
    return samarkan(angka) if len(angka) == PANJANG_NIK else ""


def tanda_asal(sel: Sel) -> str:
    """A mark that changes with the cell, from which nobody gets the cell back."""
    return salted_hmac("peserta.impor.sel", f"{type(sel).__name__}:{sel}").hexdigest()[:12]


def letak_bidang(pemetaan: dict[str, Any]) -> dict[str, int]:
    """Field to column of the file, a field that stands in a combined column included."""
    letak = {kode: int(i) for i, kode in pemetaan.get("bidang", {}).items()}
    for gabungan, bagian in GABUNGAN.items():
        if gabungan in letak:
            letak = dict.fromkeys(bagian, letak[gabungan]) | letak
    return letak


def pisahkan(
    pemetaan: dict[str, Any], baris: BarisImpor, *, semua: bool
) -> tuple[list[SelTampil], list[AlasanBaris]]:
    """The cells to show (those with findings, or ``semua``), and findings that have no cell.

    Of a row that may go in as it is no cell is open by itself.
    """
    terbuka = semua or baris.vonis in (Vonis.GALAT, Vonis.PERINGATAN)
    letak = letak_bidang(pemetaan) if terbuka else {}
    milik: dict[int, list[AlasanBaris]] = defaultdict(list)
    lain: list[AlasanBaris] = []
    for alasan in baris.alasan:
        di_sel = alasan["tingkat"] != INFO and alasan["kolom"] in letak
        (milik[letak[alasan["kolom"]]] if di_sel else lain).append(alasan)
    bidang = {int(i): kode for i, kode in pemetaan.get("bidang", {}).items()}
    kolom = sorted(bidang) if semua else sorted(milik)
    return [_sel(pemetaan, baris, i, bidang[i], milik.get(i, [])) for i in kolom], lain


def _sel(
    pemetaan: dict[str, Any], baris: BarisImpor, kolom: int, kode: str, alasan: list[AlasanBaris]
) -> SelTampil:
    sel = baris.mentah[kolom] if kolom < len(baris.mentah) else None
    return SelTampil(
        kolom,
        kode,
        pemetaan["judul"][kolom],
        isi_sel(sel, kode),
        samar_sel(sel, kode),
        tanda_asal(sel),
        any(a["tingkat"] == GALAT for a in alasan),
        alasan,
    )
