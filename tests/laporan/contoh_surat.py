"""One sample of each kind of paper: what its gatherer gets. Every kind has one; a test says so."""

from collections.abc import Callable
from datetime import date

from iuran.tagihan.actions.susun import susun_tagihan
from laporan.surat.bahan import Bahan
from pijar.models import Pengguna
from tests.factories import sumber, terdaftar

NOV = date(2026, 11, 1)
TANGGAL = date(2026, 11, 3)
NAMA = ["Siti Aminah", "Raden Ayu <Kartini> & Co", "Bambang " * 18]


def tagihan(admin: Pengguna) -> Bahan:
    """A bill of three people, one of them with a name of 150 characters."""
    for nama in NAMA:
        terdaftar(nama=nama.strip(), nama_cari=nama.strip().upper())
    return Bahan(susun_tagihan(sumber("APBD"), NOV, oleh=admin), TANGGAL, admin)


CONTOH: dict[str, Callable[[Pengguna], Bahan]] = {"surat_tagihan": tagihan}
