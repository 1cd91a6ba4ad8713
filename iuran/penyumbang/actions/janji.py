"""Make a promise, move its last month, end it, undo that, hand it to somebody else.

The person is locked first, then the promise: whoever writes months or grants of the person waits.
"""

from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction

from iuran.buku import pastikan_seluruh_kota
from iuran.models import (
    Janji,
    JenisRiwayatJanji,
    Penyumbang,
    SebabAkhir,
    StatusJanji,
    StatusPenyumbang,
)
from iuran.penyumbang.actions.tulis import (
    catat,
    kata_bentrok,
    kunci,
    lunas_terakhir,
    pastikan_berjalan,
    pastikan_tidak_sebelum_mulai,
    pastikan_tidak_terbayar,
    ubah,
)
from iuran.penyumbang.aturan import HAL
from iuran.penyumbang.calon import Rentang, halangan
from peserta.models import Peserta
from pijar.bulan import nama_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna

J = JenisRiwayatJanji
AWAL_GERAKAN = date(2025, 1, 1)
"""No promise is older: the Sekda called the movement in February 2025 (SE B/838.800.1.12.2)."""
JAUH = 12
"""Months ahead that a promise may begin, and that one act may add to it."""


class IsiJanji(NamedTuple):
    """A promise as typed. ``tempo``: 1, 3, 6 or 12 months; ``mulai``: its first month."""

    penyumbang_id: int
    peserta_id: int
    tempo: int
    mulai: date


class Penerus(NamedTuple):
    """Who takes a worker over, from which month, for how many months."""

    penyumbang: Penyumbang
    mulai: date
    tempo: int


@transaction.atomic
def buat_janji(
    isi: IsiJanji, *, oleh: Pengguna, pada: date, alasan: str, dari: Janji | None = None
) -> Janji:
    """Write a promise of one term; ``dari`` is the promise that it goes on from.

    Raises AturanDilanggarError when the donor left, when the worker may not be promised (see
    :func:`iuran.penyumbang.calon.halangan`), or when the first month is too far away.
    """
    pastikan_seluruh_kota(oleh, HAL)
    orang = Peserta.objects.kunci(isi.peserta_id)
    _pastikan_aktif(Penyumbang.objects.get(pk=isi.penyumbang_id))
    _pastikan_mulai(isi.mulai, pada)
    sampai = tambah_bulan(isi.mulai, isi.tempo - 1)
    if sebab := halangan(orang, Rentang(isi.mulai, sampai)):
        raise AturanDilanggarError(sebab)
    try:
        with transaction.atomic():
            janji = Janji.objects.create(
                **isi._asdict(), sampai=sampai, dari=dari, didata_oleh=oleh
            )
    except IntegrityError as galat:
        raise BentrokError(kata_bentrok(galat)) from galat
    catat(janji, J.DIBUAT, lama=None, alasan=alasan, pada=pada, oleh=oleh)
    return janji


def _pastikan_aktif(penyumbang: Penyumbang) -> None:
    if penyumbang.status != StatusPenyumbang.AKTIF:
        raise AturanDilanggarError(
            f"{penyumbang} sudah tercatat keluar ({penyumbang.cip.label}). Pilih penyumbang lain."
        )


def _pastikan_mulai(mulai: date, pada: date) -> None:
    if mulai.day != 1:
        raise AturanDilanggarError("Bulan pertama ditulis sebagai bulan, misalnya Maret 2026.")
    if mulai > (batas := tambah_bulan(pada, JAUH)):
        raise AturanDilanggarError(
            f"Bulan pertamanya {nama_bulan(mulai)}, terlalu jauh di depan; paling lambat "
            f"{nama_bulan(batas)}. Periksa tahunnya."
        )
    if mulai < AWAL_GERAKAN:
        raise AturanDilanggarError(
            f"Bulan pertamanya {nama_bulan(mulai)}, sebelum gerakan ini ada; paling awal "
            f"{nama_bulan(AWAL_GERAKAN)}. Periksa tahunnya."
        )


