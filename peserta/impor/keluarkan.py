"""SQL that undoes an applied import: newcomers are found, changed people get old values back.

A person submitted, decided on, merged or changed again since then is an exception: the undo leaves
their data as it is, and their row says why.
"""

import json
from typing import Any, NamedTuple

from django.db import connection

from peserta.bersih.nama import nama_cari
from peserta.impor.banding import DIUBAH_LAGI, ISI_LAMA
from peserta.impor.kalimat import alasan_sql, kalimat_json
from peserta.models import BISA_DIUBAH, Impor, Status

_TERGABUNG = """(p.digabung_ke_id IS NOT NULL
    OR EXISTS (SELECT FROM peserta_peserta k WHERE k.digabung_ke_id = p.id))"""
# A person found layak with the name from the import keeps that name.
_LANJUT = """(NOT p.status = ANY(%(boleh)s) OR p.status = 'layak'
    AND b.perubahan ?| array['nama', 'tanggal_lahir', 'jenis_kelamin'])"""
_HITUNG = f"""
SELECT count(*) FILTER (WHERE bisa), count(*) FILTER (WHERE lanjut) FROM (
    SELECT p.status = 'draf' AND NOT {_TERGABUNG} AS bisa,
        p.status <> 'draf' OR {_TERGABUNG} AS lanjut
    FROM peserta_peserta p WHERE p.impor_id = %(impor)s
    UNION ALL
    SELECT NOT {_TERGABUNG} AND NOT {_LANJUT} AND NOT ({DIUBAH_LAGI}),
        {_TERGABUNG} OR {_LANJUT}
    FROM peserta_barisimpor b JOIN peserta_peserta p ON p.id = b.peserta_id
    WHERE b.impor_id = %(impor)s AND b.dipilih AND b.vonis <> 'usul'
        AND p.impor_id IS DISTINCT FROM %(impor)s
    UNION ALL
    SELECT u.status = 'diusulkan', u.status = 'diterapkan'
    FROM peserta_perubahandata u WHERE u.impor_id = %(impor)s
) AS orang
"""
_KUNCI_ORANG = """
SELECT id FROM peserta_peserta WHERE id IN (
    SELECT id FROM peserta_peserta WHERE impor_id = %(impor)s
    UNION
    SELECT peserta_id FROM peserta_barisimpor WHERE impor_id = %(impor)s AND dipilih
) ORDER BY id FOR NO KEY UPDATE
"""
_ORANG_BARU = "SELECT id FROM peserta_peserta WHERE impor_id = %(impor)s"
# Connects rows of newcomers with their people, by the first NIK in each person's history: an
# officer may have corrected a NIK since, even to one that another newcomer had.
_HUBUNGKAN = """
UPDATE peserta_barisimpor b SET peserta_id = asal.id FROM (
    SELECT p.id, coalesce((
        SELECT e.nik FROM peserta_pesertaevent e WHERE e.pgh_obj_id = p.id
        ORDER BY e.pgh_id LIMIT 1
    ), p.nik) AS nik
    FROM peserta_peserta p
    WHERE p.impor_id = %(impor)s AND NOT EXISTS (
        SELECT FROM peserta_barisimpor lama
        WHERE lama.impor_id = %(impor)s AND lama.dipilih AND lama.peserta_id = p.id
    )
) AS asal
WHERE b.impor_id = %(impor)s AND b.dipilih AND b.peserta_id IS NULL AND b.nik = asal.nik
"""
_STATUS = {"status": "coalesce(%(label)s::jsonb ->> c.status, '')"}
# Marks the rows that stay, with the reason. A repeated undo looks only at those that stayed.
_PISAHKAN = f"""
WITH calon AS (
    SELECT b.id, p.status, p.impor_id = %(impor)s AS baru, CASE
        WHEN p.id IS NULL THEN 'didata_lagi'
        WHEN b.vonis = 'usul' THEN CASE WHEN EXISTS (
            SELECT FROM peserta_perubahandata u WHERE u.impor_id = %(impor)s
                AND u.peserta_id = p.id AND u.status = 'diterapkan'
        ) THEN 'usul_diterapkan' ELSE '' END
        WHEN {_TERGABUNG} THEN 'digabung'
        WHEN p.impor_id = %(impor)s AND p.status <> 'draf' THEN 'lanjut'
        WHEN p.impor_id = %(impor)s THEN ''
        WHEN {_LANJUT} THEN 'lanjut'
        WHEN {DIUBAH_LAGI} THEN 'diubah_lagi'
        ELSE ''
    END AS sebab
    FROM peserta_barisimpor b LEFT JOIN peserta_peserta p ON p.id = b.peserta_id
    WHERE b.impor_id = %(impor)s AND b.dipilih AND (b.tetap OR NOT %(lagi)s)
)
UPDATE peserta_barisimpor b SET tetap = c.sebab <> '',
    alasan = (
        SELECT coalesce(jsonb_agg(a), '[]') FROM jsonb_array_elements(b.alasan) a
        WHERE a ->> 'kode' <> 'tidak_dibatalkan'
    ) || CASE WHEN c.sebab = '' THEN '[]'::jsonb ELSE {
    alasan_sql("'tidak_dibatalkan'", _STATUS, kalimat="c.sebab", kolom="Status")
} END
FROM calon c WHERE b.id = c.id RETURNING b.id, b.peserta_id, coalesce(c.baru, false), b.tetap
"""
_KEMBALIKAN = f"""
UPDATE peserta_peserta p SET {ISI_LAMA}, diubah_pada = now()
FROM peserta_barisimpor b
WHERE b.impor_id = %(impor)s AND b.dipilih AND p.id = b.peserta_id AND b.perubahan <> '{{}}'
    AND b.vonis <> 'usul' AND (%(baris)s::bigint[] IS NULL OR b.id = ANY(%(baris)s::bigint[]))
RETURNING p.id, p.nama, b.perubahan ? 'nama'
"""
_TARIK = """
UPDATE peserta_perubahandata SET status = 'ditolak', diputus_oleh_id = %(oleh)s,
    diputus_pada = now(), alasan_putusan = 'Impor ' || impor_id || ' dibatalkan'
WHERE impor_id = %(impor)s AND status = 'diusulkan'
"""
# One statement instead of executemany, before which pghistory cannot put its context.
_NAMA_CARI = """
UPDATE peserta_peserta p SET nama_cari = lama.nama_cari
FROM unnest(%s::bigint[], %s::text[]) AS lama (id, nama_cari) WHERE p.id = lama.id
"""


