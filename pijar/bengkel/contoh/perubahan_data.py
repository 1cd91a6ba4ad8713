"""A frozen decree on its way: people proposed to leave it; changes of data in every state."""

from datetime import date, datetime, time

from django.db.models import Count

from iuran.models import BarisBerkas
from peserta.models import PerubahanData, Peserta
from peserta.orang import Dasar, tolak_perubahan, usulkan_perubahan
from pijar.bulan import WIB
from pijar.models import Pengguna
from pijar.sidik import sidik
from verifikasi.actions.ditahan import usulkan_keluar_ditahan
from verifikasi.actions.perubahan import isi_perubahan, konfirmasi_keluar, usulkan_keluar
from verifikasi.actions.perubahan_data import akibat_usulan, isi_usulan, terapkan_perubahan
from verifikasi.models import BarisPenetapan, PerubahanPenetapan

PELAKU = ("petugas", "admin", "admin2")
PERLU = 7  # people of one decree who wait for a batch
TERDAFTAR = 3


def isi_perubahan_data(*, pada: date) -> None:
    """Every step is the one that an officer takes; nothing where too few people wait."""
    orang = {p.username: p for p in Pengguna.objects.filter(username__in=PELAKU)}
    saat = datetime.combine(pada, time(13), WIB)
    _ditahan(orang["admin"])
    _terdaftar(orang, saat)
    menunggu = BarisPenetapan.objects.filter(
        bantuan__status="ditetapkan", peserta__status="ditetapkan", dikeluarkan=None
    )
    penuh = menunggu.order_by().values("penetapan").annotate(n=Count("pk")).filter(n__gte=PERLU)
    pk = penuh.order_by("-n").values_list("penetapan", flat=True).first()
    if pk is None:
        return
    baris = list(menunggu.filter(penetapan=pk).select_related("penetapan", "peserta")[:PERLU])
    _keluar(baris[:3], orang, saat)
    _ubah([b.peserta for b in baris[3:]], orang, saat)


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


def _ubah(semua: list[Peserta], orang: dict[str, Pengguna], saat: datetime) -> None:
    """Of people decreed one change waits, one was applied, one took the person out, one failed."""
    menunggu, sudah, keluar, tolak = (Peserta.objects.get(pk=p.pk) for p in semua)
    _usul(menunggu, {"nama_ibu": "Sri Lestari"}, "Sesuai KK asli", orang["petugas"])
    for satu, data, alasan in (
        (sudah, {"hp": "081390000017"}, "Nomor lama tidak aktif"),
        (keluar, {"nama": f"{keluar.nama} Putra"}, "Nama pada KTP lebih panjang"),
    ):
        _terapkan(_usul(satu, data, alasan, orang["petugas"]), orang["admin"], saat)
    usulan = _usul(tolak, {"alamat": "Jl. Kenari 1"}, "Pindah rumah", orang["petugas"])
    tolak_perubahan(usulan, alasan="Lampirkan KK yang baru", oleh=orang["admin"], pada=saat)


def _terdaftar(orang: dict[str, Pengguna], saat: datetime) -> None:
    """Of people enrolled one change waits for an admin, one waits for a file to BPJS."""
    semua = list(Peserta.objects.terdaftar().order_by("pk")[:TERDAFTAR])
    if len(semua) < TERDAFTAR:
        return
    pindah, menunggu, sudah = semua
    _usul(menunggu, {"alamat": "Jl. Mawar 12"}, "Pindah rumah", orang["petugas"])
    for satu, data, alasan in (
        (pindah, {"pekerjaan_id": "nelayan"}, "Ganti pekerjaan"),
        (sudah, {"hp": "081390000018"}, "Nomor lama hilang"),
    ):
        if satu.pekerjaan_id != data.get("pekerjaan_id"):
            _terapkan(_usul(satu, data, alasan, orang["petugas"]), orang["admin"], saat)


def _usul(orang: Peserta, data: dict[str, str], alasan: str, oleh: Pengguna) -> PerubahanData:
    return usulkan_perubahan(orang, data, Dasar(alasan, "KTP-el dan KK asli"), oleh=oleh)


def _terapkan(usulan: PerubahanData, admin: Pengguna, saat: datetime) -> None:
    usulan = PerubahanData.objects.select_related("peserta").get(pk=usulan.pk)
    akibat = akibat_usulan(usulan, usulan.peserta, pada=saat.date())
    cap = sidik(isi_usulan(usulan, akibat))
    terapkan_perubahan(usulan, dilihat=cap, ikutkan=True, oleh=admin, pada=saat)
