"""The parent of such a process: starts it, asks it, waits for it no longer than allowed.

A process of its own and no fork: a child of a worker would hold its database connection, its
secrets and all its memory, and the web server has threads. It is told nothing but its arguments
and ends with its parent: its input ends, or its next answer has nobody to go to.
"""

import os
import select
import signal
import subprocess
import sys
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pijar.anak.jawab import KELUAR_MEMORI, KEPALA, TOLAK

AWAL = Path(__file__).with_name("awal.py")
POTONGAN_TERBESAR = 64 << 20  # bytes of one answer
SEKALI_BACA = 1 << 20
AKHIR_SEBENTAR = 2.0  # seconds between its last answer and its end


class Sebab(Enum):
    """Why a child gave no answer."""

    LAMA = "lama"
    MEMORI = "memori"
    KELUARAN = "keluaran"
    MATI = "mati"
    DIBUNUH = "dibunuh"


class AnakGagalError(Exception):
    """The child ended, or was ended, without an answer."""

    def __init__(self, sebab: Sebab) -> None:
        super().__init__(sebab.value)
        self.sebab = sebab


class AnakMenolakError(Exception):
    """The child refuses the file; ``kata`` is a sentence, or the key of one."""

    def __init__(self, kata: str) -> None:
        super().__init__(kata)
        self.kata = kata


@dataclass(frozen=True)
class Batas:
    """What a child may use: bytes of address space, seconds, bytes of answers.

    ``tunggu``: for how many seconds the parent waits for its answers, all together.
    """

    memori: int
    detik: int = 25
    tunggu: float = 60
    keluaran: int = 512 << 20


class Anak:
    """One running child. It ends at :meth:`tutup`, or when nobody refers to it any more."""

    def __init__(
        self, program: str, argumen: list[str], batas: Batas, masukan: int = subprocess.PIPE
    ) -> None:
        simpanan = ["-X", f"pycache_prefix={sys.pycache_prefix}"] if sys.pycache_prefix else []
        batasan = [str(batas.memori), str(batas.detik)]
        self._proses = subprocess.Popen(  # noqa: S603 - our own program, and no shell
            [sys.executable, "-IB", *simpanan, str(AWAL), *batasan, program, *argumen],
            stdin=masukan,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
        )
        self._batas = batas
        self._sisa_tunggu = float(batas.tunggu)
        self._sisa_keluaran = batas.keluaran
        self.tutup = weakref.finalize(self, _akhiri, self._proses)

    @property
    def pid(self) -> int:
        return self._proses.pid

    def minta(self, kalimat: str) -> None:
        """Send a short line. Nothing happens if the child is dead: the next answer says so."""
        if (pipa := self._proses.stdin) and self.tutup.alive:
            with suppress(OSError):
                os.write(pipa.fileno(), f"{kalimat}\n".encode())

    def terima(self) -> bytes:
        """The next answer. Raises AnakMenolakError or AnakGagalError."""
        jenis, panjang = KEPALA.unpack(self._baca(KEPALA.size))
        if panjang > POTONGAN_TERBESAR or panjang > self._sisa_keluaran:
            raise self._gagal(Sebab.KELUARAN)
        self._sisa_keluaran -= panjang
        isi = self._baca(panjang)
        if jenis == TOLAK:
            self.tutup()
            raise AnakMenolakError(isi.decode())
        return isi

    def _baca(self, banyak: int) -> bytes:
        if not (pipa := self._proses.stdout) or not self.tutup.alive:
            raise AnakGagalError(Sebab.MATI)
        hasil = bytearray()
        while len(hasil) < banyak:
            self._tunggu(pipa.fileno())
            potong = os.read(pipa.fileno(), min(banyak - len(hasil), SEKALI_BACA))
            if not potong:
                raise self._gagal(self._sebab_mati())
            hasil += potong
        return bytes(hasil)

    def _tunggu(self, pipa: int) -> None:
        """Wait until there is something to read; only this waiting counts."""
        siap = select.poll()  # unlike select, it knows file numbers above 1.023
        siap.register(pipa, select.POLLIN)
        mulai = time.monotonic()
        if not siap.poll(max(self._sisa_tunggu, 0) * 1000):
            raise self._gagal(Sebab.LAMA)
        self._sisa_tunggu -= time.monotonic() - mulai

    def _sebab_mati(self) -> Sebab:
        try:
            kode = self._proses.wait(AKHIR_SEBENTAR)
        except subprocess.TimeoutExpired:
            return Sebab.MATI
        if kode == -signal.SIGXCPU:
            return Sebab.LAMA
        if kode == -signal.SIGKILL:  # not its own doing: the kernel, short of memory, or a person
            return Sebab.DIBUNUH
        return Sebab.MEMORI if kode in (KELUAR_MEMORI, -signal.SIGABRT) else Sebab.MATI

    def _gagal(self, sebab: Sebab) -> AnakGagalError:
        self.tutup()
        return AnakGagalError(sebab)


def jalankan(program: str, argumen: list[str], masukan: bytes, batas: Batas) -> bytes:
    """Give ``masukan`` to a child as its standard input; return its one answer."""
    berkas = os.memfd_create("masukan")
    try:
        with os.fdopen(os.dup(berkas), "wb") as isi:
            isi.write(masukan)
        os.lseek(berkas, 0, os.SEEK_SET)
        anak = Anak(program, argumen, batas, berkas)
    finally:
        os.close(berkas)
    try:
        return anak.terima()
    finally:
        anak.tutup()


def _akhiri(proses: subprocess.Popen[bytes]) -> None:
    proses.kill()
    for pipa in filter(None, (proses.stdin, proses.stdout)):
        pipa.close()
    proses.wait()
