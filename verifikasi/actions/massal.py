"""Approve many cases at once, with one basis for the answers that the data left open."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from random import SystemRandom
from typing import NamedTuple

from django.db import transaction
from django.db.models.functions import Now

from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from verifikasi.actions.kunci import kunci_kasus
from verifikasi.actions.pegangan import dipegang
from verifikasi.actions.putusan import (
    TERLIBAT,
    putuskan,
    simpan_yang_berubah,
    sudah_diputuskan,
)
from verifikasi.models import (
    Jawaban,
    JawabanKriteria,
    Kriteria,
    Pegangan,
    Pengajuan,
    StatusPengajuan,
)
from verifikasi.penilaian import HasilKriteria, nilai_kasus

PALING_BANYAK = 10_000
SEPERSEPULUH = 10  # one of so many chosen cases is opened first


class Tinggal(NamedTuple):
    """A case that was not approved, and why."""

    pengajuan_id: int
    nama: str
    kelurahan: str
    sebab: str


class HasilMassal(NamedTuple):
    disetujui: int
    tinggal: list[Tinggal]


class PratinjauMassal(NamedTuple):
    """Preview of an approval: open and failed criteria, each with its number of cases."""

    jumlah: int
    terbuka: list[tuple[Kriteria, int]]
    gagal: list[tuple[Kriteria, int]]
    lulus: int

    @property
    def tinggal(self) -> int:
        return self.jumlah - self.lulus


def pratinjau(kasus: Sequence[Pengajuan], *, pada: date) -> PratinjauMassal:
    """Count the open and the failed criteria of waiting cases; nothing is written."""
    terbuka: Counter[tuple[int, int]] = Counter()
    gagal: Counter[tuple[int, int]] = Counter()
    kriteria: dict[tuple[int, int], Kriteria] = {}
    lulus = 0
    for hasil in nilai_kasus(kasus, pada=pada).values():
        for h in hasil:
            kunci = (h.kriteria.urutan, h.kriteria.pk)
            kriteria[kunci] = h.kriteria
            terbuka[kunci] += h.kriteria.wajib and h.terbuka
            gagal[kunci] += h.gagal
        lulus += not any(h.gagal for h in hasil)
    return PratinjauMassal(len(kasus), _urut(terbuka, kriteria), _urut(gagal, kriteria), lulus)


@transaction.atomic
def ambil_contoh(pks: Sequence[int], *, oleh: Pengguna) -> list[int]:
    """Draw a tenth of the cases, at least one; ``oleh`` opens each before approving all of them.

    What they had open before counts no more.
    """
    contoh = sorted(SystemRandom().sample(pks, -(-len(pks) // SEPERSEPULUH)))
    Pegangan.objects.filter(pengajuan__in=contoh, oleh=oleh).delete()
    return contoh


def belum_dibuka(contoh: Collection[int], *, oleh: Pengguna) -> list[int]:
    """The cases of the sample that wait and that ``oleh`` has not opened since it was drawn.

    A case that another verifier has opened meanwhile is no part of the approval any more.
    """
    menunggu = Pengajuan.objects.for_petugas(oleh).menunggu().filter(pk__in=contoh)
    sisa = menunggu.bebas(oleh).exclude(pegangan__oleh=oleh)
    return list(sisa.order_by("pk").values_list("pk", flat=True))


def pastikan_contoh_dibuka(contoh: Collection[int], *, oleh: Pengguna) -> None:
    """Raise AturanDilanggarError while a case of the sample has not been opened."""
    if sisa := len(belum_dibuka(contoh, oleh=oleh)):
        raise AturanDilanggarError(
            f"Buka dahulu {sisa} dari {len(contoh)} pengajuan contoh, satu per satu. Sepersepuluh "
            "pilihan diambil acak untuk diperiksa sebelum semuanya disetujui."
        )


@transaction.atomic
def setujui_banyak(
    pks: Collection[int], *, kode: Collection[str], dasar: str, oleh: Pengguna, pada: date
) -> HasilMassal:
    """Approve the cases ``pks`` that pass once their open criteria of ``kode`` are answered ya.

    The verifier answers these criteria with the one ``dasar``. A case that does not pass is left
    untouched and listed with the reason. Set-based: few statements for any number of cases. A
    second call changes nothing, because approved cases no longer wait. Raises AturanDilanggarError
    without a basis.
    """
    if kode and not dasar.strip():
        raise AturanDilanggarError("Tulis dasar jawaban, misalnya surat lurah dan tanggalnya.")
    kasus = kunci_kasus(Pengajuan.objects.for_petugas(oleh).menunggu().filter(pk__in=pks))
    lain = dipegang([k.pk for k in kasus], oleh=oleh)
    bebas = [k for k in kasus if k.pk not in lain]
    penilaian = nilai_kasus(_bukan_milik(bebas, oleh), pada=pada)
    sebab = _sebab(bebas, penilaian, kode) | lain
    lulus = [k for k in bebas if not sebab[k.pk]]
    simpan_yang_berubah(h for k in lulus for h in penilaian[k.pk])
    _catat(lulus, kode, dasar.strip(), oleh)
    putuskan(lulus, StatusPengajuan.DISETUJUI, oleh=oleh, pada=pada)
    return HasilMassal(len(lulus), _tinggal(pks, sebab, oleh))


def _bukan_milik(kasus: Iterable[Pengajuan], oleh: Pengguna) -> list[Pengajuan]:
    return [k for k in kasus if oleh.pk not in k.semua_terlibat]


def _urut(
    jumlah: Counter[tuple[int, int]], kriteria: dict[tuple[int, int], Kriteria]
) -> list[tuple[Kriteria, int]]:
    """One entry per code, in the officer's order; the counts of several versions add up."""
    per_kode: Counter[str] = Counter()
    pertama: dict[str, Kriteria] = {}
    for kunci in sorted(jumlah):
        k = kriteria[kunci]
        per_kode[k.kode] += jumlah[kunci]
        pertama.setdefault(k.kode, k)
    return [(k, per_kode[kode]) for kode, k in pertama.items() if per_kode[kode]]


