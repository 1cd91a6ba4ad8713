"""Reads of cover over the ledger. ``cakupan`` holds the one definition; the rest uses it."""

from iuran.perlindungan.aturan import (
    DIJAMIN,
    TERLINDUNGI,
    Cakupan,
    PilihanCakupan,
    jatuh_tempo,
)
from iuran.perlindungan.bayar import dibayar, menurut_terima
from iuran.perlindungan.berakhir import (
    BULAN_DILIHAT,
    BarisBerakhir,
    TabelBerakhir,
    akan_berakhir,
    bulan_terakhir,
    dengan_lanjut,
    tabel_berakhir,
)
from iuran.perlindungan.bulan import Bulan, KeadaanBulan
from iuran.perlindungan.cakupan import (
    SEMUA,
    bercakupan,
    cakupan_orang,
    dengan_cakupan,
    keadaan_lain,
    nonaktif,
)
from iuran.perlindungan.dugaan import bukan_satu_pun, salah_satu
from iuran.perlindungan.habis import (
    OrangHabis,
    SebabHabis,
    sebab_habis,
    tanpa_perlindungan,
)
from iuran.perlindungan.orang import (
    Perlindungan,
    RingkasBulan,
    StatusPerlindungan,
    bulan_dilebur,
    perlindungan,
    ringkas_bulan,
    riwayat_bulan,
)
from iuran.perlindungan.potret import (
    BarisPotret,
    Potret,
    Ringkasan,
    potret,
)
from iuran.perlindungan.terhenti import boleh_ditagih, pk_nonaktif

__all__ = [
    "BULAN_DILIHAT",
    "DIJAMIN",
    "SEMUA",
    "TERLINDUNGI",
    "BarisBerakhir",
    "BarisPotret",
    "Bulan",
    "Cakupan",
    "KeadaanBulan",
    "OrangHabis",
    "Perlindungan",
    "PilihanCakupan",
    "Potret",
    "RingkasBulan",
    "Ringkasan",
    "SebabHabis",
    "StatusPerlindungan",
    "TabelBerakhir",
    "akan_berakhir",
    "bercakupan",
    "boleh_ditagih",
    "bukan_satu_pun",
    "bulan_dilebur",
    "bulan_terakhir",
    "cakupan_orang",
    "dengan_cakupan",
    "dengan_lanjut",
    "dibayar",
    "jatuh_tempo",
    "keadaan_lain",
    "menurut_terima",
    "nonaktif",
    "perlindungan",
    "pk_nonaktif",
    "potret",
    "ringkas_bulan",
    "riwayat_bulan",
    "salah_satu",
    "sebab_habis",
    "tabel_berakhir",
    "tanpa_perlindungan",
]
