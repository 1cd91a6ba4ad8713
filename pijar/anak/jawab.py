"""How a child answers: pieces with their length before them. Both sides read this file."""

import struct
import sys

KEPALA = struct.Struct(">cI")  # the kind of a piece, and how many bytes follow
ISI, TOLAK = b"I", b"T"
KELUAR_MEMORI, KELUAR_RUSAK = 5, 4


def jawab(isi: bytes, jenis: bytes = ISI) -> None:
    """Send one piece to the parent."""
    sys.stdout.buffer.write(KEPALA.pack(jenis, len(isi)) + isi)
    sys.stdout.buffer.flush()


def tolak(kata: str) -> None:
    """Tell the parent that the file is refused: a sentence, or the key of one."""
    jawab(kata.encode("utf-8", "replace"), TOLAK)