def _sebab(
    kasus: Iterable[Pengajuan],
    penilaian: Mapping[int, Sequence[HasilKriteria]],
    kode: Collection[str],
) -> dict[int, str]:
    """Why each case does not pass, empty if it does; one without a result was somebody's own."""
    tanpa_hasil = {k.pk: TERLIBAT for k in kasus}
    return tanpa_hasil | {pk: _halangan(hasil, kode) for pk, hasil in penilaian.items()}


def _halangan(hasil: Sequence[HasilKriteria], kode: Collection[str]) -> str:
    """Why the case does not pass when open criteria of ``kode`` count as ya; empty if it does."""
    return "; ".join(
        f"{h.kriteria.judul}: {h.sebab}"
        for h in hasil
        if h.menghalangi and not (h.terbuka and h.kriteria.kode in kode)
    )


def _catat(kasus: Sequence[Pengajuan], kode: Collection[str], dasar: str, oleh: Pengguna) -> None:
    JawabanKriteria.objects.filter(
        pengajuan__in=kasus, kode__in=kode, jawaban=Jawaban.BELUM_ADA_DATA
    ).update(jawaban=Jawaban.YA, dasar=dasar, oleh=oleh, pada=Now())


def _tinggal(pks: Collection[int], sebab: dict[int, str], oleh: Pengguna) -> list[Tinggal]:
    """Those of ``pks`` that were not approved, in the order of the queue."""
    sisa = {pk for pk in pks if sebab.get(pk) != ""}
    daftar = (
        Pengajuan.objects.for_petugas(oleh)
        .filter(pk__in=sisa)
        .select_related("diputuskan_oleh", "peserta__kelurahan")
        .order_by("diajukan_pada", "pk")
    )
    return [
        Tinggal(
            k.pk,
            k.nama,
            k.peserta.kelurahan.nama,
            sebab.get(k.pk) or _tidak_menunggu(k),
        )
        for k in daftar
    ]


def _tidak_menunggu(kasus: Pengajuan) -> str:
    if kasus.status != StatusPengajuan.MENUNGGU:
        return sudah_diputuskan(kasus).kalimat
    return f"Orangnya sekarang berstatus {kasus.peserta.get_status_display()}."
