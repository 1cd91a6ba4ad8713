"""Decisions on cases: answers of the verifier, then approve, return or refuse."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from peserta.alur import pindahkan_banyak
from peserta.models import Status
from pijar.bulan import waktu_wib
from pijar.errors import AturanDilanggarError, BentrokError, TransisiDitolakError
from pijar.models import Pengguna
from verifikasi.actions.kunci import kunci_kasus
from verifikasi.actions.pegangan import pastikan_bebas
from verifikasi.actions.tinjauan import catat_kasus
from verifikasi.models import (
    Jawaban,
    JawabanKriteria,
    Kesampingkan,
    Pegangan,
    Pengajuan,
    SaatTinjauan,
    StatusPengajuan,
)
from verifikasi.penilaian import HasilKriteria, nilai_kasus

SEKALI_TULIS = 1_000
TERLIBAT = (
    "Anda memasukkan, mengubah atau mengajukan data orang ini, "
    "jadi keputusannya harus dibuat verifikator lain."
)
# The status that each decision gives the person.
STATUS_ORANG = {
    StatusPengajuan.DISETUJUI: Status.LAYAK,
    StatusPengajuan.DIKEMBALIKAN: Status.DIKEMBALIKAN,
    StatusPengajuan.DITOLAK: Status.TIDAK_LAYAK,
}


class JawabanOrang(NamedTuple):
    """The verifier's answer to one criterion, and its basis."""

    kode: str
    jawaban: str
    dasar: str


@transaction.atomic
def jawab(
    pengajuan: Pengajuan, daftar: Iterable[JawabanOrang], *, oleh: Pengguna, pada: date
) -> None:
    """Record the verifier's answers without deciding yet. Raises as :func:`setujui`."""
    kasus = _kunci_bebas(pengajuan, oleh)
    _catat(kasus, daftar, oleh, pada)


@transaction.atomic
def setujui(
    pengajuan: Pengajuan,
    *,
    oleh: Pengguna,
    pada: date,
    jawaban: Iterable[JawabanOrang] = (),
) -> None:
    """Find the person layak, after recording ``jawaban``; all or nothing.

    Raises AturanDilanggarError while a required criterion is not ya or when the officer is
    involved, BentrokError when somebody else decided first or holds the case.
    """
    kasus = _kunci_bebas(pengajuan, oleh)
    _catat(kasus, jawaban, oleh, pada)
    hasil = nilai_kasus([kasus], pada=pada)[kasus.pk]
    if halangan := [h for h in hasil if h.menghalangi]:
        raise AturanDilanggarError(kalimat_halangan(halangan))
    simpan_yang_berubah(hasil)
    putuskan([kasus], StatusPengajuan.DISETUJUI, oleh=oleh, pada=pada)


@transaction.atomic
def kembalikan(
    pengajuan: Pengajuan,
    *,
    alasan: str,
    oleh: Pengguna,
    pada: date,
    jawaban: Iterable[JawabanOrang] = (),
) -> None:
    """Send the case back to be completed. Raises as :func:`setujui`, and without a reason."""
    ke = StatusPengajuan.DIKEMBALIKAN
    _tanpa_persetujuan(pengajuan, ke, alasan, jawaban=jawaban, oleh=oleh, pada=pada)


@transaction.atomic
def tolak(
    pengajuan: Pengajuan,
    *,
    alasan: str,
    oleh: Pengguna,
    pada: date,
    jawaban: Iterable[JawabanOrang] = (),
) -> None:
    """Find the person not eligible. Raises as :func:`setujui`, and without a reason."""
    ke = StatusPengajuan.DITOLAK
    _tanpa_persetujuan(pengajuan, ke, alasan, jawaban=jawaban, oleh=oleh, pada=pada)


def kalimat_halangan(halangan: Iterable[HasilKriteria]) -> str:
    """The sentence that names the criteria in the way of an approval, and the next step."""
    bagian = [
        f"{h.kriteria.judul}: {'tidak' if h.ditolak_data else h.kata.lower()}" for h in halangan
    ]
    return (
        f"Belum dapat disetujui. {'; '.join(bagian)}. "
        "Catat jawaban beserta dasarnya, kembalikan, atau tolak."
    )


