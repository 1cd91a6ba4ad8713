"""Periodic tasks of the kernel, and those that count kept figures."""

import logging
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import shared_task
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from pijar import kesehatan, penyapu, simpanan, tugas, yatim
from pijar import periksa_simpanan as malam
from pijar.cadangan import buat as cadangan
from pijar.cadangan.isi import kalimat as kalimat_cadangan
from pijar.cadangan.isi import tempat
from pijar.errors import AturanDilanggarError
from pijar.jejak import dokumen as dokumen_jejak
from pijar.jejak.ringkas import ringkas
from pijar.models import Ketikan, RingkasanJejak
from pijar.retensi.jalan import jalankan
from pijar.rupiah import ribuan

log = logging.getLogger(__name__)
PERIKSA = "pijar.periksa_angka"
CADANGAN = "pijar.cadangan"
PERIKSA_SISTEM = "pijar.periksa_sistem"
RETENSI = "pijar.retensi"
RINGKAS = "pijar.ringkas_jejak"


@shared_task(name="pijar.sapu_tugas")
def sapu_tugas() -> None:
    """Every 30 seconds: send unsent jobs, fail lost ones. Never retried: the next run does it.

    What was typed and not sent again within the hour goes too.
    """
    penyapu.sapu(timezone.now())
    Ketikan.objects.usang(timezone.now()).delete()


@shared_task(name="pijar.hapus_sesi_usang")
def hapus_sesi_usang() -> None:
    """Every night: delete ended sessions with the numbers searched in them. Safe to repeat."""
    call_command("clearsessions")


@shared_task(name="pijar.hapus_yatim")
def hapus_yatim() -> None:
    """Every night: erase old files that no row names. Never retried: the next night does it."""
    if banyak := yatim.hapus_yatim(kini=timezone.now()):
        log.info("%s berkas tanpa baris dihapus", banyak)


@shared_task(name=simpanan.TUGAS_HITUNG)
def hitung_lagi() -> None:
    """Count the kept figures that readers found changed. Never retried: the next reader counts."""
    simpanan.hitung_lagi(timezone.now())


@shared_task(name="pijar.periksa_simpanan")
def periksa_simpanan() -> None:
    """Every night: have kept figures compared with the rows. A second run finds the first one."""
    judul = "Memeriksa angka yang disimpan"
    tugas.buat(PERIKSA, judul=judul, oleh=None, parameter={}, kunci=PERIKSA)


@tugas.pekerjaan(PERIKSA, satu_transaksi=False)
def periksa_angka(p: tugas.Pelaksana) -> None:
    """Compare each kept figure with the rows, then throw old ones away.

    Fails, for an admin to see, when one differs; it is forgotten, so that no reader sees it again.
    """
    jumlah, beda = malam.periksa_semua()
    malam.buang_lama(timezone.now())
    if beda:
        log.error("angka yang disimpan berbeda dari barisnya: %s", "; ".join(beda))
        raise AturanDilanggarError(
            f"{len(beda)} dari {jumlah} angka yang disimpan berbeda dari barisnya: "
            f"{'; '.join(beda)}. Angkanya sudah dihitung ulang saat dibuka; beri tahu pengembang."
        )
    p.tugas.pesan = f"{jumlah} angka yang disimpan sama dengan barisnya."


@shared_task(name="pijar.cadangan_malam")
def cadangan_malam() -> None:
    """Every night, where a key is set: have a backup made. A second run finds the first one."""
    if settings.CADANGAN_PENERIMA:
        judul = "Membuat cadangan"
        tugas.buat(CADANGAN, judul=judul, oleh=None, parameter={}, kunci=CADANGAN)


