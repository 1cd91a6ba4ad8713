"""Write very many rows with one statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# What the resting triggers of a watched table would have written (pijar.riwayat).
TANDAI = """
    INSERT INTO pijar_ubahan (tabel, xid, pada)
    SELECT tabel, pg_current_xact_id()::text::bigint, clock_timestamp() FROM unnest(%s) AS tabel
    ON CONFLICT DO NOTHING
"""


@contextmanager
def rujukan_terperiksa(*diamati: str) -> Iterator[None]:
    """Stop PostgreSQL's checks of foreign keys for the rows written in this block.

    The caller must have locked every referenced row (FOR KEY SHARE) in the same transaction, or
    have read it there where a trigger refuses to delete it: see docs/adr/0008 and 0023. Ordinary
    triggers of the written tables do not fire either; ``diamati`` are the written ones that kept
    figures read (ADR 0025), and ``table.id`` where they name its columns: they are marked here. A
    role without the right to SET session_replication_role gets the usual checks.
    """
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT set_config('session_replication_role', 'replica', true) "
            "WHERE has_parameter_privilege('session_replication_role', 'SET')"
        )
        boleh = kursor.rowcount
        yield  # after an error the caller's rollback restores the setting
        if boleh:
            kursor.execute("SET LOCAL session_replication_role = origin")
            if diamati:
                kursor.execute(TANDAI, [list(diamati)])
