"""A sample of each kind of paper for people and for a kelurahan: what its gatherer gets."""

from collections.abc import Callable
from datetime import date, timedelta

from laporan.surat.bahan import Bahan
from pijar.models import Pengguna
from tests.factories import bayar, terdaftar
from tests.peran import buat
from tests.verifikasi.susunan import PADA, ajukan_satu
from tests.verifikasi.uji import HARI, ambil, disetujui
from verifikasi import actions
from verifikasi.models import Pengajuan

MARET, MIROTO = date(2026, 3, 20), "33.74.01.1001"
NAMA = ["Siti Aminah", "Raden Ayu <Kartini> & Co", ("Bambang " * 18).strip()]


def _warga() -> None:
    """Three people of Miroto with cards, paid until February."""
    for nama in NAMA:
        terdaftar(nama=nama, alamat="Jl. Kampung\nBaru II no. 5", rt="003", rw="04")
    for bulan in (date(2026, 1, 1), date(2026, 2, 1)):
        bayar(bulan, bulan + timedelta(days=19))


def keterangan(admin: Pengguna) -> Bahan:
    orang = terdaftar(nama=NAMA[1]).peserta
    bayar(date(2026, 1, 1), date(2026, 1, 20))
    return Bahan(orang, date(2026, 1, 25), admin)


def penjelasan(admin: Pengguna) -> Bahan:
    kasus = ajukan_satu(buat("petugas_contoh", "petugas"), status_bpjs="pu_aktif", nama=NAMA[2])
    verifikator = buat("verifikator_contoh", "verifikator")
    actions.tolak(kasus, alasan="Penerima upah aktif.", oleh=verifikator, pada=PADA)
    return Bahan(Pengajuan.objects.get(pk=kasus.pk), MARET, admin)


def kelurahan(admin: Pengguna) -> Bahan:
    _warga()
    return Bahan(None, MARET, admin, MIROTO)


def uji_petik(admin: Pengguna) -> Bahan:
    """Three people of Miroto were drawn, one with a long name; nobody was visited."""
    petugas, verifikator = buat("petugas_uji", "petugas"), buat("verifikator_uji", "verifikator")
    for nama in NAMA:
        disetujui(petugas, verifikator, nama=nama, alamat="Jl. Kampung\nBaru II no. 5", rt="003")
    return Bahan(ambil(admin), HARI, admin, MIROTO)


CONTOH_WARGA: dict[str, Callable[[Pengguna], Bahan]] = {
    "keterangan": keterangan,
    "penjelasan": penjelasan,
    "tanda_terima": kelurahan,
    "daftar_kelurahan": kelurahan,
    "formulir_uji_petik": uji_petik,
    "manfaat": lambda admin: Bahan(None, MARET, admin),
}
