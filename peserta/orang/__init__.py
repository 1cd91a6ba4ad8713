"""Register and change one person, keep drafts and papers, show their timeline."""

from peserta.orang.actions.berkas import hapus_berkas_yatim, hapus_isi_berkas
from peserta.orang.actions.data import IDENTITAS
from peserta.orang.actions.isian import hapus_isian_lama

__all__ = [
    "IDENTITAS",
    "hapus_berkas_yatim",
    "hapus_isi_berkas",
    "hapus_isian_lama",
]
