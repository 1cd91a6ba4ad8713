"""Which months a slip may pay, and what is worth saying of it. Pure: no clock, no query."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from iuran.models import StatusJanji
from iuran.tagihan import Salah, sebut_bulan
from peserta.models import Status
from pijar.bulan import nama_bulan, rentang_bulan, selisih_bulan, tanggal_panjang
from pijar.rupiah import rupiah

BERKARTU = (Status.TERDAFTAR, Status.BERHENTI)
"""Statuses of people who have, or had, a card: a slip may be late."""
PALING_BANYAK = 12
"""Months of one worker that one slip pays: the longest term of the circular."""


class FaktaJanji(NamedTuple):
    """What the rules read of a promise and its worker.

    ``henti``: the first month without cover after a death or exit. ``terisi``: months of the worker
    that somebody pays already, and who. ``lunas``: months that evidence of this promise paid.
    """

    pk: int
    peserta_id: int
    penyumbang_id: int
    nama: str
    status: StatusJanji
    mulai: date
    sampai: date
    tempo: int
    status_orang: Status
    kpj: str
    digabung: bool
    henti: date | None
    terisi: Mapping[date, str]
    lunas: frozenset[date]
    berikut: date

    @property
    def halangan(self) -> str:
        """Why no month of this worker can be paid yet, and what to do; empty when it can."""
        if self.status == StatusJanji.BATAL:
            return f"Janji untuk {self.nama} sudah dibatalkan. Catat janjinya lagi dahulu."
        if self.digabung:
            return f"Data {self.nama} sudah digabung ke orang lain. Alihkan janjinya ke orang itu."
        if self.status_orang not in BERKARTU or not self.kpj:
            return (
                f"{self.nama} belum terdaftar di BPJS (statusnya {self.status_orang.label}). Tanpa "
                "KPJ tidak ada bulan yang dapat dicatat lunas: catat dahulu bukti KPJ-nya, lalu "
                "ulangi."
            )
        return ""


class Pilihan(NamedTuple):
    """``jumlah`` months in a row of one promise, from ``mulai`` on."""

    janji_id: int
    mulai: date
    jumlah: int

    @property
    def bulan(self) -> list[date]:
        return rentang_bulan(self.mulai, self.jumlah)


def salah_bulan(fakta: FaktaJanji, pilihan: Pilihan) -> Iterator[str]:
    """Why the slip cannot pay these months of the promise, one sentence for each reason."""
    if fakta.halangan:
        yield fakta.halangan
        return
    nama, bulan = fakta.nama, pilihan.bulan
    if not 1 <= pilihan.jumlah <= PALING_BANYAK:
        yield f"{nama}: tulis 1 sampai {PALING_BANYAK} bulan."
        return
    if bulan[0] < fakta.mulai:
        yield (
            f"{nama}: {nama_bulan(bulan[0])} sebelum bulan pertama janjinya, "
            f"{nama_bulan(fakta.mulai)}. Periksa bulannya; bila janjinya memang lebih awal, catat "
            "janji untuk bulan itu dahulu."
        )
    if bulan[-1] > fakta.sampai and fakta.status != StatusJanji.AKTIF:
        yield (
            f"{nama}: janjinya berakhir {nama_bulan(fakta.sampai)}, jadi {nama_bulan(bulan[-1])} "
            "tidak dapat dibayar. Pulihkan janjinya dahulu, atau pilih bulan sebelumnya."
        )
    if fakta.henti and bulan[-1] >= fakta.henti:
        yield (
            f"{nama} meninggal atau keluar: mulai {nama_bulan(fakta.henti)} tidak ada lagi yang "
            "dilindungi. Bulan sesudahnya diminta kembali penyumbang ke BPJS."
        )
    for satu in bulan:
        if satu in fakta.terisi:
            yield f"{nama}: {nama_bulan(satu)} sudah {fakta.terisi[satu]}."


def catatan_bulan(fakta: FaktaJanji, pilihan: Pilihan) -> Iterator[str]:
    """What is allowed and yet worth saying: half a term, a month left out, a promise renewed."""
    if sisa := pilihan.jumlah % fakta.tempo:
        kata = f"{sisa} dari {fakta.tempo} bulan"
        yield f"{fakta.nama}: dibayar {pilihan.jumlah} bulan, kurang dari satu masa bayar ({kata})."
    lewat = rentang_bulan(fakta.berikut, selisih_bulan(fakta.berikut, pilihan.mulai))
    if lowong := [b for b in lewat if b not in fakta.terisi]:
        yield f"{fakta.nama}: {sebut_bulan(lowong)} belum dibayar."
    if pilihan.bulan[-1] > fakta.sampai:
        yield f"{fakta.nama}: janjinya diperpanjang sampai {nama_bulan(pilihan.bulan[-1])}."


def salah_kertas(nomor: str, tanggal: date, pada: date, dipakai: str) -> Iterator[Salah]:
    """Why this number and date cannot be a slip's; ``dipakai`` says who used the number."""
    if tanggal > pada:
        kata = "belum tiba. Isi tanggal yang tertulis pada buktinya."
        yield Salah("tanggal", f"{tanggal_panjang(tanggal)} {kata}")
    if not nomor:
        yield Salah("nomor", "Tulis nomor yang tertulis pada buktinya.")
    elif dipakai:
        yield Salah("nomor", f"Nomor {nomor} sudah dicatat: {dipakai}. Periksa nomornya.")


def salah_jumlah(nominal: int, harga: int, bulan: int) -> Iterator[Salah]:
    """Why this amount is not what so many months cost."""
    if selisih := nominal - harga:
        yield Salah(
            "nominal",
            f"{rupiah(nominal)} tidak sama dengan harga {bulan} bulan itu menurut tarif, "
            f"{rupiah(harga)}: {'lebih' if selisih > 0 else 'kurang'} {rupiah(abs(selisih))}. "
            "Periksa angkanya, pekerjanya, dan bulannya.",
        )