class HitungBatal(NamedTuple):
    """How many people an undo would take back now, and how many cases have moved on."""

    bisa: int
    lanjut: int


class Pisahan(NamedTuple):
    """Rows to undo now, the newcomers among their people, and the number of rows that stay."""

    baris: list[int]
    orang_baru: list[int]
    tetap: int


def hitung_batal(impor: Impor) -> HitungBatal:
    """Count the people that an undo of ``impor`` would take back, and the exceptions."""
    with connection.cursor() as kursor:
        kursor.execute(_HITUNG, _isi(impor))
        return HitungBatal(*kursor.fetchone())


def kunci_orang(impor: Impor) -> None:
    """Lock everybody whom ``impor`` brought or changed, so that nobody submits them meanwhile."""
    with connection.cursor() as kursor:
        kursor.execute(_KUNCI_ORANG, _isi(impor))


def orang_baru(impor: Impor) -> list[int]:
    """Ids of the people that ``impor`` brought in."""
    with connection.cursor() as kursor:
        kursor.execute(_ORANG_BARU, _isi(impor))
        return [pk for (pk,) in kursor.fetchall()]


def pisahkan(impor: Impor, *, lagi: bool) -> Pisahan:
    """Mark the rows that stay, with the reason; ``lagi``: after an earlier partial undo."""
    isi = _isi(impor) | {
        "lagi": lagi,
        "kalimat": kalimat_json(),
        "label": json.dumps({kode: label.lower() for kode, label in Status.choices}),
    }
    with connection.cursor() as kursor:
        kursor.execute(_HUBUNGKAN, isi)
        kursor.execute(_PISAHKAN, isi)
        semua = kursor.fetchall()
    batal = [(baris, orang, baru) for baris, orang, baru, tetap in semua if not tetap]
    return Pisahan(
        [baris for baris, _, _ in batal],
        [orang for _, orang, baru in batal if baru],
        len(semua) - len(batal),
    )


def kembalikan_isi(impor: Impor, baris: list[int] | None = None) -> int:
    """Restore old values that nobody has changed since; return the number of people.

    ``baris`` (ids of rows) limits it to those rows; None means all.
    """
    with connection.cursor() as kursor:
        kursor.execute(_KEMBALIKAN, _isi(impor) | {"baris": baris})
        orang = kursor.fetchall()
        nama = {pk: nama_cari(nama) for pk, nama, berubah in orang if berubah}
        kursor.execute(_NAMA_CARI, [[*nama], [*nama.values()]])
    return len(orang)


def tarik_usulan(impor: Impor, *, oleh: int) -> int:
    """Withdraw the proposals of this list that nobody has decided; return their number."""
    with connection.cursor() as kursor:
        kursor.execute(_TARIK, {"impor": impor.pk, "oleh": oleh})
        return int(kursor.rowcount)


def _isi(impor: Impor) -> dict[str, Any]:
    return {"impor": impor.pk, "boleh": sorted(BISA_DIUBAH)}
