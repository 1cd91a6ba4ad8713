"""A program for ``test_anak``: each word of its argument is one way to behave."""

import json
import os
import signal
import sys
import time
from contextlib import suppress
from tempfile import TemporaryFile

from pijar.anak.jawab import KEPALA, jawab, tolak


def putar():
    while True:
        pass


def galat():
    raise RuntimeError("a trace that nobody reads")


def ulang():
    for baris in sys.stdin.buffer:
        if baris == b"tidur\n":
            time.sleep(60)
        jawab(baris.strip())


def lihat():
    panjang = 0
    with suppress(OSError), TemporaryFile("wb", buffering=0) as berkas:
        for _ in range(20):
            panjang += berkas.write(b"x" * 50_000)
    isi = {"lingkungan": [*os.environ], "pustaka": [*sys.modules], "berkas": panjang}
    jawab(json.dumps(isi).encode())


CARA = {
    "sama": lambda: jawab(sys.stdin.buffer.read()),
    "tolak": lambda: tolak("rusak"),
    "memori": lambda: bytearray(1 << 30),
    "putar": putar,
    "galat": galat,
    "mati": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "dibunuh": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "diam": lambda: None,
    "banyak": lambda: jawab(b"x" * (2 << 20)),
    "bohong": lambda: sys.stdout.buffer.write(KEPALA.pack(b"I", 3 << 30)),
    "ulang": ulang,
    "lihat": lihat,
}


def utama(argumen):
    CARA[argumen[0]]()
