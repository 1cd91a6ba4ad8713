"""A published fact about coverage, corrected once: its history has an earlier wording."""

from datetime import date

from laporan.catat_cakupan import simpan_data_cakupan
from laporan.models import DataCakupan, UkuranCakupan
from pijar.models import Pengguna


def isi_cakupan(*, pada: date) -> None:
    """The day stays that of the fact, whatever ``pada`` is."""
    data = DataCakupan.objects.get(ukuran=UkuranCakupan.SEMUA)
    data.catatan = "Tertulis: data tahun 2025, tanpa tanggal. Dibaca sebagai akhir tahun."
    simpan_data_cakupan(data, oleh=Pengguna.objects.get(username="admin"))
