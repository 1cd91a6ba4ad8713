"""Receive BPJS's list of a month and branch: keep its files and order their reading."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from iuran.models import TAK_TERPAKAI, DaftarBPJS, StatusDaftar
from iuran.rekonsiliasi.keadaan import pastikan_seluruh_kota, siap_diubah
from pijar import tugas
from pijar.bulan import nama_bulan
from pijar.models import Pengguna, Tugas
from pijar.unggahan.terima import Diterima, terima


class DaftarMasuk(NamedTuple):
    """What the officer says of the file: month, branch, kind, and the day that the list bears."""

    bulan: date
    cabang: str
    jenis: str
    tanggal: date


@transaction.atomic
def unggah_daftar(
    isi: DaftarMasuk, *, berkas: Sequence[UploadedFile], oleh: Pengguna
) -> DaftarBPJS:
    """Keep the files of one list and order their reading; the same again return what is there.

    Raises AturanDilanggarError for an admin of one area.
    """
    pastikan_seluruh_kota(oleh)
    semua = _terima(isi, berkas)
    sidik = _sidik([d.sha256 for d in semua])
    ada = DaftarBPJS.objects.filter(
        sidik=sidik, bulan=isi.bulan, cabang=isi.cabang, jenis=isi.jenis
    ).exclude(status__in=TAK_TERPAKAI)
    if lama := ada.first():
        return lama
    daftar = _simpan(isi, semua)
    daftar.sidik, daftar.oleh = sidik, oleh
    try:
        with transaction.atomic():
            daftar.save()
    except IntegrityError:  # a second click at the same moment waited for the first
        for satu in (daftar.berkas.name, *(b["simpan"] for b in daftar.lanjutan)):
            default_storage.delete(satu)
        return ada.get()
    pesan_baca(daftar, oleh=oleh)
    return daftar


def _terima(isi: DaftarMasuk, berkas: Sequence[UploadedFile]) -> dict[Diterima, UploadedFile]:
    """The files in the order of their names, each once."""
    hasil: dict[str, tuple[Diterima, UploadedFile]] = {}
    for satu in sorted(berkas, key=lambda b: b.name or ""):
        diterima = terima(satu, satu.name or "daftar.xlsx", f"{isi.jenis}-{isi.cabang}-")
        hasil.setdefault(diterima.sha256, (diterima, satu))
    return dict(hasil.values())


def _sidik(sha: Sequence[str]) -> str:
    """The fingerprint of a list: of its one file, or of all of them in any order."""
    return sha[0] if len(sha) == 1 else sha256("".join(sorted(sha)).encode()).hexdigest()


def _simpan(isi: DaftarMasuk, semua: dict[Diterima, UploadedFile]) -> DaftarBPJS:
    """Keep the files on the disk; returns the list that names them, not yet written."""
    (pertama, berkas), *lain = semua.items()
    daftar = DaftarBPJS(**isi._asdict(), nama_berkas=pertama.nama_berkas, sha256=pertama.sha256)
    daftar.berkas.save(pertama.nama_simpan, berkas, save=False)
    folder = PurePath(daftar.berkas.name or "").parent
    daftar.lanjutan = [
        {
            "nama": satu.nama_berkas,
            "sha256": satu.sha256,
            "simpan": default_storage.save(str(folder / satu.nama_simpan), isinya),
        }
        for satu, isinya in lain
    ]
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
