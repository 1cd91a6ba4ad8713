"""The workbook for an opening list, made from the same table that reads it back."""

from iuran.models import JenisBantuan, KondisiInsidental, SumberDana
from iuran.saldo_awal.bidang import BIDANG_DAFTAR, TANDA_SALDO
from peserta.impor import susun_templat

PENGANTAR = (
    "Isi satu orang yang sudah mempunyai KPJ per baris di lembar Data, lalu unggah di menu Saldo "
    "awal.",
    "Contoh di bawah hanya contoh: NIK berakhiran 0000 tidak pernah masuk.",
)


def templat_saldo() -> bytes:
    """An empty opening list with drop-downs of the sources and conditions as they are now."""
    sumber = SumberDana.objects.filter(aktif=True).order_by("-tahun", "urutan", "kode")
    kondisi = KondisiInsidental.objects.filter(aktif=True)
    pilihan = {
        "sumber": [f"{s.kode} {s.tahun}" for s in sumber],
        "jenis_bantuan": [j.value for j in JenisBantuan],
        "kondisi": [k.nama for k in kondisi],
    }
    return susun_templat(TANDA_SALDO, BIDANG_DAFTAR, PENGANTAR, pilihan)
