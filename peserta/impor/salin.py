"""Rows for PostgreSQL's COPY in text format, made while the server takes them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

KOSONG = "\x01"  # stands for NULL: no cleaned text holds it, and unlike \N it needs no escape
BARIS_SEKALI = 1000
_LOLOS = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


def teks_copy(nilai: object) -> str:
    """A text, number or date as COPY takes it."""
    return KOSONG if nilai is None else str(nilai)


def baris_copy(isi: Sequence[str]) -> str:
    """One line. Joining first and looking for anything unusual once is much the fastest way."""
    baris = "\t".join(isi)
    if "\\" in baris or "\n" in baris or "\r" in baris or baris.count("\t") != len(isi) - 1:
        baris = "\t".join(satu.translate(_LOLOS) for satu in isi)
    return baris + "\n"


class AliranCopy:
    """The file that ``copy_expert`` reads.

    An exception of the source would reach the caller as a database error; it is kept in
    ``galat`` instead, the stream ends, and the caller raises it again.
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
