"""What went to BPJS: each file is kept as sent, and a mark that was a mistake is taken back."""

import hashlib
from datetime import date, datetime
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from iuran.berkas_bpjs.actions.status import ubah_status
from iuran.berkas_bpjs.actions.terima import cabut_terima, kunci_orang, terima_baris
from iuran.models import (
    BerkasBPJS,
    Iuran,
    JenisBerkasBPJS,
    KirimanBerkas,
    StatusBerkas,
)
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
    berkas_bpjs: BerkasBPJS, surat: Surat, *, pada: datetime, oleh: Pengguna
) -> KirimanBerkas:
    """Mark the file as sent on the letter's date, and keep it as it went out.

    The months of an extension become payable with it; BPJS's answer may end them. Raises
    AturanDilanggarError while the Excel is not complete or older than the people's data,
    while somebody in it has died or left, for a date before the batch or after today, and for a
    letter that speaks of another file.
    """
    terkunci = _kunci(berkas_bpjs)
    if terkunci.status == StatusBerkas.DISUSUN:
        periksa_siap(terkunci)
        _periksa_tanggal(terkunci, surat.tanggal, pada)
    ubah_status(berkas_bpjs, StatusBerkas.DIKIRIM, dikirim_pada=pada)
    kiriman = _bekukan(terkunci, surat, pada=pada, oleh=oleh)
    _bulan_perpanjangan(terkunci, pada)
    return kiriman


def _bulan_perpanjangan(berkas_bpjs: BerkasBPJS, pada: datetime) -> None:
    """Write the months of an extension that BPJS is told of."""
    if berkas_bpjs.jenis != JenisBerkasBPJS.PERPANJANGAN:
        return
    baris = berkas_bpjs.daftar_baris.menunggu().filter(diterima_mulai=None)
    kunci_orang(baris.values_list("peserta_id", flat=True))
    mulai = dict(baris.values_list("pk", "bantuan__bulan_awal"))
    terima_baris(mulai, pada=pada)


@transaction.atomic
def catat_kiriman(berkas_bpjs: BerkasBPJS, *, pada: datetime, oleh: Pengguna | None) -> None:
    """Keep the file of a batch that BPJS answered although nobody marked it as sent."""
    terkunci = _kunci(berkas_bpjs)
    berkas = terkunci.tugas_excel
    if (
        oleh is None
        or terkunci.daftar_kiriman.berlaku().exists()
        or berkas is None
        or not berkas.hasil
    ):
        return
    surat = Surat(pada.astimezone(WIB).date(), TANPA_SURAT)
    _bekukan(terkunci, surat, pada=pada, oleh=oleh)
    _bulan_perpanjangan(terkunci, pada)


def _kunci(berkas_bpjs: BerkasBPJS) -> BerkasBPJS:
    BerkasBPJS.objects.select_for_update().get(pk=berkas_bpjs.pk)
    return BerkasBPJS.objects.select_related("tugas_excel").get(pk=berkas_bpjs.pk)


def periksa_siap(berkas_bpjs: BerkasBPJS) -> None:
    """Raise AturanDilanggarError while the batch's file may not go to BPJS as it is."""
    _periksa_orang(berkas_bpjs)
    _periksa_berkas(berkas_bpjs)


def _periksa_orang(berkas_bpjs: BerkasBPJS) -> None:
    keluar = berkas_bpjs.daftar_baris.tidak_berlaku_lagi()
    if jumlah := keluar.count():
        contoh = [b.peserta for b in keluar.select_related("peserta").order_by("nomor")[:CONTOH]]
        raise AturanDilanggarError(
            f"{ribuan(jumlah)} orang berubah statusnya sejak berkas ini disusun: "
            f"{'; '.join(f'{p.nama} ({p.nik_samar})' for p in contoh)}"
            f"{', dan lainnya' if jumlah > CONTOH else ''}. Keluarkan mereka, lalu kirim Excel "
            "yang baru."
        )


def _periksa_berkas(berkas_bpjs: BerkasBPJS) -> None:
    berkas = berkas_bpjs.tugas_excel
    if berkas is None or not berkas.selesai or not berkas.hasil:
        raise AturanDilanggarError(
            "Excel berkas ini belum selesai dibuat. Tunggu sampai tautan unduhnya "
            "muncul, kirim berkasnya ke BPJS, lalu tandai sudah dikirim."
        )
    if jumlah := berkas_bpjs.berubah_sejak_excel().count():
        raise AturanDilanggarError(
            f"Data {ribuan(jumlah)} orang berubah sesudah Excel ini dibuat. Tekan Buat ulang "
            "Excel, kirim berkas yang baru, lalu tandai sudah dikirim."
        )


def _periksa_tanggal(berkas_bpjs: BerkasBPJS, tanggal: date, pada: datetime) -> None:
    awal, hari_ini = berkas_bpjs.hari_disusun, pada.astimezone(WIB).date()
    if not awal <= tanggal <= hari_ini:
        raise AturanDilanggarError(
            f"Tanggal kirim harus antara {tanggal_panjang(awal)} (berkas disusun) dan "
            f"{tanggal_panjang(hari_ini)} (hari ini)."
        )


