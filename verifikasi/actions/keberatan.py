"""Register an objection to a refusal, answer it, or withdraw it."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from peserta.alur import pindahkan_status
from peserta.models import JenisPeristiwa, Peristiwa, Peserta, Status
from pijar.bulan import WIB, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses, Pengguna
from pijar.unggahan import MIME, Bersih
from verifikasi.actions.kunci import kunci_kasus
from verifikasi.actions.pengajuan import ajukan
from verifikasi.models import Keberatan, Pengajuan, StatusKeberatan, StatusPengajuan


class IsiKeberatan(NamedTuple):
    """What the officer writes down: when it came, from whom, how, and what it says."""

    diterima: date
    dari: str
    nama: str
    cara: str
    isi: str


@transaction.atomic
def catat_keberatan(
    pengajuan: Pengajuan,
    isi: IsiKeberatan,
    *,
    oleh: Pengguna,
    pada: date,
    pindaian: Bersih | None = None,
) -> Keberatan:
    """Register an objection to a refused case; it may be typed days after it came.

    Raises AturanDilanggarError for a case that is not refused, a person who is no longer tidak
    layak, or a date outside decision and today; BentrokError while another one waits.
    """
    kasus = _kunci(pengajuan)
    pastikan_bisa_dicatat(kasus)
    diputus = tanggal_putusan(kasus)
    _periksa_tanggal(isi.diterima, diputus, pada)
    keberatan = Keberatan(
        pengajuan=kasus,
        **isi._asdict(),
        batas=isi.diterima + timedelta(days=settings.KEBERATAN_JAWAB_HARI),
        terlambat=isi.diterima > diputus + timedelta(days=settings.KEBERATAN_HARI),
        dicatat_oleh=oleh,
    )
    _simpan(keberatan, pindaian)
    return keberatan


def pastikan_bisa_dicatat(kasus: Pengajuan) -> None:
    """Raise AturanDilanggarError, with the way, unless the case is refused and still counts."""
    if kasus.status != StatusPengajuan.DITOLAK:
        raise AturanDilanggarError(
            f"Pengajuan ini {kasus.get_status_display().lower()}. Keberatan dicatat atas pengajuan "
            "yang ditolak."
        )
    orang = kasus.peserta
    if orang.status != Status.TIDAK_LAYAK or orang.digabung_ke_id:
        raise AturanDilanggarError(
            f"Orang ini sekarang berstatus {orang.get_status_display()}, jadi penolakan itu tidak "
            "menahannya lagi. Lihat halaman Keputusan orang ini.",
            tautan=reverse("verifikasi:riwayat", args=[orang.digabung_ke_id or orang.pk]),
            label_tautan="Buka halaman Keputusan",
        )


def tanggal_putusan(kasus: Pengajuan) -> date:
    """The day of the decision; the database holds that a refused case has one."""
    if kasus.diputuskan_pada is None:
        raise AturanDilanggarError("Pengajuan ini belum diputuskan. Tunggu keputusannya.")
    return kasus.diputuskan_pada.astimezone(WIB).date()


def _periksa_tanggal(diterima: date, diputus: date, pada: date) -> None:
    if diterima > pada:
        raise AturanDilanggarError("Tanggal diterima tidak boleh setelah hari ini.")
    if diterima < diputus:
        raise AturanDilanggarError(
            f"Keputusannya bertanggal {tanggal_panjang(diputus)}, jadi keberatan tidak diterima "
            "sebelum itu. Periksa tanggalnya."
        )


def _kunci(pengajuan: Pengajuan) -> Pengajuan:
    """Lock the person and the case, as every action on a case does."""
    (kasus,) = kunci_kasus(Pengajuan.objects.filter(pk=pengajuan.pk))
    return kasus


def _simpan(keberatan: Keberatan, pindaian: Bersih | None) -> None:
    if pindaian:
        nama = f"{uuid4().hex}{MIME[pindaian.mime]}"
        keberatan.pindaian.save(nama, ContentFile(pindaian.isi), save=False)
        keberatan.pindaian_mime = pindaian.mime
    try:
        with transaction.atomic():
            keberatan.save()
    except BaseException as galat:
        keberatan.pindaian.delete(save=False)
        if isinstance(galat, IntegrityError) and "keberatan_satu_menunggu" in str(galat):
            raise BentrokError(
                "Keberatan atas keputusan ini sudah menunggu jawaban. Tambahkan keterangannya "
                "kepada verifikator, atau cabut dahulu yang keliru."
            ) from galat
        raise


@transaction.atomic
def kabulkan(keberatan: Keberatan, *, jawaban: str, oleh: Pengguna, pada: datetime) -> Pengajuan:
    """Grant an objection: the person is submitted again at once, and another verifier decides.

    The new case keeps the old attestation. Raises AturanDilanggarError for who decided or touched
    the case, for somebody who died or moved on; BentrokError when it is answered already.
    """
    kini = _untuk_dijawab(keberatan, jawaban, oleh)
    orang, hari = kini.pengajuan.peserta, pada.astimezone(WIB).date()
    _pastikan_bisa_dibuka(kini.pengajuan)
    alasan = f"Keberatan {tanggal_panjang(kini.diterima)} dikabulkan: {jawaban.strip()}"[:300]
    pindahkan_status(orang, Status.DRAF, oleh=oleh, alasan=alasan)
    lama = kini.pengajuan
    hasil = ajukan(
        [orang.pk],
        oleh=oleh,
        pada=hari,
        keterangan_kerja_tanggal=lama.keterangan_kerja_tanggal,
        keterangan_kerja_oleh=lama.keterangan_kerja_oleh,
        keterangan_kerja_bukti=lama.keterangan_kerja_bukti,
    )
    if hasil.diajukan != 1:
        raise AturanDilanggarError(
            "Orang ini di luar wilayah Anda, jadi keberatannya dijawab verifikator wilayahnya."
        )
    baru = Pengajuan.objects.get(peserta=orang, status=StatusPengajuan.MENUNGGU)
    kini.pengajuan_baru = baru
    _jawab(kini, StatusKeberatan.DIKABULKAN, jawaban, oleh, pada)
    return baru


@transaction.atomic
def tolak_keberatan(keberatan: Keberatan, *, jawaban: str, oleh: Pengguna, pada: datetime) -> None:
    """Refuse an objection with its reason; the refusal stays. Raises as :func:`kabulkan`."""
    _jawab(_untuk_dijawab(keberatan, jawaban, oleh), StatusKeberatan.DITOLAK, jawaban, oleh, pada)


@transaction.atomic
def cabut_keberatan(keberatan: Keberatan, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Withdraw an objection, for the person or because it was entered wrongly, with a reason."""
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan pencabutannya.")
    _jawab(_terbuka(keberatan), StatusKeberatan.DICABUT, alasan, oleh, pada)


