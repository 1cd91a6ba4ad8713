"""How large the city is, by which a page decides what it shows at once."""

from django.db import connection

BANYAK = 50_000  # people from whom on counting them takes longer than a page may


def kota_besar() -> bool:
    """Whether there are so many people, as PostgreSQL's own statistics say without counting."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT reltuples >= %s FROM pg_class WHERE oid = 'peserta_peserta'::regclass", [BANYAK]
        )
        return bool(kursor.fetchone()[0])
