"""The mark of our templates: one line with purpose and version.

It stands in a cell of the instruction sheet, because cells survive every spreadsheet program and
format, unlike document properties. A file without this line is no template of ours.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pijar.excel.sel import Sel, teks

LEMBAR_PETUNJUK = "Petunjuk"
_TANDA = re.compile(r"Templat PIJAR SEMAR: (?P<tujuan>[a-z_]+), versi (?P<versi>[0-9]{1,4})")


class Tanda(NamedTuple):
    """``tujuan``: the purpose of the template, a word of [a-z_]."""

    tujuan: str
    versi: int

    def __str__(self) -> str:
        """The line for the instruction sheet, read back by :func:`baca_tanda`."""
        return f"Templat PIJAR SEMAR: {self.tujuan}, versi {self.versi}"


def baca_tanda(baris: Iterable[tuple[int, Sequence[Sel]]]) -> Tanda | None:
    """Find the mark in the rows of an instruction sheet; None if there is none."""
    for _, sel in baris:
        for satu in sel:
            if cocok := _TANDA.fullmatch(teks(satu)):
                return Tanda(cocok["tujuan"], int(cocok["versi"]))
    return None
