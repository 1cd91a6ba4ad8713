"""A month proposed and closed, with the corrections of all months closed before; then its files.

Proposing counts every figure of the month, and anew those of the closed months. Then the paper as
PDF, the workbook with all its people, and the Sekda's first page of that day as known then.
"""

from datetime import date
from pathlib import Path

from django.test import Client
from django.utils import timezone

from iuran.models import Iuran
from laporan.actions.bulanan import (
    SURAT,
    Kata,
    segel_laporan,
    siapkan_laporan,
    tutup_laporan,
    usulkan_laporan,
)
from laporan.beku import DILIHAT_KE_BELAKANG, awal_program
from laporan.daftar_orang import tulis_daftar
from laporan.models import LaporanBulanan, StatusLaporan, surat_terbaru
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.berkas.pdf import buat_pdf
from pijar.bengkel.kinerja import Ukuran, hasil, puncak_mb, waktu
from pijar.bengkel.kinerja.dasbor import jumlah_buku, siapkan
from pijar.bulan import tambah_bulan
from pijar.models import Pengguna
from pijar.sidik import sidik

__all__ = ["siapkan", "ukur"]


def ukur(folder: Path, orang: int) -> Ukuran:
    """Seconds of proposing and closing last month; the other parts beside it."""
    admin, admin2, sekda = (
        Pengguna.objects.get(username=nama) for nama in ("admin", "admin2", "sekda")
    )
    *dulu, terakhir = _bulan_program(timezone.localdate())
    for bulan in reversed(dulu):  # the newest first: then none has corrections to count
        _tutup(_usulkan(bulan, admin), admin2)
    mengusulkan = waktu(lambda: _usulkan(terakhir, admin))
    laporan = _usulkan(terakhir, admin)
    menutup = waktu(lambda: _tutup(laporan, admin2))
    laporan.refresh_from_db()
    memori = puncak_mb()
    pdf = waktu(lambda: _cetak(laporan))
    memori_pdf = puncak_mb()
    berkas = folder / "laporan.xlsx"
    dengan_orang = waktu(
        lambda: tulis_daftar(
            laporan, berkas, alasan="Ukuran", oleh=admin, maju=lambda n, dari: None
        )
    )
    return hasil(
        detik=mengusulkan + menutup,
        patokan="sum(nominal) seluruh buku iuran",
        detik_patokan=waktu(jumlah_buku),
        orang=orang,
        baris_iuran=Iuran.objects.count(),
        bulan_dikoreksi=LaporanBulanan.objects.ditutup().count() - 1,
        mengusulkan=round(mengusulkan, 1),
        menutup=round(menutup, 1),
        pdf=round(pdf, 1),
        excel_dengan_orang=round(dengan_orang, 1),
        beranda_lampau=round(_beranda_lampau(sekda, laporan.per_tanggal), 1),
        memori_menutup_mb=memori,
        memori_pdf_mb=memori_pdf,
    )


def _bulan_program(hari_ini: date) -> list[date]:
    """The months that are over and whose corrections count, without those that are closed."""
    awal = awal_program() or hari_ini
    ditutup = set(LaporanBulanan.objects.ditutup().values_list("bulan", flat=True))
    semua = [tambah_bulan(hari_ini, -n) for n in range(DILIHAT_KE_BELAKANG + 1, 0, -1)]
    return [b for b in semua if b >= awal and b not in ditutup]


def _usulkan(bulan: date, oleh: Pengguna) -> LaporanBulanan:
    """The proposal of the month: made now where there is none."""
    laporan = siapkan_laporan(bulan, pada=timezone.localdate(), oleh=oleh)
    if laporan.status == StatusLaporan.SEMENTARA:
        return usulkan_laporan(laporan, Kata(), pada=timezone.now(), oleh=oleh)
    return laporan


def _tutup(laporan: LaporanBulanan, oleh: Pengguna) -> None:
    laporan.refresh_from_db()
    dilihat = sidik(segel_laporan(laporan))
    tutup_laporan(laporan, dilihat=dilihat, pada=timezone.now(), oleh=oleh)


def _cetak(laporan: LaporanBulanan) -> None:
    surat = surat_terbaru(SURAT, laporan.pk)
    if surat is None:
        raise RuntimeError("laporan ditutup tanpa surat")
    buat_pdf(cetakan(surat))


def _beranda_lampau(sekda: Pengguna, hari: date) -> float:
    """Seconds of the whole first page of a past day as known then, which is never kept."""
    klien = Client()
    klien.force_login(sekda, backend="pijar.akun.MasaBerlakuBackend")
    alamat = f"/?bagian=semua&pada={hari}&tahu=dulu"
    return waktu(lambda: klien.get(alamat, headers={"host": "localhost"}))
