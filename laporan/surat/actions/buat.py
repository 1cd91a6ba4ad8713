"""Make a paper, or its next version, from the rows of now."""

from datetime import date
from typing import NamedTuple
from zlib import crc32

from django.db import transaction

from laporan.models import KodePeriksa, Surat, VersiSurat
from laporan.surat.bahan import Bahan
from laporan.surat.isi import Isi, dari_json, ke_json, perbedaan, sidik_isi
from laporan.surat.jenis import JENIS
from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci
from pijar.models import Kop, Penandatangan, Pengguna

AKHIRAN = ("pdf", "docx", "excel")


class Dibuat(NamedTuple):
    """The paper, and whether its contents are new: unchanged rows make no new version."""

    surat: Surat
    baru: bool


@transaction.atomic
def buat_surat(kode: str, bahan: Bahan) -> Dibuat:
    """Gather the paper; the same kind about the same row is the same paper, in a new version.

    Nothing changes where the contents are the same as before. Raises AturanDilanggarError when no
    letterhead counts on that date, or when the signed copy is there already: then the paper is
    cancelled first, or an amendment made. Errors of the gatherer pass through.
    """
    jenis = JENIS[kode]
    objek = bahan.objek.pk if bahan.objek else None
    Kunci.SURAT.pegang(crc32(f"{kode} {objek} {bahan.kunci}".encode()) >> 1)
    lama = Surat.objects.berlaku().filter(jenis=kode, objek=objek, kunci=bahan.kunci).first()
    isi = jenis.susun(bahan)
    if lama and _sama(lama, isi):
        return Dibuat(lama, baru=False)
    if lama and not lama.terbuka:
        raise AturanDilanggarError(
            f"{lama.nomor} sudah bertanda tangan, padahal datanya berubah sejak itu. Batalkan "
            "surat itu dengan alasan, lalu buat lagi."
        )
    surat = lama or _baru(kode, bahan)
    _tambah_versi(surat, isi, bahan.oleh)
    return Dibuat(surat, baru=True)


def _sama(surat: Surat, isi: Isi) -> bool:
    return surat.daftar_versi.get(versi=surat.versi).sha256 == sidik_isi(isi)


def _baru(kode: str, bahan: Bahan) -> Surat:
    jenis = JENIS[kode]
    return Surat.objects.create(
        jenis=kode,
        objek=bahan.objek.pk if bahan.objek else None,
        kunci=bahan.kunci,
        judul=jenis.judul(bahan),
        wilayah=jenis.wilayah(bahan),
        tanggal=bahan.tanggal,
        kop=kop_pada(bahan.tanggal),
        penandatangan=Penandatangan.objects.untuk(kode, bahan.tanggal),
        dibuat_oleh=bahan.oleh,
    )


def kop_pada(tanggal: date) -> Kop:
    """The letterhead of that day. Raises AturanDilanggarError when none counts yet."""
    kop = Kop.objects.pada(tanggal)
    if kop is None:
        raise AturanDilanggarError(
            "Belum ada kop surat yang berlaku pada tanggal itu. Admin mengisinya di Pengaturan "
            "surat."
        )
    return kop


def _tambah_versi(surat: Surat, isi: Isi, oleh: Pengguna) -> None:
    lama = surat.daftar_versi.filter(versi=surat.versi).first()
    versi = VersiSurat.objects.create(
        surat=surat,
        versi=surat.versi + 1,
        isi=ke_json(isi),
        sha256=sidik_isi(isi),
        perubahan=perbedaan(dari_json(lama.isi), isi) if lama else [],
        oleh=oleh,
    )
    if isi.qr:
        KodePeriksa.objects.create(versi=versi)
    surat.versi += 1
    surat.save(update_fields=["versi"])
    minta_berkas(surat, oleh=oleh)


def minta_berkas(surat: Surat, *, oleh: Pengguna) -> None:
    """Order the files of the newest version; one job for each file."""
    for akhiran in AKHIRAN:
        pekerjaan = tugas.buat(
            f"laporan.surat_{akhiran}",
            judul=f"{surat.judul} ({akhiran.upper()})",
            oleh=oleh,
            parameter={"surat": surat.pk},
            kunci=f"surat-{surat.pk}-{akhiran}-{surat.versi}-{surat.status}",
        )
        setattr(surat, f"tugas_{akhiran}", pekerjaan)
    surat.save(update_fields=[f"tugas_{a}" for a in AKHIRAN])
