"""The figures of the first page for a day, and as known when: where each is kept.

What was known at the end of a day that is over does not change any more, save for what is read as
it is now (:data:`laporan.dahulu.TETAP`): it is counted once, at city size by a job with a bar.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps

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
from pijar.simpanan import Bacaan, Butir, Simpanan

BANYAK = 500_000  # ledger rows from which on a past day takes longer than a page may


def _dulu(simpanan: Simpanan[Any]) -> Simpanan[Any]:
    """The same figure as it was known at the end of a day, which stands before its key."""
    berubah = {b.model for b in BAYANGAN}
    tabel = {m._meta.db_table: m for m in apps.get_models()}  # noqa: SLF001 - public API

    def hitung(saat: date, *kunci: Butir) -> Any:
        with sebagaimana_diketahui(saat):
            return simpanan.hitung(*kunci)

    tetap = [m for t in simpanan.tabel if (m := tabel[t]) not in berubah]
    return Simpanan(f"dulu.{simpanan.nama}", hitung, tetap)


DULU: dict[Simpanan[Any], Simpanan[Any]] = {
    s: _dulu(s)
    for s in (ANGKA, CAKUPAN, GERAKAN, JALUR, KELUARGA, PERGERAKAN, RISIKO, SERAPAN, WILAYAH)
}


def bacaan(hari: date, hari_ini: date, *, dulu: bool = False) -> list[Bacaan]:
    """Every figure of the Sekda's page; risks of a past day are always as known then."""
    bulan = awal_bulan(hari)
    semua: list[Bacaan] = [
        (JALUR, hari.year, hari),
        (PERGERAKAN, bulan, bulan, hari),
        (SERAPAN, hari.year, hari),
        (CAKUPAN, hari),
        (WILAYAH, hari),
        (GERAKAN, bulan, hari),
        (KELUARGA, hari),
        (ANGKA, bulan, hari),
    ]
    if hari == hari_ini:
        return [*semua, (RISIKO, hari, hari)]
    risiko: Bacaan = (DULU[RISIKO], hari, hari, hari_ini)
    return [*([(DULU[s], hari, *k) for s, *k in semua] if dulu else semua), risiko]


def perlu_pekerjaan(daftar: list[Bacaan]) -> bool:
    """Whether a job must count these: the ledger is a city's, and one of them is not there yet."""
    return tabel_besar("iuran_iuran", BANYAK) and not all(s.siap(*k) for s, *k in daftar)


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


def hitung_hari(daftar: list[Bacaan], maju: Callable[[int, int], None]) -> None:
    """Count and keep each figure; one that is there already costs nothing."""
    for nomor, (simpanan, *kunci) in enumerate(daftar, 1):
        simpanan.baca(*kunci)
        maju(nomor, len(daftar))
