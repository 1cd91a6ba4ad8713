"""Lapsed people on their way back: a draft decree that waits for the other admin."""

from datetime import date

from iuran.models import SumberDana
from iuran.perlindungan import nonaktif
from pijar.bulan import tambah_bulan, tanggal_panjang
from pijar.models import Pengguna
from verifikasi.actions import Rencana
from verifikasi.actions.kembali import Kepala, susun_kembali
from verifikasi.calon import halangan_kembali

ORANG = 2
BULAN = 6


def isi_kembali(*, pada: date) -> None:
    """The admin ticked the first two who can come back next month; nothing where nobody can."""
    awal = tambah_bulan(pada, 1)
    semua = halangan_kembali(nonaktif(pada).order_by("nama", "pk"), bulan_awal=awal, pada=pada)
    orang = [o.pk for o, halangan in semua if not halangan][:ORANG]
    if not orang:
        return
    rencana = Rencana(
        sumber=SumberDana.objects.get(kode="APBD", tahun=awal.year),
        bulan_awal=awal,
        jumlah_bulan=BULAN,
        pernyataan=f"Kunjungan lapangan {tanggal_panjang(pada)}: masih bekerja, tidak sakit",
    )
    kepala = Kepala(f"560/004/{pada.year}", pada, "Pengaktifan kembali")
    susun_kembali(kepala, orang, rencana, oleh=Pengguna.objects.get(username="admin"))
