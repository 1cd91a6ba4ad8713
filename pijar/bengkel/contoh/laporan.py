"""Monthly reports in every state: closed, corrected, withdrawn, proposed, drafted, dropped."""

from datetime import date, datetime, time, timedelta

from laporan.actions.bulanan import (
    Kata,
    batalkan_laporan,
    koreksi_laporan,
    segel_laporan,
    siapkan_laporan,
    tutup_laporan,
    usulkan_laporan,
)
from laporan.actions.penarikan import isi_penarikan, konfirmasi_tarik, usulkan_tarik
from laporan.beku import awal_program, sejak_ditutup
from laporan.models import LaporanBulanan
from pijar.bulan import WIB, awal_bulan, tambah_bulan
from pijar.models import Pengguna
from pijar.sidik import sidik

DITUTUP_AWAL = (5, 4, 3)  # months back, closed before the rest of the sample changes anything
KATA = Kata(
    "Tagihan bulan ini diterbitkan tepat waktu.",
    "Sebagian jawaban BPJS datang terlambat.",
    "Menyetujui perpanjangan bagi yang habis akhir tahun.\nMenambah pagu bila kuota bertambah.",
)


def isi_laporan_awal(*, pada: date) -> None:
    """Three months closed in time; what happens later becomes corrections of them."""
    for bulan in _bulan(pada, DITUTUP_AWAL):
        hari = tambah_bulan(bulan, 1) + timedelta(days=2)
        laporan = siapkan_laporan(bulan, pada=hari, oleh=_admin("admin"))
        usulkan_laporan(laporan, KATA, pada=_jam(hari, 9), oleh=_admin("admin"))
        _tutup(laporan, hari)


def isi_laporan(*, pada: date) -> None:
    """One corrected, one withdrawn, one proposed, one drafted by the schedule, one dropped."""
    admin, admin2 = _admin("admin"), _admin("admin2")
    ditutup = list(LaporanBulanan.objects.ditutup().order_by("bulan"))
    berbeda = [satu for satu in ditutup[1:] if sejak_ditutup(satu)]
    for lama in berbeda[:1]:
        baru = koreksi_laporan(lama, alasan="Bukti bayar dicatat sesudah ditutup.", oleh=admin)
        usulkan_laporan(baru, KATA, pada=_jam(pada, 9), oleh=admin)
        _tutup(baru, pada)
    for lama in ditutup[:1]:
        tarik = usulkan_tarik(lama, alasan="Salah tanggal", pada=_jam(pada, 9), oleh=admin2)
        dilihat = sidik(isi_penarikan(tarik))
        konfirmasi_tarik(tarik, dilihat=dilihat, pada=_jam(pada, 10), oleh=admin)
    for bulan in _bulan(pada, [2]):
        laporan = siapkan_laporan(bulan, pada=pada, oleh=None)
        usulkan_laporan(laporan, KATA, pada=_jam(pada, 9), oleh=admin)
    for bulan in _bulan(pada, [6]):
        laporan = siapkan_laporan(bulan, pada=pada, oleh=admin2)
        batalkan_laporan(laporan, alasan="Bulan uji coba", pada=_jam(pada, 9), oleh=admin2)
    for bulan in _bulan(pada, [1]):
        siapkan_laporan(bulan, pada=pada, oleh=None)


def _bulan(pada: date, mundur: list[int] | tuple[int, ...]) -> list[date]:
    """Those of these months in which the programme ran."""
    awal = awal_program()
    semua = (tambah_bulan(awal_bulan(pada), -n) for n in mundur)
    return [b for b in semua if awal and b >= awal]


def _tutup(laporan: LaporanBulanan, hari: date) -> None:
    laporan.refresh_from_db()
    dilihat = sidik(segel_laporan(laporan))
    tutup_laporan(laporan, dilihat=dilihat, pada=_jam(hari, 10), oleh=_admin("admin2"))


def _admin(nama: str) -> Pengguna:
    return Pengguna.objects.get(username=nama)


def _jam(hari: date, jam: int) -> datetime:
    return datetime.combine(hari, time(jam), WIB)
