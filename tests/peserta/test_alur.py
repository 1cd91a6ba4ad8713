"""The table of legal moves: every pair, the reason, and two officers at once."""

from contextlib import nullcontext
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from peserta.alur import pindahkan_banyak, pindahkan_status
from peserta.models import Peserta, RiwayatStatus, Status
from peserta.models.status import BATAL_BERHENTI, TRANSISI
from pijar.errors import TransisiDitolakError
from tests.factories import PesertaFactory
from tests.pemilik import tanpa_penjaga


@pytest.mark.parametrize(("dari", "ke"), [*product(Status, Status)])
def test_every_move(petugas, dari, ke):
    peserta = PesertaFactory(status=dari, kpj="00012345678")

    if ke in TRANSISI[dari]:
        diputus = (dari, ke) == (Status.DIAJUKAN, Status.LAYAK)  # by a case, which is not here
        with tanpa_penjaga() if diputus else nullcontext():
            pindahkan_status(peserta, ke, oleh=petugas, alasan="Sebab.")
        riwayat = RiwayatStatus.objects.get()
        assert (riwayat.dari, riwayat.ke, riwayat.oleh) == (dari, ke, petugas)
        assert riwayat.alasan == "Sebab."
        assert Peserta.objects.get().status == peserta.status == ke
    else:
        with pytest.raises(TransisiDitolakError, match="tidak dapat berubah"):
            pindahkan_status(peserta, ke, oleh=petugas, alasan="Sebab.")
        assert Peserta.objects.get().status == dari
        assert not RiwayatStatus.objects.exists()


@pytest.mark.parametrize(("dari", "ke"), [*product(Status, Status)])
def test_the_database_holds_the_same_table(db, dari, ke):
    peserta = PesertaFactory(status=dari, kpj="00012345678")
    sah = dari == ke or ke in TRANSISI[dari] or (dari == Status.BERHENTI and ke in BATAL_BERHENTI)

    if (dari, ke) == (Status.DIAJUKAN, Status.LAYAK):
        with pytest.raises(DatabaseError, match="menurut putusan"), transaction.atomic():
            Peserta.objects.filter(pk=peserta.pk).update(status=ke)
    elif sah:
        Peserta.objects.filter(pk=peserta.pk).update(status=ke)
    else:
        with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
            Peserta.objects.filter(pk=peserta.pk).update(status=ke)


def test_second_officer_loses(petugas):
    peserta = PesertaFactory(status=Status.DIAJUKAN)
    salinan = Peserta.objects.get()
    pindahkan_status(peserta, Status.DIKEMBALIKAN, oleh=petugas, alasan="Kurang KTP.")

    with pytest.raises(TransisiDitolakError):
        pindahkan_status(salinan, Status.TIDAK_LAYAK, oleh=petugas, alasan="Terlambat.")

    assert [r.ke for r in RiwayatStatus.objects.all()] == [Status.DIKEMBALIKAN]


def test_many_move_at_once_and_others_stay(petugas, django_assert_num_queries):
    orang = PesertaFactory.create_batch(3)
    lain = PesertaFactory(status=Status.LAYAK)

    with django_assert_num_queries(3):
        jumlah = pindahkan_banyak(
            [*(p.pk for p in orang), lain.pk], dari=Status.DRAF, ke=Status.DIAJUKAN, oleh=petugas
        )

    assert jumlah == RiwayatStatus.objects.count() == 3
    assert Peserta.objects.get(pk=lain.pk).status == Status.LAYAK


def test_many_refuse_an_illegal_move(petugas):
    with pytest.raises(TransisiDitolakError):
        pindahkan_banyak([1], dari=Status.DRAF, ke=Status.LAYAK, oleh=petugas)


def test_history_of_many_is_kept_in_one_pass(db):
    """A trigger made anew has forgotten it: repeat the last statement of 0001_skema_orang then."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT proname, proconfig FROM pg_proc WHERE prosrc LIKE '%JOIN new_values%'"
        )
        fungsi = dict(kursor.fetchall())

    assert fungsi
    assert {*map(str, fungsi.values())} == {"['enable_nestloop=off']"}
