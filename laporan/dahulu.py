"""The tables of the figures as they were known at a moment, each under its own name.

A figure has two clocks: the day it speaks of (``pada``), and the day on which we knew it. Here the
second one is turned back, once for every measure. Inside :func:`sebagaimana_diketahui` temporary
views stand before the tables, so that the very queries of today read what stood there then.
Outside of it nothing changes, and no query is slower (ADR 0018).

Each row was made at a moment. What changes later keeps its earlier contents: events of the history
library (``diubah``, ``lepas``), corrections of payments, moves of the status. Names of kelurahan,
occupations and sources are read as they are now.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from iuran.models import (
    Bantuan,
    Iuran,
    Janji,
    PegawaiOPD,
    Pembayaran,
    PenempatanOPD,
    Penyumbang,
    PerubahanPagu,
    SaldoAwal,
    Tagihan,
    TargetOPD,
)
from laporan.models import DataCakupan, Target
from peserta.models import Peristiwa, Peserta, RiwayatStatus
from pijar.bulan import besok
from pijar.keadaan import saat_lain
from pijar.replika import di_utama
from verifikasi.models import Penggabungan

# The contents that a row had at the moment: those before its first change since then.
SEMULA = """
    SELECT DISTINCT ON (pgh_obj_id) * FROM {skema}.{riwayat} WHERE pgh_created_at >= {saat}
    ORDER BY pgh_obj_id, pgh_created_at, pgh_id
"""
STATUS_SEMULA = """
    SELECT DISTINCT ON (peserta_id) peserta_id, dari FROM {skema}.peserta_riwayatstatus
    WHERE pada >= {saat} ORDER BY peserta_id, id
"""
KOREKSI = """
    SELECT DISTINCT ON (pembayaran_id) pembayaran_id, nomor_lama, tanggal_lama
    FROM {skema}.iuran_koreksipembayaran WHERE status = 'dikonfirmasi' AND diputus_pada >= {saat}
    ORDER BY pembayaran_id, diputus_pada, id
"""
# A row of the ledger is paid with its bill.
DIBAYAR = """
    SELECT DISTINCT ON (a.tagihan_id) a.tagihan_id, b.id AS pembayaran_id
    FROM {skema}.iuran_alokasipembayaran a
    JOIN {skema}.iuran_pembayaran b ON b.id = a.pembayaran_id AND b.dibuat_pada < {saat}
    LEFT JOIN {skema}.iuran_koreksipembayaran k ON k.id = b.koreksi_id
    WHERE b.status = 'berlaku' OR k.diputus_pada >= {saat}
    ORDER BY a.tagihan_id, b.id DESC
"""


@dataclass(frozen=True)
class Cabang:
    """Rows that were there at the moment, and their columns that differ from today's."""

    ada: str
    kolom: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bayangan:
    """One table in the past: ``t`` is today's row, ``sambung`` joins what it was."""

    model: type[Model]
    cabang: Sequence[Cabang]
    sambung: str = ""

    def sebagai_view(self) -> str:
        tabel = self.model._meta.db_table  # noqa: SLF001 - Django's public API
        bagian = " UNION ALL ".join(
            f"SELECT {self._kolom(c)} FROM {{skema}}.{tabel} t {self.sambung} WHERE {c.ada}"
            for c in self.cabang
        )
        return f"CREATE TEMP VIEW {tabel} AS {bagian}"

    def _kolom(self, cabang: Cabang) -> str:
        semua = [str(f.column) for f in self.model._meta.concrete_fields]  # noqa: SLF001 - as above
        return ", ".join(f"{cabang.kolom.get(k, f't.{k}')} AS {k}" for k in semua)


def _semula(model: type[Model], **lain: str) -> dict[str, str]:
    """The columns whose history is kept, from the joined row ``l`` where there is one."""
    riwayat = apps.get_model(model._meta.app_label, f"{model.__name__}Event")  # noqa: SLF001
    milik = {f.column for f in model._meta.concrete_fields}  # noqa: SLF001
    kolom = {f.column for f in riwayat._meta.concrete_fields} & milik  # noqa: SLF001
    berubah = {k: f"CASE WHEN l.pgh_id IS NULL THEN t.{k} ELSE l.{k} END" for k in kolom - {"id"}}
    return berubah | lain


