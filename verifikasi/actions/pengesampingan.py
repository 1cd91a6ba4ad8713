"""Overrule a criterion that the data refuses: one verifier proposes with a paper, another decides.

The case waits meanwhile; decided or withdrawn, it closes the proposal (a trigger of the case).
"""

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from pijar.bulan import WIB, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses, Pengguna
from pijar.unggahan import MIME, Bersih
from pijar.usulan import pastikan_menunggu, pastikan_sama, putuskan
from verifikasi.actions.putusan import TERLIBAT, kunci_menunggu, simpan_yang_berubah
from verifikasi.beda import perubahan
from verifikasi.models import (
    Jawaban,
    JawabanKriteria,
    Kesampingkan,
    Pengajuan,
    Pengesampingan,
    StatusPengesampingan,
)
from verifikasi.penilaian import HasilKriteria, nilai_kasus


class IsiPengesampingan(NamedTuple):
    """Why the criterion is let pass, and the number and date of the paper."""

    alasan: str
    nomor: str
    tanggal: date


@transaction.atomic
def usulkan_pengesampingan(
    pengajuan: Pengajuan,
    kode: str,
    isi: IsiPengesampingan,
    *,
    pindaian: Bersih,
    oleh: Pengguna,
    pada: date,
) -> Pengesampingan:
    """Propose that criterion ``kode`` of a waiting case passes although the data refuses it.

    Raises AturanDilanggarError where the data does not refuse it, where it may not be overruled,
    for a paper dated after today and for who is involved; BentrokError for a second proposal.
    """
    kasus = kunci_menunggu(pengajuan, oleh)
    hasil = hasil_kriteria(kasus, kode, pada)
    pastikan_bisa_diusulkan(hasil)
    if isi.tanggal > pada:
        raise AturanDilanggarError("Tanggal surat tidak boleh setelah hari ini.")
    simpan_yang_berubah([hasil])
    usulan = Pengesampingan(
        pengajuan=kasus,
        kode=kode,
        temuan=hasil.penjelasan,
        alasan=isi.alasan.strip(),
        nomor=isi.nomor.strip(),
        tanggal=isi.tanggal,
        pindaian_mime=pindaian.mime,
        diusulkan_oleh=oleh,
    )
    _simpan(usulan, pindaian)
    return usulan


def _simpan(usulan: Pengesampingan, pindaian: Bersih) -> None:
    """Write the proposal and its scan, or neither."""
    nama = f"{uuid4().hex}{MIME[pindaian.mime]}"
    usulan.pindaian.save(nama, ContentFile(pindaian.isi), save=False)
    try:
        with transaction.atomic():
            usulan.save()
    except BaseException as galat:
        usulan.pindaian.delete(save=False)
        if isinstance(galat, IntegrityError) and "pengesampingan_sekali" in str(galat):
            raise BentrokError("Kriteria ini sudah diusulkan. Muat ulang halaman.") from galat
        raise


@transaction.atomic
def konfirmasi_pengesampingan(
    usulan: Pengesampingan, *, dilihat: str, oleh: Pengguna, pada: datetime
) -> None:
    """Let the criterion pass, as the second verifier; the case can be approved from then on.

    ``dilihat`` is the seal of the page. Raises AturanDilanggarError for the proposer, for who is
    involved and when the data does not refuse it any more; BentrokError when it is decided
    already or the page showed something else.
    """
    kini, hasil = _terbuka(usulan, oleh, pada)
    _pastikan_kedua(kini, oleh)
    pastikan_sama(dilihat, isi_pengesampingan(kini, hasil))
    if hasil.menurut_data != Jawaban.TIDAK:
        raise AturanDilanggarError(
            f"Data tidak lagi menolak kriteria ini ({hasil.penjelasan}), jadi tidak perlu "
            "dikesampingkan. Tolak usulan ini, lalu putuskan pengajuannya."
        )
    simpan_yang_berubah([hasil])
    putuskan(kini, StatusPengesampingan.DIKONFIRMASI, oleh=oleh, pada=pada)
    JawabanKriteria.objects.filter(pengajuan=kini.pengajuan, kode=kini.kode).update(
        jawaban=Jawaban.YA, dasar=kalimat_dasar(kini), oleh=kini.diusulkan_oleh, pada=Now()
    )


@transaction.atomic
def tolak_pengesampingan(
    usulan: Pengesampingan, *, alasan: str, oleh: Pengguna, pada: datetime
) -> None:
    """Refuse a proposal, or withdraw one's own; the case waits on as it was.

    Raises AturanDilanggarError without a reason, otherwise as :func:`konfirmasi_pengesampingan`.
    """
    kini, _ = _terbuka(usulan, oleh, pada)
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasannya.")
    sendiri = kini.diusulkan_oleh_id == oleh.pk
    ke = StatusPengesampingan.BATAL if sendiri else StatusPengesampingan.DITOLAK
    putuskan(kini, ke, oleh=oleh, pada=pada, alasan=alasan.strip())


