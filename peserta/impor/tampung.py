"""Check every row, and write all rows to the staging table with COPY."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any

import orjson
from django.db import connection

from peserta.bersih.alasan import Alasan, Temuan, galat
from peserta.bersih.periksa import BARU, KOLOM, BarisBersih, Kamus, periksa_baris
from peserta.impor.lembar import KODE_SEMBUNYI
from peserta.impor.salin import AliranCopy, baris_copy, teks_copy
from pijar.excel import Sel, teks

PANJANG_SEL, PANJANG_BARIS = 500, 10_000
LAPOR_SETIAP = 2000
KOLOM_AWAL = ("impor_id", "nomor", "mentah", "vonis", "alasan", "perubahan", "dipilih")

ABAIKAN = "abaikan"
KODE_ABAIKAN = frozenset((KODE_SEMBUNYI, "diabaikan"))
"""Notes on a row that keep it out: somebody hid it in the file, or passes it over here."""
KODE_CATATAN = KODE_ABAIKAN | {"nilai_gabungan", "nilai_di_atas"}
"""Notes that no cell tells, so that they stay when a row is looked at again."""

_ambil = attrgetter(*KOLOM)
Maju = Callable[[int], None]
Bernomor = Iterable[tuple[int, list[Sel]]]
Catatan = Callable[[int], Temuan]


def tanpa_catatan(_: int) -> Temuan:
    return ()


@dataclass(frozen=True)
class Pemeriksa:
    """Checks the rows of one import: columns, look-up tables, day, and the officer's area.

    ``catatan`` gives what is known of a row besides its cells.
    """

    impor_id: int
    bidang: dict[int, str]
    kamus: Kamus
    pada: date
    wilayah: tuple[str, ...]
    catatan: Catatan = tanpa_catatan

    @cached_property
    def _kode(self) -> tuple[str, ...]:
        return tuple(self.bidang.values())

    @cached_property
    def _lebar(self) -> int:
        return max(self.bidang, default=0) + 1

    @cached_property
    def _ambil(self) -> Callable[[list[Sel]], tuple[Sel, ...]]:
        """Getter of the cells of ``_kode`` plus two spare ones: a getter of one gives no tuple."""
        return itemgetter(*self.bidang, 0, 0)

    def periksa(self, sel: list[Sel]) -> BarisBersih:
        """Clean one row; a kelurahan outside the officer's area is a galat."""
        if len(sel) < self._lebar:
            sel = [*sel, *[None] * (self._lebar - len(sel))]
        mentah = dict(zip(self._kode, self._ambil(sel), strict=False))
        bersih = periksa_baris(mentah, self.kamus, self.pada)
        if self.wilayah and bersih.kelurahan and not bersih.kelurahan.startswith(self.wilayah):
            bersih.alasan.extend(_luar_wilayah(mentah.get("kelurahan")))
        return bersih

    def baris(self, nomor: int, sel: list[Sel]) -> str:
        """The row as one line of COPY, with all findings."""
        bersih = self.periksa(sel)
        alasan, vonis = "[]", BARU
        catatan = self.catatan(nomor)
        if catatan or bersih.alasan:
            alasan = _json([a._asdict() for a in (*catatan, *bersih.alasan)])
            vonis = ABAIKAN if any(a.kode in KODE_ABAIKAN for a in catatan) else bersih.vonis
        dipilih = "t" if vonis == BARU else "f"
        return baris_copy(
            (
                str(self.impor_id),
                str(nomor),
                mentah_json(sel),
                vonis,
                alasan,
                "{}",
                dipilih,
                *map(teks_copy, _ambil(bersih)),
            )
        )


def tampung(pemeriksa: Pemeriksa, baris: Bernomor, maju: Maju) -> int:
    """Stage ``baris`` as ``baru``, ``peringatan`` or ``galat``; return their number."""
    aliran = AliranCopy(_berhitung(pemeriksa, baris, maju))
    kolom = ", ".join((*KOLOM_AWAL, *KOLOM))
    with connection.cursor() as kursor:
        kursor.cursor.copy_expert(
            f"COPY peserta_barisimpor ({kolom}) FROM STDIN WITH (NULL E'\\x01')", aliran
        )
        if aliran.galat:
            raise aliran.galat
        return int(kursor.cursor.rowcount)


def mentah_json(sel: list[Sel]) -> str:
    """The original cells as JSON, for review, correction and download.

    A row that jsonb or orjson refuses (NUL, half a character, a number above 64 bits), or a very
    long one, is stored as shortened text.
    """
    try:
        isi = _json(sel)
    except TypeError:
        isi = ""
    if not isi or len(isi) > PANJANG_BARIS or "\\u0000" in isi:
        isi = _json([teks(s)[:PANJANG_SEL] for s in sel])
    return isi


def _json(isi: list[Any]) -> str:
    return orjson.dumps(isi, teks, orjson.OPT_PASSTHROUGH_DATETIME).decode()


def _berhitung(pemeriksa: Pemeriksa, baris: Bernomor, maju: Maju) -> Iterator[str]:
    jumlah = 0
    for jumlah, (nomor, sel) in enumerate(baris, start=1):
        yield pemeriksa.baris(nomor, sel)
        if not jumlah % LAPOR_SETIAP:
            maju(jumlah)
    maju(jumlah)


def _luar_wilayah(sel: Any) -> tuple[Alasan, ...]:
    return galat(
        "luar_wilayah",
        "kelurahan",
        sel,
        "Kelurahan ini di luar wilayah Anda.",
        "Serahkan barisnya kepada petugas wilayah itu, atau betulkan kelurahannya.",
    )
