"""Receive a list of another office: keep the file and order its reading."""

from datetime import date
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from iuran.models import DaftarPadanan, PermintaanPadanan
from iuran.models.pemadanan import HIDUP
from iuran.pemadanan.keadaan import pastikan_seluruh_kota
from pijar import tugas
from pijar.models import Pengguna
from pijar.unggahan.terima import terima


class KepalaDaftar(NamedTuple):
    """What the officer says about the list: its kind, day, sender, and what was asked."""

    jenis: str
    tanggal: date
    pengirim: str
    permintaan: PermintaanPadanan | None = None


@transaction.atomic
def unggah_padanan(
    berkas: UploadedFile, kepala: KepalaDaftar, *, oleh: Pengguna
) -> tuple[DaftarPadanan, bool]:
    """Keep the file and order its reading; the same file again returns the list, and False.

    A discarded, withdrawn or unreadable one may come again. Raises AturanDilanggarError for an
    admin of one area.
    """
    pastikan_seluruh_kota(oleh)
    isi = terima(berkas, berkas.name or "daftar.xlsx")
    ada = DaftarPadanan.objects.filter(sha256=isi.sha256, status__in=HIDUP)
    if lama := ada.first():
        return lama, False
    daftar = DaftarPadanan(
        **kepala._asdict(), nama_berkas=isi.nama_berkas, sha256=isi.sha256, oleh=oleh
    )
    daftar.berkas.save(isi.nama_simpan, berkas, save=False)
    try:
        with transaction.atomic():
            daftar.save()
    except IntegrityError:  # a second click at the same moment waited for the first
        daftar.berkas.delete(save=False)
        return ada.get(), False
    daftar.tugas = tugas.buat(
        "iuran.baca_padanan",
        judul=f"Membaca daftar pemadanan {daftar}",
        oleh=oleh,
        parameter={"daftar": daftar.pk},
        kunci=f"pemadanan-{daftar.pk}",
    )
    daftar.save(update_fields=["tugas"])
    return daftar, True
