"""What the rule of cover asks, answered as SQL for many people or as booleans for one.

The SQL is built here from dates and names of tables only: no value of a user is in it. Each piece
speaks of one person, whose columns stand as ``{0}`` (id) and ``{1}`` (date of birth). What asks for
months stands inside :meth:`BukuSql.sekali`, which reads them all once, from an index alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler

from iuran.perlindungan.aturan import (
    BULAN_NONAKTIF,
    JANGKAUAN,
    Buku,
    batas_nonaktif,
)
from iuran.perlindungan.bayar import sql_hari
from pijar.bulan import akhir_bulan, awal_bulan, selisih_bulan, tambah_bulan

T = TypeVar("T")
USIA_BATAS = 65
TEMPO = 5
"""Months back whose kode iuran may still have to do with the day: see :meth:`Aturan.tunggakan`."""

# Of the few payments one is looked up for each row: a join would read them all for each person.
_DIBAYAR = (
    "EXISTS (SELECT FROM iuran_iuran i WHERE i.peserta_id = {{0}} AND i.hidup "
    "AND i.bulan >= '{dari}' AND (SELECT {dibayar} FROM iuran_pembayaran b LEFT JOIN "
    "iuran_tagihan t ON t.id = i.tagihan_id WHERE b.id = i.pembayaran_id) <= '{hari}')"
)
_IKHTISAR = (
    "(SELECT {syarat} FROM (SELECT x.*, {tiga} FROM (SELECT {kolom} FROM iuran_iuran i "
    "LEFT JOIN iuran_pembayaran b ON b.id = i.pembayaran_id "
    "LEFT JOIN iuran_tagihan t ON t.id = i.tagihan_id "
    "WHERE i.peserta_id = {{0}} AND i.hidup AND i.bulan BETWEEN {dari} AND {sampai}) x) x)"
)
_SEJAK = (
    "EXISTS (SELECT FROM iuran_bantuan g WHERE g.peserta_id = {{0}} AND g.status <> 'batal' "
    "AND g.peserta_sejak < g.bulan_awal AND g.bulan_awal <= '{hari}'{sesudah})"
)
# The first month without cover stands in the event; where it does not, it is the month after.
MULAI = "coalesce(({0} ->> 'mulai')::date, (date_trunc('month', {1}) + interval '1 month')::date)"
_MULAI = MULAI.format("e.akibat", "e.tanggal")
_MENINGGAL = (
    "EXISTS (SELECT FROM peserta_peristiwa e WHERE e.peserta_id = {{0}} "
    "AND e.jenis = 'meninggal' AND e.tanggal < '{bulan}' AND e.dibatalkan_pada IS NULL)"
)
# Months in a bill that BPJS did not accept in the end; few people ever have one.
_GUGUR = (
    "EXISTS (SELECT FROM iuran_bantuan g WHERE g.peserta_id = {{0}} "
    "AND g.gugur_dari <= '{bulan}' AND g.gugur_sampai >= '{bulan}')"
)
# Who came back has a newer grant.
_PERISTIWA = (
    "EXISTS (SELECT FROM peserta_peristiwa e WHERE e.peserta_id = {orang} "
    f"AND e.jenis {{jenis}} AND {_MULAI} <= '{{bulan}}' "
    "AND e.dibatalkan_pada IS NULL AND NOT EXISTS (SELECT FROM iuran_bantuan g "
    "WHERE g.peserta_id = e.peserta_id AND g.status <> 'batal' "
    f"AND g.bulan_awal BETWEEN {_MULAI} AND '{{bulan}}'))"
)
BUKAN_AKHIR = "NOT IN ('meninggal', 'kecelakaan')"


class Syarat(Func):
    """SQL text over columns of the query; relabelled with them when the query becomes a part.

    A column with parameters of its own stands in the text once.
    """

    def __init__(self, pola: str, *kolom: Any, **lain: Any) -> None:
        super().__init__(*kolom, **lain)
        self.pola = pola

    def as_sql(  # type: ignore[override]  # no template of its own
        self, compiler: SQLCompiler, connection: Any, **lain: Any
    ) -> tuple[str, list[Any]]:
        kolom = [compiler.compile(k) for k in self.source_expressions]
        return self.pola.format(*(sql for sql, _ in kolom)), [p for _, isi in kolom for p in isi]


def tiga_utang(buku: Buku[T], n: int, hari: date) -> T:
    """Month ``n`` and the two before it, all unpaid on ``hari``."""
    return buku.dan(*(buku.utang(n + i, hari) for i in range(BULAN_NONAKTIF)))


@dataclass(frozen=True)
class BukuSql:
    """The ledger of the person in ``{0}`` as SQL; months only through :meth:`sekali`.

    ``terhadap`` is a column with a month. Then every date counts from that month instead of from
    ``pada``'s, so that one text serves rows of many months.
    """

    pada: date
    terhadap: str = ""
    dalam: bool = False

    def _bulan(self, n: int) -> date:
        return tambah_bulan(awal_bulan(self.pada), -n)

    def _hari(self, hari: date) -> str:
        """A day as SQL: the first days and the ends of months stay these in any month."""
        if not self.terhadap:
            return f"'{hari}'"
        n = selisih_bulan(self.pada, hari)
        if hari == akhir_bulan(hari):
            return f"(({self.terhadap} + interval '{n + 1} month')::date - 1)"
        return f"(({self.terhadap} + interval '{n} month')::date + {hari.day - 1})"

    def sekali(self, tanya: Callable[[BukuSql], str]) -> str:
        """One subquery lays all months of the person side by side (``dalam`` reads its columns)."""
        if self.dalam:
            return tanya(self)
        rapat = replace(self, dalam=True)
        tiga = (
            f"{tiga_utang(rapat, n, batas_nonaktif(self._bulan(n)))} AS tiga_{n}"
            for n in range(JANGKAUAN - 2)
        )
        return _IKHTISAR.format(
            syarat=tanya(rapat),
            tiga=", ".join(tiga),
            kolom=", ".join(self._kolom()),
            dari=self._hari(self._bulan(JANGKAUAN - 1)),
            sampai=self._hari(self._bulan(0)),
        )

    def _kolom(self) -> Iterator[str]:
        """Of each month: whether it is there, its payment date, its bill's own due day."""
        isi = {"ada": "i.bulan", "lunas": sql_hari(), "tempo": "t.kode_iuran_tempo"}
        for nama, kolom in isi.items():
            for n in range(TEMPO if nama == "tempo" else JANGKAUAN):
                bulan = self._hari(self._bulan(n))
                yield f"max({kolom}) FILTER (WHERE i.bulan = {bulan}) AS {nama}_{n}"

    def ada(self, n: int) -> str:
        return f"x.ada_{n} IS NOT NULL"

    def lunas(self, n: int, hari: date) -> str:
        return f"coalesce(x.lunas_{n} <= {self._hari(hari)}, false)"

    def utang(self, n: int, hari: date) -> str:
        return f"(x.ada_{n} IS NOT NULL AND coalesce(x.lunas_{n} > {self._hari(hari)}, true))"

    def dini(self, n: int) -> str:
        return f"coalesce(x.tempo_{n} < {self._hari(self.pada)}, false)"

    def longgar(self, n: int) -> str:
        return f"coalesce(x.tempo_{n} >= {self._hari(self.pada)}, false)"

    def tiga(self, n: int, hari: date) -> str:
        return f"x.tiga_{n}"

    def pernah(self, n: int | None) -> str:
        dari = self._bulan(n) if n is not None else date.min
        sesudah = "" if n is None else f" AND g.bulan_awal > '{dari}'"
        return self.atau(
            _DIBAYAR.format(hari=self.pada, dari=dari, dibayar=sql_hari()),
            _SEJAK.format(hari=self.pada, sesudah=sesudah),
        )

    def meninggal(self) -> str:
        return _MENINGGAL.format(bulan=self._bulan(0))

    def gugur(self) -> str:
        return _GUGUR.format(bulan=self._bulan(0))

    def keluar(self) -> str:
        """At 65 the city stops paying, with or without an event."""
        peristiwa = peristiwa_berlaku("{0}", BUKAN_AKHIR, self._bulan(0))
        return f"({{1}} <= '{lahir_batas(self.pada)}' OR {peristiwa})"

    def dan(self, *syarat: str) -> str:
        return f"({' AND '.join(syarat)})" if syarat else "true"

    def atau(self, *syarat: str) -> str:
        return f"({' OR '.join(syarat)})" if syarat else "false"

    def bukan(self, syarat: str) -> str:
        return f"(NOT {syarat})"


