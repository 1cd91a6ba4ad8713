"""How often a password may be guessed: by name and address, by name alone, by address alone.

Five wrong passwords for a name from one address lock that pair. Wrong ones for a name from anywhere
make the next guess wait, longer each time; many from one address stop that address. The last two do
not hold where the account signed in from before: nobody locks an officer out from outside.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any, NamedTuple

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest  # noqa: TID251 - what the library hands over

from pijar.bulan import jam_wib, waktu_wib
from pijar.http import alamat_klien
from pijar.models import JejakAkses, JejakAksesQuerySet, Pengguna

log = logging.getLogger(__name__)

KUNCI, JEDA, ALAMAT = "kunci", "jeda", "alamat"
MASA = timedelta(hours=settings.AXES_COOLOFF_TIME)  # for so long a wrong password counts
BATAS = settings.AXES_FAILURE_LIMIT  # of one name from one address
BATAS_NAMA = 10  # of one name from anywhere; then the next one waits
BATAS_ALAMAT = 50  # of one address for all names
JEDA_TERLAMA = timedelta(minutes=5)
DIKENAL = timedelta(days=30)  # an address from which the account signed in meanwhile
BLOK_IPV6 = 64  # one household has all addresses of such a block


class Gagal(NamedTuple):
    """Wrong passwords of one name, address and browser."""

    nama: str
    alamat: str
    banyak: int
    terakhir: datetime


class Tahanan(NamedTuple):
    """Why no password is tried now, and until when."""

    sebab: str
    sampai: datetime

    @property
    def kalimat(self) -> str:
        return f"{KALIMAT[self.sebab]} Coba lagi sesudah pukul {jam_wib(self.sampai)}."


KALIMAT = {
    KUNCI: f"Kata sandi akun ini {BATAS} kali salah dari alamat jaringan Anda.",
    JEDA: "Kata sandi akun ini berkali-kali salah dari beberapa tempat, jadi percobaan berikutnya "
    "dari tempat yang baru menunggu sebentar.",
    ALAMAT: "Terlalu banyak kata sandi yang salah dari alamat jaringan Anda.",
}


def alamat_masuk(request: HttpRequest) -> str:
    """The client's address as the log of sign-ins keeps it: of IPv6 its household."""
    alamat = alamat_klien(request)
    try:
        ip = ip_address(alamat)
    except ValueError:
        return alamat
    if isinstance(ip, IPv6Address):
        return str(IPv6Network((ip, BLOK_IPV6), strict=False).network_address)
    return alamat


def tahanan(nama: str, alamat: str, pada: datetime) -> Tahanan | None:
    """What holds this name at this address back now, if anything does."""
    bernama, sealamat, di_sini = kelompok(nama, alamat, pada)
    if sampai := sampai_lepas(di_sini, BATAS):
        return Tahanan(KUNCI, sampai)
    if not (bernama or sealamat) or dikenal(nama, alamat, pada):
        return None
    if sampai := sampai_lepas(sealamat, BATAS_ALAMAT):
        return Tahanan(ALAMAT, sampai)
    sampai = sampai_jeda(bernama)
    return Tahanan(JEDA, sampai) if sampai and sampai > pada else None


def kelompok(
    nama: str, alamat: str, pada: datetime
) -> tuple[list[Gagal], list[Gagal], list[Gagal]]:
    """The wrong passwords that count now: of the name, of the address, of both together."""
    semua = gagal(nama, alamat, pada)
    bernama = [g for g in semua if g.nama == nama]
    sealamat = [g for g in semua if g.alamat == alamat]
    return bernama, sealamat, [g for g in bernama if g.alamat == alamat]


def gagal(nama: str, alamat: str, pada: datetime) -> list[Gagal]:
    """Wrong passwords of this name or this address that still count, the oldest first."""
    baris = AccessAttempt.objects.filter(
        Q(username=nama) | Q(ip_address=alamat), attempt_time__gt=pada - MASA
    )
    kolom = ("username", "ip_address", "failures_since_start", "attempt_time")
    return [Gagal(*satu) for satu in baris.order_by("attempt_time").values_list(*kolom)]


