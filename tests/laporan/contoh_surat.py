"""One sample of each kind of paper: what its gatherer gets. Every kind has one; a test says so."""

from collections.abc import Callable
from datetime import date, datetime

from iuran.models import Tagihan
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from laporan.surat.bahan import Bahan
from pijar.bulan import WIB
from pijar.models import Pengguna
from tests.factories import PenggunaFactory, sumber, terdaftar
from tests.laporan.contoh_bpjs import CONTOH_BPJS
from tests.laporan.contoh_gerakan import CONTOH_GERAKAN
from tests.laporan.contoh_sk import CONTOH_SK
from tests.laporan.contoh_warga import CONTOH_WARGA
from tests.laporan.tutup import tutup

NOV = date(2026, 11, 1)
TANGGAL = date(2026, 11, 3)
TERBIT = datetime(2026, 11, 2, 9, tzinfo=WIB)
NAMA = ["Siti Aminah", "Raden Ayu <Kartini> & Co", "Bambang " * 18]


def terbit(bulan: date, admin: Pengguna) -> Tagihan:
    """An issued bill: a paper about a draft would get no number."""
    tagihan = susun_tagihan(sumber("APBD"), bulan, oleh=admin)
    terbitkan(tagihan, oleh=PenggunaFactory(), pada=TERBIT)
    tagihan.refresh_from_db()
    return tagihan


def tagihan(admin: Pengguna) -> Bahan:
    """A bill of three people, one of them with a name of 150 characters."""
    for nama in NAMA:
        terdaftar(nama=nama.strip(), nama_cari=nama.strip().upper())
    return Bahan(terbit(NOV, admin), TANGGAL, admin)


def laporan(admin: Pengguna) -> Bahan:
    """A closed report of a month with one enrolled person."""
    terdaftar()
    return Bahan(tutup(NOV, admin, PenggunaFactory()), date(2026, 12, 1), admin)


def masa(admin: Pengguna) -> Bahan:
    """A quarter with one closed month; the others are missing."""
    return Bahan(None, laporan(admin).tanggal, admin, "2026-T4")


CONTOH: dict[str, Callable[[Pengguna], Bahan]] = {
    "surat_tagihan": tagihan,
    "laporan_bulan": laporan,
    "laporan_masa": masa,
    **CONTOH_BPJS,
    **CONTOH_SK,
    **CONTOH_WARGA,
    **CONTOH_GERAKAN,
}
