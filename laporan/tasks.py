"""The scheduled drafts of reports; jobs of papers."""

import logging
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import shared_task
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from laporan import hari as angka
from laporan.actions.bulanan import Kata, siapkan_laporan, usulkan_laporan
from laporan.daftar_orang import tulis_daftar
from laporan.data_orang import salin_data
from laporan.models import LaporanBulanan
from laporan.surat import tasks as surat
from laporan.surat.berkas.pdf import buat_pdf
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError
from pijar.tugas import Pelaksana, pekerjaan

__all__ = ["bulan_lalu", "daftar_orang", "data_orang", "hitung_hari", "surat", "usulkan"]
log = logging.getLogger(__name__)


@pekerjaan("laporan.daftar_orang")
def daftar_orang(p: Pelaksana) -> None:
    """Parameters ``laporan``, ``alasan``. A second run makes the same file again."""
    laporan, oleh = LaporanBulanan.objects.get(pk=p.parameter["laporan"]), p.tugas.oleh
    if oleh is None:
        raise AturanDilanggarError("Ekspor ini tidak mempunyai pemilik.")
    with TemporaryDirectory(prefix="pijar-") as folder:
        path = Path(folder) / "laporan.xlsx"
        alasan = p.parameter["alasan"]
        jumlah = tulis_daftar(laporan, path, alasan=alasan, oleh=oleh, maju=p.maju)
        p.simpan_hasil(path, f"laporan-dengan-orang-{laporan.bulan:%Y-%m}-v{laporan.versi}.xlsx")
    p.maju(jumlah, jumlah)


@pekerjaan("laporan.data_orang")
def data_orang(p: Pelaksana) -> None:
    """Parameters ``peserta``, ``peminta``, ``alasan``. A second run makes the file of now."""
    if p.tugas.oleh is None:
        raise AturanDilanggarError("Permintaan ini tidak mempunyai pemilik.")
    pk, kata = p.parameter["peserta"], (p.parameter["peminta"], p.parameter["alasan"])
    salinan = salin_data(
        pk, peminta=kata[0], alasan=kata[1], oleh=p.tugas.oleh, kini=timezone.now()
    )
    p.simpan_hasil(buat_pdf(salinan), f"salinan-data-{pk}.pdf")
    p.maju(1, 1)


@pekerjaan("laporan.usulkan")
def usulkan(p: Pelaksana) -> None:
    """Parameter ``laporan``: a draft with its words. A second run finds it proposed."""
    laporan, oleh = LaporanBulanan.objects.get(pk=p.parameter["laporan"]), p.tugas.oleh
    if oleh is None:
        raise AturanDilanggarError("Usulan ini tidak mempunyai pemilik.")
    kata = Kata(laporan.catatan, laporan.masalah, laporan.usulan)
    usulkan_laporan(laporan, kata, pada=timezone.now(), oleh=oleh, maju=p.maju)
    p.tugas.pesan = "Diusulkan. Admin lain menutupnya."
    p.tugas.tautan = reverse("laporan:bulanan_detail", args=[laporan.pk])


@pekerjaan("laporan.hitung_hari", satu_transaksi=False)  # a figure is kept once it is counted
def hitung_hari(p: Pelaksana) -> None:
    """Count the first page of a past day. A second run finds what is there."""
    hari, dulu = date.fromisoformat(p.parameter["hari"]), p.parameter["tahu"] == "dulu"
    keadaan = angka.Keadaan(hari, timezone.localdate(), dulu)
    angka.hitung_hari(angka.bacaan(keadaan).values(), p.maju)
    p.tugas.tautan = f"{reverse('beranda')}?pada={hari}&tahu={p.parameter['tahu']}"


@shared_task(name="laporan.bulan_lalu", autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def bulan_lalu() -> None:
    """Draft last month's report, and those of months that no night drafted; admins close them.

    Runs every night, since on the 1st the server may have been off: it goes on after the newest
    month that has a report. A second run finds nothing to draft, nor does a month without data.
    """
    hari_ini = timezone.localdate()
    lalu = tambah_bulan(awal_bulan(hari_ini), -1)
    terbaru = LaporanBulanan.objects.aggregate(bulan=Max("bulan"))["bulan"]
    bulan = tambah_bulan(terbaru, 1) if terbaru else lalu
    while bulan <= lalu:
        try:
            siapkan_laporan(bulan, pada=hari_ini, oleh=None)
        except AturanDilanggarError as penolakan:
            log.info("laporan %s tidak disusun: %s", f"{bulan:%Y-%m}", penolakan.kalimat)
        bulan = tambah_bulan(bulan, 1)
