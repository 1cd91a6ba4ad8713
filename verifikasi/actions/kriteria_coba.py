"""Try a version of the criteria on everybody: in a job, and nothing but the job is written."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from peserta.models import Peserta
from pijar import tugas
from pijar.models import Pengguna, Tugas
from verifikasi.coba_kriteria import (
    GOLONGAN,
    Hitungan,
    bulan_sejak,
    hari_coba,
    percobaan,
    sidik_isi,
)
from verifikasi.models import VersiKriteria

PEKERJAAN = "verifikasi.coba_kriteria"


def minta_coba(versi: VersiKriteria, *, oleh: Pengguna) -> Tugas:
    """Order a try of this version; a second click finds the one that runs."""
    return tugas.buat(
        PEKERJAAN,
        judul=f"Coba kriteria: {versi.judul}"[:200],
        oleh=oleh,
        parameter={"versi": versi.pk},
        kunci=f"coba-kriteria-{versi.pk}-{oleh.pk}",
    )


def coba_terakhir(versi: VersiKriteria, *, oleh: Pengguna) -> Tugas | None:
    """The officer's newest try of this version."""
    return Tugas.objects.filter(jenis=PEKERJAAN, oleh=oleh, parameter__versi=versi.pk).first()


def coba_versi(
    versi: VersiKriteria,
    orang: QuerySet[Peserta],
    *,
    hari_ini: date,
    maju: Callable[[int, int], None],
) -> dict[str, Any]:
    """The figures of a try on ``orang``: verdicts by criterion, people and money by kecamatan.

    The money is that of ledger months from the first whole month of the version on, of people who
    are in and whom the version refuses. Reads only.
    """
    lama = VersiKriteria.objects.pada(hari_ini)
    if lama and lama.pk == versi.pk:
        lama = versi.disalin_dari
    hari, hitungan, langkah = hari_coba(versi, hari_ini), Hitungan(), 2 * len(GOLONGAN)
    for n, golongan in enumerate(GOLONGAN):
        satu = percobaan(orang, golongan, versi, lama, pada=hari)
        maju(2 * n, langkah)
        if satu is None:
            continue
        hitungan.tambah(satu)
        maju(2 * n + 1, langkah)
        if golongan == "peserta":
            hitungan.tambah_uang(satu, bulan_sejak(hari))
    maju(langkah, langkah)
    isi = hitungan.isi()
    semua = isi["kecamatan"].values()
    return isi | {
        "orang": sum(k.get(f"{g}_orang", 0) for k in semua for g in GOLONGAN),
        "pada": hari.isoformat(),
        "sejak": bulan_sejak(hari).isoformat(),
        "lama": lama.judul if lama else "",
        "sidik": sidik_isi(versi, lama),
    }