@transaction.atomic
def perpanjang(janji: Janji, sampai: date, *, alasan: str, oleh: Pengguna, pada: date) -> Janji:
    """The donor goes on until ``sampai``, at most twelve months at once.

    Raises AturanDilanggarError when he left, or somebody else pays one of the new months.
    """
    kini = kunci(janji, oleh)
    pastikan_berjalan(kini)
    _pastikan_aktif(kini.penyumbang)
    if sampai <= kini.sampai:
        raise AturanDilanggarError(
            f"Janji ini sudah sampai {nama_bulan(kini.sampai)}. Pilih bulan sesudahnya."
        )
    if sampai > max(tambah_bulan(kini.sampai, JAUH), tambah_bulan(pada, JAUH)):
        raise AturanDilanggarError(
            f"{nama_bulan(sampai)} terlalu jauh: sekali memperpanjang paling lama {JAUH} bulan. "
            "Periksa tahunnya."
        )
    baru = Rentang(tambah_bulan(kini.sampai, 1), sampai, frozenset({kini.pk}))
    if sebab := halangan(kini.peserta, baru):
        raise AturanDilanggarError(sebab)
    return ubah(kini, J.DIPERPANJANG, sampai=sampai, alasan=alasan, pada=pada, oleh=oleh)


@transaction.atomic
def ubah_tempo(janji: Janji, tempo: int, *, alasan: str, oleh: Pengguna, pada: date) -> Janji:
    """The donor pays every ``tempo`` months from now on; the months of the promise stay."""
    kini = kunci(janji, oleh)
    pastikan_berjalan(kini)
    if tempo == kini.tempo:
        raise AturanDilanggarError(f"Janji ini sudah dibayar {kini.get_tempo_display().lower()}.")
    kini.tempo = tempo
    return ubah(kini, J.DIUBAH, sampai=kini.sampai, alasan=alasan, pada=pada, oleh=oleh)


@transaction.atomic
def pendekkan(janji: Janji, sampai: date, *, alasan: str, oleh: Pengguna, pada: date) -> Janji:
    """The promise goes on, but not as far; never below a month that evidence paid."""
    kini = kunci(janji, oleh)
    pastikan_berjalan(kini)
    if sampai >= kini.sampai:
        raise AturanDilanggarError(
            f"Janji ini sampai {nama_bulan(kini.sampai)}. Pilih bulan sebelumnya."
        )
    pastikan_tidak_terbayar(kini, sampai)
    pastikan_tidak_sebelum_mulai(kini, sampai)
    return ubah(kini, J.DIPENDEKKAN, sampai=sampai, alasan=alasan, pada=pada, oleh=oleh)


@transaction.atomic
def akhiri(
    janji: Janji, sampai: date, sebab: SebabAkhir, *, alasan: str, oleh: Pengguna, pada: date
) -> Janji:
    """End the promise after ``sampai``, which may be earlier than promised, not below paid months.

    Raises AturanDilanggarError for a month outside the promise; a promise that was never kept is
    cancelled instead (:func:`batalkan`).
    """
    kini = kunci(janji, oleh)
    pastikan_berjalan(kini)
    if sampai > kini.sampai:
        raise AturanDilanggarError(
            f"Janji ini hanya sampai {nama_bulan(kini.sampai)}. Pilih bulan itu atau sebelumnya."
        )
    pastikan_tidak_terbayar(kini, sampai)
    pastikan_tidak_sebelum_mulai(kini, sampai)
    kini.status, kini.sebab_akhir = StatusJanji.BERAKHIR, sebab
    return ubah(kini, J.DIAKHIRI, sampai=sampai, alasan=alasan, pada=pada, oleh=oleh)


