"""Whom the city protects on a day, as SQL: the same people whom ``angka.terlindungi`` counts.

The few whose cover is not the plain one are asked for once (:func:`keadaan_lain`); whoever else
has a live row of the month is protected. The SQL is built here from dates, ids and names of tables
only: no value of a user is in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from iuran.models import SumberDana
from iuran.perlindungan import SEMUA, TERLINDUNGI, keadaan_lain
from laporan.tabel import ORANG_TERLINDUNGI
from pijar.bulan import awal_bulan
from pijar.simpanan import Simpanan

LAIN = tuple(satu for satu in SEMUA if satu not in TERLINDUNGI)
_TERLINDUNGI = (
    "SELECT i.peserta_id, i.bantuan_id, i.sumber_id FROM iuran_iuran i "
    "WHERE i.bulan = '{bulan}' AND i.hidup AND i.sumber_id = ANY ({kota}) "
    "AND i.peserta_id <> ALL ({tak})"
)


@dataclass(frozen=True)
class Himpunan:
    """The people of one day. ``tahu`` is the cover of everybody whose cover may be another.

    ``kota`` are the ids of the city's sources.
    """

    hari: date
    tahu: Mapping[int, str] = field(repr=False)
    kota: tuple[int, ...]

    @property
    def bulan(self) -> date:
        return awal_bulan(self.hari)

    def berkeadaan(self, *keadaan: str) -> str:
        """The ids of people of these unprotected states, as an array."""
        return larik(pk for pk, satu in self.tahu.items() if satu in keadaan)

    @property
    def tak(self) -> str:
        """The ids of people who are not protected though they may have a row, as an array."""
        return larik(pk for pk, satu in self.tahu.items() if satu not in TERLINDUNGI)

    @property
    def terlindungi(self) -> str:
        """People protected whom the city pays: person, grant and source of the month's row."""
        return _TERLINDUNGI.format(bulan=self.bulan, kota=larik(self.kota), tak=self.tak)

    def jumlah(self) -> int:
        """How many these are."""
        with connection.cursor() as kursor:
            kursor.execute(f"SELECT count(*) FROM ({self.terlindungi}) x")
            return int(kursor.fetchone()[0])


def himpunan(hari: date, *, semua: bool = False) -> Himpunan:
    """The people of ``hari``.

    Who is in grace is told from lunas only with ``semua``: they are many, and both are protected.
    """
    tahu = keadaan_lain(SEMUA if semua else LAIN, hari)
    kota = SumberDana.objects.dibayar_kota().order_by("pk").values_list("pk", flat=True)
    return Himpunan(hari, tahu, tuple(kota))


def hitung_terlindungi(hari: date) -> int:
    """How many people the city protects on ``hari``."""
    return himpunan(hari).jumlah()


TERLINDUNGI_PADA = Simpanan("laporan.terlindungi", hitung_terlindungi, ORANG_TERLINDUNGI)


def larik(ids: Iterable[int]) -> str:
    """Ids as an SQL array: hashed, however many there are."""
    return f"'{{{','.join(map(str, sorted(ids)))}}}'::bigint[]"
