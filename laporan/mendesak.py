"""What must be done first, each with its date: alarms of opened data, of money, cover and lists."""

from datetime import date, datetime, time
from typing import NamedTuple

from django.urls import reverse

from iuran.daftar import kata_sk, tebing_dekat
from iuran.gerakan import DITAGIH, hitung_ditagih
from iuran.models import Janji
from iuran.perlindungan import batas_sk, kabar_padanan
from iuran.rekonsiliasi import peringatan as peringatan_bpjs
from laporan.anggaran import peringatan
from peserta.models import Peserta
from pijar.ambang import yang_banyak
from pijar.bulan import WIB, akhir_bulan, tanggal_panjang
from pijar.models import Pengguna
from pijar.rupiah import ribuan


class Tunggu(NamedTuple):
    """``jumlah`` things of this kind wait at ``tautan``, the first of them due on ``tempo``."""

    label: str
    jumlah: int
    tautan: str
    tempo: date | None = None
    kata_tempo: str = ""


def mendesak(pengguna: Pengguna, pada: date) -> list[Tunggu]:
    """All alarms that ``pengguna`` may act on, opened data first, then the money."""
    return [
        *pembukaan(pengguna, pada),
        *anggaran(pengguna, pada),
        *tebing(pengguna, pada),
        *pemadanan(pengguna),
        *penyumbang(pengguna, pada),
    ]


def pembukaan(pengguna: Pengguna, pada: date) -> list[Tunggu]:
    """Who opened, exported or looked up many numbers today, for an admin of the whole city.

    It is counted for one day, so that day is when somebody must ask.
    """
    if pengguna.wilayah or not pengguna.has_perm("pijar.mengelola_pengguna"):
        return []
    sejak, saring = datetime.combine(pada, time(), WIB), {"dari": f"{pada:%d-%m-%Y}"}
    return [
        Tunggu(b.sebutan, b.jumlah, reverse("jejak:daftar", query=saring | {"siapa": b.akun}), pada)
        for b in yang_banyak(sejak, kecuali=pengguna)
    ]


def anggaran(pengguna: Pengguna, pada: date) -> list[Tunggu]:
    """The alarms of budget and of BPJS's lists, first, for an admin of the whole city."""
    if pengguna.wilayah or not pengguna.has_perm("pijar.mengelola_iuran"):
        return []
    kota = [Tunggu(p.label, p.jumlah, p.tautan, p.tempo) for p in peringatan(pada)]
    bpjs = [Tunggu(p.label, p.jumlah, p.tautan) for p in peringatan_bpjs(pada)]
    return [*kota, *bpjs]


def tebing(pengguna: Pengguna, pada: date) -> list[Tunggu]:
    """Whom a decree must extend soon, the most urgent first, each with its last days."""
    if not pengguna.has_perm("pijar.menetapkan"):
        return []
    orang = Peserta.objects.for_petugas(pengguna) if pengguna.wilayah else None
    alamat = reverse("iuran:berakhir")
    return [
        Tunggu(
            f"orang habis {tanggal_panjang(akhir_bulan(t.bulan))}, {kata_sk(t.bulan, pada)}",
            t.orang,
            f"{alamat}?bulan={t.bulan:%Y-%m}",
            batas_sk(t.bulan),
        )
        for t in tebing_dekat(pada, orang)
    ]


def pemadanan(pengguna: Pengguna) -> list[Tunggu]:
    """Whom other offices' lists report and nobody has acted on, with the newest list's day."""
    if not pengguna.has_perm("pijar.mengelola_iuran"):
        return []
    alamat = reverse("iuran:pemadanan_temuan")
    return [Tunggu(kata, n, f"{alamat}?hasil={h}") for h, kata, n in kabar_padanan(pengguna)]


def penyumbang(pengguna: Pengguna, pada: date) -> list[Tunggu]:
    """Workers whose civil servant owes a month, in one line with each state; one query."""
    if not pengguna.has_perm("pijar.mengelola_iuran"):
        return []
    hitung = hitung_ditagih(Janji.objects.for_petugas(pengguna), pada)
    rincian = ", ".join(f"{ribuan(hitung[g])} {g.label.lower()}" for g in DITAGIH if hitung[g])
    label = f"pekerja ASN/PNS Peduli belum dibayar iurannya: {rincian}"
    jumlah = hitung.total()
    return [Tunggu(label, jumlah, reverse("iuran:ingatkan"))] if jumlah else []
