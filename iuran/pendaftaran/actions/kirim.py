"""What went to BPJS: the file is kept as sent, and a mark that was a mistake is taken back."""

import hashlib
from datetime import date, datetime
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from iuran.models import (
    KirimanPendaftaran,
    PendaftaranKolektif,
    StatusPendaftaran,
)
from iuran.pendaftaran.actions.status import ubah_status
from pijar.bulan import WIB, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan

CONTOH = 3
TANPA_SURAT = "tidak dicatat"


class Surat(NamedTuple):
    """The letter with which the file went out: its own date and number.

    ``sha256``: the file that it speaks of, where it is known.
    """

    tanggal: date
    nomor: str
    sha256: str = ""


@transaction.atomic
def tandai_dikirim(
    pendaftaran: PendaftaranKolektif, surat: Surat, *, pada: datetime, oleh: Pengguna
) -> KirimanPendaftaran:
    """Mark the batch as sent on the letter's date, and keep its file as it went out.

    Raises AturanDilanggarError while the file is not complete or older than the people's data,
    while somebody in it has died or left, for a date before the batch or after today, and for a
    letter that speaks of another file.
    """
    terkunci = _kunci(pendaftaran)
    if terkunci.status == StatusPendaftaran.DISUSUN:
        periksa_siap(terkunci)
        _periksa_tanggal(terkunci, surat.tanggal, pada)
    ubah_status(pendaftaran, StatusPendaftaran.DIKIRIM, dikirim_pada=pada)
    return _bekukan(terkunci, surat, pada=pada, oleh=oleh)


@transaction.atomic
def catat_kiriman(
    pendaftaran: PendaftaranKolektif, *, pada: datetime, oleh: Pengguna | None
) -> None:
    """Keep the file of a batch that BPJS answered although nobody marked it as sent."""
    terkunci = _kunci(pendaftaran)
    berkas = terkunci.tugas_excel
    if (
        oleh is None
        or terkunci.daftar_kiriman.berlaku().exists()
        or berkas is None
        or not berkas.hasil
    ):
        return
    _bekukan(terkunci, Surat(pada.astimezone(WIB).date(), TANPA_SURAT), pada=pada, oleh=oleh)


def _kunci(pendaftaran: PendaftaranKolektif) -> PendaftaranKolektif:
    PendaftaranKolektif.objects.select_for_update().get(pk=pendaftaran.pk)
    return PendaftaranKolektif.objects.select_related("tugas_excel").get(pk=pendaftaran.pk)


def periksa_siap(pendaftaran: PendaftaranKolektif) -> None:
    """Raise AturanDilanggarError while the batch's file may not go to BPJS as it is."""
    _periksa_orang(pendaftaran)
    _periksa_berkas(pendaftaran)


def _periksa_orang(pendaftaran: PendaftaranKolektif) -> None:
    keluar = pendaftaran.daftar_baris.tidak_lagi_didaftarkan()
    if jumlah := keluar.count():
        contoh = [b.peserta for b in keluar.select_related("peserta").order_by("nomor")[:CONTOH]]
        raise AturanDilanggarError(
            f"{ribuan(jumlah)} orang sudah berhenti sejak pendaftaran ini disusun: "
            f"{'; '.join(f'{p.nama} ({p.nik_samar})' for p in contoh)}"
            f"{', dan lainnya' if jumlah > CONTOH else ''}. Keluarkan mereka, lalu kirim Excel "
            "yang baru."
        )


def _periksa_berkas(pendaftaran: PendaftaranKolektif) -> None:
    berkas = pendaftaran.tugas_excel
    if berkas is None or not berkas.selesai or not berkas.hasil:
        raise AturanDilanggarError(
            "Berkas Excel pendaftaran ini belum selesai dibuat. Tunggu sampai tautan unduhnya "
            "muncul, kirim berkasnya ke BPJS, lalu tandai sudah dikirim."
        )
    if jumlah := pendaftaran.berubah_sejak_excel().count():
        raise AturanDilanggarError(
            f"Data {ribuan(jumlah)} orang berubah sesudah Excel ini dibuat. Tekan Buat ulang "
            "Excel, kirim berkas yang baru, lalu tandai sudah dikirim."
        )