def peristiwa_berlaku(orang: str, jenis: str, bulan: date) -> str:
    """SQL: an event of this kind ended the programme for the person ``orang`` by ``bulan``.

    ``orang`` and ``jenis`` (a comparison) are SQL of ours.
    """
    return _PERISTIWA.format(orang=orang, jenis=jenis, bulan=bulan)


def lahir_batas(pada: date) -> date:
    """The latest birthday of who reaches 65 in ``pada``'s month: that month is paid no more."""
    akhir = akhir_bulan(pada)
    return akhir_bulan(date(akhir.year - USIA_BATAS, akhir.month, 1))


@dataclass(frozen=True)
class BukuOrang:
    """The same of one person in Python: the payment date of each live month, None if unpaid.

    ``tempo`` holds the due days of months whose kode iuran has one.
    """

    pada: date
    baris: Mapping[date, date | None]
    tempo: Mapping[date, date]
    sudah_meninggal: bool
    sudah_gugur: bool
    sudah_keluar: bool
    pernah_dibayar: bool
    baru_dibayar: bool

    def ada(self, n: int) -> bool:
        return self._bulan(n) in self.baris

    def lunas(self, n: int, hari: date) -> bool:
        dibayar = self.baris.get(self._bulan(n))
        return dibayar is not None and dibayar <= hari

    def utang(self, n: int, hari: date) -> bool:
        return self.ada(n) and not self.lunas(n, hari)

    def dini(self, n: int) -> bool:
        return self.tempo.get(self._bulan(n), date.max) < self.pada

    def longgar(self, n: int) -> bool:
        return self.tempo.get(self._bulan(n), date.min) >= self.pada

    def tiga(self, n: int, hari: date) -> bool:
        return tiga_utang(self, n, hari)

    def pernah(self, n: int | None) -> bool:
        return self.pernah_dibayar if n is None else self.baru_dibayar

    def meninggal(self) -> bool:
        return self.sudah_meninggal

    def gugur(self) -> bool:
        return self.sudah_gugur

    def keluar(self) -> bool:
        return self.sudah_keluar

    def sekali(self, tanya: Callable[[BukuOrang], bool]) -> bool:
        return tanya(self)

    def dan(self, *syarat: bool) -> bool:
        return all(syarat)

    def atau(self, *syarat: bool) -> bool:
        return any(syarat)

    def bukan(self, syarat: bool) -> bool:
        return not syarat

    def _bulan(self, n: int) -> date:
        return tambah_bulan(awal_bulan(self.pada), -n)