@transaction.atomic
def batalkan(
    janji: Janji,
    *,
    alasan: str,
    oleh: Pengguna,
    pada: date,
    sebab: SebabAkhir = SebabAkhir.KELIRU,
) -> Janji:
    """Take back a promise of which no month was ever paid; raises AturanDilanggarError else."""
    kini = kunci(janji, oleh)
    pastikan_berjalan(kini)
    if lunas := lunas_terakhir(kini):
        raise AturanDilanggarError(
            f"Iuran janji ini sudah dibayar sampai {nama_bulan(lunas)}, jadi janji tidak dapat "
            "dibatalkan. Akhiri janjinya; bukti bayar yang keliru dibatalkan dahulu."
        )
    kini.status, kini.sebab_akhir = StatusJanji.BATAL, sebab
    return ubah(kini, J.DIBATALKAN, sampai=kini.sampai, alasan=alasan, pada=pada, oleh=oleh)


@transaction.atomic
def pulihkan(janji: Janji, *, alasan: str, oleh: Pengguna, pada: date) -> Janji:
    """Undo the end or the cancelling: the promise runs as before that act.

    Raises AturanDilanggarError when the months are somebody else's by now or the person may not be
    promised any more.
    """
    kini = kunci(janji, oleh)
    if kini.status == StatusJanji.AKTIF:
        raise BentrokError(f"Janji {kini} masih berjalan. Muat ulang halaman.")
    akhir = kini.riwayat.filter(jenis__in=[J.DIAKHIRI, J.DIBATALKAN]).order_by("-pk")[0]
    sampai = akhir.sampai_lama or kini.sampai
    if sebab := halangan(kini.peserta, Rentang(kini.mulai, sampai, frozenset({kini.pk}))):
        raise AturanDilanggarError(sebab)
    kini.status, kini.sebab_akhir = StatusJanji.AKTIF, ""
    return ubah(kini, J.DIPULIHKAN, sampai=sampai, alasan=alasan, pada=pada, oleh=oleh)


@transaction.atomic
def alihkan(janji: Janji, penerus: Penerus, *, alasan: str, oleh: Pengguna, pada: date) -> Janji:
    """Another donor takes the worker over, without a gap; returns his promise.

    The old promise ends the month before, or is cancelled when none of its months is before it.
    Raises AturanDilanggarError when the first month leaves a gap or was paid by the old donor.
    """
    kini = kunci(janji, oleh)
    penyumbang, mulai, tempo = penerus
    pastikan_berjalan(kini)
    if penyumbang.pk == kini.penyumbang_id:
        raise AturanDilanggarError(f"{penyumbang} sudah penyumbang pekerja ini. Pilih yang lain.")
    if mulai > (batas := tambah_bulan(kini.sampai, 1)):
        raise AturanDilanggarError(
            f"Ada bulan tanpa penyumbang: janji ini sampai {nama_bulan(kini.sampai)}, jadi yang "
            f"baru mulai paling lambat {nama_bulan(batas)}."
        )
    akhir = tambah_bulan(mulai, -1)
    sebab = SebabAkhir.DIALIHKAN
    if akhir < kini.mulai:
        batalkan(kini, alasan=alasan, oleh=oleh, pada=pada, sebab=sebab)
    else:
        akhiri(kini, akhir, sebab, alasan=alasan, oleh=oleh, pada=pada)
    isi = IsiJanji(penyumbang.pk, kini.peserta_id, tempo, mulai)
    return buat_janji(isi, oleh=oleh, pada=pada, alasan=alasan, dari=kini)


@transaction.atomic
def ambil_alih_kota(
    janji: Janji, sampai: date, *, alasan: str, oleh: Pengguna, pada: date
) -> Janji:
    """The donor pays until ``sampai``; from the next month on the city's decrees may pay.

    A promise of which nothing was paid and that would end before it began is cancelled.
    """
    sebab = SebabAkhir.DIAMBIL_KOTA
    if sampai < janji.mulai:
        return batalkan(janji, alasan=alasan, oleh=oleh, pada=pada, sebab=sebab)
    return akhiri(janji, sampai, sebab, alasan=alasan, oleh=oleh, pada=pada)