def alasan_dari(hasil: Iterable[HasilKriteria]) -> str:
    """The reason that failed criteria suggest for a refusal; empty when none failed."""
    return " ".join(f"{h.kriteria.judul}: {h.sebab}" for h in hasil if h.gagal)


def sudah_diputuskan(kasus: Pengajuan) -> BentrokError:
    """The refusal that names the earlier decision and its officer.

    ``kasus`` must be read after that decision.
    """
    if kasus.diputuskan_oleh is None or kasus.diputuskan_pada is None:
        return BentrokError("Pengajuan ini sudah ditarik oleh pengajunya.")
    return BentrokError(
        f"Pengajuan ini sudah {kasus.get_status_display().lower()} oleh "
        f"{kasus.diputuskan_oleh.nama} pada {waktu_wib(kasus.diputuskan_pada)}."
    )


def kunci_menunggu(pengajuan: Pengajuan, oleh: Pengguna) -> Pengajuan:
    """Lock the case and its person.

    Raises BentrokError for a decided case, AturanDilanggarError when the person moved on or the
    officer is involved.
    """
    (kasus,) = kunci_kasus(Pengajuan.objects.filter(pk=pengajuan.pk))
    if kasus.status != StatusPengajuan.MENUNGGU:
        raise sudah_diputuskan(_baca(kasus))
    if kasus.peserta.status != Status.DIAJUKAN:
        raise AturanDilanggarError(
            f"Orang ini sekarang berstatus {kasus.peserta.get_status_display()}, "
            "jadi pengajuannya tidak dapat diputuskan lagi."
        )
    if oleh.pk in kasus.semua_terlibat:
        raise AturanDilanggarError(TERLIBAT)
    return kasus


def _kunci_bebas(pengajuan: Pengajuan, oleh: Pengguna) -> Pengajuan:
    """The same, and nobody else holds the case."""
    kasus = kunci_menunggu(pengajuan, oleh)
    pastikan_bebas(kasus, oleh=oleh)
    return kasus


def _baca(kasus: Pengajuan) -> Pengajuan:
    """Read the case again: after waiting for a lock, its joined officer may be out of date."""
    return Pengajuan.objects.select_related("diputuskan_oleh").get(pk=kasus.pk)


def _catat(kasus: Pengajuan, daftar: Iterable[JawabanOrang], oleh: Pengguna, pada: date) -> None:
    jawaban_orang = list(daftar)
    if not jawaban_orang:
        return
    hasil = {h.kriteria.kode: h for h in nilai_kasus([kasus], pada=pada)[kasus.pk]}
    for kode, jawaban, dasar in jawaban_orang:
        if not dasar.strip():
            raise AturanDilanggarError(
                "Tulis dasar setiap jawaban, misalnya nomor surat atau hasil pengecekan."
            )
        if jawaban not in (Jawaban.YA, Jawaban.TIDAK):
            raise AturanDilanggarError("Jawaban verifikator hanya Ya atau Tidak.")
        if jawaban == Jawaban.YA and kode in hasil:
            pastikan_tidak_ditolak(kasus, hasil[kode])
        JawabanKriteria.objects.filter(pengajuan=kasus, kode=kode).update(
            jawaban=jawaban, dasar=dasar.strip(), oleh=oleh, pada=Now()
        )


def pastikan_tidak_ditolak(kasus: Pengajuan, hasil: HasilKriteria) -> None:
    """Raise AturanDilanggarError, with the way, when one verifier alone cannot answer ya.

    What the data refuses needs two verifiers and a paper, or cannot be overruled at all.
    """
    if not hasil.ditolak_data:
        return
    judul, kode = hasil.kriteria.judul, hasil.kriteria.kode
    if hasil.kriteria.kesampingkan != Kesampingkan.DUA_ORANG:
        raise AturanDilanggarError(
            f"{judul}: data menolaknya ({hasil.penjelasan}) dan kriteria ini tidak dapat "
            "dikesampingkan. Tolak pengajuannya, atau kembalikan bila datanya keliru."
        )
    if hasil.pengesampingan:
        raise AturanDilanggarError(
            f"{judul}: pengesampingannya menunggu verifikator kedua. Setujui sesudah dikonfirmasi.",
            tautan=reverse("verifikasi:pengesampingan_detail", args=[hasil.pengesampingan.pk]),
            label_tautan="Buka usulannya",
        )
    raise AturanDilanggarError(
        f"{judul}: data menolaknya ({hasil.penjelasan}). Kriteria ini hanya dikesampingkan dua "
        "verifikator, dengan surat. Usulkan, lalu verifikator lain mengonfirmasinya.",
        tautan=reverse("verifikasi:pengesampingan_baru", args=[kasus.pk, kode]),
        label_tautan="Usulkan pengesampingan",
    )


