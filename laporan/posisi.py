"""Where the programme stands, in one sentence."""

from datetime import date, timedelta

from laporan.jalur import Jalur
from pijar.bulan import awal_bulan, tanggal_panjang
from pijar.rupiah import persen, ribuan


def kalimat_posisi(j: Jalur) -> str:
    """People, share of the target, change since last month, forecast: the figures of ``j``."""
    kini = f"Pada {tanggal_panjang(j.pada)} kota membiayai pelindungan {ribuan(j.kini)} orang"
    bagian = [kini + _dari_target(j), f"{_perubahan(j)} sejak {tanggal_panjang(_lalu(j.pada))}"]
    akhir = date(j.tahun, 12, 31)
    if j.pada < akhir:
        bagian.append(f"perkiraan pada {tanggal_panjang(akhir)}: {ribuan(j.ramalan)} orang")
    return f"{'; '.join(bagian)}."


def _dari_target(j: Jalur) -> str:
    bagian = persen(j.kini, j.target)
    if bagian is None:
        return f", target {j.tahun} belum diisi"
    return f", {bagian} % dari target {ribuan(j.target)}".replace(".", ",", 1)


def _perubahan(j: Jalur) -> str:
    if not j.perubahan:
        return "tidak berubah"
    return f"{'bertambah' if j.perubahan > 0 else 'berkurang'} {ribuan(abs(j.perubahan))} orang"


def _lalu(pada: date) -> date:
    """The last day of the month before."""
    return awal_bulan(pada) - timedelta(days=1)
