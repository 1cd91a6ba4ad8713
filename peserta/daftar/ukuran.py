"""Whether so much must be counted that a page shows its frame first (ADR 0022)."""

from django.db import connection

BANYAK = 50_000  # people from whom on counting them takes longer than a page may


def kota_besar() -> bool:
    """Whether there are so many people that a page which counts them takes long."""
    return tabel_besar("peserta_peserta", BANYAK)


def tabel_besar(tabel: str, banyak: int) -> bool:
    """Whether ``tabel`` has ``banyak`` rows, as PostgreSQL's statistics say without counting."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT reltuples >= %s FROM pg_class WHERE oid = %s::regclass", [banyak, tabel]
        )
        return bool(kursor.fetchone()[0])
