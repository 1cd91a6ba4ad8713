"""Write rows in the text format of PostgreSQL's COPY, while the server reads them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

KOSONG = "\x01"  # marks NULL: no cleaned text holds it, and unlike \N it needs no escape
BARIS_SEKALI = 1000
_LOLOS = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


def teks_copy(nilai: object) -> str:
    """A text, number or date in the form that COPY reads."""
    return KOSONG if nilai is None else str(nilai)


def baris_copy(isi: Sequence[str]) -> str:
    """One line of COPY; it joins first and escapes only if the line has unusual characters."""
    baris = "\t".join(isi)
    if "\\" in baris or "\n" in baris or "\r" in baris or baris.count("\t") != len(isi) - 1:
        baris = "\t".join(satu.translate(_LOLOS) for satu in isi)
    return baris + "\n"


class AliranCopy:
    """The file that ``copy_expert`` reads.

    psycopg would turn an exception of the source into a database error. So the stream keeps it in
    ``galat`` and ends, and the caller raises it.
    """

    def __init__(self, baris: Iterable[str]) -> None:
        self._baris: Iterator[str] = iter(baris)
        self.galat: Exception | None = None

    def read(self, _ukuran: int = -1) -> bytes:
        try:
            return "".join(islice(self._baris, BARIS_SEKALI)).encode()
        except Exception as galat:  # noqa: BLE001 - raised again by the caller, see above
            self.galat = galat
            return b""
