"""Our words for every bin and difference of BPJS's list of the movement."""

from collections.abc import Sequence

from iuran.models import BagianSetoran

BEDA = {
    "nominal": "jumlahnya",
    "nama": "nama",
    "kpj": "KPJ",
    "nik": "NIK",
    "penyumbang": "penyumbang",
}
KATA_BAGIAN = {
    BagianSetoran.SESUAI: "Orang, bulan dan jumlahnya sama dengan janji penyumbang. Yang belum "
    "lunas menjadi lunas saat daftar ini dicatat; yang sudah lunas dibenarkan BPJS.",
    BagianSetoran.BERBEDA: "Orangnya kita kenal, tetapi barisnya tidak dapat dicatat begitu saja. "
    "Baca sebabnya, betulkan data atau janjinya lalu tekan Baca ulang, atau tanyakan ke BPJS.",
    BagianSetoran.TIDAK_DIKENAL: "BPJS menyebut orang yang tidak ada dalam data kita. Unduh "
    "sebagai Excel, tanyakan penyumbangnya, lalu daftarkan orangnya.",
    BagianSetoran.TIDAK_DIBAYAR: "Janjinya berjalan dan orangnya terdaftar, tetapi BPJS tidak "
    "menyebutnya sebagai dibayar. Ingatkan penyumbangnya.",
}


def kata_beda(beda: Sequence[str]) -> str:
    """What differs, for people: "nama, KPJ"."""
    return ", ".join(BEDA[kode] for kode in beda)
