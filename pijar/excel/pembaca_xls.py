"""What the reader of an old .xls does not tell: which rows are hidden."""

import struct
from collections.abc import Iterator

SEKTOR_AKHIR = 0xFFFFFFFA  # this and higher numbers name no sector
BUKU = {"workbook", "book"}
LEMBAR, AWAL, BARIS, AKHIR = 0x85, 0x809, 0x208, 0x0A  # kinds of records
TERSEMBUNYI = 0x20


def buku_kerja(isi: bytes) -> bytes:
    """The stream of the workbook in an OLE file. Raises struct.error, IndexError or ValueError."""
    (geser,) = struct.unpack_from("<H", isi, 30)
    jumlah_fat, direktori = struct.unpack_from("<II", isi, 44)
    sektor = [isi[n : n + (1 << geser)] for n in range(1 << geser, len(isi), 1 << geser)]
    fat = [
        satu
        for nomor in struct.unpack_from("<109I", isi, 76)[:jumlah_fat]
        for (satu,) in struct.iter_unpack("<I", sektor[nomor])
    ]
    entri = b"".join(rantai(sektor, fat, direktori))
    for n in range(0, len(entri), 128):
        panjang, awal, ukuran = struct.unpack_from("<64xH50xII", entri, n)
        if entri[n : n + panjang].decode("utf-16-le", "replace").rstrip("\0").lower() in BUKU:
            return b"".join(rantai(sektor, fat, awal))[:ukuran]
    raise ValueError("tanpa buku kerja")


def rantai(sektor: list[bytes], fat: list[int], awal: int) -> Iterator[bytes]:
    """The sectors of one stream."""
    for _ in sektor:  # a damaged chain may run in a circle
        if awal >= SEKTOR_AKHIR:
            return
        yield sektor[awal]
        awal = fat[awal]


def baris_sembunyi(buku: bytes) -> list[list[int]]:
    """The hidden rows of each sheet, counted from 1, in the order in which the book names them."""
    letak = [
        struct.unpack_from("<I", buku, n)[0] for jenis, n, _ in rekaman(buku, 0) if jenis == LEMBAR
    ]
    hasil = []
    for mulai in letak:
        baris = [
            struct.unpack_from("<H", buku, n)[0] + 1
            for jenis, n, panjang in rekaman(buku, mulai)
            if jenis == BARIS
            and panjang >= 14
            and struct.unpack_from("<H", buku, n + 12)[0] & TERSEMBUNYI
        ]
        hasil.append(sorted({*baris}))
    return hasil


def rekaman(buku: bytes, mulai: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of the records of one part, which charts may interrupt."""
    dalam = 0
    while mulai + 4 <= len(buku):
        jenis, panjang = struct.unpack_from("<HH", buku, mulai)
        yield jenis, mulai + 4, panjang
        dalam += (jenis == AWAL) - (jenis == AKHIR)
        if dalam <= 0:
            return
        mulai += 4 + panjang
