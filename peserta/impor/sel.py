"""Prepare the cells of a staged row for correction, each with its findings."""

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

ANGKA_EXCEL = 15  # digits of a number that Excel keeps
RAHASIA = bidang.RAHASIA | {"kpj"}
GALAT, INFO = "galat", "info"
_BUKAN_ANGKA = re.compile(r"[^0-9]+")

AlasanBaris = dict[str, Any]


class SelTampil(NamedTuple):
    """One cell: its column in the file, the text for the form, and its findings.

    ``samar``: a secret number, masked, in place of ``isi``. ``asal``: the mark of the cell when the
    page was made (:func:`tanda_asal`).
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
    """The text for the form; empty for a number damaged by Excel and for a whole NIK or KK."""
    tulisan = rapikan(sel)
    rusak = isinstance(sel, int | float) and len(tulisan) >= ANGKA_EXCEL
    return "" if rusak or samar_sel(sel, kode) else tulisan


def samar_sel(sel: Sel, kode: str) -> str:
    """A secret number of 16 digits, masked; empty for any other cell."""
    angka = _BUKAN_ANGKA.sub("", rapikan(sel)) if type(sel) is str and kode in RAHASIA else ""
    return samarkan(angka) if len(angka) == PANJANG_NIK else ""


def tanda_asal(sel: Sel) -> str:
    """A keyed hash of the cell, to notice a change without revealing the cell."""
    return salted_hmac("peserta.impor.sel", f"{type(sel).__name__}:{sel}").hexdigest()[:12]


def letak_bidang(pemetaan: dict[str, Any]) -> dict[str, int]:
    """Map each field to its column of the file; fields of a combined column to that column."""
    letak = {kode: int(i) for i, kode in pemetaan.get("bidang", {}).items()}
    for gabungan, bagian in GABUNGAN.items():
        if gabungan in letak:
            letak = dict.fromkeys(bagian, letak[gabungan]) | letak
    return letak


def pisahkan(
    pemetaan: dict[str, Any], baris: BarisImpor, *, semua: bool
) -> tuple[list[SelTampil], list[AlasanBaris]]:
    """Split a row into cells to show (with findings, or ``semua``) and other findings.

    A row without galat or peringatan shows no cell by itself.
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
