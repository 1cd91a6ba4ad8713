"""Send a job to the broker without letting a click wait for it."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from pijar.celery import app
from pijar.models import Tugas

log = logging.getLogger(__name__)
TUNGGU_BROKER = 0.8  # seconds; a click never waits for more than one
PENGIRIM = ThreadPoolExecutor(1, thread_name_prefix="kirim")
TERTAHAN: set[Future[Any]] = set()
"""The send that a silent broker holds: until it ends, no click tries again."""


def kirim(pk: int, jenis: str) -> bool:
    """Send job ``pk`` to the broker; False if it is down or hangs (the sweeper sends later).

    A thread sends, since a broker that takes the connection and says nothing would hold the click
    for ten seconds. Should it still arrive, the job is delivered twice, which is harmless.
    """
    if TERTAHAN:
        return False
    janji = PENGIRIM.submit(app.send_task, jenis, [pk], retry=False)
    try:
        janji.result(TUNGGU_BROKER)
    except (BrokerError, OSError):  # TimeoutError is one of these
        TERTAHAN.add(janji)
        janji.add_done_callback(TERTAHAN.discard)  # at once, if it is over
        janji.cancel()
        log.warning("broker tidak terjangkau, tugas %s menunggu", pk)
        return False
    Tugas.objects.filter(pk=pk).update(dikirim_pada=timezone.now())
    return True
