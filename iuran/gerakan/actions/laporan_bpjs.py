"""What BPJS reports of the movement comes in; the newest report of a month counts."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from iuran.buku import pastikan_seluruh_kota
from iuran.models import OPD, BarisLaporanBPJS, LaporanBPJSGerakan
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.kunci import Kunci
from pijar.models import Pengguna


class KepalaLaporan(NamedTuple):
    """The month, and the number and date of BPJS's letter."""

    bulan: date
    nomor: str
    tanggal: date


class BarisBPJS(NamedTuple):
    """One office: donors, workers, and rupiah received for the month."""

    opd: OPD
    penyumbang: int
    pekerja: int
    rupiah: int


@transaction.atomic
def simpan_laporan(
    kepala: KepalaLaporan, baris: Sequence[BarisBPJS], *, oleh: Pengguna, pada: date
) -> LaporanBPJSGerakan:
    """Keep BPJS's report of a month; an earlier one of the same month counts no more, and stays.

    Raises AturanDilanggarError when it has no line, or lies in the future; BentrokError when the
    newest report says the same already.
    """
    pastikan_seluruh_kota(oleh)
    if not baris:
        raise AturanDilanggarError("Laporan ini tidak memuat satu OPD pun. Periksa berkasnya.")
    if kepala.bulan > pada or kepala.tanggal > pada:
        raise AturanDilanggarError(
            f"{nama_bulan(kepala.bulan)} atau {tanggal_panjang(kepala.tanggal)} belum tiba. "
            "Periksa bulan dan tanggal laporannya."
        )
    Kunci.GERAKAN.pegang(kepala.bulan.year * 12 + kepala.bulan.month)
    lama = LaporanBPJSGerakan.objects.terbaru(kepala.bulan)
    if lama and _isi(lama) == (kepala, {(b.opd.pk, *b[1:]) for b in baris}):
        raise BentrokError(
            f"Laporan BPJS {nama_bulan(kepala.bulan)} dengan isi yang sama sudah tercatat. Tidak "
            "ada yang berubah."
        )
    laporan = LaporanBPJSGerakan.objects.create(**kepala._asdict(), oleh=oleh)
    BarisLaporanBPJS.objects.bulk_create(
        BarisLaporanBPJS(laporan=laporan, **b._asdict()) for b in baris
    )
    return laporan


def _isi(laporan: LaporanBPJSGerakan) -> tuple[KepalaLaporan, set[tuple[int, ...]]]:
    kepala = KepalaLaporan(laporan.bulan, laporan.nomor, laporan.tanggal)
    kolom = ("opd_id", "penyumbang", "pekerja", "rupiah")
    return kepala, set(laporan.daftar_baris.values_list(*kolom))
