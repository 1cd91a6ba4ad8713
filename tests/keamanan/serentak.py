"""Two people at the same moment, each with a connection of his own: one wins, nobody deadlocks.

The common pairs stand beside their actions; the tests here cross two actions, or take lists in
opposite order. Refusals are sentences, never database errors.
"""

import threading

from django.db import connection, transaction

from peserta.models import Peserta
from pijar.errors import AturanDilanggarError
from tests.menunggu import tunggu, yang_tertahan


def serentak(*kerja):
    """Run all at once; a refusal is a result, any other exception fails the test."""
    mulai = threading.Barrier(len(kerja))
    hasil: list[object] = [None] * len(kerja)
    rusak: list[Exception] = []

    def jalan(n, satu):
        try:
            mulai.wait(timeout=30)
            hasil[n] = _hasil(satu)
        except Exception as galat:  # noqa: BLE001 - shown by the test
            rusak.append(galat)
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=[n, k]) for n, k in enumerate(kerja)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(timeout=60)
    assert not any(u.is_alive() for u in utas)
    assert rusak == []
    return hasil


def ditolak(hasil):
    return [h for h in hasil if isinstance(h, AturanDilanggarError)]


def menyusul(kunci, kerja):
    """Hold the person ``kunci[0]``, let ``kerja`` run until it waits, then take the others too."""
    selesai, galat = threading.Event(), []

    def jalan():
        try:
            kerja()
        except Exception as salah:  # noqa: BLE001 - shown by the test
            galat.append(salah)
        finally:
            selesai.set()
            connection.close()

    utas = threading.Thread(target=jalan)
    with transaction.atomic():
        Peserta.objects.select_for_update().get(pk=kunci[0].pk)
        utas.start()
        tunggu(lambda: selesai.is_set() or yang_tertahan())
        for satu in kunci[1:]:
            type(satu).objects.select_for_update().get(pk=satu.pk)
    utas.join(timeout=60)
    assert selesai.is_set()
    assert galat == []


def bersusulan(pertama, kedua):
    """Begin ``kedua`` while the transaction of ``pertama`` is still open, then let both end.

    Returns both results; a refusal is a result, any other exception fails the test.
    """
    hasil: list[object] = [None, None]
    rusak: list[Exception] = []
    selesai = threading.Event()

    def di_belakang():
        try:
            hasil[1] = _hasil(kedua)
        except Exception as galat:  # noqa: BLE001 - shown by the test
            rusak.append(galat)
        finally:
            selesai.set()
            connection.close()

    utas = threading.Thread(target=di_belakang)
    with transaction.atomic():
        hasil[0] = _hasil(pertama)
        utas.start()
        tunggu(lambda: selesai.is_set() or yang_tertahan())
    utas.join(timeout=60)
    assert selesai.is_set()
    assert rusak == []
    return hasil


def _hasil(kerja):
    """What ``kerja`` returns, or the refusal that it raises."""
    try:
        return kerja()
    except AturanDilanggarError as galat:
        return galat
