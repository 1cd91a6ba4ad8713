"""Who is left out of a draft by the rules of its source."""

from iuran.buku import di_luar, kata_di_luar, syarat_bulan
from pijar.models import Pengguna
from verifikasi.actions.penetapan import Rencana
from verifikasi.calon import Pilihan, calon
from verifikasi.models import Penetapan


def kata_tinggal(
    penetapan: Penetapan, pilihan: Pilihan, rencana: Rencana, *, oleh: Pengguna
) -> str:
    """Who of ``pilihan`` is left out by the rules of the source, each with the reason; or empty."""
    orang = calon(pilihan, bulan_awal=rencana.bulan_awal, oleh=oleh, pada=penetapan.tanggal)
    kata = []
    for syarat in syarat_bulan(rencana.sumber, rencana.bulan_awal, rencana.jumlah_bulan):
        luar = orang.filter(di_luar(syarat))
        if n := luar.count():
            kata.append(kata_di_luar(syarat, luar, n, "Mereka tidak ditambahkan."))
    return " ".join(kata)
