"""Samples of the papers about BPJS and the money of a source: what their gatherers get."""

from collections.abc import Callable
from datetime import date

import laporan.tasks  # noqa: F401 - registers the jobs
from iuran.tagihan.actions.susun import susun_tagihan
from laporan.surat.bahan import Bahan
from pijar.models import Pengguna
from tests.factories import bayar, sumber, terdaftar
from tests.iuran.susunan import jalankan, susun

TANGGAL = date(2026, 11, 6)


def pengantar_pendaftaran(admin: Pengguna) -> Bahan:
    """A batch of two people with its finished file."""
    pendaftaran = susun(admin, 2)
    jalankan(pendaftaran.tugas_excel)
    pendaftaran.refresh_from_db()
    return Bahan(pendaftaran, TANGGAL, admin)


def nota_pembayaran(admin: Pengguna) -> Bahan:
    """A draft bill of one person."""
    terdaftar(nama="Raden Ayu <Kartini> & Co")
    return Bahan(susun_tagihan(sumber("APBD"), date(2026, 11, 1), oleh=admin), TANGGAL, admin)


def realisasi(admin: Pengguna) -> Bahan:
    """A source that paid January of one person."""
    terdaftar()
    bayar(date(2026, 1, 1), date(2026, 1, 20))
    return Bahan(sumber("APBD"), TANGGAL, admin, "2026-11")


CONTOH_BPJS: dict[str, Callable[[Pengguna], Bahan]] = {
    "pengantar_pendaftaran": pengantar_pendaftaran,
    "nota_pembayaran": nota_pembayaran,
    "realisasi": realisasi,
}
