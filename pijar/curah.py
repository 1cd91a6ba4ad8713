"""Very many rows written by one statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def rujukan_terperiksa() -> Iterator[None]:
    """Write rows in this block without PostgreSQL's query for each of their foreign keys.

    Only where the caller has looked up and locked (FOR KEY SHARE) every row that is pointed to,
    in the same transaction: see docs/adr/0008. All ordinary triggers of the written tables rest
    too. A role without the right to SET session_replication_role gets the usual checks.
    """
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT set_config('session_replication_role', 'replica', true) "
            "WHERE has_parameter_privilege('session_replication_role', 'SET')"
        )
        boleh = kursor.rowcount
        yield  # after an error the rollback of the caller's block puts the setting back
        if boleh:
            kursor.execute("SET LOCAL session_replication_role = origin")
