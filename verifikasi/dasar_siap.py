"""Ready-made bases for the answer ya, by kind of criterion: what verifiers write most often."""

from datetime import date
from typing import NamedTuple

from pijar.bulan import tanggal_panjang
from verifikasi.models import JenisKriteria

J = JenisKriteria


class DasarSiap(NamedTuple):
    """What the button says, and the basis that the answer then has."""

    label: str
    dasar: str


# The words before "hari ini"; the basis names the day in their place.
HARI_INI: dict[str, tuple[str, ...]] = {
    J.BUKAN_PENERIMA_UPAH: ("Dicek di SIPP",),
    J.TANPA_PEMBAYAR_LAIN: ("Dicek di SIPP",),
    J.REGISTER: ("Dicek di DTSEN",),
    J.MASIH_BEKERJA: ("Ditelepon", "Dikunjungi"),
    J.PEKERJAAN: ("Ditelepon", "Dikunjungi"),
    J.CARA_KERJA: ("Ditelepon", "Dikunjungi"),
    J.TANYA: ("Ditelepon", "Dikunjungi"),
    J.BERKAS: ("Kertas aslinya diperlihatkan",),
}
MENURUT_BERKAS: dict[str, tuple[str, ...]] = {
    J.USIA: ("Menurut KTP di berkasnya",),
    J.DOMISILI: ("Menurut KK di berkasnya", "Menurut surat domisili di berkasnya"),
    J.MASIH_BEKERJA: ("Menurut surat keterangan di berkasnya",),
    J.BUKAN_PENERIMA_UPAH: ("Menurut surat pernyataan di berkasnya",),
}


def dasar_siap(jenis: str, pada: date) -> list[DasarSiap]:
    """The bases for a criterion of this kind, on the day ``pada``."""
    hari = tanggal_panjang(pada)
    return [
        *(DasarSiap(f"{k} hari ini", f"{k}, {hari}.") for k in HARI_INI.get(jenis, ())),
        *(DasarSiap(k, f"{k}.") for k in MENURUT_BERKAS.get(jenis, ())),
    ]
