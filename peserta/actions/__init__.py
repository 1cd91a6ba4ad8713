"""Everything that changes people and lists of people."""

from peserta.actions.orang import (
    buka_nik,
    daftarkan_orang,
    dikenal_bpjs,
    koreksi_nik,
    pastikan_bisa_dikoreksi,
    pastikan_bisa_diubah,
    ubah_orang,
)

__all__ = [
    "buka_nik",
    "daftarkan_orang",
    "dikenal_bpjs",
    "koreksi_nik",
    "pastikan_bisa_dikoreksi",
    "pastikan_bisa_diubah",
    "ubah_orang",
]
