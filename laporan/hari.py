"""The figures of the first page for a day, and as known when: where each is kept.

What was known at the end of a day that is over does not change any more, save for what is read as
it is now (:data:`laporan.dahulu.TETAP`): it is counted once, at city size by a job with a bar.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, NamedTuple

from django.utils.http import urlencode

from iuran.gerakan import GERAKAN
from laporan.dahulu import BAYANGAN, sebagaimana_diketahui
from laporan.simpan import (
    ANGKA,
    CAKUPAN,
    JALUR,
    KELUARGA,
    PERGERAKAN,
    RISIKO,
    SERAPAN,
    WILAYAH,
)
from peserta.daftar import tabel_besar
from pijar import tugas
from pijar.bulan import awal_bulan, tanggal_panjang
from pijar.models import Pengguna, Tugas
from pijar.simpanan import Bacaan, Butir, Kelompok, Simpanan

Tersimpan = Simpanan[Any]
BANYAK = 500_000  # ledger rows from which on a past day takes longer than a page may


def _dulu(simpanan: Tersimpan) -> Tersimpan:
    """The same figure as it was known at the end of a day, which stands before its key."""
    berubah = {b.model._meta.db_table for b in BAYANGAN}  # noqa: SLF001 - public API

    def hitung(saat: date, *kunci: Butir) -> Any:
        with sebagaimana_diketahui(saat):
            return simpanan.hitung(*kunci)

    tetap = [t for t in simpanan.tabel if t.partition(".")[0] not in berubah]
    return Simpanan(f"dulu.{simpanan.nama}", hitung, tetap)


DULU: dict[Tersimpan, Tersimpan] = {
    s: _dulu(s)
    for s in (ANGKA, CAKUPAN, GERAKAN, JALUR, KELUARGA, PERGERAKAN, RISIKO, SERAPAN, WILAYAH)
}


class Keadaan(NamedTuple):
    """The day of which a page speaks, today, and whether it tells what was known then."""

    hari: date
    hari_ini: date
    dulu: bool

    @property
    def kueri(self) -> str:
        """The same choice for another address; empty for today."""
        if self.hari == self.hari_ini:
            return ""
        return urlencode({"pada": self.hari.isoformat(), "tahu": "dulu" if self.dulu else "kini"})


def bacaan(keadaan: Keadaan) -> dict[Tersimpan, Bacaan]:
    """Every figure of the first page, where it is kept; risks of a past day are as known then."""
    hari, hari_ini, dulu = keadaan
    bulan = awal_bulan(hari)
    kunci: dict[Tersimpan, tuple[Butir, ...]] = {
        JALUR: (hari.year, hari),
        PERGERAKAN: (bulan, bulan, hari),
        SERAPAN: (hari.year, hari),
        CAKUPAN: (hari,),
        WILAYAH: (hari,),
        GERAKAN: (bulan, hari),
        KELUARGA: (hari,),
        ANGKA: (bulan, hari),
        RISIKO: (hari, hari_ini),
    }

    def satu(asal: Tersimpan, *k: Butir) -> Bacaan:
        if hari < hari_ini and (dulu or asal is RISIKO):
            asal, k = DULU[asal], (hari, *k)
        return (asal, *k)

    return {asal: satu(asal, *k) for asal, k in kunci.items()}


def perlu_pekerjaan(kelompok: Kelompok) -> bool:
    """Whether a job must count these: the ledger is a city's, and one of them is not there yet."""
    return tabel_besar("iuran_iuran", BANYAK) and not kelompok.siap


def minta_hitung(hari: date, *, dulu: bool, oleh: Pengguna) -> Tugas:
    """Have a job count the figures of a past day; who asks again gets the same one.

    One that failed is shown with its sentence; its owner starts it again.
    """
    tahu = "dulu" if dulu else "kini"
    kunci = f"laporan.hitung_hari:{oleh.pk}:{hari}:{tahu}"
    lama = Tugas.objects.filter(kunci=kunci).order_by("-pk").first()
    if lama and lama.bisa_dicoba_lagi:
        return lama
    return tugas.buat(
        "laporan.hitung_hari",
        judul=f"Menghitung keadaan {tanggal_panjang(hari)}",
        oleh=oleh,
        parameter={"hari": hari.isoformat(), "tahu": tahu},
        kunci=kunci,
    )


def hitung_hari(daftar: Collection[Bacaan], maju: Callable[[int, int], None]) -> None:
    """Count and keep each figure; one that is there already costs nothing."""
    for nomor, (simpanan, *kunci) in enumerate(daftar, 1):
        simpanan.baca(*kunci)
        maju(nomor, len(daftar))
