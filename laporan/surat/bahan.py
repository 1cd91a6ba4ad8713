"""What a gatherer gets."""

from datetime import date
from typing import Any, NamedTuple

from pijar.models import Pengguna


class Bahan(NamedTuple):
    """What a gatherer gets: the row that the paper is about, the paper's date, who asks.

    ``kunci`` tells papers of one kind about one row apart, for instance a month.
    """

    objek: Any
    tanggal: date
    oleh: Pengguna
    kunci: str = ""
