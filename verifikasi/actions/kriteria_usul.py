"""One admin proposes a version of the criteria, or what was unknown of one; another confirms."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from pijar.bulan import WIB, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import DasarHukum, Pengguna
from pijar.unggahan import Bersih
from pijar.usulan import pastikan_menunggu, pastikan_orang_lain, pastikan_sama, putuskan
from verifikasi.actions.kriteria import kunci_draf, simpan_pindaian
from verifikasi.actions.kriteria_dasar import catat_keputusan, lengkapi_keputusan
from verifikasi.isi_kriteria import isi_pelengkap, isi_versi, kepala, tergeser
from verifikasi.models import PelengkapVersi, StatusPelengkap, StatusVersi, VersiKriteria
from verifikasi.takaran import parameter_keliru


@transaction.atomic
def usulkan_versi(versi: VersiKriteria, *, oleh: Pengguna, pada: datetime) -> None:
    """Propose a draft; from now on it is fixed, and another admin decides.

    Raises AturanDilanggarError for a draft without a blocking criterion, a day that is over, limits
    or a legal basis that are not known; BentrokError when it is a draft no longer.
    """
    kini = kunci_draf(versi)
    _periksa_mulai(kini, pada)
    _periksa_isi(kini)
    kini.status, kini.diusulkan_oleh, kini.diusulkan_pada = StatusVersi.DIUSULKAN, oleh, pada
    kini.save(update_fields=["status", "diusulkan_oleh", "diusulkan_pada"])


def _periksa_isi(versi: VersiKriteria) -> None:
    semua = list(versi.daftar_kriteria.order_by("urutan"))
    if not any(k.wajib for k in semua):
        raise AturanDilanggarError(
            "Draf ini belum memuat kriteria yang menghalangi. Tambahkan paling sedikit satu."
        )
    dikenal = set(DasarHukum.objects.values_list("kode", flat=True))
    for k in semua:
        if keliru := parameter_keliru(k.jenis, k.parameter):
            raise AturanDilanggarError(f"{k.judul}: {' '.join(keliru.values())}")
        if k.dasar_hukum not in dikenal:
            raise AturanDilanggarError(f"{k.judul}: pilih dasar hukumnya.")


def _periksa_mulai(versi: VersiKriteria, pada: datetime) -> None:
    """A version never begins in the past: cases of those days were judged by another."""
    hari: date = pada.astimezone(WIB).date()
    if versi.berlaku_mulai < hari:
        raise AturanDilanggarError(
            f"Kriteria tidak berlaku surut: {tanggal_panjang(versi.berlaku_mulai)} sudah lewat, "
            "dan pengajuan sejak hari itu dinilai dengan versi lain. Susun draf yang mulai "
            f"{tanggal_panjang(hari)} atau sesudahnya."
        )


@transaction.atomic
def aktifkan_versi(versi: VersiKriteria, *, dilihat: str, oleh: Pengguna, pada: datetime) -> None:
    """Put another admin's version into force from its day on; the one before it ends.

    An active version that has not begun and begins no earlier is taken back. The Keputusan takes
    its place among the legal bases. Raises AturanDilanggarError for the proposer, a day that is
    over, and a version that would be taken back after its first case; BentrokError when somebody
    has decided already or the page showed something else.
    """
    kini = _menunggu(versi)
    pastikan_orang_lain(kini, oleh)
    pastikan_sama(dilihat, isi_versi(kini))
    _periksa_mulai(kini, pada)
    for lain in tergeser(kini):
        _geser(lain, kini, oleh=oleh, pada=pada)
    putuskan(kini, StatusVersi.AKTIF, oleh=oleh, pada=pada)
    catat_keputusan(kini)


def _geser(lama: VersiKriteria, baru: VersiKriteria, *, oleh: Pengguna, pada: datetime) -> None:
    """End an active version the day before ``baru``, or take it back when it has not begun."""
    if lama.berlaku_mulai < baru.berlaku_mulai:
        lama.berlaku_sampai = baru.berlaku_mulai - timedelta(days=1)
        lama.save(update_fields=["berlaku_sampai"])
        return
    if lama.terpakai or lama.berlaku_mulai <= pada.astimezone(WIB).date():
        raise AturanDilanggarError(
            f"{lama.judul} sudah berlaku sejak {tanggal_panjang(lama.berlaku_mulai)}. Susun draf "
            "yang mulai sesudah hari itu."
        )
    alasan = f"Digantikan {baru.judul} sebelum berlaku"[:300]
    putuskan(lama, StatusVersi.BATAL, oleh=oleh, pada=pada, alasan=alasan)


@transaction.atomic
def tolak_versi(versi: VersiKriteria, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Drop a proposal; its proposer may do so as well. A new draft is made from it."""
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan usulan ini tidak jadi.")
    kini = _menunggu(versi)
    putuskan(kini, StatusVersi.BATAL, oleh=oleh, pada=pada, alasan=alasan.strip())


