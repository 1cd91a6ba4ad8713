"""Undo an applied import: its people stop and its changes go back, but for those who went further.

Who was submitted, decided on, merged or changed again since is an exception: nothing of theirs
is touched, and their row says why.
"""

import json
from typing import Any, NamedTuple

from django.db import connection

from peserta.bersih.nama import nama_cari
from peserta.impor.banding import DIUBAH_LAGI, ISI_LAMA
from peserta.models import BISA_DIUBAH, Impor, Status

_TERGABUNG = """(p.digabung_ke_id IS NOT NULL
    OR EXISTS (SELECT FROM peserta_peserta k WHERE k.digabung_ke_id = p.id))"""
# Who was found layak under the name that the import brought may not get the old one back.
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
    WHERE b.impor_id = %(impor)s AND b.dipilih AND p.impor_id IS DISTINCT FROM %(impor)s
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
# Rows of newcomers do not know their person yet. A NIK may have been corrected since, even to one
# that another newcomer had: the first that is known of each is the one they came in with.
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
# Of the rows that stand: which stay, and why. A second time only the exceptions are looked at.
_PISAHKAN = f"""
WITH calon AS (
    SELECT b.id, p.status, p.impor_id = %(impor)s AS baru, CASE
        WHEN p.id IS NULL THEN 'impor_lain'
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
    ) || CASE WHEN c.sebab = '' THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object(
        'tingkat', 'peringatan', 'kode', 'tidak_dibatalkan', 'kolom', 'Status', 'nilai', '',
        'sebab', replace(%(kalimat)s::jsonb ->> c.sebab, '{{status}}',
            coalesce(%(label)s::jsonb ->> c.status, '')),
        'perbaikan', 'Perbaiki di halaman orangnya bila perlu.'
    )) END
FROM calon c WHERE b.id = c.id RETURNING b.id, b.peserta_id, coalesce(c.baru, false), b.tetap
"""
_KALIMAT = {
    "lanjut": "Tidak ikut dibatalkan: sudah {status}.",
    "digabung": "Tidak ikut dibatalkan: sudah digabung dengan orang lain.",
    "impor_lain": "Tidak ikut dibatalkan: setelah berhenti sudah didata lagi lewat impor lain.",
    "diubah_lagi": "Tidak ikut dibatalkan: datanya sudah diubah lagi.",
}
_KEMBALIKAN = f"""
UPDATE peserta_peserta p SET {ISI_LAMA}, diubah_pada = now()
FROM peserta_barisimpor b
WHERE b.impor_id = %(impor)s AND b.dipilih AND p.id = b.peserta_id AND b.perubahan <> '{{}}'
    AND (%(baris)s::bigint[] IS NULL OR b.id = ANY(%(baris)s::bigint[]))
RETURNING p.id, p.nama, b.perubahan ? 'nama'
"""
# Not executemany: the history's context cannot be put before it.
_NAMA_CARI = """
UPDATE peserta_peserta p SET nama_cari = lama.nama_cari
FROM unnest(%s::bigint[], %s::text[]) AS lama (id, nama_cari) WHERE p.id = lama.id
"""


class HitungBatal(NamedTuple):
    """How many people an undo would take back now, and how many have gone further."""

    bisa: int
    lanjut: int


class Pisahan(NamedTuple):
    """Rows that are undone now, the newcomers among their people, and how many rows stay."""

    baris: list[int]
    orang_baru: list[int]
    tetap: int


def hitung_batal(impor: Impor) -> HitungBatal:
    """What an undo of ``impor`` would meet."""
    with connection.cursor() as kursor:
        kursor.execute(_HITUNG, _isi(impor))
        return HitungBatal(*kursor.fetchone())


def kunci_orang(impor: Impor) -> None:
    """Lock everybody whom ``impor`` brought or changed: nobody is submitted meanwhile."""
    with connection.cursor() as kursor:
        kursor.execute(_KUNCI_ORANG, _isi(impor))


def orang_baru(impor: Impor) -> list[int]:
    """Ids of the people that ``impor`` brought in."""
    with connection.cursor() as kursor:
        kursor.execute(_ORANG_BARU, _isi(impor))
        return [pk for (pk,) in kursor.fetchall()]


def pisahkan(impor: Impor, *, lagi: bool) -> Pisahan:
    """Mark the rows that stay with their reason; ``lagi``: after an earlier partial undo."""
    isi = _isi(impor) | {
        "lagi": lagi,
        "kalimat": json.dumps(_KALIMAT),
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
    """Put back the old values that nobody has changed since; returns how many people.

    Only those of the rows ``baris`` (ids), where given.
    """
    with connection.cursor() as kursor:
        kursor.execute(_KEMBALIKAN, _isi(impor) | {"baris": baris})
        orang = kursor.fetchall()
        nama = {pk: nama_cari(nama) for pk, nama, berubah in orang if berubah}
        kursor.execute(_NAMA_CARI, [[*nama], [*nama.values()]])
    return len(orang)


def _isi(impor: Impor) -> dict[str, Any]:
    return {"impor": impor.pk, "boleh": sorted(BISA_DIUBAH)}
