"""The cases of one person, each look at them, and the next steps that the officer may take."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, prefetch_related_objects

from peserta.models import Peserta, Status
from pijar.models import Pengguna
from verifikasi.models import Jawaban, Kriteria, Pengajuan, Pengesampingan, Tinjauan
from verifikasi.penilaian import HasilKriteria, nilai_kasus


class Dapat(NamedTuple):
    """Which buttons the person's page offers this officer."""

    tarik: bool
    periksa_ulang: bool
    buka_lagi: bool


def daftar_kasus(peserta: Peserta, *, pada: date) -> list[tuple[Pengajuan, list[HasilKriteria]]]:
    """Every case of a person and of rows merged into them, newest first, with its answers."""
    kasus = list(
        Pengajuan.objects.filter(Q(peserta=peserta) | Q(peserta__digabung_ke=peserta))
        .dengan_data()
        .prefetch_related("daftar_keberatan")
        .order_by("-pk")
    )
    hasil = nilai_kasus(kasus, pada=pada)
    prefetch_related_objects([h.tersimpan for daftar in hasil.values() for h in daftar], "oleh")
    return [(k, hasil[k.pk]) for k in kasus]


def dapat(peserta: Peserta, *, oleh: Pengguna) -> Dapat:
    """The buttons by the person's status; withdrawing needs an own case that nobody has begun."""
    if not oleh.has_perm("pijar.mendata"):
        return Dapat(tarik=False, periksa_ulang=False, buka_lagi=False)
    return Dapat(
        tarik=Pengajuan.objects.dapat_ditarik(oleh).filter(peserta=peserta).exists(),
        periksa_ulang=peserta.status == Status.LAYAK,
        buka_lagi=peserta.status == Status.TIDAK_LAYAK,
    )


class BarisTinjauan(NamedTuple):
    """One criterion of a look: its title, the answer, what the data said, who answered."""

    judul: str
    cip: Jawaban
    kalimat: str
    dasar: str
    oleh: str
    gagal: bool


def isi_tinjauan(halaman: Iterable[Tinjauan]) -> list[tuple[Tinjauan, list[BarisTinjauan]]]:
    """Each look with its criteria in words; two queries for any number of looks."""
    daftar = list(halaman)
    kriteria = Kriteria.objects.filter(versi__in={t.versi_id for t in daftar})
    judul: dict[tuple[int | None, str], str] = {(k.versi_id, k.kode): k.judul for k in kriteria}
    siapa = {h["oleh"] for t in daftar for h in t.hasil if "oleh" in h}
    nama = dict(Pengguna.objects.filter(pk__in=siapa).values_list("pk", "nama"))
    return [(t, [_baris(t, h, judul, nama) for h in t.hasil]) for t in daftar]


def _baris(
    tinjauan: Tinjauan,
    h: Mapping[str, Any],
    judul: Mapping[tuple[int | None, str], str],
    nama: Mapping[int, str],
) -> BarisTinjauan:
    return BarisTinjauan(
        judul.get((tinjauan.versi_id, h["kode"]), ""),
        Jawaban(h["jawaban"]),
        h.get("kalimat", ""),
        h.get("dasar", ""),
        nama.get(h.get("oleh", 0), ""),
        bool(h.get("gagal")),
    )


def judul_kriteria(daftar: list[Pengesampingan]) -> dict[int, str]:
    """The title of the criterion of each, in one query."""
    kriteria = Kriteria.objects.filter(versi__in={p.pengajuan.versi_id for p in daftar})
    judul = {(k.versi_id, k.kode): k.judul for k in kriteria}
    return {p.pk: judul[p.pengajuan.versi_id, p.kode] for p in daftar}
