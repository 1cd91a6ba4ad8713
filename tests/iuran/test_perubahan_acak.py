"""Random histories in which grants are shortened, moved and taken back; see test_riwayat_acak."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.iuran.riwayat.dunia import bangun
from tests.iuran.riwayat.perubahan import Perubahan
from tests.iuran.test_riwayat_acak import BAGIAN, LANGKAH, Riwayat


class Berubah(Perubahan, Riwayat):
    """Everything that happens, and changes of grants."""

    terjadi = Counter()


@pytest.mark.lambat
def test_no_change_of_grants_breaks_the_ledger(db):
    Berubah.kota = bangun()

    run_state_machine_as_test(
        Berubah,
        settings=settings(
            max_examples=max(1, settings().max_examples // BAGIAN),
            stateful_step_count=LANGKAH,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert {"pendekkan bantuan", "pindah bantuan"} <= Berubah.terjadi.keys()
