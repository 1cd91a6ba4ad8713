"""The words of the table: an entry says what is kept, why, by which law, how long, and what then.

Terms are data: ``bulan`` are calendar months, ``hari`` days of 24 hours, ``menit`` minutes. A term
that no law of the programme names is our own proposal, and says "perlu konfirmasi".
"""

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from pijar.retensi.sapuan import Sapuan

BULAN_SETAHUN = 12


class Akhir(StrEnum):
    """What happens when the term ends."""

    HAPUS = "dihapus"
    SAMARKAN = "disamarkan"
    TETAP = "disimpan sebagai arsip"


class Masa(NamedTuple):
    """A term: calendar months, days, minutes."""

    bulan: int = 0
    hari: int = 0
    menit: int = 0

    def __str__(self) -> str:
        kata = ((self.bulan, "bulan"), (self.hari, "hari"), (self.menit, "menit"))
        return " ".join(f"{n} {satuan}" for n, satuan in kata if n) or "segera"

    def batas(self, kini: datetime) -> datetime:
        """What is older than this is past the term at ``kini``."""
        tahun, bulan = divmod(kini.year * BULAN_SETAHUN + kini.month - 1 - self.bulan, 12)
        hari = min(kini.day, calendar.monthrange(tahun, bulan + 1)[1])
        mundur = kini.replace(year=tahun, month=bulan + 1, day=hari)
        return mundur - timedelta(days=self.hari, minutes=self.menit)


@dataclass(frozen=True)
class Entri:
    """One line of the table.

    ``model`` are the labels of the tables that hold it, ``berkas`` its file fields with folder.
    ``sejak`` says from when the term counts. Without ``sapuan`` the nightly job leaves it alone:
    the end is done by somebody else, who stands in ``catatan``, or never comes by itself.
    """

    kode: str
    apa: str
    model: tuple[str, ...]
    tujuan: str
    dasar: str
    masa: Masa | None
    sejak: str
    akhir: Akhir
    berkas: tuple[str, ...] = ()
    sapuan: Sapuan | None = None
    konfirmasi: bool = True
    catatan: str = ""

    @property
    def kata_masa(self) -> str:
        """The term in words."""
        kata = f"{self.masa} {self.sejak}" if self.masa else self.sejak
        return f"{kata} (perlu konfirmasi)" if self.konfirmasi else kata
