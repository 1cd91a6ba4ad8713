"""BPJS accepts people for payment, from a month on, or takes that back: grants and their months.

A month in no bill dies with the reason. A month in a bill stays there, as money does, and its grant
remembers that BPJS did not accept it (``gugur``): it protects nobody and is not paid any more.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q

from iuran.buku.actions.iuran import buat_iuran
from iuran.models import Bantuan, StatusBantuan

# BPJS accepts a later month: a grant that ends before it never began, others begin later.
MULAI_KEMUDIAN = """
    UPDATE iuran_bantuan b
    SET status = CASE WHEN b.bulan_akhir < u.mulai THEN 'batal' ELSE b.status END,
        bulan_awal = CASE WHEN b.bulan_akhir < u.mulai THEN b.bulan_awal ELSE u.mulai END
    FROM unnest(%(peserta)s::bigint[], %(mulai)s::date[]) AS u(peserta_id, mulai)
    WHERE b.peserta_id = u.peserta_id AND b.status = 'ditetapkan' AND b.bulan_awal < u.mulai
"""
# A grant of the decree and its part after New Year; ``mulai`` NULL takes every month back.
RANTAI = """
    unnest(%(bantuan)s::bigint[], %(mulai)s::date[], %(alasan)s::text[])
        AS u(bantuan_id, mulai, alasan)
    JOIN iuran_bantuan a ON a.id = u.bantuan_id
    JOIN iuran_bantuan b ON b.peserta_id = a.peserta_id AND b.status IN ('berjalan', 'berhenti')
     AND (b.id = a.id OR (b.sambungan_dari_id = a.id AND b.nomor_sk = a.nomor_sk))
"""
# A month that BPJS refused and now accepts is no longer lost; without a first month none is.
PULIHKAN = """
    UPDATE iuran_bantuan x
    SET status = 'ditetapkan', bulan_awal = r.awal,
        gugur_dari = CASE WHEN x.gugur_dari < r.awal THEN x.gugur_dari END,
        gugur_pada = CASE WHEN x.gugur_dari < r.awal THEN x.gugur_pada END,
        gugur_sampai = CASE WHEN x.gugur_dari < r.awal
            THEN (r.awal - interval '1 month')::date END
    FROM (
        SELECT b.id, greatest(u.mulai, b.gugur_dari) AS awal
        FROM unnest(%(bantuan)s::bigint[], %(mulai)s::date[]) AS u(bantuan_id, mulai)
        JOIN iuran_bantuan a ON a.id = u.bantuan_id
        JOIN iuran_bantuan b ON b.peserta_id = a.peserta_id
         AND b.status IN ('ditetapkan', 'batal') AND b.gugur_sampai >= u.mulai
         AND (b.id = a.id OR (b.sambungan_dari_id = a.id AND b.nomor_sk = a.nomor_sk))
    ) r
    WHERE x.id = r.id
"""
MATIKAN = f"""
    UPDATE iuran_iuran i SET hidup = false, alasan_mati = left(u.alasan, 200)
    FROM {RANTAI}
    WHERE i.bantuan_id = b.id AND i.hidup AND i.tagihan_id IS NULL AND i.pembayaran_id IS NULL
      AND (u.mulai IS NULL OR i.bulan < u.mulai)
"""  # noqa: S608 - constants of this module only
GUGURKAN = f"""
    WITH tinggal AS (
        SELECT b.id, min(i.bulan) AS dari, max(i.bulan) AS sampai, count(*) AS n
        FROM {RANTAI}
        JOIN iuran_iuran i ON i.bantuan_id = b.id AND i.hidup
         AND (u.mulai IS NULL OR i.bulan < u.mulai)
        GROUP BY b.id
    ), tandai AS (
        UPDATE iuran_bantuan b SET gugur_dari = least(b.gugur_dari, t.dari),
            gugur_sampai = greatest(b.gugur_sampai, t.sampai), gugur_pada = %(pada)s
        FROM tinggal t WHERE b.id = t.id
    )
    SELECT coalesce(sum(n), 0) FROM tinggal
"""  # noqa: S608 - constants of this module only
# Taken back, the promise holds again for the months after those in a bill: none of them is left
# where all were. A later month only moves the beginning.
KEMBALIKAN = f"""
    UPDATE iuran_bantuan x
    SET status = CASE WHEN r.awal > x.bulan_akhir THEN 'batal'
                      WHEN r.mulai IS NULL THEN 'ditetapkan' ELSE x.status END,
        bulan_awal = CASE WHEN r.awal > x.bulan_akhir THEN x.bulan_awal ELSE r.awal END
    FROM (
        SELECT b.id, u.mulai, greatest(b.bulan_awal, coalesce(
            u.mulai, (b.gugur_sampai + interval '1 month')::date)) AS awal
        FROM {RANTAI} WHERE b.status = 'berjalan'
    ) r
    WHERE x.id = r.id
