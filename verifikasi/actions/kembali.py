"""Draft a decree by which just these lapsed people come back (*pengaktifan kembali*)."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db import transaction

from iuran.buku import di_luar, kata_di_luar, syarat_bulan
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from verifikasi.actions.penetapan import Rencana, susun_penetapan, tambah_baris
from verifikasi.calon import Pilihan
from verifikasi.models import Penetapan


class Kepala(NamedTuple):
    """The head of a decree."""

    nomor: str
    tanggal: date
    perihal: str = ""


@transaction.atomic
def susun_kembali(
    kepala: Kepala, orang: Collection[int], rencana: Rencana, *, oleh: Pengguna
) -> Penetapan:
    """Draft the decree with exactly these people, or not at all.

    Raises AturanDilanggarError for whom the source may not fund, BentrokError when somebody cannot
    come back or the number is taken, and the errors of ``tambah_baris``.
    """
    semua = Peserta.objects.for_petugas(oleh).filter(pk__in=orang)
    for syarat in syarat_bulan(rencana.sumber, rencana.bulan_awal, rencana.jumlah_bulan):
        luar = semua.filter(di_luar(syarat))
        if n := luar.count():
            raise AturanDilanggarError(kata_di_luar(syarat, luar, n))
    draf = susun_penetapan(**kepala._asdict(), oleh=oleh)
    pilihan = Pilihan(kembali=True, orang=tuple(orang))
    kurang = len(set(orang)) - tambah_baris(draf, pilihan, rencana, oleh=oleh)
    if kurang:
        raise BentrokError(
            f"{ribuan(kurang)} orang tidak dapat ikut menurut tanggal SK dan bulan pertama ini; "
            "drafnya belum dibuat. Periksa daftar di bawah, lalu susun lagi."
        )
    return draf