def _bekukan(
    berkas_bpjs: BerkasBPJS, surat: Surat, *, pada: datetime, oleh: Pengguna
) -> KirimanBerkas:
    """Keep a copy of the batch's file with its fingerprint."""
    berkas = berkas_bpjs.tugas_excel
    if berkas is None or not berkas.hasil:
        raise AturanDilanggarError("Excel berkas ini tidak ada lagi. Buat ulang.")
    with berkas.hasil.open("rb") as sumber:
        isi = sumber.read()
    sha256 = hashlib.sha256(isi).hexdigest()
    if surat.sha256 not in ("", sha256):
        raise AturanDilanggarError(
            f"Excel {berkas_bpjs.nomor} dibuat ulang sesudah surat {surat.nomor}, jadi SHA-256 di "
            "surat itu bukan lagi milik berkas ini. Buka suratnya, tekan Buat lagi dari data "
            "sekarang, lalu tandai dari sana."
        )
    kiriman = KirimanBerkas(
        berkas_bpjs=berkas_bpjs,
        tanggal=surat.tanggal,
        nomor_surat=surat.nomor,
        nama_berkas=berkas.hasil_nama,
        sha256=sha256,
        jumlah_orang=berkas_bpjs.jumlah_orang,
        oleh=oleh,
        pada=pada,
    )
    kiriman.berkas.save(berkas.hasil_nama, ContentFile(isi), save=False)
    try:
        with transaction.atomic():
            kiriman.save()
    except IntegrityError as galat:
        raise BentrokError(
            f"{berkas_bpjs.nomor} sudah ditandai dikirim. Muat ulang halamannya."
        ) from galat
    return kiriman


@transaction.atomic
def tarik_kiriman(berkas_bpjs: BerkasBPJS, *, alasan: str, pada: datetime, oleh: Pengguna) -> None:
    """Take back the mark as sent; the file and both names stay on record.

    Only another admin, and only before an answer was applied. The months of an extension fall with
    it. Raises AturanDilanggarError otherwise, and while a bill asks for one of these months.
    """
    terkunci = _kunci(berkas_bpjs)
    kiriman = terkunci.daftar_kiriman.berlaku().first()
    if terkunci.status != StatusBerkas.DIKIRIM or kiriman is None:
        raise AturanDilanggarError(f"{terkunci.nomor} tidak sedang bertanda sudah dikirim.")
    if kiriman.oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Tanda sudah dikirim ini Anda buat sendiri, jadi harus ditarik admin lain."
        )
    baris = terkunci.daftar_baris
    if (baris.ditindak() if terkunci.pendaftaran else baris.dijawab()).exists():
        raise AturanDilanggarError(
            f"Daftar atau jawaban BPJS untuk {terkunci.nomor} sudah diterapkan, jadi tanda sudah "
            "dikirim tidak dapat ditarik."
        )
    if any(jawaban.sibuk for jawaban in terkunci.daftar_jawaban.select_related("tugas")):
        raise BentrokError("Jawaban BPJS sedang dikerjakan. Tunggu sampai selesai, lalu ulangi.")
    _batalkan_bulan(terkunci, alasan, pada)
    kiriman.ditarik_oleh, kiriman.ditarik_pada, kiriman.alasan_tarik = oleh, pada, alasan
    kiriman.save(update_fields=["ditarik_oleh", "ditarik_pada", "alasan_tarik"])
    ubah_status(berkas_bpjs, StatusBerkas.DISUSUN, dikirim_pada=None)


def _batalkan_bulan(berkas_bpjs: BerkasBPJS, alasan: str, pada: datetime) -> None:
    """Take the months of an extension out of the ledger: BPJS was not told after all."""
    if berkas_bpjs.jenis != JenisBerkasBPJS.PERPANJANGAN:
        return
    baris = berkas_bpjs.daftar_baris.menunggu()
    kunci_orang(baris.values_list("peserta_id", flat=True))
    bulan = Iuran.objects.hidup().filter(bantuan__in=baris.rantai(), tagihan__isnull=False)
    if pertama := bulan.select_related("tagihan").order_by("tagihan").first():
        raise AturanDilanggarError(
            f"{ribuan(bulan.count())} bulan dari {berkas_bpjs.nomor} sudah masuk tagihan "
            f"{pertama.tagihan}, jadi tanda sudah dikirim tidak dapat ditarik. Keluarkan dahulu "
            "bulan itu dari tagihannya, atau tunggu jawaban BPJS.",
            tautan=reverse("iuran:tagihan_detail", args=[pertama.tagihan_id]),
            label_tautan="Buka tagihannya",
        )
    cabut_terima(baris, alasan=f"Tanda dikirim {berkas_bpjs.nomor} ditarik: {alasan}", pada=pada)
