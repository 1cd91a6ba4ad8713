"""A frozen decree on its way: people proposed to leave it, repairs proposed, decided, refused."""

from datetime import date, datetime, time

from django.db.models import Count

from iuran.models import BarisBerkas
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.models import Pengguna
from pijar.sidik import sidik
from verifikasi.actions.ditahan import usulkan_keluar_ditahan
from verifikasi.actions.perbaikan import (
    isi_perbaikan,
    terapkan_perbaikan,
    tolak_perbaikan,
    usulkan_perbaikan,
)
from verifikasi.actions.perubahan import isi_perubahan, konfirmasi_keluar, usulkan_keluar
from verifikasi.models import BarisPenetapan, PerubahanPenetapan, UsulanPerbaikan

PELAKU = ("petugas", "admin", "admin2")
PERLU = 7  # people of one decree who wait for a batch


def isi_perbaikan_sk(*, pada: date) -> None:
    """Every step is the one that an officer takes; nothing where too few people wait."""
    orang = {p.username: p for p in Pengguna.objects.filter(username__in=PELAKU)}
    _ditahan(orang["admin"])
    menunggu = BarisPenetapan.objects.filter(
        bantuan__status="ditetapkan", peserta__status="ditetapkan", dikeluarkan=None
    )
    penuh = menunggu.order_by().values("penetapan").annotate(n=Count("pk")).filter(n__gte=PERLU)
    pk = penuh.order_by("-n").values_list("penetapan", flat=True).first()
    if pk is None:
        return
    baris = list(menunggu.filter(penetapan=pk).select_related("penetapan", "peserta")[:PERLU])
    saat = datetime.combine(pada, time(13), WIB)
    _keluar(baris[:3], orang, saat)
    _perbaiki([b.peserta for b in baris[3:]], orang, saat)


def _ditahan(admin: Pengguna) -> None:
    """Of the people held from a batch the one whom an employer pays is proposed to leave."""
    ditahan = BarisBerkas.objects.ditahan().filter(keterangan__startswith="AKTIF PU")
    if ditahan.exists():
        usulkan_keluar_ditahan(ditahan, alasan="Dibayar pemberi kerjanya", oleh=admin)


def _keluar(baris: list[BarisPenetapan], orang: dict[str, Pengguna], saat: datetime) -> None:
    """One person has left the decree, two are proposed to."""
    penetapan = baris[0].penetapan
    alasan = "Mengundurkan diri, surat tanggal kemarin"
    lewat = usulkan_keluar(penetapan, [baris[0].pk], alasan=alasan, oleh=orang["admin"])
    lewat = PerubahanPenetapan.objects.select_related("penetapan").get(pk=lewat.pk)
    cap = sidik(isi_perubahan(lewat))
    konfirmasi_keluar(lewat, dilihat=cap, oleh=orang["admin2"], pada=saat)
    pks = [b.pk for b in baris[1:]]
    usulkan_keluar(penetapan, pks, alasan="Sudah dibayar perusahaan", oleh=orang["admin2"])


def _perbaiki(semua: list[Peserta], orang: dict[str, Pengguna], saat: datetime) -> None:
    """One repair waits, one was applied, one took the person out, one was refused."""
    menunggu, sudah, keluar, tolak = (Peserta.objects.get(pk=p.pk) for p in semua)
    _usul(menunggu, {"nama_ibu": "Sri Lestari"}, "Sesuai KK asli", orang["petugas"])
    for satu, data, alasan in (
        (sudah, {"hp": "081390000017"}, "Nomor lama tidak aktif"),
        (keluar, {"nama": f"{keluar.nama} Putra"}, "Nama pada KTP lebih panjang"),
    ):
        usulan = _usul(satu, data, alasan, orang["petugas"])
        usulan = UsulanPerbaikan.objects.select_related("peserta").get(pk=usulan.pk)
        cap = sidik(isi_perbaikan(usulan))
        terapkan_perbaikan(usulan, dilihat=cap, ikutkan=True, oleh=orang["admin"], pada=saat)
    usulan = _usul(tolak, {"alamat": "Jl. Kenari 1"}, "Pindah rumah", orang["petugas"])
    tolak_perbaikan(usulan, alasan="Lampirkan KK yang baru", oleh=orang["admin"], pada=saat)


def _usul(orang: Peserta, data: dict[str, str], alasan: str, oleh: Pengguna) -> UsulanPerbaikan:
    return usulkan_perbaikan(orang, data, alasan=alasan, oleh=oleh)
