"""Who is left out of a draft: by the rules of its source, or by the criteria asked again."""

from iuran.buku import di_luar, kata_di_luar, syarat_bulan
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from verifikasi.actions.penetapan import Rencana
from verifikasi.calon import Pilihan, calon
from verifikasi.models import Penetapan, Saat
from verifikasi.tinjau import yang_gugur

CONTOH_NAMA = 3


def kata_tinggal(
    penetapan: Penetapan, pilihan: Pilihan, rencana: Rencana, *, oleh: Pengguna
) -> str:
    """Who of ``pilihan`` is left out, each with the reason; or empty."""
    orang = calon(pilihan, bulan_awal=rencana.bulan_awal, oleh=oleh, pada=penetapan.tanggal)
    kata = []
    for syarat in syarat_bulan(rencana.sumber, rencana.bulan_awal, rencana.jumlah_bulan):
        luar = orang.filter(di_luar(syarat))
        if n := luar.count():
            kata.append(kata_di_luar(syarat, luar, n, "Mereka tidak ditambahkan."))
    gugur = list(yang_gugur(orang, saat=Saat.PEMBEKUAN, pada=penetapan.tanggal).values())
    if gugur and not pilihan.kembali:
        contoh = "; ".join(f"{s.peserta.nama}: {s.kalimat}" for s in gugur[:CONTOH_NAMA])
        lain = " Dan lainnya." if len(gugur) > CONTOH_NAMA else ""
        kata.append(
            f"{ribuan(len(gugur))} orang layak tidak lagi memenuhi syarat, jadi tidak ditambahkan. "
            f"{contoh}{lain}"
        )
    return " ".join(kata)