def sampai_lepas(semua: Sequence[Gagal], batas: int) -> datetime | None:
    """When so few of them count that they are below the limit; None when they are now."""
    sisa = jumlah(semua)
    if sisa < batas:
        return None
    for satu in semua:
        sisa -= satu.banyak
        if sisa < batas:
            return satu.terakhir + MASA
    return None


def sampai_jeda(semua: Sequence[Gagal]) -> datetime | None:
    """When the next guess of a name is tried: 1, 2, 4, … seconds after the last, then minutes."""
    lebih = jumlah(semua) - BATAS_NAMA
    if lebih < 0:
        return None
    jeda = min(timedelta(seconds=2 ** min(lebih, 10)), JEDA_TERLAMA)
    return max(g.terakhir for g in semua) + jeda


def dikenal(nama: str, alamat: str, pada: datetime) -> bool:
    """Whether the account signed in from this address lately."""
    masuk = AccessLog.objects.filter(username=nama, ip_address=alamat)
    return masuk.filter(attempt_time__gt=pada - DIKENAL).exists()


def tahanan_permintaan(request: HttpRequest, nama: str) -> Tahanan | None:
    AxesProxyHandler.update_request(request)
    return tahanan(nama, request.axes_ip_address, request.axes_attempt_time)  # type: ignore[attr-defined]


class PintuHandler(AxesDatabaseHandler):
    """The library keeps the counts and asks here whether a password may be tried."""

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        nama = get_client_username(request, credentials) or ""
        return tahanan_permintaan(request, nama) is not None

    def user_login_failed(
        self, sender: object, credentials: dict[str, Any], request: Any = None, **lain: Any
    ) -> None:
        """Count a wrong password; the one with which a lock falls stands in the access log."""
        ditahan = request is None or request.axes_locked_out
        super().user_login_failed(sender, credentials, request, **lain)
        if not ditahan:
            nama = get_client_username(request, credentials) or ""
            catat_kunci(nama, request.axes_ip_address, request.axes_attempt_time)


def catat_kunci(nama: str, alamat: str, pada: datetime) -> None:
    """Say so where a limit was reached right now. What was typed for a name may be anything."""
    bernama, sealamat, di_sini = (jumlah(g) for g in kelompok(nama, alamat, pada))
    if sealamat == BATAS_ALAMAT:
        log.warning("%s kata sandi salah dari alamat %s: ditahan", BATAS_ALAMAT, alamat)
    alasan = ""
    if di_sini >= BATAS:
        alasan = f"{di_sini} kata sandi salah dari alamat {alamat}"
    elif bernama == BATAS_NAMA:
        alasan = f"{bernama} kata sandi salah dari beberapa alamat, terakhir {alamat}"
    if alasan and Pengguna.objects.filter(username=nama).exists():
        JejakAkses.catat(
            oleh=None,
            tindakan=JejakAkses.Tindakan.AKUN_KUNCI,
            objek=f"akun {nama}",
            alasan=alasan,
        )


def jumlah(semua: Sequence[Gagal]) -> int:
    return sum(g.banyak for g in semua)


def daftar_kunci(pengguna: Pengguna) -> JejakAksesQuerySet:
    """When the account was held back, the last time first."""
    semua = JejakAkses.objects.akun(pengguna.username)
    return semua.filter(tindakan=JejakAkses.Tindakan.AKUN_KUNCI)


def kabar(pengguna: Pengguna, sejak: datetime | None) -> str:
    """What its owner reads of locks of the account since ``sejak``; empty when there were none."""
    kunci = daftar_kunci(pengguna)
    kunci = kunci.filter(pada__gt=sejak) if sejak else kunci
    if not (terakhir := kunci.first()):
        return ""
    return (
        f"Sejak Anda terakhir masuk, akun ini {kunci.count()} kali ditahan. Terakhir "
        f"{waktu_wib(terakhir.pada)}: {terakhir.alasan}. Bila bukan Anda, ganti kata sandi dan "
        "beri tahu admin."
    )
