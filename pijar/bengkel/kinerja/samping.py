"""What runs beside a measurement: the worker of an installation, and somebody who writes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import sleep

from django.conf import settings
from django.db import connections

from pijar.celery import app

PEKERJA = ("celery", "-q", "-A", "pijar", "worker", "--pool=solo", "--loglevel=ERROR")


@contextmanager
def proses(*perintah: str, **lingkungan: str) -> Iterator[None]:
    """A process of the application, until the block ends."""
    satu = subprocess.Popen(  # noqa: S603 - our own command with our own words
        [sys.executable, "-m", *perintah],
        cwd=settings.BASE_DIR,
        env={**os.environ, "STATIC_DARI_SUMBER": "true", **lingkungan},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        satu.terminate()
        satu.wait()


@contextmanager
def pekerja() -> Iterator[None]:
    """The worker that counts what readers have found changed; what the sample left is no job."""
    app.control.purge()
    with proses(*PEKERJA):
        sleep(3)
        yield


@contextmanager
def penulis(tulisan: Iterator[object]) -> Iterator[None]:
    """Somebody who takes a step of ``tulisan``, which writes, each second until it ends."""
    selesai = Event()

    def menulis() -> None:
        for _ in tulisan:
            if selesai.wait(1):
                break
        connections.close_all()

    utas = Thread(target=menulis)
    utas.start()
    try:
        yield
    finally:
        selesai.set()
        utas.join()
