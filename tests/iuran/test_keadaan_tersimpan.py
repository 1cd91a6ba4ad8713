"""The list by cover reads kept states: as told, and never longer than allowed."""

import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from iuran import perlindungan as p
from iuran.perlindungan.cakupan import KEADAAN_LAIN
from peserta.models import JenisPeristiwa, Peristiwa, Peserta
from tests.factories import bayar, terdaftar

pytestmark = pytest.mark.django_db(transaction=True)
MEI, HARI = date(2026, 5, 1), date(2026, 5, 20)


@pytest.fixture
def dua():
    orang = [terdaftar(MEI, 2).peserta for _ in range(2)]
    with transaction.atomic():
        bayar(MEI, date(2026, 5, 10))
    return orang


def tersaring(pilihan: str) -> set[int]:
    semua = p.bercakupan_tersimpan(Peserta.objects.all(), pilihan, HARI)
    return set(semua.values_list("pk", flat=True))


def meninggal(orang: Peserta) -> None:
    Peristiwa.objects.create(
        peserta=orang, jenis=JenisPeristiwa.MENINGGAL, tanggal=date(2026, 4, 3)
    )


def test_a_death_takes_the_person_off_the_list_at_once_where_nothing_may_be_late(dua):
    assert tersaring("terlindungi") == {o.pk for o in dua}

    meninggal(dua[0])

    assert tersaring("terlindungi") == {dua[1].pk}


def test_the_list_may_be_as_late_as_the_setting_allows(dua, settings, monkeypatch):
    settings.ANGKA_TERLAMBAT = 10
    monkeypatch.setattr("pijar.simpanan.app.send_task", lambda *_, **__: None)
    assert tersaring("terlindungi") == {o.pk for o in dua}

    meninggal(dua[0])

    assert tersaring("terlindungi") == {o.pk for o in dua}
    settings.ANGKA_TERLAMBAT = 0
    assert tersaring("terlindungi") == {dua[1].pk}


def test_every_table_that_is_read_is_named(dua):
    with CaptureQueriesContext(connection) as tanya:
        KEADAAN_LAIN.hitung(HARI)
    semua = "".join(q["sql"] for q in tanya)
    tabel = set(re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z]+)"?', semua))
    assert tabel == {t.partition(".")[0] for t in KEADAAN_LAIN.tabel}
