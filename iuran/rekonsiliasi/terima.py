"""Receive BPJS's list of a month and branch: keep the file and order its reading."""

from datetime import date
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from iuran.models import TAK_TERPAKAI, DaftarBPJS, StatusDaftar
from iuran.rekonsiliasi.keadaan import pastikan_seluruh_kota, siap_diubah
from pijar import tugas
from pijar.bulan import nama_bulan
from pijar.models import Pengguna, Tugas
from pijar.unggahan.terima import terima


class DaftarMasuk(NamedTuple):
    """What the officer says of the file: month, branch, kind, and the day that the list bears."""

    bulan: date
    cabang: str
    jenis: str
    tanggal: date


@transaction.atomic
def unggah_daftar(isi: DaftarMasuk, *, berkas: UploadedFile, oleh: Pengguna) -> DaftarBPJS:
    """Keep the file and order its reading; the same file again returns the existing list.

    Raises AturanDilanggarError for an admin of one area.
    """
    pastikan_seluruh_kota(oleh)
    diterima = terima(berkas, berkas.name or "daftar.xlsx", f"{isi.jenis}-{isi.cabang}-")
    ada = DaftarBPJS.objects.filter(
        sha256=diterima.sha256, bulan=isi.bulan, cabang=isi.cabang, jenis=isi.jenis
    ).exclude(status__in=TAK_TERPAKAI)
    if lama := ada.first():
        return lama
    daftar = DaftarBPJS(
        **isi._asdict(), nama_berkas=diterima.nama_berkas, sha256=diterima.sha256, oleh=oleh
    )
    daftar.berkas.save(diterima.nama_simpan, berkas, save=False)
    try:
        with transaction.atomic():
            daftar.save()
    except IntegrityError:  # a second click at the same moment waited for the first
        daftar.berkas.delete(save=False)
        return ada.get()
    pesan_baca(daftar, oleh=oleh)
    return daftar


@transaction.atomic
def baca_ulang(pk: int, *, oleh: Pengguna) -> Tugas:
    """Read the list again, after people or months changed; its open points follow.

    Raises AturanDilanggarError once an admin has looked at it, or while it is being read.
    """
    daftar = siap_diubah(pk)
    daftar.berlaku = False
    return pesan_baca(daftar, oleh=oleh)


def pesan_baca(daftar: DaftarBPJS, *, oleh: Pengguna) -> Tugas:
    """Order the reading of a list that the caller has locked or just made."""
    daftar.status, daftar.galat = StatusDaftar.DIBACA, ""
    daftar.tugas = tugas.buat(
        "iuran.baca_daftar_bpjs",
        judul=f"Membaca {daftar.get_jenis_display().lower()} {nama_bulan(daftar.bulan)}, "
        f"{daftar.get_cabang_display()}",
        oleh=oleh,
        parameter={"daftar": daftar.pk},
        kunci=f"daftar-bpjs-{daftar.pk}",
    )
    daftar.save(update_fields=["status", "berlaku", "galat", "tugas"])
    return daftar.tugas
