"""Rows that did not go in, as a sheet to repair and upload again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from peserta.models import BarisImpor, Impor, Vonis
from pijar import tugas
from pijar.excel import Jenis, Kolom, teks, tulis_besar
from pijar.models import Pengguna, Tugas

SEKALI_AMBIL = 2_000
KOLOM_ALASAN = "Alasan (boleh dibiarkan)"


@transaction.atomic
def minta_sisa(impor: Impor, *, oleh: Pengguna) -> Tugas:
    """Queue the sheet of what is left; a second click gets the same job."""
    return tugas.buat(
        "peserta.unduh_sisa",
        judul=f"Sisa baris impor {impor.pk}",
        oleh=oleh,
        parameter={"impor": impor.pk},
        kunci=f"peserta.unduh_sisa:{impor.pk}:{oleh.pk}",
    )


def sisa_baris(impor: Impor) -> QuerySet[BarisImpor]:
    """Rows that are wrong or not ticked; those that say nothing new are not among them."""
    return impor.daftar_baris.filter(Q(dipilih=False) & ~Q(vonis=Vonis.SAMA)).order_by("nomor")


def tulis_sisa(impor: Impor, path: Path) -> int:
    """Write the columns of the file as they were, and why each row is left; returns the rows."""
    judul = [*impor.pemetaan["judul"]]
    alasan = KOLOM_ALASAN if KOLOM_ALASAN not in judul else f"{KOLOM_ALASAN} (baru)"
    judul.append(alasan)
    kolom = [Kolom(j, Jenis.TEKS, lebar=60 if j == alasan else None) for j in judul]
    return tulis_besar(path, "Sisa", kolom, _baris(impor, len(judul) - 1))


def _baris(impor: Impor, lebar: int) -> Iterator[list[Any]]:
    baris = sisa_baris(impor).values_list("mentah", "alasan", "vonis")
    for mentah, alasan, vonis in baris.iterator(SEKALI_AMBIL):
        isi = [_teks(sel) for sel in mentah[:lebar]]
        isi += [""] * (lebar - len(isi))
        sebab = "; ".join(
            f"{a['sebab']} {a['perbaikan']}".strip() for a in alasan if a["tingkat"] != "info"
        )
        yield [*isi, sebab or f"Tidak dicentang ({Vonis(vonis).label})"]


def _teks(sel: Any) -> str:
    """A cell as text. A number of 15 digits or more has lost digits: the mark keeps it from
    passing for a good one when it comes back."""
    if isinstance(sel, int | float) and not isinstance(sel, bool):
        tulisan = teks(sel)
        return f"{tulisan}?" if len(tulisan) >= 15 else tulisan
    return teks(sel)
