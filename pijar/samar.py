"""The one mask of a person's numbers: on every screen, in every message and file name."""

PANJANG_NIK = 16  # digits of a NIK, and of a No. KK


def samarkan(nomor: str) -> str:
    """First and last four digits of a whole NIK or No. KK; any other number is hidden whole.

    UU 27/2022 protects these numbers: they are shown whole only where the task needs it.
    """
    if len(nomor) != PANJANG_NIK:
        return "•" * len(nomor)
    return f"{nomor[:4]}{'•' * 8}{nomor[-4:]}"
