"""The workbook for an opening list, made from the same table that reads it back."""

from iuran.models import JenisBantuan, KondisiInsidental, SumberDana
from iuran.saldo_awal.bidang import BIDANG_DAFTAR
from peserta.templat import susun_templat

VERSI = "1"
PENGANTAR = (
    f"Templat saldo awal peserta berjalan, versi {VERSI}",
    "Untuk diunggah di Iuran > Saldo awal: satu baris untuk satu orang yang sudah mempunyai KPJ",
)


def templat_saldo() -> bytes:
    """An empty opening list with drop-downs of the sources and conditions as they are now."""
    sumber = SumberDana.objects.filter(aktif=True).order_by("-tahun", "urutan", "kode")
    kondisi = KondisiInsidental.objects.filter(aktif=True)
    return susun_templat(
        BIDANG_DAFTAR,
        PENGANTAR,
        {
            "sumber": [f"{s.kode} {s.tahun}" for s in sumber],
            "jenis_bantuan": [j.value for j in JenisBantuan],
            "kondisi": [k.nama for k in kondisi],
        },
    )
