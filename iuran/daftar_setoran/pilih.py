"""Take a line that differs for the same payment: one click of an admin."""

from datetime import date, datetime

from django.db import transaction

from iuran.buku import pastikan_seluruh_kota
from iuran.daftar_setoran.keadaan import siap
from iuran.daftar_setoran.vonis import hitung
from iuran.models import (
    BagianSetoran,
    BarisSetoran,
    DaftarSetoran,
    Janji,
    SebabSetoran,
    StatusSetoran,
)
from iuran.penyumbang import perpanjang
from pijar.bulan import WIB, nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna


@transaction.atomic
def ambil_baris(daftar_pk: int, pk: int, *, oleh: Pengguna, pada: datetime) -> BarisSetoran:
    """Take line ``pk`` for what was promised; a month after the promise renews it.

    Raises BentrokError when somebody took it, AturanDilanggarError when its difference cannot be
    taken, or when the promise cannot be renewed.
    """
    pastikan_seluruh_kota(oleh)
    daftar = siap(daftar_pk, StatusSetoran.DIPERIKSA)
    baris = daftar.daftar_baris.select_related("peserta", "janji").get(pk=pk)
    if baris.diambil_oleh_id:
        raise BentrokError("Baris ini sudah diambil admin lain. Muat ulang halaman.")
    if not baris.dapat_diambil or baris.janji is None:
        raise AturanDilanggarError(
            "Perbedaan baris ini tidak dapat dianggap sama: jumlah, NIK, atau penyumbangnya lain, "
            "atau tidak ada janjinya. Betulkan data atau janjinya, lalu tekan Baca ulang."
        )
    if baris.sebab == SebabSetoran.DI_LUAR_JANJI:
        _perpanjang(daftar, baris.janji, oleh=oleh, pada=pada.astimezone(WIB).date())
    baris.bagian = BagianSetoran.SESUAI
    baris.sebab = SebabSetoran.LUNAS if baris.iuran_id else SebabSetoran.BARU
    baris.diambil_oleh, baris.diambil_pada = oleh, pada
    baris.save(update_fields=["bagian", "sebab", "diambil_oleh", "diambil_pada"])
    daftar.jumlah = hitung(daftar)
    daftar.save(update_fields=["jumlah"])
    return baris


def _perpanjang(daftar: DaftarSetoran, janji: Janji, *, oleh: Pengguna, pada: date) -> None:
    alasan = f"dibayar menurut daftar BPJS {nama_bulan(daftar.bulan)} ({daftar})"
    perpanjang(janji, daftar.bulan, alasan=alasan, oleh=oleh, pada=pada)
