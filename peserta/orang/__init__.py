"""Register and change one person, keep drafts and papers, show their timeline."""

from peserta.orang.actions.berkas import hapus_berkas_yatim, hapus_isi_berkas
from peserta.orang.actions.data import IDENTITAS, berubah, perbaiki_orang
from peserta.orang.actions.isian import hapus_isian_lama
from peserta.orang.linimasa import JUDUL, Perubahan, perubahan_terbaca

__all__ = [
    "IDENTITAS",
    "JUDUL",
    "Perubahan",
    "berubah",
    "hapus_berkas_yatim",
    "hapus_isi_berkas",
    "hapus_isian_lama",
    "perbaiki_orang",
    "perubahan_terbaca",
]
