"""The pages that only read are asked of the replica, when there is one."""

from contextlib import contextmanager

import pytest

from pijar import replika

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("alamat", ["/", "/laporan/", "/laporan/mutu/", "/laporan/rincian/"])
def test_a_page_that_only_reads_asks_the_replica(sekda_client, monkeypatch, alamat):
    ditanya = []

    @contextmanager
    def dari_replika(tulisan=""):
        ditanya.append(tulisan)
        yield True

    monkeypatch.setattr(replika, "ada_replika", lambda: True)
    monkeypatch.setattr(replika, "dari_replika", dari_replika)

    assert sekda_client.get(alamat).status_code == 200

    assert ditanya == [""]
