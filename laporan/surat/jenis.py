"""The kinds of paper, by code; each gatherer's module names its own."""

from laporan.surat.bahan import JenisSurat
from laporan.surat.susun import kelurahan, orang, pendaftaran, penetapan, realisasi, tagihan

JENIS: dict[str, JenisSurat] = {
    **penetapan.JENIS,
    **pendaftaran.JENIS,
    **tagihan.JENIS,
    **orang.JENIS,
    **kelurahan.JENIS,
    **realisasi.JENIS,
}
PILIHAN_JENIS = [(kode, j.nama) for kode, j in JENIS.items()]
