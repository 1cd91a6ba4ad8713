"""Events of accounts per month, as numbers: whoever answers for the office needs no names."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from pijar.bulan import tambah_bulan
from pijar.jejak.forms import awal_hari
from pijar.models import JejakAkses

BULAN = 12
JENIS: dict[str, tuple[str, ...]] = {
    "Akun dibuat": ("akun_baru",),
    "Kata sandi direset": ("akun_reset",),
    "Terkunci": ("akun_kunci", "faktor_kunci"),
    "Peran diubah": ("akun_peran",),
    "Dinonaktifkan": ("akun_nonaktif",),
    "Gagal masuk": ("masuk_gagal",),
}


class PeristiwaBulan(NamedTuple):
    """A month with its counts, in the order of :data:`JENIS`."""

    bulan: date
    jumlah: list[tuple[str, int]]


def peristiwa_akun(pada: date) -> list[PeristiwaBulan]:
    """The month of ``pada`` and the eleven before it, the newest first. One query."""
    akhir = pada.replace(day=1)
    awal = tambah_bulan(akhir, 1 - BULAN)
    hitung = {
        f"n{i}": Count("pk", filter=Q(tindakan__in=tindakan))
        for i, tindakan in enumerate(JENIS.values())
    }
    baris = (
        JejakAkses.objects.antara(awal_hari(awal), awal_hari(tambah_bulan(akhir, 1)))
        .filter(tindakan__in=[t for semua in JENIS.values() for t in semua])
        .order_by()
        .annotate(bulan=TruncMonth("pada"))
        .values("bulan")
        .annotate(**hitung)
    )
    ada: dict[date, dict[str, Any]] = {b["bulan"].date(): dict(b) for b in baris}
    return [
        PeristiwaBulan(
            bulan, [(judul, ada.get(bulan, {}).get(f"n{i}", 0)) for i, judul in enumerate(JENIS)]
        )
        for bulan in (tambah_bulan(akhir, -n) for n in range(BULAN))
    ]
