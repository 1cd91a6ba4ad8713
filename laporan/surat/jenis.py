"""The kinds of paper, by code; each gatherer's module names its own."""

from laporan.surat.bahan import JenisSurat
from laporan.surat.susun import (
    berkas_bpjs,
    bulanan,
    gerakan,
    kelurahan,
    masa,
    orang,
    penetapan,
    piagam,
    realisasi,
    rekening,
    rekonsiliasi,
    tagihan,
    uji_petik,
)
from pijar.models import Pengguna

JENIS: dict[str, JenisSurat] = {
    **penetapan.JENIS,
    **berkas_bpjs.JENIS,
    **tagihan.JENIS,
    **orang.JENIS,
    **kelurahan.JENIS,
    **realisasi.JENIS,
    **rekening.JENIS,
    **rekonsiliasi.JENIS,
    **gerakan.JENIS,
    **piagam.JENIS,
    **bulanan.JENIS,
    **masa.JENIS,
    **uji_petik.JENIS,
}
PILIHAN_JENIS = [(kode, j.nama) for kode, j in JENIS.items()]


def jenis_untuk(petugas: Pengguna) -> list[str]:
    """The codes of the kinds that this officer may make, and so may see."""
    return [kode for kode, j in JENIS.items() if petugas.has_perm(f"pijar.{j.hak}")]
