"""Random histories in which grants are shortened, moved and taken back; see test_riwayat_acak."""

from collections import Counter

import pytest

from tests.iuran.riwayat.perubahan import Perubahan
from tests.iuran.test_riwayat_acak import Riwayat, jalankan, mencapai


class Berubah(Perubahan, Riwayat):
    """Everything that happens, and changes of grants."""

    terjadi = Counter()


@pytest.mark.lambat
def test_no_change_of_grants_breaks_the_ledger(db):
    jalankan(Berubah)

    mencapai(Berubah, "pendekkan bantuan", "gabung")
