"""Write the answers left out to a sheet, to repair and upload again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from iuran.models import BarisPenyumbang, HasilBarisPenyumbang, ImporPenyumbang
from peserta.impor import KOLOM_ALASAN, sebab_sisa, teks_sisa
from peserta.models import Vonis
from pijar import tugas
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import JejakAkses, Pengguna, Tugas
from pijar.unggahan.terima import pastikan_ada

SEKALI_AMBIL = 2_000


@transaction.atomic
def minta_sisa(impor: ImporPenyumbang, *, oleh: Pengguna) -> Tugas:
    """Queue the sheet of the rows left out; a second click gets the same job."""
    pastikan_ada(impor.berkas)
    return tugas.buat(
        "iuran.sisa_penyumbang",
        judul=f"Sisa baris {impor}",
        oleh=oleh,
        parameter={"impor": impor.pk},
        kunci=f"iuran.sisa_penyumbang:{impor.pk}:{oleh.pk}",
    )


def sisa_baris(impor: ImporPenyumbang) -> QuerySet[BarisPenyumbang]:
    """Rows that did not come in, or stayed when the rest was undone; what is the same is not."""
    tetap = Q(hasil=HasilBarisPenyumbang.TETAP)
    sisa = Q(dipilih=False) & ~Q(vonis=Vonis.SAMA)
    return impor.daftar_baris.filter(tetap | sisa).order_by("nomor")


def tulis_sisa(impor: ImporPenyumbang, path: Path, *, oleh: Pengguna) -> int:
    """Write the original columns and the reason of each row; return the number of rows.

    The cells hold whole NIPs and NIKs, so the export is logged.
    """
    judul = [*impor.pemetaan["judul"]]
    alasan = KOLOM_ALASAN if KOLOM_ALASAN not in judul else f"{KOLOM_ALASAN} (baru)"
    judul.append(alasan)
    kolom = [Kolom(j, Jenis.TEKS, lebar=60 if j == alasan else None) for j in judul]
    jumlah = tulis_besar(path, "Sisa", kolom, _baris(sisa_baris(impor), len(judul) - 1))
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek=f"sisa baris impor penyumbang {impor.pk}",
        alasan="Memperbaiki jawaban yang tidak masuk",
        jumlah=jumlah,
    )
    return jumlah


def _baris(semua: QuerySet[BarisPenyumbang], lebar: int) -> Iterator[list[Any]]:
    baris = semua.values_list("mentah", "alasan", "vonis")
    for mentah, alasan, vonis in baris.iterator(SEKALI_AMBIL):
        isi = [teks_sisa(sel) for sel in mentah[:lebar]]
        yield [*isi, *[""] * (lebar - len(isi)), sebab_sisa(alasan, vonis)]
