"""Documents of the monthly report, and the scheduled report on the 1st."""

from celery import shared_task
from django.utils import timezone

from laporan import actions, dokumen
from laporan.models import LaporanBulanan
from laporan.surat import tasks as surat
from laporan.surat.actions.periksa import hapus_pemeriksaan_lama
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.tugas import Pelaksana, pekerjaan

__all__ = ["bulan_lalu", "excel", "hapus_pemeriksaan", "pdf", "surat"]


@pekerjaan("laporan.pdf")
def pdf(p: Pelaksana) -> None:
    """Parameter ``laporan``: pk of a frozen month. A second run makes the same file again."""
    laporan = LaporanBulanan.objects.get(pk=p.parameter["laporan"])
    p.simpan_hasil(dokumen.buat_pdf(laporan), dokumen.nama_berkas(laporan, "pdf"))


@pekerjaan("laporan.excel")
def excel(p: Pelaksana) -> None:
    """Parameter ``laporan``: pk of a frozen month. A second run makes the same file again."""
    laporan = LaporanBulanan.objects.get(pk=p.parameter["laporan"])
    p.simpan_hasil(dokumen.buat_excel(laporan), dokumen.nama_berkas(laporan, "xlsx"))


@shared_task(name="laporan.bulan_lalu", autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def bulan_lalu() -> None:
    """Freeze last month on the 1st, as known on that morning.

    A second run changes nothing: unchanged figures make no new version.
    """
    hari_ini = timezone.localdate()
    actions.bekukan_bulan(tambah_bulan(awal_bulan(hari_ini), -1), pada=hari_ini, oleh=None)


@shared_task(
    name="laporan.hapus_pemeriksaan", autoretry_for=(OSError,), retry_backoff=True, max_retries=5
)
def hapus_pemeriksaan() -> None:
    """Delete old looks at the public page. A second run finds none."""
    hapus_pemeriksaan_lama(timezone.now())