def _berjejak(model: type[Model], lahir: str, sambung: str = "", **lain: str) -> Bayangan:
    """A table whose history library keeps every change."""
    return Bayangan(
        model,
        [Cabang(f"t.{lahir} < {{saat}}", _semula(model, **lain))],
        f"LEFT JOIN dahulu_{model.__name__.lower()} l ON l.pgh_obj_id = t.id {sambung}",
    )


def _dicabut(kolom: str) -> dict[str, str]:
    """A day of undoing that had not come yet."""
    return {kolom: f"CASE WHEN t.{kolom} < {{saat}} THEN t.{kolom} END"}


# Live rows first, by themselves: their partial index still serves. A civil servant's month was born
# with its paper, which it names for ever; it stands in no bill (ADR 0024).
DI_TAGIHAN = {
    "tagihan_id": "g.id",
    "pembayaran_id": "coalesce(y.pembayaran_id, "
    "CASE WHEN t.tagihan_id IS NULL THEN t.pembayaran_id END)",
}
HIDUP = DI_TAGIHAN | {
    "hidup": "true",
    "alasan_mati": "''::varchar",
    "mati_pada": "NULL::timestamptz",
}
MATI = DI_TAGIHAN | {
    "hidup": "false",
    "mati_pada": "coalesce(l.mati_pada, t.mati_pada)",
    "dicabut_pada": "CASE WHEN t.dicabut_pada < {saat} THEN t.dicabut_pada END",
}
# Dead at the moment, though it lives again now: what its history says of that time.
LALU_MATI = "coalesce(NOT l.hidup AND l.mati_pada < {saat}, false)"
BUKU = Bayangan(
    Iuran,
    [
        Cabang(f"t.hidup AND t.dibuat_pada < {{saat}} AND NOT {LALU_MATI}", HIDUP),
        Cabang(
            "NOT t.hidup AND t.mati_pada >= {saat} AND t.dibuat_pada < {saat}"
            f" AND NOT {LALU_MATI}",
            HIDUP,
        ),
        Cabang("NOT t.hidup AND t.mati_pada < {saat}", MATI),
        Cabang(f"(t.hidup OR t.mati_pada >= {{saat}}) AND {LALU_MATI}", MATI),
    ],
    "LEFT JOIN dahulu_iuran l ON l.pgh_obj_id = t.id "
    "LEFT JOIN {skema}.iuran_tagihan g ON g.id = coalesce(l.tagihan_id, t.tagihan_id) "
    "AND g.disusun_pada < {saat} LEFT JOIN dahulu_bayar y ON y.tagihan_id = g.id",
)
BAYAR = Bayangan(
    Pembayaran,
    [
        Cabang(
            "t.dibuat_pada < {saat}",
            {
                "nomor": "coalesce(k.nomor_lama, t.nomor)",
                "tanggal": "coalesce(k.tanggal_lama, t.tanggal)",
                "status": "CASE WHEN k.pembayaran_id IS NULL THEN t.status ELSE 'berlaku' END",
            },
        )
    ],
    "LEFT JOIN dahulu_koreksi k ON k.pembayaran_id = t.id",
)
BAYANGAN = (
    BUKU,
    BAYAR,
    _berjejak(Tagihan, "disusun_pada"),
    _berjejak(Bantuan, "dibuat_pada"),
    _berjejak(Target, "dibuat_pada"),
    _berjejak(DataCakupan, "dibuat_pada"),
    _berjejak(Janji, "dibuat_pada"),
    _berjejak(Penyumbang, "dibuat_pada"),
    _berjejak(PegawaiOPD, "dibuat_pada"),
    _berjejak(TargetOPD, "dibuat_pada"),
    _berjejak(PenempatanOPD, "dibuat_pada"),
    _berjejak(
        Peserta,
        "dibuat_pada",
        "LEFT JOIN dahulu_status s ON s.peserta_id = t.id",
        status="coalesce(nullif(s.dari, ''), t.status)",
    ),
    Bayangan(RiwayatStatus, [Cabang("t.pada < {saat}")]),
    Bayangan(Peristiwa, [Cabang("t.dibuat_pada < {saat}", _dicabut("dibatalkan_pada"))]),
    Bayangan(Penggabungan, [Cabang("t.digabung_pada < {saat}", _dicabut("dibatalkan_pada"))]),
    Bayangan(
        SaldoAwal,
        [
            Cabang(
                "t.dibuat_pada < {saat}",
                {
                    "status": "CASE WHEN t.diterapkan_pada >= {saat} THEN 'diperiksa' "
                    "ELSE t.status END"
                },
            )
        ],
    ),
    # A change that came later is there as a wish: it knows the ceiling that stood before it.
    Bayangan(
        PerubahanPagu,
        [
            Cabang(
                "true",
                {"status": "CASE WHEN t.diputus_pada < {saat} THEN t.status ELSE 'diusulkan' END"},
            )
        ],
    ),
)
TETAP = (
    "iuran_alokasipembayaran",  # which payment pays which bill; only whether it still does changes
    "iuran_barisberkas",  # an extension is unanswered by the days of its file and its answer
    "iuran_barissaldoawal",
    "iuran_berkasbpjs",
    "iuran_daftarbpjs",  # what BPJS's lists say is a risk of today only
    "iuran_kirimanberkas",
    "iuran_klaim",  # a claim counts by the days of its steps
    "iuran_opd",
    "iuran_riwayatklaim",
    "iuran_sumberdana",
    "iuran_syaratsumber",
    "iuran_tarif",  # what an extension costs is told at today's tariff
    "iuran_titikrekonsiliasi",
    "peserta_kecamatan",
    "peserta_kelurahan",
    "peserta_pekerjaan",
)
"""Tables that the figures read as they are now: what counts in them is never changed."""

