"""The sheet of a batch as BPJS wants it: columns, codes and dates come from the export profile.

A column's ``isi`` is a field of :data:`ISI_KOLOM` or ``=text`` for a constant; ``peta`` turns
values into BPJS's codes. Every cell is text, so no NIK loses a digit and no phone its leading zero.
"""

import math
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from django.db.models import Q

from iuran.buku import pilih_tarif
from iuran.models import (
    BarisPendaftaran,
    BarisPendaftaranQuerySet,
    HasilBaris,
    PendaftaranKolektif,
    ProfilEkspor,
    Tarif,
)
from peserta.models import Peserta
from pijar.bulan import selisih_bulan
from pijar.errors import AturanDilanggarError
from pijar.excel import Kolom, tulis_besar

Nilai = str | int | date
Maju = Callable[[int, int], None]
SEKALI_BACA = 2_000


def _orang(kolom: str) -> Callable[[BarisPendaftaran], Nilai]:
    return lambda baris: getattr(baris.peserta, kolom)


def _jumlah_bulan(baris: BarisPendaftaran) -> int:
    """Months of the decree, those after New Year from the next source included."""
    sambungan = getattr(baris.bantuan, "sambungan", None)
    akhir = sambungan.bulan_akhir if sambungan else baris.bantuan.bulan_akhir
    return selisih_bulan(baris.bantuan.bulan_awal, akhir) + 1


def _alamat_lengkap(baris: BarisPendaftaran) -> str:
    p: Peserta = baris.peserta
    bagian = [
        p.alamat,
        f"RT {p.rt}" if p.rt else "",
        f"RW {p.rw}" if p.rw else "",
        f"Kel. {p.kelurahan.nama}",
        f"Kec. {p.kelurahan.kecamatan.nama}",
        "Kota Semarang",
    ]
    return " ".join(b for b in bagian if b)


ISI_KOLOM: dict[str, Callable[[BarisPendaftaran], Nilai]] = {
    "nomor": lambda baris: baris.nomor,
    **{
        kolom: _orang(kolom)
        for kolom in (
            "nik",
            "nama",
            "tempat_lahir",
            "tanggal_lahir",
            "jenis_kelamin",
            "nama_ibu",
            "alamat",
            "rt",
            "rw",
            "hp",
            "email",
            "lokasi_kerja",
            "kpj",
        )
    },
    "no_kk": _orang("no_kk"),
    "kelurahan": lambda baris: baris.peserta.kelurahan.nama,
    "kecamatan": lambda baris: baris.peserta.kelurahan.kecamatan.nama,
    "kode_pos": lambda baris: baris.peserta.kelurahan.kode_pos,
    "alamat_lengkap": _alamat_lengkap,
    "pekerjaan": lambda baris: baris.peserta.pekerjaan.nama,
    "bulan_awal": lambda baris: baris.bantuan.bulan_awal,
    "jumlah_bulan": _jumlah_bulan,
    "program": lambda baris: baris.bantuan.program,
    "dasar_upah": lambda baris: 0,  # _pembaca puts the tariff's wage in
}


# Only these can be empty; the others are always there.
BISA_WAJIB = {
    **{
        kolom: f"peserta__{kolom}"
        for kolom in (
            "tempat_lahir",
            "nama_ibu",
            "alamat",
            "rt",
            "rw",
            "hp",
            "email",
            "lokasi_kerja",
            "no_kk",
        )
    },
    "kode_pos": "peserta__kelurahan__kode_pos",
}


def galat_kolom(kolom: object) -> str:
    """The error in a profile's columns, in words for the admin; empty without one."""
    if not isinstance(kolom, list) or not kolom:
        return "Kolom harus berupa daftar yang tidak kosong."
    for nomor, satu in enumerate(kolom, 1):
        if galat := _galat_satu_kolom(nomor, satu):
            return galat
    judul = [satu["judul"] for satu in kolom]
    ganda = sorted({j for j in judul if judul.count(j) > 1})
    return f"Judul kolom tidak boleh berulang: {', '.join(ganda)}." if ganda else ""


def _galat_satu_kolom(nomor: int, satu: object) -> str:
    if not isinstance(satu, dict) or not satu.get("judul") or "isi" not in satu:
        return f"Kolom ke-{nomor} harus mempunyai judul dan isi."
    if not (str(satu["isi"]).startswith("=") or satu["isi"] in ISI_KOLOM):
        return (
            f"Isi “{satu['isi']}” pada kolom {satu['judul']} tidak dikenal. "
            f"Pakai =teks, atau salah satu dari: {', '.join(sorted(ISI_KOLOM))}."
        )
    if not isinstance(satu.get("peta", {}), dict):
        return f"Peta pada kolom {satu['judul']} harus berupa pasangan nilai dan kode."
    if not isinstance(satu.get("wajib", False), bool):
        return f"Wajib pada kolom {satu['judul']} harus true atau false."
    return ""