"""  # noqa: S608 - constants of this module only


# A lapsed person comes back by a new grant: what is left of the old one is never billed.
AKHIRI_BARIS = """
    UPDATE iuran_iuran i SET hidup = false, alasan_mati = left(%(alasan)s, 200)
    FROM unnest(%(peserta)s::bigint[], %(mulai)s::date[]) AS u(peserta_id, mulai)
    WHERE i.peserta_id = u.peserta_id AND i.hidup AND i.bulan >= u.mulai
      AND i.tagihan_id IS NULL AND i.pembayaran_id IS NULL
"""
AKHIRI_BANTUAN = """
    UPDATE iuran_bantuan b
    SET status = CASE WHEN b.bulan_awal >= u.mulai THEN 'batal' ELSE 'berhenti' END,
        bulan_akhir = CASE WHEN b.bulan_awal >= u.mulai THEN b.bulan_akhir
                           ELSE (u.mulai - interval '1 month')::date END
    FROM unnest(%(peserta)s::bigint[], %(mulai)s::date[]) AS u(peserta_id, mulai)
    WHERE b.peserta_id = u.peserta_id AND b.status = 'berjalan' AND b.bulan_akhir >= u.mulai
"""


class Terima(NamedTuple):
    """A person, the grant of their line, and the first month accepted (None: the grant's own)."""

    peserta_id: int
    bantuan_id: int
    mulai: date | None


class Batas(NamedTuple):
    """The first month that BPJS accepts for a grant, None for no month at all, and why."""

    bantuan_id: int
    mulai: date | None
    alasan: str


class BulanGugur(NamedTuple):
    """Months that died in no bill, and months in a bill that BPJS did not accept."""

    mati: int = 0
    ditagih: int = 0


@transaction.atomic
def terima_bayar(daftar: Sequence[Terima]) -> int:
    """Write the months of people whom BPJS accepts; returns how many rows are new.

    Only grants that wait are touched: a second call writes nothing. The caller has locked the
    people.
    """
    isi: dict[str, Any] = {
        "peserta": [t.peserta_id for t in daftar],
        "bantuan": [t.bantuan_id for t in daftar],
        "mulai": [t.mulai for t in daftar],
    }
    with connection.cursor() as kursor:
        kursor.execute(PULIHKAN, isi)
        kursor.execute(MULAI_KEMUDIAN, isi)
    milik = Q(pk__in=isi["bantuan"]) | Q(sambungan_dari__in=isi["bantuan"])
    menunggu = Bantuan.objects.filter(milik, status=StatusBantuan.DITETAPKAN)
    return buat_iuran(list(menunggu.values_list("pk", flat=True)))


@transaction.atomic
def batasi_bulan(daftar: Sequence[Batas], *, pada: datetime) -> BulanGugur:
    """Take back months that BPJS had accepted; the caller has locked the people.

    Where no month is accepted any more, the grant waits again as it did before (``ditetapkan``).
    """
    if not daftar:
        return BulanGugur()
    isi: dict[str, Any] = {
        "bantuan": [b.bantuan_id for b in daftar],
        "mulai": [b.mulai for b in daftar],
        "alasan": [b.alasan for b in daftar],
        "pada": pada,
    }
    with connection.cursor() as kursor:
        kursor.execute(MATIKAN, isi)
        mati = kursor.rowcount
        kursor.execute(GUGURKAN, isi)
        ditagih = int(kursor.fetchone()[0])
        kursor.execute(KEMBALIKAN, isi)
    return BulanGugur(mati, ditagih)


@transaction.atomic
def akhiri_sisa(mulai: Mapping[int, date], *, alasan: str) -> int:
    """End what is left of running grants from a month on, by person; returns how many months died.

    The caller has locked the people and made sure that no bill asks for one of these months.
    """
    isi: dict[str, Any] = {
        "peserta": list(mulai),
        "mulai": list(mulai.values()),
        "alasan": alasan,
    }
    with connection.cursor() as kursor:
        kursor.execute(AKHIRI_BARIS, isi)
        mati = kursor.rowcount
        kursor.execute(AKHIRI_BANTUAN, isi)
    return mati
