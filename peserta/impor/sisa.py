"""Write the rows left out of an import to a sheet, to repair and upload again."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from peserta.models import BarisImpor, Impor, Vonis
from peserta.models.impor import BarisImporQuerySet
from pijar import tugas
from pijar.excel import Jenis, Kolom, teks, tulis_besar
from pijar.models import Pengguna, Tugas
from pijar.unggahan.terima import pastikan_ada

SEKALI_AMBIL = 2_000
KOLOM_ALASAN = "Alasan (boleh dibiarkan)"


@transaction.atomic
def minta_sisa(impor: Impor, *, oleh: Pengguna, tetap: bool = False) -> Tugas:
    """Queue the sheet of the rows left out; a second click gets the same job.

    With ``tetap`` the sheet holds the rows that stayed when the rest of the import was undone.
    """
    pastikan_ada(impor.berkas)
    bagian = "tetap" if tetap else "sisa"
    return tugas.buat(
        "peserta.unduh_sisa",
        judul=f"{'Yang tetap dari' if tetap else 'Sisa baris'} impor {impor.pk}",
        oleh=oleh,
        parameter={"impor": impor.pk} | ({"tetap": True} if tetap else {}),
        kunci=f"peserta.unduh_sisa:{impor.pk}:{oleh.pk}:{bagian}",
    )


def sisa_baris(impor: Impor, *, tetap: bool = False) -> BarisImporQuerySet:
    """Rows with a galat or without a tick, except verdicts ``sama`` and ``abaikan``.

    With ``tetap``: the rows that stayed when the rest of the import was undone.
    """
    sisa = Q(tetap=True) if tetap else Q(dipilih=False) & ~Q(vonis__in=[Vonis.SAMA, Vonis.ABAIKAN])
    return impor.daftar_baris.filter(sisa).order_by("nomor")


def tulis_sisa(impor: Impor, path: Path, *, tetap: bool = False) -> int:
    """Write the original columns and the reason of each row; return the number of rows."""
    judul = [*impor.pemetaan["judul"]]
    alasan = KOLOM_ALASAN if KOLOM_ALASAN not in judul else f"{KOLOM_ALASAN} (baru)"
    judul.append(alasan)
    kolom = [Kolom(j, Jenis.TEKS, lebar=60 if j == alasan else None) for j in judul]
    baris = sisa_baris(impor, tetap=tetap)
    nama_lembar = "Tetap" if tetap else "Sisa"
    return tulis_besar(path, nama_lembar, kolom, _baris(baris, len(judul) - 1))


def _baris(semua: QuerySet[BarisImpor], lebar: int) -> Iterator[list[Any]]:
    baris = semua.values_list("mentah", "alasan", "vonis")
    for mentah, alasan, vonis in baris.iterator(SEKALI_AMBIL):
        isi = [teks_sisa(sel) for sel in mentah[:lebar]]
        isi += [""] * (lebar - len(isi))
        yield [*isi, sebab_sisa(alasan, vonis)]


def sebab_sisa(alasan: Iterable[Mapping[str, Any]], vonis: str) -> str:
    """Why a row was left out, in one cell."""
    sebab = [f"{a['sebab']} {a['perbaikan']}".strip() for a in alasan if a["tingkat"] != "info"]
    return "; ".join(sebab) or f"Tidak dicentang ({Vonis(vonis).label})"


def teks_sisa(sel: Any) -> str:
    """A cell as text, with "?" after a number of 15 digits or more.

    Excel has damaged such a number; the mark makes the next import refuse it.
    """
    if isinstance(sel, int | float) and not isinstance(sel, bool):
        tulisan = teks(sel)
        return f"{tulisan}?" if len(tulisan) >= 15 else tulisan
    return teks(sel)
