"""The accounts of the demo, with their documented passwords. Never for a real server."""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone

from pijar.errors import AturanDilanggarError
from pijar.hak import Peran
from pijar.models import Pengguna


class Akun(NamedTuple):
    """One sample account; ``wilayah`` holds area codes, empty is the whole city."""

    username: str
    password: str
    peran: Peran
    nama: str
    nip: str
    wilayah: tuple[str, ...] = ()
    hari: int | None = None  # that it is good for


AKUN = (
    Akun("petugas", "Tugu-Muda-2026", Peran.PETUGAS, "Sri Wahyuni", "199003122015032001"),
    Akun("verifikator", "Lawang-Sewu-2026", Peran.VERIFIKATOR, "Bambang H.", "198507212010011002"),
    Akun(
        "verifikator2", "Gereja-Blenduk-2026", Peran.VERIFIKATOR, "Ratna P.", "199105182016022004"
    ),
    Akun("admin", "Simpang-Lima-2026", Peran.ADMIN, "Dewi Lestari", "198201052008012003"),
    Akun("admin2", "Kota-Lama-2026", Peran.ADMIN, "Agus Prasetyo", "197911302006041004"),
    Akun("sekda", "Sam-Poo-Kong-2026", Peran.SEKDA, "Sekretaris Daerah", "196808171994031005"),
    Akun("auditor", "Pasar-Johar-2026", Peran.AUDITOR, "Auditor Contoh", "", hari=60),
)


def buat_akun() -> None:
    """Make the sample accounts that do not exist yet; an existing one keeps its password."""
    if settings.HTTPS:
        raise AturanDilanggarError("Akun contoh tidak dibuat di server sungguhan (HTTPS=true).")
    for akun in AKUN:
        if not Pengguna.objects.filter(username=akun.username).exists():
            pengguna = Pengguna.objects.create_user(
                akun.username,
                akun.password,
                nama=akun.nama,
                nip=akun.nip,
                wilayah=list(akun.wilayah),
                is_staff=akun.peran is Peran.ADMIN,
                berlaku_sampai=akun.hari and timezone.localdate() + timedelta(days=akun.hari),
            )
            pengguna.groups.add(Group.objects.get(name=akun.peran))