@tugas.pekerjaan(CADANGAN, satu_transaksi=False)
def buat_cadangan(p: tugas.Pelaksana) -> None:
    """Make a backup, then throw old ones away. Fails, for an admin to see, when it is not whole."""
    kini = timezone.now()
    baru = cadangan.buat(tempat(), kini=kini, maju=p.maju)
    dibuang = cadangan.pangkas(tempat(), kini=kini)
    p.tugas.pesan = kalimat_cadangan(baru) + (f" {dibuang} yang lama dibuang." if dibuang else "")


@shared_task(name="pijar.periksa_malam")
def periksa_malam() -> None:
    """Every night: have the installation looked at. A second run finds the first one."""
    judul = "Memeriksa sistem"
    tugas.buat(PERIKSA_SISTEM, judul=judul, oleh=None, parameter={}, kunci=PERIKSA_SISTEM)


@tugas.pekerjaan(PERIKSA_SISTEM, satu_transaksi=False)
def periksa_sistem(p: tugas.Pelaksana) -> None:
    """Look at what must always be true. Fails with its sentences, for an admin to see."""
    temuan = kesehatan.periksa(timezone.now())
    if masalah := [f"{judul}: {kalimat}" for judul, isi in temuan for kalimat in isi]:
        raise AturanDilanggarError(f"{len(masalah)} hal perlu dilihat. {' '.join(masalah)}")
    p.tugas.pesan = f"{len(temuan)} pemeriksaan, semuanya baik."


@shared_task(name="pijar.retensi_malam")
def retensi_malam() -> None:
    """Every night: have deleted what is past its term. A second run finds the first one."""
    tugas.buat(
        RETENSI, judul="Menghapus data lewat masa simpan", oleh=None, parameter={}, kunci=RETENSI
    )


@tugas.pekerjaan(RETENSI, satu_transaksi=False)
def retensi(p: tugas.Pelaksana) -> None:
    """Delete or anonymise what is past its term, batch by batch; each is a transaction.

    Fails, for an admin to see, when a file could not be erased; its row stays, and the next run
    tries again.
    """
    hilang, gagal = jalankan(p.tugas, timezone.now(), p.maju)
    if gagal:
        raise AturanDilanggarError(
            f"{gagal} berkas tidak dapat dihapus dari penyimpanan; barisnya dibiarkan. Periksa hak "
            "folder dan diska, lalu tekan Coba lagi; malam berikutnya dicoba lagi juga."
        )
    p.tugas.pesan = f"{hilang} baris dan berkas lewat masa simpan dihapus atau disamarkan."


@tugas.pekerjaan(dokumen_jejak.EKSPOR)
def ekspor_jejak(p: tugas.Pelaksana) -> None:
    """Write the access log, as far as its owner may see it, to Excel."""
    if p.oleh is None:
        raise ValueError("nobody asked for this export")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "jejak.xlsx"
        jumlah = dokumen_jejak.tulis_ekspor(p.parameter["saringan"], path, oleh=p.oleh, maju=p.maju)
        p.simpan_hasil(path, f"jejak-akses-{timezone.localdate():%Y%m%d}.xlsx")
    p.maju(jumlah, jumlah)
    p.tugas.pesan = f"{ribuan(jumlah)} catatan."


@shared_task(name="pijar.ringkas_malam")
def ringkas_malam() -> None:
    """Every night, where a key is set: have the access log digested. A second run finds the first.

    Late in the night, since a job of an hour ends a day's rows an hour after it.
    """
    if settings.JEJAK_RAHASIA:
        tugas.buat(RINGKAS, judul="Meringkas jejak akses", oleh=None, parameter={}, kunci=RINGKAS)


@tugas.pekerjaan(RINGKAS, satu_transaksi=False)
def ringkas_jejak(p: tugas.Pelaksana) -> None:
    """Write the digest of each day that is over; each is a transaction.

    A second run after a kill counts the days of the first.
    """
    ringkas(timezone.now())
    banyak = RingkasanJejak.objects.filter(dibuat_pada__gte=p.tugas.dibuat_pada).count()
    p.tugas.pesan = f"{ribuan(banyak)} hari diringkas."
