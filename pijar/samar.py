"""The one mask of a NIK or No. KK, on every screen and in every message and file name."""

PANJANG_NIK = 16  # digits of a NIK, and of a No. KK


def samarkan(nomor: str) -> str:
    """Show the last four digits of a whole NIK or No. KK; mask any other number fully.

    UU 27/2022 protects these numbers: a screen shows them whole only if the task needs it. The
    first six digits are a place and the next six a date, of a NIK the birth date.
    """
    terlihat = 4 if len(nomor) == PANJANG_NIK else 0
    panjang = len(nomor) - terlihat
    return "•" * panjang + nomor[panjang:]


def samarkan_ganti(lama: str, baru: str) -> tuple[str, str]:
    """Mask an old and a new number; if both masks are equal the second names the new digits."""
    samar = samarkan(lama), samarkan(baru)
    beda = [str(n) for n, (a, b) in enumerate(zip(lama, baru, strict=False), 1) if a != b]
    if not beda or samar[0] != samar[1]:
        return samar
    return samar[0], f"{samar[1]} (berbeda pada angka ke-{', '.join(beda)})"


def samarkan_nip(nip: str) -> str:
    """Show the last four digits of a NIP: its first eight are a birth date."""
    return f"{'•' * max(len(nip) - 4, 0)}{nip[-4:]}"


def singkat(nama: str) -> str:
    """``Fatimah P.`` for a title, which stays in a browser's history: one name, first letters."""
    depan, *lain = nama.split() or [""]
    return " ".join([depan, *(f"{kata[0]}." for kata in lain[:1])])


def samarkan_nama(nama: str) -> str:
    """Show the first letter of each word; the dots do not tell its length."""
    return " ".join(f"{kata[0]}•••" for kata in nama.split())
