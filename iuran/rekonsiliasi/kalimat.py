"""What BPJS's words say of a membership, and our words for every bin, cause and difference."""

import re

from iuran.jawaban import pembayar_lain, rapikan_kata
from iuran.models import BagianDaftar, KeadaanBPJS

NONAKTIF = re.compile(
    r"\b(?:NONAKTIF|TIDAK AKTIF|TDK AKTIF|INAKTIF|BERHENTI|KELUAR|DIHENTIKAN|HENTI)\b"
)
SEBAB = {
    "nonaktif": "BPJS menulis tidak aktif",
    "tidak_dikenal": "Orangnya tidak ada dalam data kita",
    "tanpa_iuran": "Tidak ada iuran yang berlaku di buku kita bulan ini",
    "tanpa_nomor": "NIK dan KPJ-nya tidak terbaca",
    "dua_orang": "NIK milik satu orang, KPJ milik orang lain",
    "dua_kali": "Orang yang sama ada di baris lain",
    "kpj_kembar": "KPJ yang sama dipakai orang lain di baris lain",
    "bulan_lain": "Barisnya menyebut bulan lain",
    "cabang_lain": "Menurut alamatnya orang ini milik cabang lain",
}
BEDA = {
    "nik": "NIK",
    "kpj": "KPJ",
    "nama": "nama",
    "tanggal_lahir": "tanggal lahir",
    "nominal": "nominal",
    "program": "program",
    "tagihan": "belum ditagih",
    "bulan": "bulan",
}
KATA_BAGIAN = {
    BagianDaftar.SAMA: "Buku kita dan daftar BPJS menyebut hal yang sama. Tidak ada yang perlu "
    "dikerjakan.",
    BagianDaftar.BEDA: "Orangnya sama menurut NIK atau KPJ, tetapi isinya berbeda. Bila data kita "
    "yang keliru, usulkan perubahan data; bila data BPJS, tanyakan ke cabang.",
    BagianDaftar.TIDAK_ADA: "Ada di buku iuran kita, tetapi BPJS tidak menyebutnya atau "
    "menyebutnya tidak aktif: uangnya tidak melindungi siapa pun. Tanyakan ke cabang; bila memang "
    "tidak terdaftar, iurannya dikoreksi atau diminta kembali lewat Kelebihan bayar.",
    BagianDaftar.LEBIH: "BPJS menyebut orang yang bulan ini tidak kita bayar. Bila warga kita, "
    "data orangnya dan ikutkan lagi; bila bukan, minta cabang mengeluarkannya.",
    BagianDaftar.PEMBAYAR_LAIN: "Orang lain atau pemberi kerja sudah membayarnya. Tidak boleh "
    "dibayar dua kali: hentikan bantuannya.",
    BagianDaftar.PERIKSA: "Baris yang tidak dapat dipasangkan dengan aman. Baca sebabnya, lalu "
    "tanyakan ke cabang bila perlu.",
}


def keadaan(status: str, pembayar: str, keterangan: str) -> KeadaanBPJS:
    """Active, inactive or paid by others; a line without a word is active, as its list says."""
    if not (status or pembayar or keterangan):
        return KeadaanBPJS.AKTIF
    kata = rapikan_kata(f"{status or 'AKTIF'} {pembayar} {keterangan}")
    if NONAKTIF.search(kata):
        return KeadaanBPJS.NONAKTIF
    return KeadaanBPJS.LAIN if pembayar_lain(kata) else KeadaanBPJS.AKTIF


def kata_beda(beda: list[str]) -> str:
    """What differs, for people: "nama, KPJ"."""
    return ", ".join(BEDA[kode] for kode in beda)
