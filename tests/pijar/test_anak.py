"""Processes that open files from outside: what they may use, and how their end is told."""

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pijar.anak import Anak, AnakGagalError, AnakMenolakError, Batas, Sebab, jalankan

PROGRAM = "tests.pijar.program_anak"
BATAS = Batas(memori=256 << 20, detik=1, tunggu=20, keluaran=1 << 20)


def hasil(apa, masukan=b"", batas=BATAS):
    return jalankan(PROGRAM, [apa], masukan, batas)


def sebab(apa, batas=BATAS):
    with pytest.raises(AnakGagalError) as galat:
        hasil(apa, batas=batas)
    return galat.value.sebab


def test_it_gets_the_input_and_gives_the_answer():
    assert hasil("sama", b"isi" * 100_000) == b"isi" * 100_000


def test_it_refuses_with_a_word():
    with pytest.raises(AnakMenolakError, match="rusak"):
        hasil("tolak")


@pytest.mark.parametrize(
    ("apa", "karena"),
    [
        ("memori", Sebab.MEMORI),
        ("putar", Sebab.LAMA),
        ("galat", Sebab.MATI),
        ("mati", Sebab.MATI),
        ("dibunuh", Sebab.DIBUNUH),
        ("diam", Sebab.MATI),
        ("banyak", Sebab.KELUARAN),
        ("bohong", Sebab.KELUARAN),
    ],
)
def test_its_end_is_told_by_its_reason(apa, karena):
    assert sebab(apa) is karena


def test_only_the_waiting_for_it_counts():
    anak = Anak(PROGRAM, ["ulang"], replace(BATAS, tunggu=3))
    for _ in range(4):
        anak.minta("lagi")
        assert anak.terima() == b"lagi"
        time.sleep(0.9)  # the parent has work of its own

    anak.minta("tidur")
    with pytest.raises(AnakGagalError) as galat:
        anak.terima()

    assert galat.value.sebab is Sebab.LAMA


def test_it_knows_no_secret_loads_no_framework_and_writes_no_file(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia")

    terlihat = json.loads(hasil("lihat"))

    assert terlihat["lingkungan"] in ([], ["LC_CTYPE"])
    assert not {"django", "celery", "openpyxl"} & {*terlihat["pustaka"]}
    assert terlihat["berkas"] < 100_000


def test_it_ends_when_nobody_refers_to_it():
    anak = Anak(PROGRAM, ["ulang"], BATAS)
    pid = anak.pid
    assert Path(f"/proc/{pid}").exists()

    del anak

    assert not Path(f"/proc/{pid}").exists()


def test_a_dead_one_says_so_at_the_next_question():
    anak = Anak(PROGRAM, ["ulang"], BATAS)
    os.kill(anak.pid, 9)
    anak.minta("lagi")

    for _ in range(2):
        with pytest.raises(AnakGagalError):
            anak.terima()
        anak.minta("lagi")
