"""Make a paper, or its next version, from the rows of now."""

from datetime import date
from typing import NamedTuple
from zlib import crc32

from django.db import transaction

from laporan.models import KodePeriksa, StatusSurat, Surat, VersiSurat, kode_baru
from laporan.surat.bahan import Bahan
from laporan.surat.isi import Isi, dari_json, ke_json, perbedaan, sidik_isi
from laporan.surat.jenis import JENIS
from pijar import tugas
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci
from pijar.models import Kop, Penandatangan, Pengguna

AKHIRAN = ("pdf", "docx", "excel")
PANJANG_JUDUL = 200
PANJANG_TUGAS = 140


class Dibuat(NamedTuple):
    """The paper, and whether its contents are new: unchanged rows make no new version."""

    surat: Surat
    baru: bool


@transaction.atomic
def buat_surat(kode: str, bahan: Bahan) -> Dibuat:
    """Gather the paper; the same kind about the same row is the same paper, in a new version.

    Nothing changes where contents, letterhead and signatory are the same as before. A paper with
    a number keeps its date. Raises AturanDilanggarError when no letterhead counts on that date,
    or when the signed copy is there already: then the paper is cancelled first, or an amendment
    made. Errors of the gatherer pass through.
    """
    jenis = JENIS[kode]
    objek = bahan.objek.pk if bahan.objek else None
    Kunci.SURAT.pegang(crc32(f"{kode} {objek} {bahan.kunci}".encode()) >> 1)
    lama = Surat.objects.berlaku().filter(jenis=kode, objek=objek, kunci=bahan.kunci).first()
    if lama and lama.status != StatusSurat.KONSEP:
        bahan = bahan._replace(tanggal=lama.tanggal)
    isi = jenis.susun(bahan)
    kepala = Kepala.pada(kode, bahan.tanggal)
    if lama is None:
        surat = _baru(kode, bahan, kepala)
        _tambah_versi(surat, isi, [], bahan.oleh)
        return Dibuat(surat, baru=True)
    beda = _beda(lama, isi, kepala)
    if not beda:
        return Dibuat(lama, baru=False)
    if not lama.terbuka:
        raise AturanDilanggarError(
            f"{lama} sudah bertanda tangan, padahal datanya berubah sejak itu. Batalkan surat itu "
            "dengan alasan, lalu buat lagi."
        )
    lama.tanggal, lama.kop, lama.penandatangan = kepala
    lama.judul = jenis.judul(bahan)[:PANJANG_JUDUL]
    _tambah_versi(lama, isi, beda, bahan.oleh)
    return Dibuat(lama, baru=True)


class Kepala(NamedTuple):
    """What stands around the contents and depends on the date."""

    tanggal: date
    kop: Kop
    penandatangan: Penandatangan | None

    @classmethod
    def pada(cls, kode: str, tanggal: date) -> "Kepala":
        khusus = JENIS[kode].khusus
        tanda = Penandatangan.objects.untuk(kode, tanggal, khusus=khusus)
        return cls(tanggal, kop_pada(tanggal), tanda)


def _beda(surat: Surat, isi: Isi, kepala: Kepala) -> list[str]:
    """How the paper would differ from its newest version; once it is signed, its contents only."""
    versi = surat.daftar_versi.get(versi=surat.versi)
    beda = perbedaan(dari_json(versi.isi), isi)
    if versi.sha256 != sidik_isi(isi) and not beda:
        beda = ["Susunannya berubah."]
    if not surat.terbuka:
        return beda
    if surat.tanggal != kepala.tanggal:
        beda.append(f"Tanggal surat: {tanggal_panjang(kepala.tanggal)}.")
    if surat.kop != kepala.kop:
        beda.append(f"Kop: {kepala.kop}.")
    if surat.penandatangan != kepala.penandatangan:
        beda.append(f"Penandatangan: {kepala.penandatangan or 'belum diatur'}.")
    return beda


def _baru(kode: str, bahan: Bahan, kepala: Kepala) -> Surat:
    jenis = JENIS[kode]
    return Surat.objects.create(
        jenis=kode,
        objek=bahan.objek.pk if bahan.objek else None,
        kunci=bahan.kunci,
        judul=jenis.judul(bahan)[:PANJANG_JUDUL],
        wilayah=jenis.wilayah(bahan),
        bernomor=jenis.bernomor,
        dibuat_oleh=bahan.oleh,
        **kepala._asdict(),
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


def _tambah_versi(surat: Surat, isi: Isi, perubahan: list[str], oleh: Pengguna) -> None:
    versi = VersiSurat.objects.create(
        surat=surat,
        versi=surat.versi + 1,
        isi=ke_json(isi),
        sha256=sidik_isi(isi),
        perubahan=perubahan,
        oleh=oleh,
    )
    if isi.qr:
        KodePeriksa.objects.create(versi=versi, kode=kode_baru())
    surat.versi += 1
    surat.save(update_fields=["versi", "tanggal", "kop", "penandatangan", "judul"])
    minta_berkas(surat, oleh=oleh)


def minta_berkas(surat: Surat, *, oleh: Pengguna) -> None:
    """Order the files of the newest version; one job for each. Excel only where it has tables."""
    versi = surat.daftar_versi.filter(versi=surat.versi)
    bertabel = versi.exclude(isi__tabel=[], isi__lampiran=[]).exists()
    for akhiran in AKHIRAN if bertabel else AKHIRAN[:2]:
        pekerjaan = tugas.buat(
            f"laporan.surat_{akhiran}",
            judul=f"{surat.judul[:PANJANG_TUGAS]} ({akhiran.upper()})",
            oleh=oleh,
            parameter={"surat": surat.pk},
            kunci=f"surat-{surat.pk}-{akhiran}-{surat.versi}-{surat.status}",
        )
        setattr(surat, f"tugas_{akhiran}", pekerjaan)
    surat.save(update_fields=[f"tugas_{a}" for a in AKHIRAN])
