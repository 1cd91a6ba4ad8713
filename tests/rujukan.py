"""Reference data comes from migrations; a transactional test empties every table behind itself.

After such a test the data migrations are run again, so the next test finds what it expects.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.test import TransactionTestCase

KITA = {"pijar", "peserta", "iuran", "verifikasi", "laporan"}


def isi_ulang() -> None:
    """Run every data migration of ours, in the order of the graph."""
    graf = MigrationLoader(None).graph
    urutan = dict.fromkeys(
        simpul for daun in sorted(graf.leaf_nodes()) for simpul in graf.forwards_plan(daun)
    )
    for simpul in urutan:
        if simpul[0] not in KITA:
            continue
        for operasi in graf.nodes[simpul].operations:
            if isinstance(operasi, RunPython):
                operasi.code(apps, connection.schema_editor())


@pytest.fixture(autouse=True, scope="session")
def _rujukan_kembali() -> Iterator[None]:
    asli = TransactionTestCase._fixture_teardown

    def bereskan(self: TransactionTestCase) -> None:
        asli(self)
        isi_ulang()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", bereskan)
        yield
