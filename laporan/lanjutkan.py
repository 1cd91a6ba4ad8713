"""What an officer began and has not finished, and what others decided about it: the first page."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.urls import reverse

from peserta.models import (
    Impor,
    IsianTertunda,
    PerubahanData,
    Peserta,
    RiwayatStatus,
    Status,
    StatusImpor,
    StatusPerubahanData,
    StatusUsulan,
    UsulanPeristiwa,
)
from pijar.bulan import waktu_wib
from pijar.models import Pengguna
from pijar.nada import Bernada
from verifikasi.models import Pegangan, Pengajuan

TERBANYAK = 5
"""So many of each kind: the first page leads on, it is no list."""
MASIH_BARU = timedelta(days=14)
SEPARUH = (StatusImpor.PEMETAAN, StatusImpor.DIPERIKSA, StatusImpor.GAGAL)


class Lanjut(NamedTuple):
    """One thing to go on with: what it is, what there is to know, the button and where it leads."""

    nama: str
    keterangan: str
    tombol: str
    tautan: str


class Kelompok(NamedTuple):
    """Things of one kind, and where all of them are."""

    judul: str
    isi: Sequence[Lanjut]
    semua: str


def lanjutan(pengguna: Pengguna, kini: datetime) -> list[Kelompok]:
    """What ``pengguna`` can go on with; kinds without any are left out. Five queries at most."""
    semua = [_dipegang(pengguna)] if pengguna.has_perm("pijar.memverifikasi") else []
    if pengguna.has_perm("pijar.mendata"):
        semua += [
            _dikembalikan(pengguna),
            _isian(pengguna),
            _impor(pengguna),
            _putusan(pengguna, kini - MASIH_BARU),
        ]
    return [satu for satu in semua if satu.isi]


def _dipegang(pengguna: Pengguna) -> Kelompok:
    """Cases that this verifier has opened and still holds, the latest first."""
    milik = Pengajuan.objects.for_petugas(pengguna).menunggu()
    dibuka = milik.filter(pegangan__in=Pegangan.objects.berlaku().filter(oleh=pengguna))
    isi = [
        Lanjut(
            k.peserta.nama,
            f"diajukan {waktu_wib(k.diajukan_pada)}",
            "Lanjutkan",
            reverse("verifikasi:kasus", args=[k.pk]),
        )
        for k in dibuka.select_related("peserta").order_by("-pegangan__pada")[:TERBANYAK]
    ]
    return Kelompok("Sedang Anda periksa", isi, reverse("verifikasi:antrean"))


def _dikembalikan(pengguna: Pengguna) -> Kelompok:
    """Cases that a verifier sent back, each with its reason, the latest first."""
    milik = Peserta.objects.for_petugas(pengguna).filter(status=Status.DIKEMBALIKAN)
    kembali = RiwayatStatus.objects.filter(ke=Status.DIKEMBALIKAN)
    orang = dict(milik.order_by("-pk").values_list("pk", "nama")[:TERBANYAK])
    sebab = kembali.filter(peserta__in=orang).order_by("pk")
    alasan = dict(sebab.values_list("peserta", "alasan"))
    isi = [
        Lanjut(nama, alasan.get(pk, ""), "Perbaiki", reverse("verifikasi:perbaiki", args=[pk]))
        for pk, nama in orang.items()
    ]
    return Kelompok("Dikembalikan", isi, f"{reverse('peserta:daftar')}?status=dikembalikan")


def _isian(pengguna: Pengguna) -> Kelompok:
    """Registration forms that were begun, the latest first."""
    baru = reverse("peserta:baru")
    isi = [
        Lanjut(
            i.nama or "Tanpa nama",
            f"terakhir diketik {waktu_wib(i.diubah_pada)}",
            "Lanjutkan",
            f"{baru}?isian={i.pk}",
        )
        for i in IsianTertunda.objects.for_petugas(pengguna).terbuka()[:TERBANYAK]
    ]
    return Kelompok("Isian belum selesai", isi, baru)


def _impor(pengguna: Pengguna) -> Kelompok:
    """One's own lists that were read and not applied, the latest first."""
    milik = Impor.objects.filter(oleh=pengguna, status__in=SEPARUH).order_by("-pk")
    isi = [
        Lanjut(
            i.nama_berkas,
            f"{i.get_status_display()}, diunggah {waktu_wib(i.dibuat_pada)}",
            "Lanjutkan",
            reverse("peserta:impor_detail", args=[i.pk]),
        )
        for i in milik[:TERBANYAK]
    ]
    return Kelompok("Impor belum selesai", isi, reverse("peserta:impor"))


def _putusan(pengguna: Pengguna, sejak: datetime) -> Kelompok:
    """One's own proposals that were decided since ``sejak``, the latest first."""
    usulan = UsulanPeristiwa.objects.for_petugas(pengguna).filter(
        oleh=pengguna,
        diputus_pada__gte=sejak,
        status__in=(StatusUsulan.DICATAT, StatusUsulan.DITOLAK),
    )
    perubahan = PerubahanData.objects.for_petugas(pengguna).filter(
        diusulkan_oleh=pengguna,
        diputus_pada__gte=sejak,
        status__in=(StatusPerubahanData.DITERAPKAN, StatusPerubahanData.DITOLAK),
    )
    semua: list[tuple[Any, Lanjut]] = [
        (u.diputus_pada, _diputus(u.peserta, u.get_jenis_display(), u.cip, u.alasan, alamat))
        for u in usulan.select_related("peserta").order_by("-diputus_pada")[:TERBANYAK]
        for alamat in [reverse("iuran:usulan_detail", args=[u.pk])]
    ]
    semua += [
        (p.diputus_pada, _diputus(p.peserta, "Perubahan data", p.cip, p.alasan_putusan, alamat))
        for p in perubahan.select_related("peserta").order_by("-diputus_pada")[:TERBANYAK]
        for alamat in [reverse("peserta:perubahan_detail", args=[p.pk])]
    ]
    isi = [satu for _, satu in sorted(semua, reverse=True)[:TERBANYAK]]
    return Kelompok("Usulan Anda sudah diputus", isi, reverse("iuran:usulan"))


def _diputus(orang: Peserta, apa: str, putusan: Bernada, alasan: str, alamat: str) -> Lanjut:
    keterangan = f"{apa}: {putusan.label.lower()}. {alasan}".strip()
    return Lanjut(orang.nama, keterangan, "Lihat", alamat)
