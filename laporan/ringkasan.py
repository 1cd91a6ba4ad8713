"""The headline figures of a month by name, in one order; what differs between two of them."""

from collections.abc import Iterable
from typing import NamedTuple

from laporan.angka import Angka

BarisAngka = tuple[str, int]


class Beda(NamedTuple):
    """One figure by its name, before and after."""

    nama: str
    lama: int
    baru: int

    @property
    def selisih(self) -> int:
        return self.baru - self.lama

    @property
    def rupiah(self) -> bool:
        return berupa_rupiah(self.nama)


def berupa_rupiah(nama: str) -> bool:
    """Whether the figure of this name is money; all others count people or worker-months."""
    return "rupiah" in nama


def perbedaan(lama: Iterable[BarisAngka], baru: Iterable[BarisAngka]) -> list[Beda]:
    """The figures that differ; a name that only one side has counts as nought on the other."""
    dulu, kini = dict(lama), dict(baru)
    beda = (Beda(nama, dulu.get(nama, 0), kini.get(nama, 0)) for nama in {**kini, **dulu})
    return [b for b in beda if b.selisih]


def ringkasan(angka: Angka) -> list[BarisAngka]:
    """The headline figures in the order of the page; people unless the words say rupiah."""
    return [
        ("Target peserta dibayar kota", angka.target),
        ("Terlindungi, dibayar kota", angka.terlindungi),
        *([("– lunas", angka.lunas)] if angka.lunas is not None else []),
        ("– tenggang", angka.tenggang),
        *_belum_dikonfirmasi(angka),
        ("Terlindungi, dibayar pihak lain", angka.terlindungi_lain),
        ("Belum aktif", angka.belum_aktif),
        ("Nonaktif", angka.nonaktif),
        ("Masih dijamin, sudah keluar program", angka.di_luar),
        ("Iuran dibayar kota (orang)", angka.dibayar_orang),
        ("Iuran dibayar kota (rupiah)", angka.dibayar_rupiah),
        ("Iuran dibayar pihak lain (orang)", angka.dibayar_lain_orang),
        ("Iuran dibayar pihak lain (rupiah)", angka.dibayar_lain_rupiah),
        ("Iuran ditagih, belum dibayar (orang)", angka.ditagih_orang),
        ("Iuran ditagih, belum dibayar (rupiah)", angka.ditagih_rupiah),
        ("Iuran belum ditagih (orang)", angka.belum_ditagih_orang),
        ("Iuran belum ditagih (rupiah)", angka.belum_ditagih_rupiah),
        *_utang(angka),
        ("Terdaftar baru bulan ini", angka.terdaftar_baru),
        ("Berhenti bulan ini", angka.berhenti),
        ("Akan kehilangan perlindungan dalam tiga bulan", angka.jumlah_berakhir),
        *_gerakan(angka),
    ]


def _belum_dikonfirmasi(angka: Angka) -> list[BarisAngka]:
    """Extensions without BPJS's answer; nothing for a month that was closed before."""
    if angka.belum_dikonfirmasi is None:
        return []
    return [("Diperpanjang, menunggu konfirmasi BPJS", angka.belum_dikonfirmasi)]


def _gerakan(angka: Angka) -> list[BarisAngka]:
    """The sums of the civil servants' movement; nothing where there is none."""
    if angka.gerakan is None:
        return []
    total = angka.gerakan.total
    return [
        ("ASN Peduli: penyumbang", total.penyumbang),
        ("ASN Peduli: pekerja dijanjikan", total.dijanji),
        ("ASN Peduli: pekerja yang bulan ini dibayar", total.lunas),
        ("ASN Peduli: tenggang", total.tenggang),
        ("ASN Peduli: terputus", total.putus),
        ("ASN Peduli: dibayar tahun ini (rupiah)", total.rupiah_tahun),
    ]


def _utang(angka: Angka) -> list[BarisAngka]:
    """The debts of ended years; nothing for a month that was closed before these were counted."""
    if angka.utang_orang is None or angka.utang_rupiah is None:
        return []
    return [
        ("Utang tahun anggaran yang sudah berakhir (orang-bulan)", angka.utang_orang),
        ("Utang tahun anggaran yang sudah berakhir (rupiah)", angka.utang_rupiah),
    ]
