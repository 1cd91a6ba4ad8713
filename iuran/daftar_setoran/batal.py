"""Discard a list that should not have come in; what it paid is cancelled by two admins before."""

from datetime import datetime

from django.db import connection, transaction
from django.urls import reverse

from iuran.buku import pastikan_seluruh_kota
from iuran.daftar_setoran.keadaan import siap
from iuran.models import SETORAN_TERBACA, DaftarSetoran, StatusPembayaran, StatusSetoran
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci
from pijar.models import Pengguna

S = StatusSetoran
# What this list alone had confirmed is confirmed no more.
LEPAS = """
UPDATE iuran_iuran i SET dikonfirmasi_pada = NULL
FROM iuran_barissetoran b
WHERE b.daftar_id = %(daftar)s AND i.id = b.iuran_id AND i.dikonfirmasi_pada = %(tanggal)s
"""


@transaction.atomic
def buang_setoran(pk: int, *, alasan: str, oleh: Pengguna, pada: datetime) -> DaftarSetoran:
    """Drop a list with a reason; it stays readable, and the list before it counts again.

    Raises AturanDilanggarError without a reason, or while a payment of this list counts:
    two admins cancel that first.
    """
    pastikan_seluruh_kota(oleh)
    alasan = " ".join(alasan.split())
    if not alasan:
        raise AturanDilanggarError("Tulis alasan membuang daftarnya.")
    Kunci.SETORAN.pegang()
    daftar = siap(pk, S.DIPERIKSA, S.DITERAPKAN)
    _pastikan_tanpa_bayar(daftar)
    if daftar.status == S.DITERAPKAN:
        with connection.cursor() as kursor:
            kursor.execute(LEPAS, {"daftar": daftar.pk, "tanggal": daftar.tanggal})
    daftar.status, daftar.berlaku = S.DIBUANG, False
    daftar.dibuang_oleh, daftar.dibuang_pada, daftar.alasan_buang = oleh, pada, alasan[:200]
    daftar.save(update_fields=["status", "berlaku", "dibuang_oleh", "dibuang_pada", "alasan_buang"])
    sama = DaftarSetoran.objects.filter(bulan=daftar.bulan, status__in=SETORAN_TERBACA)
    if lama := sama.order_by("-tanggal", "-pk").first():
        lama.berlaku = True
        lama.save(update_fields=["berlaku"])
    return daftar


def _pastikan_tanpa_bayar(daftar: DaftarSetoran) -> None:
    bayar = daftar.daftar_bayar.filter(pembayaran__status=StatusPembayaran.BERLAKU).first()
    if bayar:
        raise AturanDilanggarError(
            f"Daftar {daftar} sudah dicatat sebagai pembayaran. Batalkan dahulu pembayarannya: "
            "satu admin mengusulkan, admin lain mengonfirmasi.",
            tautan=reverse("iuran:pembayaran_detail", args=[bayar.pembayaran_id]),
            label_tautan="Buka pembayarannya",
        )
