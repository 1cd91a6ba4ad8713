"""What a change of somebody's data does to months, money and BPJS, and what BPJS knows."""

from iuran.perubahan_data.actions import sesuaikan_bulan
from iuran.perubahan_data.akibat import AkibatData, akibat_data, sebagai_teks
from iuran.perubahan_data.tahu import (
    KeadaanBPJS,
    diketahui_bpjs,
    ditolak_bpjs,
    keadaan_di_bpjs,
)

__all__ = [
    "AkibatData",
    "KeadaanBPJS",
    "akibat_data",
    "diketahui_bpjs",
    "ditolak_bpjs",
    "keadaan_di_bpjs",
    "sebagai_teks",
    "sesuaikan_bulan",
]
