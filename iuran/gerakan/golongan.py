"""Why a promise needs somebody's attention on a day: the rule, and the days at which it turns."""

from datetime import date
from typing import NamedTuple

from iuran.penyumbang import PERINGATAN_HARI, Janjinya, Keadaan, KeadaanJanji, keadaan_janji
from pijar.bulan import akhir_bulan, awal_bulan, rentang_bulan, tambah_bulan
from pijar.nada import Bernada, Nada


class Golongan(Bernada):
    """The bins of the list; every running promise is in exactly one, the first that fits."""

    PEKERJA = "pekerja", Nada.AKHIR, "Pekerja keluar program"
    PENYUMBANG = "penyumbang", Nada.BURUK, "Penyumbang keluar"
    KARTU = "kartu", Nada.PROSES, "Menunggu kartu"
    PUTUS = "putus", Nada.BURUK, "Terputus"
    TENGGANG = "tenggang", Nada.PERHATIAN, "Tenggang"
    BAYAR = "bayar", Nada.PERHATIAN, "Waktunya membayar"
    H7 = "h7", Nada.PERHATIAN, "Habis dalam 7 hari"
    H14 = "h14", Nada.PERHATIAN, "Habis dalam 8–14 hari"
    H30 = "h30", Nada.PROSES, "Habis dalam 15–30 hari"
    H60 = "h60", Nada.PROSES, "Habis dalam 31–60 hari"
    HABIS = "habis", Nada.AKHIR, "Masa janji habis"
    AMAN = "aman", Nada.BAIK, "Tidak perlu diingatkan"


AKAN_HABIS = {n: Golongan(f"h{n}") for n in PERINGATAN_HARI}
DITAGIH = (Golongan.PUTUS, Golongan.TENGGANG, Golongan.BAYAR)
"""Bins in which a donor owes a month."""
DISAMPAIKAN = frozenset({*DITAGIH, *AKAN_HABIS.values(), Golongan.HABIS})
"""Bins of which a donor is told; the others are for the office to settle."""
JANGKAUAN = 6  # months before and after this one within which every bin turns
MENURUT_KEADAAN = {
    KeadaanJanji.PUTUS: Golongan.PUTUS,
    KeadaanJanji.TENGGANG: Golongan.TENGGANG,
    KeadaanJanji.HARUS_BAYAR: Golongan.BAYAR,
    KeadaanJanji.HABIS: Golongan.HABIS,
}


class Pihak(NamedTuple):
    """What became of the two people of a promise."""

    penyumbang_aktif: bool = True
    pekerja_berhenti: bool = False
    berkartu: bool = True


def golongan_janji(janji: Janjinya, pihak: Pihak, pada: date) -> Golongan:
    """The bin of a running promise on ``pada``.

    Who left comes first: nobody is asked to pay for somebody who died, and no retired donor is
    reminded. Then the state of the payments (:func:`keadaan_janji`); of a paid promise, how many
    days its cover still lasts.
    """
    if pihak.pekerja_berhenti:
        return Golongan.PEKERJA
    if not pihak.penyumbang_aktif:
        return Golongan.PENYUMBANG
    if not pihak.berkartu:
        return Golongan.KARTU
    keadaan = keadaan_janji(janji, pada)
    if keadaan.keadaan == KeadaanJanji.BELUM_AKTIF:
        return Golongan.BAYAR if janji.mulai <= pada else Golongan.AMAN
    return MENURUT_KEADAAN.get(keadaan.keadaan) or _lunas(keadaan, pada)


def _lunas(keadaan: Keadaan, pada: date) -> Golongan:
    sisa = hari_tersisa(keadaan.lunas_sampai, pada)
    return next((g for n, g in AKAN_HABIS.items() if sisa <= n), Golongan.AMAN)


def hari_tersisa(lunas_sampai: date | None, pada: date) -> int:
    """Days until the last paid month is over; negative when it is."""
    return (akhir_bulan(lunas_sampai) - pada).days if lunas_sampai else -1


def tangga(pada: date, *, berlanjut: bool) -> list[tuple[Golongan, date]]:
    """The last paid month up to which a promise with both people is in each bin, in order.

    Later months are :attr:`Golongan.AMAN`. ``berlanjut``: the promise asks for more months after
    the paid one. This is :func:`golongan_janji` itself, asked once for each month, for SQL.
    """
    kini, lama = awal_bulan(pada), JANGKAUAN if berlanjut else 0
    langkah: dict[Golongan, date] = {}
    for bulan in rentang_bulan(tambah_bulan(kini, -JANGKAUAN), 2 * JANGKAUAN):
        janji = Janjinya(bulan, tambah_bulan(bulan, lama), (bulan,))
        langkah[golongan_janji(janji, Pihak(), pada)] = bulan
    del langkah[Golongan.AMAN]
    return list(langkah.items())