def kalimat_dasar(usulan: Pengesampingan) -> str:
    """The basis of the answer, for the case and its papers."""
    surat = f"Surat {usulan.nomor} tanggal {tanggal_panjang(usulan.tanggal)}"
    return f"{surat}. {usulan.alasan}"[:300]


def hasil_kriteria(kasus: Pengajuan, kode: str, pada: date) -> HasilKriteria:
    """Criterion ``kode`` of the case on ``pada``. Raises AturanDilanggarError for another code."""
    semua = {h.kriteria.kode: h for h in nilai_kasus([kasus], pada=pada)[kasus.pk]}
    if kode not in semua:
        raise AturanDilanggarError(
            "Kriteria itu tidak ada dalam versi kriteria pengajuan ini. Kembali ke pengajuannya."
        )
    return semua[kode]


def pastikan_bisa_diusulkan(hasil: HasilKriteria) -> None:
    """Raise AturanDilanggarError unless the data refuses it and its version lets two people."""
    judul = hasil.kriteria.judul
    if hasil.pengesampingan:
        raise BentrokError(f"{judul}: sudah diusulkan. Muat ulang halaman.")
    if not hasil.ditolak_data:
        raise AturanDilanggarError(
            f"{judul}: data tidak menolaknya, jadi tidak perlu dikesampingkan. Jawab dengan "
            "dasarnya di halaman pengajuan."
        )
    if hasil.kriteria.kesampingkan != Kesampingkan.DUA_ORANG:
        raise AturanDilanggarError(
            f"{judul}: kriteria ini tidak dapat dikesampingkan. Tolak pengajuannya, atau "
            "kembalikan bila datanya keliru."
        )


def isi_pengesampingan(usulan: Pengesampingan, hasil: HasilKriteria) -> dict[str, str]:
    """What the second verifier sees and confirms."""
    kasus = usulan.pengajuan
    berubah = perubahan(kasus.cuplikan, kasus.peserta)
    return {
        "Orang": kasus.nama,
        "Kriteria": hasil.kriteria.judul,
        "Menurut data saat diusulkan": usulan.temuan,
        "Menurut data hari ini": hasil.penjelasan,
        "Alasan": usulan.alasan,
        "Surat": f"{usulan.nomor}, {tanggal_panjang(usulan.tanggal)}",
        "Data orang berubah sejak diajukan": "; ".join(map(str, berubah)) or "tidak ada",
        "Status": usulan.get_status_display(),
    }


def bukan_pemutus(usulan: Pengesampingan, oleh: Pengguna) -> str:
    """Why this officer may not decide it; empty when they may."""
    if usulan.diusulkan_oleh_id == oleh.pk:
        return "Ini Anda usulkan sendiri, jadi verifikator lain yang mengonfirmasinya."
    return TERLIBAT if oleh.pk in usulan.pengajuan.semua_terlibat else ""


def _pastikan_kedua(usulan: Pengesampingan, oleh: Pengguna) -> None:
    if alasan := bukan_pemutus(usulan, oleh):
        raise AturanDilanggarError(alasan)


def _terbuka(
    usulan: Pengesampingan, oleh: Pengguna, pada: datetime
) -> tuple[Pengesampingan, HasilKriteria]:
    """Lock person, case and proposal, in this order; the proposal must wait."""
    kunci = Pengesampingan.objects.select_for_update(of=("self",))
    sudah = Pengesampingan.objects.get(pk=usulan.pk)
    pastikan_menunggu(sudah)  # a closed proposal says so, rather than its decided case
    kasus = kunci_menunggu(usulan.pengajuan, oleh)
    kini = kunci.select_related("diusulkan_oleh").get(pk=usulan.pk)
    pastikan_menunggu(kini)
    kini.pengajuan = kasus
    return kini, hasil_kriteria(kasus, kini.kode, pada.astimezone(WIB).date())


def buka_pindaian_pengesampingan(usulan: Pengesampingan, *, oleh: Pengguna) -> None:
    """Log that ``oleh`` opens the scan. Raises AturanDilanggarError if its file is missing."""
    if not usulan.pindaian or not Path(usulan.pindaian.path).is_file():
        raise AturanDilanggarError(
            "Pindaian surat ini tidak ada di server. Minta suratnya kepada pengusulnya."
        )
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"pengesampingan {usulan.pk}: pindaian",
        alasan="Pindaian surat pengesampingan",
    )
