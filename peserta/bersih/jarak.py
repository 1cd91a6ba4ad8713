"""Count typing slips between two words."""

from collections.abc import Sequence


def sekata(a: str, b: str) -> bool:
    """Whether two words differ by few slips, or one is the other's initial.

    One slip is allowed from four letters on, two from eight.
    """
    pendek, panjang = sorted((a, b), key=len)
    if len(pendek) == 1:
        return panjang.startswith(pendek)
    boleh = 2 if len(pendek) >= 8 else 1 if len(pendek) >= 4 else 0
    return jarak(pendek, panjang) <= boleh


def jarak(a: Sequence[str], b: Sequence[str]) -> int:
    """Count the slips: a letter wrong, missing or too many, or two neighbours swapped."""
    if abs(len(a) - len(b)) > 2:
        return 3  # no caller allows more than two
    dua_lalu: list[int] = []
    lalu = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        kini = [i]
        for j, y in enumerate(b, 1):
            langkah = min(lalu[j] + 1, kini[-1] + 1, lalu[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                langkah = min(langkah, dua_lalu[j - 2] + 1)
            kini.append(langkah)
        dua_lalu, lalu = lalu, kini
    return lalu[-1]