def _periksa_tanggal(pendaftaran: PendaftaranKolektif, tanggal: date, pada: datetime) -> None:
    awal, hari_ini = (w.astimezone(WIB).date() for w in (pendaftaran.disusun_pada, pada))
    if not awal <= tanggal <= hari_ini:
        raise AturanDilanggarError(
            f"Tanggal kirim harus antara {tanggal_panjang(awal)} (pendaftaran disusun) dan "
            f"{tanggal_panjang(hari_ini)} (hari ini)."
        )


def _bekukan(
    pendaftaran: PendaftaranKolektif, surat: Surat, *, pada: datetime, oleh: Pengguna
) -> KirimanPendaftaran:
    """Keep a copy of the batch's file with its fingerprint."""
    berkas = pendaftaran.tugas_excel
    if berkas is None or not berkas.hasil:
        raise AturanDilanggarError("Berkas Excel pendaftaran ini tidak ada lagi. Buat ulang.")
    with berkas.hasil.open("rb") as sumber:
        isi = sumber.read()
    sha256 = hashlib.sha256(isi).hexdigest()
    if surat.sha256 not in ("", sha256):
        raise AturanDilanggarError(
            f"Excel {pendaftaran.nomor} dibuat ulang sesudah surat {surat.nomor}, jadi SHA-256 di "
            "surat itu bukan lagi milik berkas ini. Buka suratnya, tekan Buat lagi dari data "
            "sekarang, lalu tandai dari sana."
        )
    kiriman = KirimanPendaftaran(
        pendaftaran=pendaftaran,
        tanggal=surat.tanggal,
        nomor_surat=surat.nomor,
        nama_berkas=berkas.hasil_nama,
        sha256=sha256,
        jumlah_orang=pendaftaran.jumlah_orang,
        oleh=oleh,
        pada=pada,
    )
    kiriman.berkas.save(berkas.hasil_nama, ContentFile(isi), save=False)
    try:
        with transaction.atomic():
            kiriman.save()
    except IntegrityError as galat:
        raise BentrokError(
            f"{pendaftaran.nomor} sudah ditandai dikirim. Muat ulang halamannya."
        ) from galat
    return kiriman


@transaction.atomic
def tarik_kiriman(
    pendaftaran: PendaftaranKolektif, *, alasan: str, pada: datetime, oleh: Pengguna
) -> None:
    """Take back the mark as sent; the file and both names stay on record.

    Only another admin, and only before an answer was applied. Raises AturanDilanggarError
    otherwise.
    """
    terkunci = _kunci(pendaftaran)
    kiriman = terkunci.daftar_kiriman.berlaku().first()
    if terkunci.status != StatusPendaftaran.DIKIRIM or kiriman is None:
        raise AturanDilanggarError(f"{terkunci.nomor} tidak sedang bertanda sudah dikirim.")
    if kiriman.oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Tanda sudah dikirim ini Anda buat sendiri, jadi harus ditarik admin lain."
        )
    if terkunci.daftar_baris.ditindak().exists():
        raise AturanDilanggarError(
            f"Daftar atau jawaban BPJS untuk {terkunci.nomor} sudah diterapkan, jadi tanda sudah "
            "dikirim tidak dapat ditarik."
        )
    if any(jawaban.sibuk for jawaban in terkunci.daftar_jawaban.select_related("tugas")):
        raise BentrokError("Jawaban BPJS sedang dikerjakan. Tunggu sampai selesai, lalu ulangi.")
    kiriman.ditarik_oleh, kiriman.ditarik_pada, kiriman.alasan_tarik = oleh, pada, alasan
    kiriman.save(update_fields=["ditarik_oleh", "ditarik_pada", "alasan_tarik"])
    ubah_status(pendaftaran, StatusPendaftaran.DISUSUN, dikirim_pada=None)
