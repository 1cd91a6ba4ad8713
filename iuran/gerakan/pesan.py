"""Texts for WhatsApp that an officer opens and sends by hand: names and months, no number.

UU 27/2022: no NIK, NIP or phone number goes into them or into their address. The address names no
receiver, so that WhatsApp asks for one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from iuran.gerakan.golongan import DISAMPAIKAN, Golongan
from iuran.gerakan.ingatkan import Ingatan
from peserta.bersih.alasan import tanpa_angka_panjang
from pijar.bulan import akhir_bulan, tanggal_panjang

ALAMAT = "https://wa.me/?text="
PANJANG_ALAMAT = 2_000  # characters of an address that every browser and phone opens
PANJANG_NAMA = 150  # of a name in it
ANGKA = re.compile(r"\d+")
PENUTUP = "Abaikan bila sudah dibayar atau diurus. Terima kasih."


class Pesan(NamedTuple):
    """One message; ``alamat`` opens WhatsApp with it."""

    teks: str

    @property
    def alamat(self) -> str:
        return ALAMAT + quote(self.teks)


def pesan_opd(opd: str, daftar: Iterable[Ingatan], pada: date) -> list[Pesan]:
    """What the personnel officer of an office passes on; a long list is several messages."""
    baris = [_baris_opd(i, pada) for i in daftar if i.golongan in DISAMPAIKAN]
    kepala = (
        f"Yth. pengelola kepegawaian {tanpa_angka_panjang(opd)},\n\n"
        f"Mohon disampaikan kepada penyumbang ASN/PNS Peduli (keadaan {tanggal_panjang(pada)}):\n"
    )
    ekor = f"\n{PENUTUP}"
    ruang = PANJANG_ALAMAT - _panjang(f"{kepala}{ekor}\n\n(pesan 000 dari 000)")
    bagian = list(_bagi(baris, ruang))
    return [
        Pesan(kepala + "".join(satu) + ekor + _bagian(n, len(bagian)))
        for n, satu in enumerate(bagian, 1)
    ]


def pesan_penyumbang(daftar: Sequence[Ingatan], pada: date) -> Pesan | None:
    """What one donor is told of his workers; None where he has nothing to do."""
    isi = [f"- {_nama(i.janji.peserta.nama)}: {_urusan(i, pada)}\n" for i in _disampaikan(daftar)]
    if not isi:
        return None
    nama = _nama(daftar[0].janji.penyumbang.nama)
    kepala = (
        f"Yth. {nama},\n\nTerima kasih telah melindungi pekerja rentan lewat ASN/PNS Peduli. "
        f"Keadaan {tanggal_panjang(pada)}:\n"
    )
    ekor = f"\n{PENUTUP}"
    muat = next(_bagi(isi, PANJANG_ALAMAT - _panjang(kepala + ekor)))
    return Pesan(kepala + "".join(muat) + ekor)


def _disampaikan(daftar: Iterable[Ingatan]) -> Iterable[Ingatan]:
    return (i for i in daftar if i.golongan in DISAMPAIKAN)


def _baris_opd(i: Ingatan, pada: date) -> str:
    penyumbang, pekerja = _nama(i.janji.penyumbang.nama), _nama(i.janji.peserta.nama)
    return f"- {penyumbang}, pekerja {pekerja}: {_urusan(i, pada)}\n"


def _urusan(i: Ingatan, pada: date) -> str:
    """What is to be done, with its months."""
    if i.bulan and i.tempo:
        tempo = tanggal_panjang(i.tempo)
        if pada > i.tempo:
            return f"segera bayar {i.kata_bulan}, sudah lewat jatuh tempo {tempo}"
        return f"bayar {i.kata_bulan}, paling lambat {tempo}"
    if i.golongan == Golongan.PUTUS:
        return "perlindungan terputus, hubungi kami untuk mendaftarkan ulang"
    habis = tanggal_panjang(akhir_bulan(i.keadaan.lunas_sampai or i.janji.sampai))
    return f"masa janji selesai {habis}, mohon kabar apakah dilanjutkan"


def _nama(nama: str) -> str:
    """A name for a message: whatever number somebody typed into it stays here."""
    rapi = " ".join(ANGKA.sub("", nama).split())
    while _panjang(rapi) > PANJANG_NAMA:
        rapi = rapi[:-1].strip()
    return rapi or "Bapak/Ibu"


def _bagi(baris: Iterable[str], ruang: int) -> Iterator[list[str]]:
    """The lines in parts, none of which is longer in an address than ``ruang``."""
    bagian: list[str] = []
    terpakai = 0
    for satu in baris:
        panjang = _panjang(satu)
        if bagian and terpakai + panjang > ruang:
            yield bagian
            bagian, terpakai = [], 0
        bagian.append(satu)
        terpakai += panjang
    if bagian:
        yield bagian


def _panjang(teks: str) -> int:
    return len(quote(teks))


def _bagian(n: int, jumlah: int) -> str:
    return f"\n\n(pesan {n} dari {jumlah})" if jumlah > 1 else ""
