"""Give a paper its number, cancel it, file its signed copy."""

from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from laporan.models import TRANSISI_SURAT, StatusSurat, Surat
from laporan.surat.actions.buat import minta_berkas
from laporan.surat.bahan import Bahan
from laporan.surat.isi import sidik_isi
from laporan.surat.jenis import JENIS
from laporan.surat.nomor import nomor_berikut, pola_pada
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.unggahan.periksa import MIME, Bersih


def _kunci(surat: Surat, ke: StatusSurat) -> Surat:
    """Lock the paper; raises BentrokError when its status does not allow ``ke`` any more."""
    kini = Surat.objects.select_for_update(of=("self",)).get(pk=surat.pk)
    if ke not in TRANSISI_SURAT[StatusSurat(kini.status)]:
        raise BentrokError(
            f"Surat ini {kini.cip.label.lower()}, jadi tidak dapat menjadi {ke.label.lower()}. "
            "Muat ulang halamannya."
        )
    return kini


@transaction.atomic
def beri_nomor(surat: Surat, *, nomor: str = "", pada: datetime, oleh: Pengguna) -> str:
    """Give the paper its number: ``nomor`` from the city's register, else the next of ours.

    The year is that of the paper's date. The files are made again, with the number. Raises
    BentrokError for a number in use, AturanDilanggarError without a pattern, for a kind that
    carries no number, or while the paper is about a draft.
    """
    kini = _kunci(surat, StatusSurat.BERNOMOR)
    if not kini.bernomor:
        raise AturanDilanggarError(
            "Surat jenis ini tidak bernomor. Unggah saja salinannya yang bertanda tangan."
        )
    if konsep := kini.daftar_versi.get(versi=kini.versi).isi.get("alasan_konsep"):
        raise AturanDilanggarError(
            f"{konsep} Surat konsep tidak diberi nomor. Selesaikan dahulu pokoknya, buat lagi "
            "surat ini dari data sekarang, lalu beri nomor."
        )
    nomor = _menurut_objek(kini, nomor, oleh) or nomor
    if nomor:
        kini.nomor = " ".join(nomor.split())
    else:
        pola = pola_pada(kini.jenis, kini.tanggal)
        kini.register = pola.register
        kini.urut, kini.nomor = nomor_berikut(pola, kini.tanggal)
    kini.status, kini.dinomori_oleh, kini.dinomori_pada = StatusSurat.BERNOMOR, oleh, pada
    try:
        with transaction.atomic():
            kini.save()
    except IntegrityError as galat:
        raise BentrokError(
            f"Nomor {kini.nomor} sudah dipakai surat lain. Periksa registernya, lalu ketik nomor "
            "yang benar."
        ) from galat
    minta_berkas(kini, oleh=oleh)
    return kini.nomor


def _menurut_objek(surat: Surat, diketik: str, oleh: Pengguna) -> str:
    """The number that the paper's row bears, or nothing.

    Raises AturanDilanggarError for any other, and for a kind that must be of now and is not.
    """
    jenis = JENIS[surat.jenis]
    if jenis.model is None:
        return ""
    objek = jenis.model.objects.get(pk=surat.objek)
    nomor = jenis.nomor(objek)
    if nomor and diketik not in ("", nomor):
        raise AturanDilanggarError(f"Nomornya sudah {nomor}. Kosongkan isian nomor, lalu ulangi.")
    if jenis.terkini:
        kini = sidik_isi(jenis.susun(Bahan(objek, surat.tanggal, oleh, surat.kunci)))
        if surat.daftar_versi.get(versi=surat.versi).sha256 != kini:
            raise AturanDilanggarError(
                f"Datanya berubah sejak versi {surat.versi} dibuat. Tekan Buat lagi dari data "
                "sekarang, periksa isinya, lalu beri nomor."
            )
    return nomor


@transaction.atomic
def batalkan_surat(surat: Surat, *, alasan: str, pada: datetime, oleh: Pengguna) -> None:
    """Cancel the paper, with a reason; its number stays visible and is never given again.

    Raises AturanDilanggarError for whoever numbered it, or filed the copy of one without a number:
    another officer cancels it.
    """
    kini = _kunci(surat, StatusSurat.DIBATALKAN)
    if oleh.pk in (kini.dinomori_oleh_id, None if kini.nomor else kini.salinan_oleh_id):
        raise AturanDilanggarError(
            f"Anda sendiri yang menyelesaikan {kini}, jadi rekan lain yang membatalkannya."
        )
    kini.status, kini.alasan_batal = StatusSurat.DIBATALKAN, alasan
    kini.dibatalkan_oleh, kini.dibatalkan_pada = oleh, pada
    kini.save()


@transaction.atomic
def simpan_salinan(surat: Surat, bersih: Bersih, *, pada: datetime, oleh: Pengguna) -> None:
    """File the signed copy, cleaned before; from then on the paper has no new version.

    Raises AturanDilanggarError for a paper that still waits for its number.
    """
    kini = _kunci(surat, StatusSurat.DITANDATANGANI)
    if kini.bernomor and not kini.nomor:
        raise AturanDilanggarError("Surat ini belum bernomor. Beri nomor dahulu.")
    kini.salinan.save(f"{uuid4().hex}{MIME[bersih.mime]}", ContentFile(bersih.isi), save=False)
    kini.status, kini.salinan_oleh, kini.salinan_pada = StatusSurat.DITANDATANGANI, oleh, pada
    try:
        with transaction.atomic():
            kini.save()
    except BaseException as galat:
        kini.salinan.delete(save=False)
        if isinstance(galat, IntegrityError):
            raise AturanDilanggarError("Salinan ini tidak dapat disimpan. Coba lagi.") from galat
        raise
