"""Undo an applied import: its people stop, its changes go back, as long as nothing went further."""

from typing import Any

from django.db import connection

from peserta.bersih.nama import nama_cari
from peserta.impor.banding import ISI_LAMA
from peserta.models import BISA_DIUBAH, Impor

_TERGABUNG = """(p.digabung_ke_id IS NOT NULL
    OR EXISTS (SELECT FROM peserta_peserta k WHERE k.digabung_ke_id = p.id))"""
_SUDAH_LANJUT = f"""
SELECT
    (SELECT count(*) FROM peserta_peserta p
       WHERE p.impor_id = %(impor)s AND (p.status <> 'draf' OR {_TERGABUNG}))
    + (SELECT count(*) FROM peserta_peserta p JOIN peserta_barisimpor b ON b.peserta_id = p.id
       WHERE b.impor_id = %(impor)s AND b.dipilih AND ({_TERGABUNG} OR NOT p.status = ANY(%(boleh)s)
           OR p.status = 'layak'
           AND b.perubahan ?| array['nama', 'tanggal_lahir', 'jenis_kelamin']))
"""
_ORANG_BARU = "SELECT id FROM peserta_peserta WHERE impor_id = %(impor)s ORDER BY id FOR UPDATE"
_KEMBALIKAN = f"""
UPDATE peserta_peserta p SET {ISI_LAMA}, diubah_pada = now()
FROM peserta_barisimpor b
WHERE b.impor_id = %(impor)s AND b.dipilih AND p.id = b.peserta_id AND b.perubahan <> '{{}}'
RETURNING p.id, p.nama, b.perubahan ? 'nama'
"""
# Not executemany: the history's context cannot be put before it.
_NAMA_CARI = """
UPDATE peserta_peserta p SET nama_cari = lama.kunci
FROM unnest(%s::bigint[], %s::text[]) AS lama (id, kunci) WHERE p.id = lama.id
"""


def jumlah_lanjut(impor: Impor) -> int:
    """How many people of ``impor`` have gone further than draf, were merged with others, or may
    no longer be changed.

    Who was found layak under the name that the import brought may not get the old one back.
    """
    with connection.cursor() as kursor:
        kursor.execute(_SUDAH_LANJUT, _isi(impor))
        return int(kursor.fetchone()[0])


def orang_baru(impor: Impor) -> list[int]:
    """Ids of the people that ``impor`` brought in, locked."""
    with connection.cursor() as kursor:
        kursor.execute(_ORANG_BARU, _isi(impor))
        return [pk for (pk,) in kursor.fetchall()]


def kembalikan_isi(impor: Impor) -> int:
    """Put back the old values that nobody has changed since; returns how many people."""
    with connection.cursor() as kursor:
        kursor.execute(_KEMBALIKAN, _isi(impor))
        orang = kursor.fetchall()
        nama = {pk: nama_cari(nama) for pk, nama, berubah in orang if berubah}
        kursor.execute(_NAMA_CARI, [[*nama], [*nama.values()]])
    return len(orang)


def _isi(impor: Impor) -> dict[str, Any]:
    return {"impor": impor.pk, "boleh": sorted(BISA_DIUBAH)}
