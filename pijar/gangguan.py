"""What the machine refuses, as a sentence: a full disk, a full database, a file that is gone."""

import errno

from django.db import DatabaseError

PENUH = (
    "Cakram server penuh, jadi tidak ada yang disimpan. Beri tahu admin, lalu coba lagi setelah "
    "ada ruang."
)
BASIS_PENUH = (
    "Cakram basis data penuh, jadi tidak ada yang disimpan. Beri tahu admin, lalu coba lagi "
    "setelah ada ruang."
)
HILANG = (
    "Berkasnya tidak ada lagi di server. Buat lagi dari halaman asalnya; bila berkas itu unggahan, "
    "unggah lagi atau beri tahu admin: cadangan mungkin menyimpannya."
)
TANPA_RUANG = (errno.ENOSPC, errno.EDQUOT)
DISK_FULL = "53100"  # PostgreSQL


def kalimat_gangguan(galat: BaseException | None) -> str:
    """The sentence for whoever pressed the button; empty for any other error."""
    if isinstance(galat, DatabaseError):
        return BASIS_PENUH if getattr(galat.__cause__, "pgcode", None) == DISK_FULL else ""
    if isinstance(galat, FileNotFoundError):
        return HILANG
    return PENUH if isinstance(galat, OSError) and galat.errno in TANPA_RUANG else ""
