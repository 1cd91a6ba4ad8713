"""Export of the access log; it is itself an access, and stands in the log."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.jejak.forms import SaringJejakForm
from pijar.models import JejakAkses, JejakAksesQuerySet, Pengguna, Tugas

EKSPOR = "pijar.ekspor_jejak"
PALING_BANYAK = 1_000_000  # rows that a sheet holds, with its head
SEKALI_AMBIL = 5_000
KOLOM = [
    Kolom("Waktu", Jenis.WAKTU),
    *(Kolom(nama, Jenis.TEKS) for nama in ("Nama", "Nama Pengguna", "Tindakan", "Yang Dibuka")),
    Kolom("Alasan", Jenis.TEKS),
    Kolom("Jumlah Orang", Jenis.RIBUAN),
    *(Kolom(nama, Jenis.TEKS) for nama in ("Alamat", "Perangkat")),
]


def minta_ekspor(form: SaringJejakForm, *, oleh: Pengguna) -> Tugas:
    """Queue an export of what the filters leave; a second click returns the same job.

    Raises AturanDilanggarError when a filter cannot be read or too many rows are left.
    """
    jumlah = form.saring(JejakAkses.objects.for_petugas(oleh)).count()
    if not form.is_valid() or jumlah > PALING_BANYAK:
        raise AturanDilanggarError(
            "Saringannya keliru atau barisnya lebih dari satu juta. Perbaiki saringannya, misalnya "
            "dengan tanggal, lalu ekspor lagi."
        )
    saringan = form.terisi()
    kunci = f"{EKSPOR}:{oleh.pk}:{sorted(saringan.items())}"[:120]
    parameter = {"saringan": saringan}
    return tugas.buat(
        EKSPOR, judul="Ekspor jejak akses", oleh=oleh, parameter=parameter, kunci=kunci
    )


def tulis_ekspor(
    saringan: dict[str, str], path: Path, *, oleh: Pengguna, maju: Callable[[int], None]
) -> int:
    """Write what the officer may see of it now; returns the number of rows."""
    semua = SaringJejakForm(saringan).saring(JejakAkses.objects.for_petugas(oleh))
    kini = timezone.localtime()
    judul = [f"Jejak akses per {kini:%d-%m-%Y %H.%M} WIB", f"Diekspor oleh {oleh}"]
    jumlah = tulis_besar(path, "Jejak akses", KOLOM, _baris(semua, maju), judul)
    JejakAkses.catat(
        oleh=oleh, tindakan=JejakAkses.Tindakan.EKSPOR, objek="jejak akses", jumlah=jumlah
    )
    return jumlah


def _baris(semua: JejakAksesQuerySet, maju: Callable[[int], None]) -> Iterator[list[Any]]:
    banyak = semua.select_related("oleh").iterator(SEKALI_AMBIL)
    for n, j in enumerate(banyak, start=1):
        if not n % SEKALI_AMBIL:
            maju(n)
        siapa = (j.oleh.nama, j.oleh.username) if j.oleh else ("", "")
        isi = (j.get_tindakan_display(), j.objek, j.alasan, j.jumlah, j.alamat or "", j.perangkat)
        yield [j.pada, *siapa, *isi]
