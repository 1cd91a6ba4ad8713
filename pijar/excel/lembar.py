"""One sheet of an uploaded list, whatever kind of file it came in."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pijar.excel.letak import Gabungan, NomorBaris
from pijar.excel.sel import Sel

Baris = Iterator[tuple[int, list[Sel]]]


@dataclass(frozen=True)
class Lembar:
    """One sheet. ``baris`` gives (row number in Excel, cells from column A on) once, in order.

    Rows without any content are left out; merged cells have their value in the first cell only;
    numbers are floats, so that an identity number typed as a number can be told from text.
    ``rumus_tanpa_nilai``: some formula has no stored result and reads as empty.
    ``ada_galat``: some cell shows #N/A or the like and reads as empty. ``sembunyi``: rows that
    somebody hid or filtered away; they are read like the others. ``gabungan``: cells merged over
    several rows.
    """

    nama: str
    baris: Baris
    tersembunyi: bool = False
    ada_rumus: bool = False
    rumus_tanpa_nilai: bool = False
    ada_galat: bool = False
    sembunyi: NomorBaris = field(default_factory=NomorBaris)
    gabungan: Sequence[Gabungan] = ()

    def awal(self, banyak: int) -> list[tuple[int, list[Sel]]]:
        """The first rows. The rest is given up, and the sheet leaves memory."""
        hasil = [*islice(self.baris, banyak)]
        if isinstance(self.baris, Generator):
            self.baris.close()
        return hasil