BERJEJAK = (
    *(Iuran, Tagihan, Bantuan, Target, DataCakupan, Peserta),
    *(Janji, Penyumbang, PenempatanOPD, PegawaiOPD, TargetOPD),
)
SISIPAN = {
    **{
        f"dahulu_{m.__name__.lower()}": (
            SEMULA.replace("{riwayat}", f"{m._meta.db_table}event"),  # noqa: SLF001 - as above
            "pgh_obj_id",
        )
        for m in BERJEJAK
    },
    "dahulu_status": (STATUS_SEMULA, "peserta_id"),
    "dahulu_koreksi": (KOREKSI, "pembayaran_id"),
    "dahulu_bayar": (DIBAYAR, "tagihan_id"),
}
"""Small tables of what changed since the moment, and the column that the views join."""


@contextmanager
def sebagaimana_diketahui(saat: date | None) -> Iterator[None]:
    """Read every figure as it was known at ``saat``: the end of that day, or a moment of it.

    None is now, and costs nothing. Only reads: whatever is asked must be answered before the block
    ends. Moments do not nest. Always by the primary: a replica makes no views.
    """
    if saat is None:
        yield
        return
    with di_utama(), transaction.atomic(), saat_lain():
        _jalankan(_pasang(), saat)
        yield
        _jalankan(_lepas(), saat)


def _pasang() -> Iterator[str]:
    for nama, (isi, kunci) in SISIPAN.items():
        yield f"CREATE TEMP TABLE {nama} AS {isi}"
        yield f"CREATE INDEX ON {nama} ({kunci})"
        yield f"ANALYZE {nama}"
    yield from (b.sebagai_view() for b in BAYANGAN)


def _lepas() -> Iterator[str]:
    tabel = (b.model._meta.db_table for b in BAYANGAN)  # noqa: SLF001 - Django's public API
    yield "DROP VIEW " + ", ".join(f"pg_temp.{t}" for t in tabel)
    yield "DROP TABLE " + ", ".join(f"pg_temp.{t}" for t in SISIPAN)


def _jalankan(perintah: Iterator[str], saat: date) -> None:
    batas = saat if isinstance(saat, datetime) else besok(saat)
    with connection.cursor() as kursor:
        kursor.execute("SELECT current_schema()")
        isi = {"skema": kursor.fetchone()[0], "saat": f"'{batas.isoformat()}'::timestamptz"}
        kursor.execute("; ".join(satu.format_map(isi) for satu in perintah))
