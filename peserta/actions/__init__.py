"""Everything that changes people and lists of people."""

from peserta.actions.orang import buka_nik, daftarkan_orang, pastikan_bisa_diubah, ubah_orang

__all__ = ["buka_nik", "daftarkan_orang", "pastikan_bisa_diubah", "ubah_orang"]
