"""Find candidate pairs in the whole city with one statement that uses indexes.

A pair must share a birth date (perhaps with day and month swapped), a phone or a family card; or
kelurahan, start of the name and a similar mother. Pairs with unlike names (trigrams) are dropped.
"""

from typing import Any, NamedTuple

from django.db import connection

from peserta.duplikat.nilai import Nilai, Orang, nilai

RAMAI_HP = 8
"""A phone shared by more people than this belongs to an office, and gives no points."""
RAMAI_KK = 20
"""A family card shared by more people than this is a made-up number."""
NAMA_PALING_BEDA = 0.4
"""Lowest trigram similarity of two names; "M." for Muhammad still gives 0,43."""
NAMA_SEKELURAHAN = IBU_SEKELURAHAN = 0.5

_KOLOM = ", ".join(Orang._fields)
_LEBAR = len(Orang._fields)
_MILIK = ", ".join(f"{{0}}.{k}" for k in Orang._fields)

# Leaves out people stopped by the undo of their whole list: the corrected list reopens them.
_DITARIK = """({p}.status = 'berhenti' AND EXISTS (
    SELECT FROM peserta_impor i WHERE i.id = {p}.impor_id AND i.status = 'dibatalkan'))"""
_CALON = f"""
WITH baru AS MATERIALIZED (
    SELECT {_KOLOM} FROM peserta_peserta
    WHERE id = ANY(%(orang)s::bigint[]) AND digabung_ke_id IS NULL
), hp_ramai AS MATERIALIZED (
    SELECT hp FROM peserta_peserta
    WHERE hp <> '' AND hp IN (SELECT hp FROM baru) AND digabung_ke_id IS NULL
    GROUP BY hp HAVING count(*) > %(ramai_hp)s
), kk_ramai AS MATERIALIZED (
    SELECT no_kk FROM peserta_peserta
    WHERE no_kk <> '' AND no_kk IN (SELECT no_kk FROM baru) AND digabung_ke_id IS NULL
    GROUP BY no_kk HAVING count(*) > %(ramai_kk)s
), sepasang AS (
    SELECT a.id AS a, b.id AS b FROM baru a
    JOIN peserta_peserta b ON b.tanggal_lahir = a.tanggal_lahir
    WHERE similarity(a.nama_cari, b.nama_cari) >= %(nama)s
    UNION
    SELECT a.id, b.id FROM (
        SELECT id, nama_cari, extract(year FROM tanggal_lahir)::int AS tahun,
            extract(month FROM tanggal_lahir)::int AS bulan,
            extract(day FROM tanggal_lahir)::int AS hari
        FROM baru
    ) a
    JOIN peserta_peserta b ON b.tanggal_lahir = make_date(a.tahun, a.hari, a.bulan)
    WHERE a.hari <= 12 AND a.hari <> a.bulan AND similarity(a.nama_cari, b.nama_cari) >= %(nama)s
    UNION
    SELECT a.id, b.id FROM baru a JOIN peserta_peserta b ON b.hp = a.hp AND b.hp <> ''
    WHERE similarity(a.nama_cari, b.nama_cari) >= %(nama)s
        AND a.hp NOT IN (SELECT hp FROM hp_ramai)
    UNION
    SELECT a.id, b.id FROM baru a JOIN peserta_peserta b ON b.no_kk = a.no_kk AND b.no_kk <> ''
    WHERE similarity(a.nama_cari, b.nama_cari) >= %(nama)s
        AND a.no_kk NOT IN (SELECT no_kk FROM kk_ramai)
    UNION
    SELECT a.id, b.id FROM baru a
    JOIN peserta_peserta b ON b.kelurahan_id = a.kelurahan_id
        AND left(b.nama_cari, 3) = left(a.nama_cari, 3)
    WHERE a.nama_ibu <> '' AND b.nama_ibu <> ''
        AND similarity(a.nama_cari, b.nama_cari) >= %(nama_sekelurahan)s
        AND similarity(a.nama_ibu, b.nama_ibu) >= %(ibu_sekelurahan)s
), pasangan AS (
    SELECT DISTINCT least(a, b) AS kiri, greatest(a, b) AS kanan FROM sepasang WHERE a <> b
)
SELECT {_MILIK.format("k")}, {_MILIK.format("n")}, similarity(k.nama_cari, n.nama_cari),
    k.hp IN (SELECT hp FROM hp_ramai), k.no_kk IN (SELECT no_kk FROM kk_ramai)
FROM pasangan
JOIN peserta_peserta k ON k.id = kiri JOIN peserta_peserta n ON n.id = kanan
WHERE k.digabung_ke_id IS NULL AND n.digabung_ke_id IS NULL
AND NOT {_DITARIK.format(p="k")} AND NOT {_DITARIK.format(p="n")} AND NOT EXISTS (
    SELECT FROM peserta_pasanganmirip m
    WHERE m.kiri_id = kiri AND m.kanan_id = kanan AND m.status <> 'menunggu'
)
ORDER BY kiri, kanan
"""


class Calon(NamedTuple):
    """Two people by id, the lower first, with points and reasons."""

    kiri: int
    kanan: int
    nilai: Nilai


def cari_calon(orang: list[int]) -> list[Calon]:
    """Find and rate possible duplicates of ``orang``, without the pairs already settled."""
    isi: dict[str, Any] = {
        "orang": orang,
        "ramai_hp": RAMAI_HP,
        "ramai_kk": RAMAI_KK,
        "nama": NAMA_PALING_BEDA,
        "nama_sekelurahan": NAMA_SEKELURAHAN,
        "ibu_sekelurahan": IBU_SEKELURAHAN,
    }
    with connection.cursor() as kursor:
        kursor.execute(_CALON, isi)
        return [_calon(baris) for baris in kursor]


def _calon(baris: tuple[Any, ...]) -> Calon:
    kiri, kanan = Orang(*baris[:_LEBAR]), Orang(*baris[_LEBAR : 2 * _LEBAR])
    serupa, hp_ramai, kk_ramai = baris[2 * _LEBAR :]
    hasil = nilai(kiri, kanan, serupa, hp_ramai=hp_ramai, kk_ramai=kk_ramai)
    return Calon(kiri.id, kanan.id, hasil)
