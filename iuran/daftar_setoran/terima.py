"""Receive BPJS's list of the movement: keep the file and order its reading."""

from datetime import date
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from iuran.buku import pastikan_seluruh_kota
from iuran.daftar_setoran.keadaan import siap
from iuran.models import DaftarSetoran, StatusSetoran
from pijar import tugas
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas
from pijar.unggahan.terima import terima

S = StatusSetoran


class KepalaSetoran(NamedTuple):
    """What the officer says of the file: its month, and the day that it bears."""

    bulan: date
    tanggal: date


@transaction.atomic
def unggah_setoran(
    berkas: UploadedFile, kepala: KepalaSetoran, *, oleh: Pengguna
) -> tuple[DaftarSetoran, bool]:
    """Keep the file and order its reading; the same file again returns the list, and False.

    Raises AturanDilanggarError for an admin of one area, and for the file of another month.
    """
    pastikan_seluruh_kota(oleh)
    isi = terima(berkas, berkas.name or "daftar.xlsx", "setoran-")
    ada = DaftarSetoran.objects.filter(sha256=isi.sha256).exclude(status__in=[S.GAGAL, S.DIBUANG])
    if lama := ada.first():
        return _sama(lama, kepala), False
    daftar = DaftarSetoran(
        **kepala._asdict(), nama_berkas=isi.nama_berkas, sha256=isi.sha256, oleh=oleh
    )
    daftar.berkas.save(isi.nama_simpan, berkas, save=False)
    try:
        with transaction.atomic():
            daftar.save()
    except IntegrityError:  # a second click at the same moment waited for the first
        daftar.berkas.delete(save=False)
        return _sama(ada.get(), kepala), False
    pesan_baca(daftar, oleh=oleh)
    return daftar, True


def _sama(lama: DaftarSetoran, kepala: KepalaSetoran) -> DaftarSetoran:
    if lama.bulan != kepala.bulan:
        raise AturanDilanggarError(
            f"Berkas yang sama sudah diunggah untuk {nama_bulan(lama.bulan)} ({lama}). Bila bulan "
            "itu keliru, buang dahulu daftar itu, lalu unggah lagi."
        )
    return lama


@transaction.atomic
def baca_ulang(pk: int, *, oleh: Pengguna) -> Tugas:
    """Read the list again, after people or promises changed; recorded months stay recorded.

    Raises BentrokError while it is read, AturanDilanggarError when a newer list counts.
    """
    pastikan_seluruh_kota(oleh)
    daftar = siap(pk, S.DIPERIKSA, S.DITERAPKAN)
    daftar.berlaku = False
    return pesan_baca(daftar, oleh=oleh)


def pesan_baca(daftar: DaftarSetoran, *, oleh: Pengguna) -> Tugas:
    """Order the reading of a list that the caller has locked or just made."""
    daftar.status, daftar.galat = S.DIBACA, ""
    daftar.tugas = tugas.buat(
        "iuran.baca_setoran",
        judul=f"Membaca daftar setoran {nama_bulan(daftar.bulan)}",
        oleh=oleh,
        parameter={"daftar": daftar.pk},
        kunci=f"setoran-{daftar.pk}",
    )
    daftar.save(update_fields=["status", "berlaku", "galat", "tugas"])
    return daftar.tugas
