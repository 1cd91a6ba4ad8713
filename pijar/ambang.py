"""How often one person may open personal data, before they wait and before an admin is told.

Everything is counted from the access log, so nobody can start the count anew.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import Now

from pijar.bulan import waktu_wib
from pijar.errors import TungguError
from pijar.kunci import Kunci
from pijar.models import JejakAkses, Pengguna

JAM, HARI = timedelta(hours=1), timedelta(days=1)
Tindakan = JejakAkses.Tindakan


class Batas(NamedTuple):
    """The acts of one person in an hour and in 24 hours, then they wait.

    ``kabar``: so many people in one day, or for an export so many files, are told to an admin.
    ``sebutan`` is what an admin reads after the number, ``lain`` what the person does meanwhile.
    """

    sejam: int
    sehari: int
    kabar: int
    sebutan: str
    lain: str


BATAS: dict[str, Batas] = {
    Tindakan.BUKA_NIK: Batas(
        40, 150, 60, "NIK atau NIP dibuka",
        "Empat angka terakhir tetap tampak; untuk banyak orang, minta admin daftarnya.",
    ),
    Tindakan.EKSPOR: Batas(
        30, 100, 30, "berkas diekspor", "Berkas yang sudah dibuat masih ada di menu Proses."
    ),
    Tindakan.CARI_NOMOR: Batas(
        120, 500, 200, "nomor dicari", "Pencarian dengan nama tetap dapat dipakai."
    ),
    Tindakan.NOMOR_LUAR: Batas(
        10, 30, 10, "nomor orang di wilayah lain ditanyakan",
        "Bila banyak orang Anda tercatat di wilayah lain, hubungi admin.",
    ),
}  # fmt: skip
"""The one table of limits, by act of the access log."""


class Banyak(NamedTuple):
    """``jumlah`` of one act by one person today."""

    akun: str
    nama: str
    tindakan: str
    jumlah: int

    @property
    def sebutan(self) -> str:
        return f"{BATAS[self.tindakan].sebutan} {self.nama} hari ini"


def tunggu_sampai(waktu: Sequence[datetime], batas: Batas, pada: datetime) -> datetime | None:
    """Until when the next act waits; ``waktu`` are the acts before ``pada``, newest first."""
    jendela = ((JAM, batas.sejam), (HARI, batas.sehari))
    sampai = [waktu[n - 1] + jangka for jangka, n in jendela if len(waktu) >= n]
    terakhir = max(sampai, default=pada)
    return terakhir if terakhir > pada else None


def pastikan(oleh: Pengguna, tindakan: str) -> None:
    """Raise TungguError, with the time, when this person did it often enough for now."""
    batas = BATAS[tindakan]
    lalu = JejakAkses.objects.filter(oleh=oleh, tindakan=tindakan, pada__gt=Now() - HARI)
    semua = lalu.order_by("-pada").values_list("pada", Now())[: batas.sehari]
    waktu, kini = [satu for satu, _ in semua], next((kini for _, kini in semua), None)
    sampai = tunggu_sampai(waktu, batas, kini) if kini else None
    if sampai:
        raise TungguError(
            f"Sudah {len(waktu)} {batas.sebutan} dalam sehari ini. Yang berikutnya dapat sesudah "
            f"{waktu_wib(sampai)}, supaya data orang tidak terkumpul oleh satu akun. {batas.lain}"
        )


@transaction.atomic
def catat(
    *, oleh: Pengguna, tindakan: str, objek: str, alasan: str = "", jumlah: int = 1
) -> JejakAkses:
    """Log an access that has a limit; two at once are counted one after the other.

    Raises TungguError over the limit, and then nothing is logged.
    """
    Kunci.AMBANG.pegang(oleh.pk)
    pastikan(oleh, tindakan)
    return JejakAkses.catat(oleh=oleh, tindakan=tindakan, objek=objek, alasan=alasan, jumlah=jumlah)


def yang_banyak(sejak: datetime, kecuali: Pengguna) -> list[Banyak]:
    """Who did one of these acts so often since then that an admin is told, most first."""
    semua = (
        JejakAkses.objects.filter(tindakan__in=BATAS, pada__gte=sejak)
        .exclude(oleh=kecuali)
        .order_by()
        .values_list("oleh__username", "oleh__nama", "tindakan")
        .annotate(kali=Count("pk"), orang=Sum("jumlah"))
    )
    return sorted(_lewat(semua), key=lambda b: (-b.jumlah, b.nama))


def _lewat(semua: Iterable[tuple[str, str, str, int, int]]) -> Iterable[Banyak]:
    for akun, nama, tindakan, kali, orang in semua:
        jumlah = kali if tindakan == Tindakan.EKSPOR else orang
        if jumlah >= BATAS[tindakan].kabar:
            yield Banyak(akun, nama, tindakan, jumlah)
