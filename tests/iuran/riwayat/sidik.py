"""The fingerprint of every table that an act may write: what is refused changes none of them."""

from functools import cache

from django.apps import apps
from django.db import connection

APLIKASI = ("pijar", "peserta", "iuran", "verifikasi", "laporan")
# Reference data that no act of these histories writes, and the largest of it.
TETAP = {"peserta_kelurahan", "peserta_kecamatan", "peserta_pekerjaan", "peserta_katapeserta"}


@cache
def _perintah() -> str:
    """One statement over all tables: a table's name, its rows, and a sum over their contents."""
    tabel = sorted({m._meta.db_table for m in apps.get_models() if m._meta.app_label in APLIKASI})
    return " UNION ALL ".join(
        f"SELECT '{t}', count(*), sum(hashtextextended(r::text, 0)) FROM {t} r"  # noqa: S608
        for t in tabel
        if t not in TETAP
    )


def sidik_semua() -> dict[str, tuple[int, object]]:
    """Of each table: its number of rows and their fingerprint."""
    with connection.cursor() as kursor:
        kursor.execute(_perintah())
        return {tabel: (n, isi) for tabel, n, isi in kursor.fetchall()}
