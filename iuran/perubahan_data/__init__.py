"""What a change of somebody's data does to months, money and BPJS."""

from iuran.perubahan_data.actions import sesuaikan_bulan
from iuran.perubahan_data.akibat import AkibatData, akibat_data, sebagai_teks

__all__ = ["AkibatData", "akibat_data", "sebagai_teks", "sesuaikan_bulan"]