def _menunggu(versi: VersiKriteria) -> VersiKriteria:
    """Lock every version, in one order, and take this proposed one."""
    semua = {v.pk: v for v in VersiKriteria.objects.order_by("pk").select_for_update(of=("self",))}
    kini = semua.get(versi.pk)
    if kini is None or kini.draf:
        raise BentrokError("Versi ini belum diusulkan, atau drafnya sudah dihapus. Muat ulang.")
    pastikan_menunggu(kini)
    return kini


@transaction.atomic
def usulkan_pelengkap(
    versi: VersiKriteria,
    isi: Mapping[str, Any],
    *,
    oleh: Pengguna,
    pindaian: Bersih | None = None,
) -> PelengkapVersi:
    """Propose what became known of an active version; its questions and limits stay.

    Raises AturanDilanggarError when nothing would change, BentrokError when it is not active or
    another proposal waits.
    """
    kini = VersiKriteria.objects.select_for_update(of=("self",)).get(pk=versi.pk)
    if not kini.aktif:
        raise BentrokError("Versi ini tidak aktif, jadi tidak dilengkapi.")
    usul = PelengkapVersi(versi=kini, **isi, diusulkan_oleh=oleh)
    usul.sebelumnya = kepala(kini)
    usul.pindaian, usul.pindaian_mime = kini.pindaian.name, kini.pindaian_mime
    simpan_pindaian(usul, pindaian)
    lama = (kini.nomor, kini.judul, kini.tanggal, kini.pindaian.name)
    baru = (usul.nomor, usul.judul, usul.tanggal, usul.pindaian.name)
    if lama == baru and not usul.kriteria_pasti and not (usul.pasti and kini.perlu_konfirmasi):
        raise AturanDilanggarError("Tidak ada yang berubah. Isi yang sudah diketahui.")
    try:
        with transaction.atomic():
            usul.save()
    except IntegrityError as galat:
        raise BentrokError(
            "Sudah ada usulan pelengkap yang menunggu admin lain. Putuskan itu dahulu."
        ) from galat
    return usul


@transaction.atomic
def konfirmasi_pelengkap(
    usul: PelengkapVersi, *, dilihat: str, oleh: Pengguna, pada: datetime
) -> None:
    """Complete the version, and its Keputusan among the legal bases, as another admin proposed.

    Raises AturanDilanggarError for the proposer, BentrokError when somebody has decided already or
    the page showed something else.
    """
    kini = _terbuka(usul)
    pastikan_orang_lain(kini, oleh)
    pastikan_sama(dilihat, isi_pelengkap(kini))
    putuskan(kini, StatusPelengkap.DIKONFIRMASI, oleh=oleh, pada=pada)
    versi = kini.versi
    for nama in ("nomor", "judul", "tanggal", "pindaian_mime"):
        setattr(versi, nama, getattr(kini, nama))
    versi.pindaian = kini.pindaian.name
    versi.perlu_konfirmasi = versi.perlu_konfirmasi and not kini.pasti
    versi.save()
    ragu = versi.daftar_kriteria.filter(kode__in=kini.kriteria_pasti, perlu_konfirmasi=True)
    ragu.update(perlu_konfirmasi=False)
    lengkapi_keputusan(versi, kini.pk)


@transaction.atomic
def tolak_pelengkap(usul: PelengkapVersi, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Drop a proposal to complete a version; its proposer may do so as well."""
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan usulan ini tidak jadi.")
    putuskan(_terbuka(usul), StatusPelengkap.DITOLAK, oleh=oleh, pada=pada, alasan=alasan.strip())


def _terbuka(usul: PelengkapVersi) -> PelengkapVersi:
    semua = PelengkapVersi.objects.select_for_update(of=("self",)).select_related("versi")
    kini = semua.get(pk=usul.pk)
    pastikan_menunggu(kini)
    return kini
