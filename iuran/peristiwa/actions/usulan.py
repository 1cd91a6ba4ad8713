"""Proposed life events: an officer proposes, an admin records or refuses. Each is decided once."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import NamedTuple, Unpack

from django.db import transaction
from django.utils import timezone

from iuran.peristiwa.actions.catat import RincianPeristiwa, catat_peristiwa, periksa_peristiwa
from iuran.peristiwa.akibat import Akibat
from peserta.models import (
    JenisPeristiwa,
    Peristiwa,
    Peserta,
    StatusUsulan,
    UsulanPeristiwa,
)
from peserta.tampak import baris_orang, sebut_orang
from pijar.bulan import tanggal_panjang, waktu_wib
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.sidik import Baris, Isi, baris_terlihat
from pijar.usulan import pastikan_baris

SISTEM = "sistem"
DAFTAR = "Usulan"  # the rows in a button
ISI_USULAN = (
    *("jenis", "tanggal", "mulai", "keterangan", "bukti_jenis", "bukti_nomor", "sekaligus"),
    *("oleh", "status"),
)


@transaction.atomic
def usulkan_peristiwa(
    peserta: Peserta,
    jenis: JenisPeristiwa,
    tanggal: date,
    *,
    oleh: Pengguna,
    pada: date,
    **rincian: Unpack[RincianPeristiwa],
) -> UsulanPeristiwa:
    """Propose an event; the ledger and the status stay as they are until an admin records it.

    Raises AturanDilanggarError for an impossible event, BentrokError when the same one is recorded
    or waits already.
    """
    peserta = Peserta.objects.kunci(peserta.pk)
    periksa_usulan(peserta, jenis, tanggal, rincian.get("mulai"), pada=pada)
    return UsulanPeristiwa.objects.create(
        peserta=peserta, jenis=jenis, tanggal=tanggal, oleh=oleh, **rincian
    )


def periksa_usulan(
    peserta: Peserta,
    jenis: JenisPeristiwa,
    tanggal: date,
    mulai: date | None = None,
    *,
    pada: date,
) -> None:
    """As :func:`periksa_peristiwa`, and BentrokError when this kind of event waits already."""
    periksa_peristiwa(peserta, jenis, tanggal, mulai, pada=pada)
    menunggu = peserta.daftar_usulan.menunggu().filter(jenis=jenis).select_related("oleh")
    if ada := menunggu.first():
        raise BentrokError(
            f"{jenis.label} pada {tanggal_panjang(ada.tanggal)} sudah diusulkan "
            f"{ada.oleh or SISTEM}, {waktu_wib(ada.dibuat_pada)}. Tunggu putusan admin."
        )


@transaction.atomic
def terima_usulan(
    usulan: UsulanPeristiwa,
    *,
    oleh: Pengguna,
    pada: date,
    periksa: Callable[[UsulanPeristiwa], object] = id,
) -> Peristiwa:
    """Record the proposed event; its effect is computed now, not when it was proposed.

    ``periksa`` raises BentrokError when the locked proposal is not what the officer saw.
    Raises BentrokError when it was decided already, AturanDilanggarError for the admin who proposed
    it for many at once, and the errors of :func:`catat_peristiwa`.
    """
    Peserta.objects.select_for_update().get(pk=usulan.peserta_id)  # always before the proposal
    usulan = _terbuka(usulan)
    if usulan.sekaligus and usulan.oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Penghentian banyak orang ini Anda usulkan sendiri, jadi harus dicatat admin lain."
        )
    periksa(usulan)
    return catat_peristiwa(
        usulan.peserta,
        JenisPeristiwa(usulan.jenis),
        usulan.tanggal,
        keterangan=usulan.keterangan,
        bukti_jenis=usulan.bukti_jenis,
        bukti_nomor=usulan.bukti_nomor,
        mulai=usulan.mulai,
        oleh=oleh,
        pada=pada,
    )


@transaction.atomic
def tolak_usulan(usulan: UsulanPeristiwa, *, alasan: str, oleh: Pengguna) -> None:
    """Refuse a proposal with a reason. Raises BentrokError when it was decided already."""
    _putus(_terbuka(usulan), StatusUsulan.DITOLAK, alasan, oleh)


@transaction.atomic
def tarik_usulan(usulan: UsulanPeristiwa, *, oleh: Pengguna) -> None:
    """Withdraw the officer's own proposal. Raises AturanDilanggarError for somebody else's."""
    if usulan.oleh_id != oleh.pk:
        raise AturanDilanggarError(
            "Usulan hanya dapat ditarik oleh yang mengusulkan. Minta admin menolaknya."
        )
    _putus(_terbuka(usulan), StatusUsulan.DITARIK, "", oleh)


def _terbuka(usulan: UsulanPeristiwa) -> UsulanPeristiwa:
    """Lock the proposal; raises BentrokError when it no longer waits."""
    terkunci = UsulanPeristiwa.objects.select_for_update(of=("self",))
    usulan = terkunci.select_related("peserta", "diputus_oleh").get(pk=usulan.pk)
    if not usulan.menunggu:
        raise BentrokError(
            f"Usulan ini sudah {usulan.get_status_display().lower()} oleh "
            f"{usulan.diputus_oleh or SISTEM}. Muat ulang halaman."
        )
    return usulan


def _putus(usulan: UsulanPeristiwa, status: StatusUsulan, alasan: str, oleh: Pengguna) -> None:
    usulan.status, usulan.alasan = status, alasan
    usulan.diputus_oleh, usulan.diputus_pada = oleh, timezone.now()
    usulan.save(update_fields=["status", "alasan", "diputus_oleh", "diputus_pada"])


def halangan(usulan: UsulanPeristiwa, *, pada: date) -> str:
    """Why the proposal cannot be recorded now, in a sentence; empty when it can."""
    jenis = JenisPeristiwa(usulan.jenis)
    try:
        periksa_peristiwa(usulan.peserta, jenis, usulan.tanggal, usulan.mulai, pada=pada)
    except AturanDilanggarError as galat:
        return galat.kalimat
    return ""


class HasilBanyak(NamedTuple):
    """The number of recorded proposals; of each other one the name, kelurahan and reason."""

    dicatat: int
    tinggal: list[tuple[str, str, str]]


def baris_usulan(pks: Collection[int]) -> Baris:
    """These proposals, each with its person, as the page before recording shows them."""
    semua = UsulanPeristiwa.objects.all()
    isi = semua.filter(pk__in=pks)
    return baris_orang(isi, *ISI_USULAN, kunci="pk", sebut=sebut_orang(semua))


def isi_usulan(usulan: UsulanPeristiwa, hasil: Akibat) -> Isi:
    """What the page of a proposal shows and its button confirms; ``hasil``: its effect today."""
    return {
        "Peristiwa": f"{usulan.get_jenis_display()}, {tanggal_panjang(usulan.tanggal)}",
        "Bulan yang dihentikan": ribuan(len(hasil.dihentikan)),
        "Bulan yang sudah ditagih": ribuan(len(hasil.tertinggal)),
        DAFTAR: baris_usulan([usulan.pk]),
    }


def terima_banyak(
    pks: Sequence[int],
    *,
    dilihat: str,
    oleh: Pengguna,
    pada: date,
    maju: Callable[[int, int], None],
) -> HasilBanyak:
    """Record the proposals ``pks`` one by one; a refused one stays and its reason is returned.

    So does one that is not any more as the page showed it, whose seal is ``dilihat``.
    A second call changes nothing: recorded proposals no longer wait. Only within the area of
    ``oleh``.
    """
    semua = UsulanPeristiwa.objects.for_petugas(oleh).menunggu().filter(pk__in=pks)
    tinggal, terlihat = [], baris_terlihat(dilihat, DAFTAR)

    def periksa(usulan: UsulanPeristiwa) -> None:
        pastikan_baris(terlihat, baris_usulan([usulan.pk]))

    daftar = list(semua.select_related("peserta__kelurahan"))
    for nomor, usulan in enumerate(daftar, 1):
        try:
            terima_usulan(usulan, oleh=oleh, pada=pada, periksa=periksa)
        except AturanDilanggarError as galat:
            orang = usulan.peserta
            tinggal.append((orang.nama, orang.kelurahan.nama, galat.kalimat))
        maju(nomor, len(daftar))
    return HasilBanyak(len(daftar) - len(tinggal), tinggal)
