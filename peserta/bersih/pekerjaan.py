"""Match a text with an occupation of the programme."""

from functools import lru_cache
from typing import NamedTuple

from peserta.bersih.alasan import Temuan, bersaran, galat, kutip
from peserta.bersih.kamus import Kamus
from peserta.bersih.mirip import termirip
from peserta.bersih.teks import huruf_angka, kata, rapikan, tanpa_arti
from pijar.excel import Sel

# People outside the programme by its own rules: no work, formal work, housewives.
_BUKAN_SASARAN = kata(
    "IBURUMAHTANGGA IRT MENGURUSRUMAHTANGGA TIDAKBEKERJA BELUMBEKERJA BELUMTIDAKBEKERJA"
    " PENGANGGURAN PELAJAR MAHASISWA PELAJARMAHASISWA PENSIUNAN PNS ASN PPPK TNI POLRI TNIPOLRI"
    " KARYAWAN KARYAWANSWASTA SWASTA KARYAWANBUMN KARYAWANBUMD KARYAWANHONORER PEGAWAISWASTA"
    " PEGAWAINEGERISIPIL"
)


TIDAK_DIKENAL = "pekerjaan_tidak_dikenal"


class HasilPekerjaan(NamedTuple):
    """``kode`` is empty when ``alasan`` holds a galat."""

    kode: str
    alasan: Temuan


@lru_cache(maxsize=4096, typed=True)
def cocokkan_pekerjaan(sel: Sel, kamus: Kamus) -> HasilPekerjaan:
    """Find the occupation by its name or another known word; suggest names if unknown."""
    isi = rapikan(sel)
    padanan = huruf_angka(isi)
    if kode := kamus.pekerjaan.get(padanan):
        return HasilPekerjaan(kode, ())
    if tanpa_arti(isi):
        sebab, perbaikan = "Pekerjaan kosong.", "Isi pekerjaan sesuai daftar."
        return HasilPekerjaan("", galat("pekerjaan_kosong", "pekerjaan", sel, sebab, perbaikan))
    if padanan in _BUKAN_SASARAN or padanan in kamus.bukan_sasaran:
        sebab = f"{kutip(isi)} bukan sasaran program pekerja rentan."
        perbaikan = (
            "Bila ia bekerja tanpa majikan, isi pekerjaannya itu; bila tidak, hapus barisnya."
        )
        kode_galat = "pekerjaan_bukan_sasaran"
        return HasilPekerjaan("", galat(kode_galat, "pekerjaan", sel, sebab, perbaikan))
    mirip = termirip(padanan, kamus.saran_pekerjaan)
    saran = f"Mungkin maksudnya {', '.join(mirip)}. " if mirip else ""
    perbaikan = f"{saran}Pilih dari daftar, atau “pekerjaan sejenis lainnya” bila memang sejenis."
    sebab = f"Pekerjaan {kutip(isi)} tidak dikenal."
    temuan = galat(TIDAK_DIKENAL, "pekerjaan", sel, sebab, perbaikan)
    return HasilPekerjaan("", bersaran(temuan, "pekerjaan", mirip))
