"""The risks that a report names, and what became of those of the report before."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from iuran.daftar import kata_sk, tebing_dekat
from laporan.anggaran import peringatan
from pijar.bulan import akhir_bulan, tanggal_panjang
from pijar.rupiah import ribuan

BARU, MASIH, SELESAI = "baru", "masih ada", "selesai"


def risiko_bulan(pada: date, lalu: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Today's risks, each ``baru`` or ``masih ada``; then those of ``lalu`` that are over.

    A risk is the same one when its page is the same: that page names the source, the due day or
    the month of the cliff.
    """
    dulu = {r["kode"]: r for r in lalu if r["nasib"] != SELESAI}
    kini = _kini(pada)
    hasil = [{**r, "nasib": MASIH if r["kode"] in dulu else BARU} for r in kini]
    ada = {r["kode"] for r in kini}
    selesai = [{**r, "nasib": SELESAI} for kode, r in dulu.items() if kode not in ada]
    return [*hasil, *selesai]


def _kini(pada: date) -> list[dict[str, Any]]:
    uang = [{"kode": p.tautan, "kalimat": p.kalimat} for p in peringatan(pada)]
    tebing = [
        {
            "kode": f"tebing-{t.bulan:%Y-%m}",
            "kalimat": f"{ribuan(t.orang)} orang habis {tanggal_panjang(akhir_bulan(t.bulan))}, "
            f"{kata_sk(t.bulan, pada)}",
        }
        for t in tebing_dekat(pada, None)
    ]
    return [*tebing, *uang]