def _tanpa_persetujuan(
    pengajuan: Pengajuan,
    ke: StatusPengajuan,
    alasan: str,
    *,
    jawaban: Iterable[JawabanOrang],
    oleh: Pengguna,
    pada: date,
) -> None:
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasannya.")
    kasus = _kunci_bebas(pengajuan, oleh)
    _catat(kasus, jawaban, oleh, pada)
    hasil = nilai_kasus([kasus], pada=pada)[kasus.pk]
    simpan_yang_berubah(hasil)
    putuskan([kasus], ke, oleh=oleh, pada=pada, alasan=alasan.strip())


def putuskan(
    kasus: Sequence[Pengajuan],
    ke: StatusPengajuan,
    *,
    oleh: Pengguna,
    pada: date,
    alasan: str = "",
) -> None:
    """Write the decision ``ke`` on every case, move its person, and keep the look.

    The caller has locked the cases and their people, and all of them wait. Officers who edited
    a person after the submission join ``terlibat``, so that the database's own check sees them.
    Raises TransisiDitolakError when a case or a person does not move.
    """
    disunting = [k for k in kasus if not set(k.peserta.penyunting) <= set(k.terlibat)]
    for k in disunting:
        k.terlibat = sorted({*k.terlibat, *k.peserta.penyunting})
    Pengajuan.objects.bulk_update(disunting, ["terlibat"], batch_size=SEKALI_TULIS)
    menunggu = Pengajuan.objects.filter(
        pk__in=[k.pk for k in kasus], status=StatusPengajuan.MENUNGGU
    )
    catat_kasus([k.pk for k in kasus], SaatTinjauan.PUTUSAN, oleh=oleh, pada=pada)
    diputuskan = menunggu.update(
        status=ke, alasan=alasan, diputuskan_oleh=oleh, diputuskan_pada=Now()
    )
    pindah = pindahkan_banyak(
        [k.peserta_id for k in kasus],
        dari=Status.DIAJUKAN,
        ke=STATUS_ORANG[ke],
        oleh=oleh,
        alasan=alasan,
    )
    Pegangan.objects.filter(pengajuan__in=[k.pk for k in kasus]).delete()
    if not diputuskan == pindah == len(kasus):
        raise TransisiDitolakError(
            "Sebagian orang sudah berubah statusnya. Muat ulang halaman: mungkin orang lain sudah "
            "memutuskan."
        )


def simpan_yang_berubah(hasil: Iterable[HasilKriteria]) -> None:
    """Store today's answers of the rules where they differ from the stored ones.

    A verifier's own answer stands, with its moment; what the data says is stored beside it.
    """
    berubah: dict[bool, list[JawabanKriteria]] = {True: [], False: []}
    for h in hasil:
        t = h.tersimpan
        lama = (t.jawaban, t.menurut_data, t.penjelasan)
        t.jawaban, t.menurut_data, t.penjelasan = h.jawaban, h.menurut_data, h.penjelasan
        if lama != (h.jawaban, h.menurut_data, h.penjelasan):
            berubah[h.oleh_orang].append(t)
    for oleh_orang, daftar in berubah.items():
        JawabanKriteria.objects.bulk_create(
            daftar,
            batch_size=SEKALI_TULIS,
            update_conflicts=True,
            unique_fields=["pengajuan", "kode"],
            update_fields=[
                "menurut_data",
                "penjelasan",
                *([] if oleh_orang else ["jawaban", "pada"]),
            ],
        )
