"""Find a person's kelurahan from the words in two cells."""

from functools import lru_cache
from typing import NamedTuple

from peserta.bersih.alasan import Temuan, bersaran, galat, info, kutip, peringatan
from peserta.bersih.kamus import Kamus, padanan_wilayah
from peserta.bersih.mirip import termirip
from peserta.bersih.teks import rapikan, tanpa_arti
from pijar.excel import Sel


class HasilWilayah(NamedTuple):
    """Codes of the kelurahan and its kecamatan; empty when ``alasan`` holds a galat."""

    kelurahan: str
    kecamatan: str
    alasan: Temuan


@lru_cache(maxsize=16384, typed=True)
def cocokkan_wilayah(kecamatan: Sel, kelurahan: Sel, kamus: Kamus) -> HasilWilayah:
    """Find the kelurahan; the kecamatan may be empty if its name is unique in the city."""
    teks_kec, teks_kel = rapikan(kecamatan), rapikan(kelurahan)
    if tanpa_arti(teks_kel):
        sebab, perbaikan = "Kelurahan kosong.", "Isi kelurahan tempat tinggal di Kota Semarang."
        return _galat("kelurahan_kosong", kelurahan, sebab, perbaikan)
    kode_kec = kamus.kecamatan.get(padanan_wilayah(teks_kec), "")
    calon = kamus.kelurahan.get(padanan_wilayah(teks_kel), ())
    if not calon:
        return _tidak_dikenal(teks_kel, kode_kec, kamus)
    cocok = [k for k in calon if k.startswith(kode_kec)]
    if not cocok:
        return _beda_kecamatan(teks_kel, calon, kode_kec, kamus)
    if len(cocok) > 1:
        return _lebih_dari_satu(teks_kel, calon, kamus)
    temuan: Temuan = ()
    nama_kec = kamus.nama_wilayah[cocok[0][:8]]
    if not kode_kec and tanpa_arti(teks_kec):
        sebab = f"Kecamatan kosong; diisi {nama_kec} menurut kelurahannya."
        temuan = info("kecamatan_diisi", "kecamatan", kecamatan, sebab)
    elif not kode_kec:
        sebab = (
            f"Kecamatan {kutip(teks_kec)} tidak dikenal; dibaca {nama_kec} menurut kelurahannya."
        )
        perbaikan = "Cocokkan dengan KTP."
        temuan = peringatan("kecamatan_tidak_dikenal", "kecamatan", kecamatan, sebab, perbaikan)
        temuan = bersaran(temuan, "kecamatan", [nama_kec])
    return HasilWilayah(cocok[0], cocok[0][:8], temuan)


def _galat(kode: str, sel: Sel, sebab: str, perbaikan: str) -> HasilWilayah:
    return HasilWilayah("", "", galat(kode, "kelurahan", sel, sebab, perbaikan))


def _tidak_dikenal(isi: str, kode_kec: str, kamus: Kamus) -> HasilWilayah:
    mirip = termirip(padanan_wilayah(isi), kamus.saran_kelurahan.get(kode_kec, ()))
    perbaikan = f"Mungkin maksudnya {_atau(mirip)}." if mirip else "Pilih dari daftar kelurahan."
    sebab = f"Kelurahan {kutip(isi)} tidak ada di {_tempat(kode_kec, kamus)}."
    hasil = _galat("kelurahan_tidak_dikenal", isi, sebab, perbaikan)
    return hasil._replace(alasan=bersaran(hasil.alasan, "kelurahan", mirip))


def _beda_kecamatan(isi: str, calon: tuple[str, ...], kode_kec: str, kamus: Kamus) -> HasilWilayah:
    nama, di = kamus.nama_wilayah[calon[0]], _nama_kecamatan(calon, kamus)
    sebab = f"{nama} ada di Kecamatan {_atau(di, 'dan')}, bukan {kamus.nama_wilayah[kode_kec]}."
    perbaikan = "Cocokkan kelurahan dan kecamatan dengan KTP."
    hasil = _galat("kelurahan_beda_kecamatan", isi, sebab, perbaikan)
    return hasil._replace(alasan=bersaran(hasil.alasan, "kecamatan", di))


def _lebih_dari_satu(isi: str, calon: tuple[str, ...], kamus: Kamus) -> HasilWilayah:
    nama, di = kamus.nama_wilayah[calon[0]], _nama_kecamatan(calon, kamus)
    sebab = f"{nama} ada di Kecamatan {_atau(di, 'dan')}."
    hasil = _galat("kelurahan_lebih_dari_satu", isi, sebab, f"Isi kecamatan: {_atau(di)}.")
    return hasil._replace(alasan=bersaran(hasil.alasan, "kecamatan", di))


def _nama_kecamatan(calon: tuple[str, ...], kamus: Kamus) -> list[str]:
    return sorted(kamus.nama_wilayah[k[:8]] for k in calon)


def _tempat(kode_kec: str, kamus: Kamus) -> str:
    return f"Kecamatan {kamus.nama_wilayah[kode_kec]}" if kode_kec else "Kota Semarang"


def _atau(daftar: list[str], sambung: str = "atau") -> str:
    if len(daftar) == 1:
        return daftar[0]
    return f"{', '.join(daftar[:-1])} {sambung} {daftar[-1]}"
