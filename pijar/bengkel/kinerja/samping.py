"""What runs beside a measurement: the worker of an installation, and somebody who writes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
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
    """Somebody who takes a step of ``tulisan``, which writes, each second until it ends.

    One who could not write fails the measurement: it would be that of a quiet database.
    """
    selesai = Event()

    def menulis() -> None:
        try:
            for _ in tulisan:
                if selesai.wait(1):
                    break
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as kolam:
        utas = kolam.submit(menulis)
        try:
            yield
        finally:
            selesai.set()
        utas.result()
