"""Withdraw a closed report: proposed with a reason, confirmed by another admin."""

from datetime import datetime

from django.db import IntegrityError, transaction

from iuran.buku import pastikan_seluruh_kota
from laporan.actions.bulanan import HAL, cabut_surat
from laporan.models import LaporanBulanan, PenarikanLaporan, StatusLaporan, StatusPenarikan
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.usulan import pastikan_menunggu, pastikan_orang_lain, pastikan_sama, putuskan


@transaction.atomic
def usulkan_tarik(
    laporan: LaporanBulanan, *, alasan: str, pada: datetime, oleh: Pengguna
) -> PenarikanLaporan:
    """Propose to withdraw a closed report. Raises AturanDilanggarError when it is not closed."""
    pastikan_seluruh_kota(oleh, HAL)
    kini = _ditutup(laporan)
    try:
        with transaction.atomic():
            return PenarikanLaporan.objects.create(
                laporan=kini, alasan=alasan, diusulkan_oleh=oleh, diusulkan_pada=pada
            )
    except IntegrityError as galat:
        raise BentrokError(
            f"Penarikan laporan {nama_bulan(kini.bulan)} sudah diusulkan. Buka usulannya."
        ) from galat


def _ditutup(laporan: LaporanBulanan) -> LaporanBulanan:
    kini = LaporanBulanan.objects.select_for_update(of=("self",)).get(pk=laporan.pk)
    if kini.status != StatusLaporan.DITUTUP:
        raise BentrokError(
            f"Laporan {nama_bulan(kini.bulan)} versi {kini.versi} {kini.cip.label.lower()}, jadi "
            "tidak dapat ditarik."
        )
    if LaporanBulanan.objects.terbuka().filter(menggantikan=kini).exists():
        raise AturanDilanggarError(
            "Koreksi laporan ini sedang disusun. Tutup atau batalkan koreksi itu dahulu."
        )
    return kini


def isi_penarikan(tarik: PenarikanLaporan) -> dict[str, str]:
    """What the page of the proposal shows."""
    laporan = tarik.laporan
    return {
        "laporan": f"{nama_bulan(laporan.bulan)} versi {laporan.versi}",
        "keadaan per": tanggal_panjang(laporan.per_tanggal),
        "sidik": laporan.sha256,
        "alasan": tarik.alasan,
    }


def _terkunci(tarik: PenarikanLaporan) -> PenarikanLaporan:
    kini = PenarikanLaporan.objects.select_for_update(of=("self",)).get(pk=tarik.pk)
    pastikan_menunggu(kini)
    return kini


@transaction.atomic
def konfirmasi_tarik(
    tarik: PenarikanLaporan, *, dilihat: str, pada: datetime, oleh: Pengguna
) -> None:
    """Withdraw the report and cancel its paper. Raises AturanDilanggarError for the proposer."""
    pastikan_seluruh_kota(oleh, HAL)
    kini = _terkunci(tarik)
    pastikan_orang_lain(kini, oleh)
    pastikan_sama(dilihat, isi_penarikan(kini))
    laporan = _ditutup(kini.laporan)
    laporan.status = StatusLaporan.DITARIK
    laporan.save(update_fields=["status"])
    putuskan(kini, StatusPenarikan.DIKONFIRMASI, oleh=oleh, pada=pada)
    alasan = f"Laporannya ditarik: {kini.alasan}"[:300]
    cabut_surat(laporan, alasan=alasan, pada=pada, daftar=[oleh, kini.diusulkan_oleh])


@transaction.atomic
def tolak_tarik(tarik: PenarikanLaporan, *, alasan: str, pada: datetime, oleh: Pengguna) -> None:
    """Drop the proposal, with a reason; its own admin may too."""
    pastikan_seluruh_kota(oleh, HAL)
    kini = _terkunci(tarik)
    putuskan(kini, StatusPenarikan.DITOLAK, oleh=oleh, pada=pada, alasan=alasan)