def kolom_wajib(profil: ProfilEkspor) -> dict[str, str]:
    """Fields of a person that BPJS requires by this profile, each with its column's title."""
    return {
        str(satu["isi"]): str(satu["judul"])
        for satu in profil.kolom
        if satu.get("wajib") and satu["isi"] in BISA_WAJIB
    }


def belum_lengkap(pendaftaran: PendaftaranKolektif) -> BarisPendaftaranQuerySet:
    """Waiting lines whose person lacks a column that the profile requires."""
    kurang = Q()
    for isi in kolom_wajib(pendaftaran.profil):
        kurang |= Q(**{BISA_WAJIB[isi]: ""})
    baris = pendaftaran.daftar_baris.menunggu()
    return baris.filter(kurang) if kurang else baris.none()


def yang_kurang(baris: BarisPendaftaran, wajib: dict[str, str]) -> list[str]:
    """The titles of required columns that are empty for this person."""
    return [judul for isi, judul in wajib.items() if not ISI_KOLOM[isi](baris)]


def tulis_pendaftaran(pendaftaran: PendaftaranKolektif, folder: Path, maju: Maju) -> Path:
    """Write the batch into ``folder``: one workbook, or a zip of several when it is too long.

    Raises AturanDilanggarError when the profile cannot be used.
    """
    profil = pendaftaran.profil
    if galat := galat_kolom(profil.kolom):
        raise AturanDilanggarError(f"Profil ekspor {profil} belum dapat dipakai. {galat}")
    baris = _baris(pendaftaran, maju)
    jumlah_berkas = math.ceil(pendaftaran.jumlah_orang / profil.baris_paling_banyak)
    kolom = [Kolom(satu["judul"]) for satu in profil.kolom]
    berkas = []
    for bagian in range(1, jumlah_berkas + 1):
        akhiran = f"-bagian-{bagian}" if jumlah_berkas > 1 else ""
        path = folder / f"{pendaftaran.nomor}{akhiran}.xlsx"
        tulis_besar(path, profil.nama_lembar, kolom, islice(baris, profil.baris_paling_banyak))
        berkas.append(path)
    return (
        berkas[0] if jumlah_berkas == 1 else _satukan(folder / f"{pendaftaran.nomor}.zip", berkas)
    )


def _satukan(tujuan: Path, berkas: list[Path]) -> Path:
    with zipfile.ZipFile(tujuan, "w", zipfile.ZIP_STORED) as arsip:  # xlsx is compressed already
        for path in berkas:
            arsip.write(path, path.name)
    return tujuan


def _baris(pendaftaran: PendaftaranKolektif, maju: Maju) -> Iterator[list[str]]:
    daftar = (
        pendaftaran.daftar_baris.exclude(hasil=HasilBaris.BATAL)
        .select_related("peserta__kelurahan__kecamatan", "peserta__pekerjaan", "bantuan__sambungan")
        .order_by("nomor")
    )
    pembaca = [_pembaca(satu, pendaftaran) for satu in pendaftaran.profil.kolom]
    for nomor, baris in enumerate(daftar.iterator(chunk_size=SEKALI_BACA), 1):
        maju(nomor, pendaftaran.jumlah_orang)
        yield [baca(baris) for baca in pembaca]


def _pembaca(
    satu: dict[str, object], pendaftaran: PendaftaranKolektif
) -> Callable[[BarisPendaftaran], str]:
    """Make the function that fills one column of the profile."""
    isi = str(satu["isi"])
    if isi.startswith("="):
        return lambda baris: isi[1:]
    ambil = _dasar_upah(pendaftaran) if isi == "dasar_upah" else ISI_KOLOM[isi]
    peta: dict[str, str] = satu.get("peta") or {}  # type: ignore[assignment]  # checked before
    pola = pola_tanggal(pendaftaran.profil.format_tanggal)

    def baca(baris: BarisPendaftaran) -> str:
        nilai = ambil(baris)
        tulisan = nilai.strftime(pola) if isinstance(nilai, date) else str(nilai)
        return str(peta.get(tulisan, tulisan))

    return baca


def _dasar_upah(pendaftaran: PendaftaranKolektif) -> Callable[[BarisPendaftaran], Nilai]:
    """The base wage of the tariff that the batch's first month has."""
    tarif = list(Tarif.objects.berlaku())
    dasar = {
        transport: pilih_tarif(
            tarif,
            bulan=pendaftaran.bulan_awal,
            jenis_sumber=pendaftaran.sumber.jenis,
            transport=transport,
        ).dasar
        for transport in (True, False)
    }
    return lambda baris: dasar[baris.peserta.pekerjaan.transport]


def pola_tanggal(format_tanggal: str) -> str:
    """Turn ``dd-mm-yyyy`` into Python's date pattern."""
    pola = format_tanggal.lower()
    for huruf, kode in (("yyyy", "%Y"), ("yy", "%y"), ("mm", "%m"), ("dd", "%d")):
        pola = pola.replace(huruf, kode)
    return pola
