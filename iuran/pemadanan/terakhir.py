"""The last check of every person: what a list adds when it is put to use, what it takes away."""

from typing import Any

from django.db import connection

from iuran.models import DaftarPadanan, JenisPemadanan
from iuran.models.baris_padanan import MENENTUKAN
from pijar.kunci import Kunci

# The newest list counts, person by person: by its own day, then by its number.
PASANG = """
    INSERT INTO iuran_padananorang (peserta_id, jenis, hasil, tanggal, daftar_id, baris_id)
    SELECT b.peserta_id, %(jenis)s, b.hasil, %(tanggal)s, b.daftar_id, b.id
    FROM iuran_barispadanan b
    WHERE b.daftar_id = %(daftar)s AND b.hasil = ANY(%(hasil)s)
    ON CONFLICT (peserta_id, jenis) DO UPDATE
    SET hasil = excluded.hasil, tanggal = excluded.tanggal,
        daftar_id = excluded.daftar_id, baris_id = excluded.baris_id
    WHERE (iuran_padananorang.tanggal, iuran_padananorang.daftar_id)
        < (excluded.tanggal, excluded.daftar_id)
"""
KEMBALIKAN = """
    UPDATE iuran_padananorang p
    SET hasil = l.hasil, tanggal = l.tanggal, daftar_id = l.daftar_id, baris_id = l.id
    FROM (
        SELECT DISTINCT ON (b.peserta_id) b.peserta_id, b.hasil, d.tanggal, b.daftar_id, b.id
        FROM iuran_barispadanan b JOIN iuran_daftarpadanan d ON d.id = b.daftar_id
        WHERE d.jenis = %(jenis)s AND d.status = 'diterapkan' AND d.id <> %(daftar)s
            AND b.hasil = ANY(%(hasil)s) AND b.peserta_id IN (
                SELECT peserta_id FROM iuran_padananorang WHERE daftar_id = %(daftar)s)
        ORDER BY b.peserta_id, d.tanggal DESC, d.id DESC
    ) l
    WHERE p.daftar_id = %(daftar)s AND p.peserta_id = l.peserta_id
"""
LEPAS = "DELETE FROM iuran_padananorang WHERE daftar_id = %(daftar)s"


def pasang(daftar: DaftarPadanan) -> int:
    """Make the rows of ``daftar`` the last checks, except where a newer list stands.

    Returns the number of people whose last check it is.
    """
    return _jalankan(daftar, PASANG)


def lepas(daftar: DaftarPadanan) -> None:
    """Give everybody back the check before ``daftar``, or none."""
    _jalankan(daftar, KEMBALIKAN, LEPAS)


def _jalankan(daftar: DaftarPadanan, *perintah: str) -> int:
    Kunci.PADANAN.pegang(JenisPemadanan.values.index(daftar.jenis))
    isi: dict[str, Any] = {
        "daftar": daftar.pk,
        "jenis": daftar.jenis,
        "tanggal": daftar.tanggal,
        "hasil": [h.value for h in MENENTUKAN],
    }
    with connection.cursor() as kursor:
        for sql in perintah:
            kursor.execute(sql, isi)
        banyak: int = kursor.rowcount
        kursor.execute("ANALYZE iuran_padananorang")
    return banyak