def _terbuka(keberatan: Keberatan) -> Keberatan:
    """Lock the person, the case and the objection; raises BentrokError when it is answered."""
    kasus = _kunci(keberatan.pengajuan)
    terkunci = Keberatan.objects.select_for_update(of=("self",))
    kini = terkunci.select_related("dijawab_oleh").get(pk=keberatan.pk)
    if not kini.terbuka:
        oleh = f" oleh {kini.dijawab_oleh.nama}" if kini.dijawab_oleh else ""
        raise BentrokError(
            f"Keberatan ini sudah {kini.cip.label.lower()}{oleh}. Muat ulang halaman."
        )
    kini.pengajuan = kasus
    return kini


def _untuk_dijawab(keberatan: Keberatan, jawaban: str, oleh: Pengguna) -> Keberatan:
    kini = _terbuka(keberatan)
    if not jawaban.strip():
        raise AturanDilanggarError("Tulis jawabannya, dengan alasannya.")
    if alasan := bukan_penjawab(kini, oleh):
        raise AturanDilanggarError(alasan)
    return kini


def bukan_penjawab(keberatan: Keberatan, oleh: Pengguna) -> str:
    """Why this officer may not answer; empty when they may."""
    kasus = keberatan.pengajuan
    if kasus.diputuskan_oleh_id == oleh.pk:
        return "Penolakan itu keputusan Anda, jadi keberatannya dijawab verifikator lain."
    if oleh.pk == keberatan.dicatat_oleh_id or oleh.pk in kasus.semua_terlibat:
        return (
            "Anda mencatat keberatan ini, atau memasukkan, mengubah atau mengajukan data orangnya, "
            "jadi yang menjawab verifikator lain."
        )
    return ""


def _pastikan_bisa_dibuka(kasus: Pengajuan) -> None:
    """Raise AturanDilanggarError unless the person lives and waits at tidak layak."""
    orang: Peserta = kasus.peserta
    mati = Peristiwa.objects.filter(
        peserta=orang, jenis=JenisPeristiwa.MENINGGAL, dibatalkan_pada=None
    ).first()
    if mati:
        raise AturanDilanggarError(
            f"Orang ini tercatat meninggal {tanggal_panjang(mati.tanggal)}, jadi tidak dapat "
            "diajukan lagi. Jawab keluarganya dengan Tidak dikabulkan dan alasannya."
        )
    if orang.status != Status.TIDAK_LAYAK or orang.digabung_ke_id:
        raise AturanDilanggarError(
            f"Orang ini sekarang berstatus {orang.get_status_display()}, jadi pengajuannya tidak "
            "perlu dibuka lagi. Minta petugas mencabut keberatan ini dengan menyebut sebabnya."
        )


def _jawab(
    keberatan: Keberatan, status: StatusKeberatan, jawaban: str, oleh: Pengguna, pada: datetime
) -> None:
    keberatan.status, keberatan.jawaban = status, jawaban.strip()
    keberatan.dijawab_oleh, keberatan.dijawab_pada = oleh, pada
    keberatan.save(
        update_fields=["status", "jawaban", "dijawab_oleh", "dijawab_pada", "pengajuan_baru"]
    )


def buka_pindaian_keberatan(keberatan: Keberatan, *, oleh: Pengguna) -> None:
    """Log that ``oleh`` opens the scan. Raises AturanDilanggarError if its file is missing."""
    if not keberatan.pindaian or not Path(keberatan.pindaian.path).is_file():
        raise AturanDilanggarError(
            "Pindaian keberatan ini tidak ada di server. Minta kertasnya kepada pencatatnya."
        )
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"keberatan {keberatan.pk}: pindaian",
        alasan="Pindaian keberatan",
    )
