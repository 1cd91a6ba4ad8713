"""Everybody to Excel, against openpyxl writing the same rows."""

from pathlib import Path

from openpyxl import Workbook

from peserta.daftar.ekspor import KOLOM, tulis_ekspor
from peserta.models import Peserta
from pijar.bengkel.kinerja import Ukuran, hasil, puncak_mb, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.models import Pengguna

__all__ = ["siapkan", "ukur"]
CONTOH = 20_000  # rows openpyxl writes; its time grows in proportion


def ukur(folder: Path, orang: int) -> Ukuran:
    """The export job's own function over everybody, to a file."""
    admin = Pengguna.objects.get(username="admin")
    berkas = folder / "ekspor.xlsx"
    semua = Peserta.objects.for_petugas(admin)
    detik = waktu(
        lambda: tulis_ekspor(semua, berkas, oleh=admin, alasan="Ukuran", maju=lambda n: None)
    )
    memori = puncak_mb()
    contoh = min(CONTOH, orang)
    detik_openpyxl = waktu(lambda: tulis_openpyxl(folder / "openpyxl.xlsx", contoh))
    return hasil(
        detik=detik,
        patokan=f"openpyxl write-only, dihitung dari {contoh} baris",
        detik_patokan=detik_openpyxl * orang / contoh,
        baris=orang,
        ukuran_mb=round(berkas.stat().st_size / 2**20, 1),
        memori_mb=memori,
    )


def tulis_openpyxl(berkas: Path, baris: int) -> None:
    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Peserta")
    kolom = [nama for _, nama, _ in KOLOM]
    for isi in Peserta.objects.values_list(*kolom).order_by("pk")[:baris].iterator(5_000):
        lembar.append([str(nilai) for nilai in isi])
    buku.save(berkas)
