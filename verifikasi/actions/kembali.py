"""Draft a decree by which just these lapsed people come back (*pengaktifan kembali*)."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db import transaction

from pijar.errors import BentrokError
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

    Raises BentrokError when somebody cannot come back or the number is taken, and the errors of
    ``tambah_baris``.
    """
    draf = susun_penetapan(**kepala._asdict(), oleh=oleh)
    pilihan = Pilihan(kembali=True, orang=tuple(orang))
    kurang = len(set(orang)) - tambah_baris(draf, pilihan, rencana, oleh=oleh)
    if kurang:
        raise BentrokError(
            f"{ribuan(kurang)} orang tidak dapat ikut menurut tanggal SK dan bulan pertama ini; "
            "drafnya belum dibuat. Periksa daftar di bawah, lalu susun lagi."
        )
    return draf
