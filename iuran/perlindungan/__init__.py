"""Reads of cover over the ledger. ``cakupan`` holds the one definition; the rest asks it."""

from iuran.perlindungan.berakhir import (
    BarisBerakhir,
    TabelBerakhir,
    akan_berakhir,
    bulan_terakhir,
    tabel_berakhir,
)
from iuran.perlindungan.cakupan import (
    TERLINDUNGI,
    Cakupan,
    dengan_cakupan,
    nonaktif,
    terlindungi,
)
from iuran.perlindungan.orang import (
    Bulan,
    KeadaanBulan,
    Perlindungan,
    StatusPerlindungan,
    bulan_dilebur,
    perlindungan,
    riwayat_bulan,
)
from iuran.perlindungan.potret import (
    Baris,
    Jumlah,
    Potret,
    Ringkasan,
    dibayar_bulan_ini,
    ditagih_bulan,
    per_kecamatan,
    per_pekerjaan,
    per_sumber,
    potret,
    ringkasan,
)

__all__ = [
    "TERLINDUNGI",
    "Baris",
    "BarisBerakhir",
    "Bulan",
    "Cakupan",
    "Jumlah",
    "KeadaanBulan",
    "Perlindungan",
    "Potret",
    "Ringkasan",
    "StatusPerlindungan",
    "TabelBerakhir",
    "akan_berakhir",
    "bulan_dilebur",
    "bulan_terakhir",
    "dengan_cakupan",
    "dibayar_bulan_ini",
    "ditagih_bulan",
    "nonaktif",
    "per_kecamatan",
    "per_pekerjaan",
    "per_sumber",
    "perlindungan",
    "potret",
    "ringkasan",
    "riwayat_bulan",
    "tabel_berakhir",
    "terlindungi",
]
