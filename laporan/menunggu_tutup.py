"""Monthly reports that wait for an admin."""

from django.db.models import QuerySet
from django.urls import reverse

from laporan.models import LaporanBulanan, PenarikanLaporan
from pijar.models import Pengguna


def laporan_menunggu(pengguna: Pengguna) -> list[tuple[str, QuerySet, str]]:
    """Months that wait to be reviewed or closed, and withdrawals; the oldest is opened."""
    if pengguna.wilayah or not pengguna.has_perm("pijar.tutup_laporan"):
        return []
    tunggu = LaporanBulanan.objects.for_petugas(pengguna).menunggu(pengguna).order_by("bulan")
    tarik = PenarikanLaporan.objects.for_petugas(pengguna).terbuka()
    tarik = tarik.exclude(diusulkan_oleh=pengguna).order_by("pk")
    bulan, cabut = (q.values_list("pk").first() for q in (tunggu, tarik))
    return [
        (
            "Laporan bulanan menunggu diperiksa atau ditutup",
            tunggu,
            reverse("laporan:bulanan_detail", args=bulan) if bulan else "",
        ),
        (
            "Penarikan laporan menunggu admin lain",
            tarik,
            reverse("laporan:penarikan", args=cabut) if cabut else "",
        ),
    ]
