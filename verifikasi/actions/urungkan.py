"""Undo a decision: the case waits again as if it had not been decided; the history keeps both."""

from django.db import transaction

from peserta.alur import pindahkan_status
from peserta.models import Status
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from verifikasi.actions.kunci import kunci_kasus
from verifikasi.actions.putusan import STATUS_ORANG
from verifikasi.models import (
    BarisPenetapan,
    Keberatan,
    OrangUjiPetik,
    Pengajuan,
    StatusKeberatan,
    StatusPengajuan,
)


@transaction.atomic
def urungkan(pengajuan: Pengajuan, *, oleh: Pengguna) -> None:
    """Take back this verifier's own decision; the case keeps its place in the queue.

    The answers stay, and so do the look and the move of the status that the decision wrote; a
    second move says that it was undone. Raises BentrokError when it is undone already, and
    AturanDilanggarError for somebody else's decision, or once a decree, an objection, a sample or
    a later step rests on it.
    """
    (kasus,) = kunci_kasus(Pengajuan.objects.filter(pk=pengajuan.pk))
    if kasus.status == StatusPengajuan.MENUNGGU:
        raise BentrokError("Putusan ini sudah diurungkan. Pengajuannya menunggu di antrean.")
    if halangan := halangan_urung(kasus, oleh):
        raise AturanDilanggarError(halangan)
    kata = kasus.get_status_display()
    sebab = f": {kasus.alasan}" if kasus.alasan else ""
    Pengajuan.objects.filter(pk=kasus.pk).update(
        status=StatusPengajuan.MENUNGGU, alasan="", diputuskan_oleh=None, diputuskan_pada=None
    )
    alasan = f"Putusan diurungkan ({kata}{sebab}"[:499] + ")"
    pindahkan_status(kasus.peserta, Status.DIAJUKAN, oleh=oleh, alasan=alasan)


def halangan_urung(kasus: Pengajuan, oleh: Pengguna) -> str:
    """Why this officer cannot undo the decision; empty when they can."""
    sesudah = STATUS_ORANG.get(StatusPengajuan(kasus.status))
    if sesudah is None or kasus.diputuskan_oleh_id is None:
        return "Pengajuan ini tidak diputuskan verifikator, jadi tidak ada yang diurungkan."
    if kasus.diputuskan_oleh_id != oleh.pk:
        return "Putusan hanya diurungkan oleh verifikator yang membuatnya."
    orang = kasus.peserta
    if orang.status != sesudah or orang.digabung_ke_id:
        return (
            f"Orang ini sekarang berstatus {orang.get_status_display()}, jadi putusan ini tidak "
            "dapat diurungkan lagi."
        )
    return _yang_bersandar(kasus)


def _yang_bersandar(kasus: Pengajuan) -> str:
    """What rests on the decision already; empty for nothing."""
    if Pengajuan.objects.filter(peserta=kasus.peserta_id, pk__gt=kasus.pk).exists():
        return "Orang ini sudah diajukan lagi sesudahnya. Buka pengajuannya yang terakhir."
    if BarisPenetapan.objects.sesudah_putusan(kasus.peserta_id, kasus.diputuskan_pada).exists():
        return (
            "Orang ini sudah dimasukkan ke SK. Minta admin mengeluarkannya dari draf SK, lalu "
            "urungkan; dari SK yang sudah ditetapkan orang keluar lewat perubahan SK."
        )
    keberatan = Keberatan.objects.filter(pengajuan=kasus).exclude(status=StatusKeberatan.DICABUT)
    if keberatan.exists():
        return "Ada keberatan atas putusan ini. Verifikator lain menjawabnya."
    if OrangUjiPetik.objects.filter(pengajuan=kasus).exists():
        return "Putusan ini sudah terambil uji petik, jadi tidak dapat diurungkan."
    return ""
