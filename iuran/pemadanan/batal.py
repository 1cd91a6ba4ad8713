"""Discard a list before it is used; take it back afterwards, with all that follows."""

from datetime import datetime

from django.db import transaction

from iuran.models import DaftarPadanan, StatusPemadanan
from iuran.pemadanan.keadaan import pastikan_seluruh_kota, siap
from iuran.pemadanan.terakhir import lepas
from peserta.models import Peserta, StatusUsulan, UsulanPeristiwa
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

S = StatusPemadanan


@transaction.atomic
def tutup(daftar: DaftarPadanan, *, alasan: str, oleh: Pengguna, pada: datetime) -> int:
    """Discard a list that nobody used, or take back a used one; its rows stay readable.

    Taken back, everybody's last check is the one before; proposals from it that still wait are
    refused with the reason. Recorded events stay: each is undone at its person. Returns the number
    of refused proposals. Raises AturanDilanggarError while a job works on the list, after it was
    closed, and without a reason.
    """
    pastikan_seluruh_kota(oleh)
    alasan = " ".join(alasan.split())
    if not alasan:
        raise AturanDilanggarError("Tulis alasannya.")
    daftar = siap(daftar.pk, S.DIPERIKSA, S.DITERAPKAN)
    dipakai = daftar.status == S.DITERAPKAN
    daftar.status = S.DITARIK if dipakai else S.DIBATALKAN
    daftar.ditutup_oleh, daftar.ditutup_pada, daftar.alasan_tutup = oleh, pada, alasan[:150]
    daftar.save(update_fields=["status", "ditutup_oleh", "ditutup_pada", "alasan_tutup"])
    if not dipakai:
        return 0
    lepas(daftar)
    return _tolak_usulan(daftar, oleh, pada)


def _tolak_usulan(daftar: DaftarPadanan, oleh: Pengguna, pada: datetime) -> int:
    """Refuse the proposals from this list that still wait; people are locked before them."""
    usulan = daftar.daftar_baris.exclude(usulan=None).values("usulan")
    menunggu = UsulanPeristiwa.objects.menunggu().filter(pk__in=usulan)
    orang = Peserta.objects.filter(pk__in=menunggu.order_by().values("peserta"))
    list(orang.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return menunggu.order_by().update(
        status=StatusUsulan.DITOLAK,
        alasan=f"Daftar {daftar} ditarik: {daftar.alasan_tutup}"[:200],
        diputus_oleh=oleh,
        diputus_pada=pada,
    )
