"""The columns of the form beyond those of a person, and where they stand in a sheet."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from peserta.bersih.bidang import BIDANG_PER_KODE
from peserta.bersih.judul import bidang_kurang, cari_judul, padanan_judul
from peserta.bersih.kolom import Bidang
from peserta.impor import Daftar, JudulDitemukan, Kepala
from pijar.errors import BerkasDitolakError
from pijar.excel import Tanda

TANDA_JAWABAN = Tanda("jawaban_asn", 1)
"""No template bears it: the form makes the file. Templates of other lists are refused by it."""
_PERBAIKI = (
    "Unggah jawaban formulir seperti adanya; bila judul kolomnya diubah, kembalikan, lalu unggah "
    "lagi."
)
_KURUNG = re.compile(r"\([^)]*\)")
_ARTI_KOLOM = 20  # a sheet with columns of the donor outranks a plain list of people


def _bidang(kode: str, judul: str, sinonim: str, **lain: Any) -> Bidang:
    return Bidang(kode, judul, "teks", "", tuple(sinonim.split("|")), **lain)


BIDANG_ASN: tuple[Bidang, ...] = (
    _bidang(
        "waktu",
        "Timestamp",
        "Stempel Waktu|Cap Waktu|Waktu|Waktu Pengisian|Tanggal Pengisian|Waktu Isi|Time Stamp",
    ),
    _bidang("nip", "NIP", "NIP ASN|NIP PNS|NIP Pegawai|NIP Penyumbang|No NIP", wajib=True),
    _bidang(
        "nama_asn",
        "Nama ASN",
        "Nama PNS|Nama Pegawai|Nama Penyumbang|Nama Donatur|Nama Lengkap ASN|Nama ASN/PNS",
        wajib=True,
    ),
    _bidang(
        "opd",
        "OPD",
        "Asal OPD|Nama OPD|OPD ASN|Unit Kerja|Perangkat Daerah|Instansi|Asal Instansi|OPD/Unit"
        " Kerja|Unit Kerja/OPD",
        wajib=True,
    ),
    _bidang(
        "hp_asn",
        "No HP ASN",
        "HP ASN|No WA ASN|No HP/WA ASN|No HP Penyumbang|No HP Pegawai|No HP PNS|No Telepon ASN"
        "|No WhatsApp ASN",
    ),
    _bidang(
        "tempo",
        "Periode pembayaran",
        "Periode|Periode Bayar|Jangka Waktu|Jangka Waktu Pembayaran|Pembayaran|Lama Pembayaran"
        "|Cara Pembayaran|Termin",
        wajib=True,
    ),
    _bidang(
        "mulai",
        "Mulai bulan",
        "Bulan Mulai|Mulai|Bulan Pertama|Mulai Pembayaran|Mulai Membayar|Mulai Bayar Bulan",
        wajib=True,
    ),
)
PENYUMBANG = frozenset(("waktu", "nip", "nama_asn", "opd", "hp_asn"))
JANJI = frozenset(("tempo", "mulai"))

_PER_JUDUL = {padanan_judul(j): b.kode for b in BIDANG_ASN for j in (b.judul, *b.sinonim)}
_JUDUL = {b.kode: b.judul for b in BIDANG_ASN}


def judul_bidang(kode: str) -> str:
    """The title of a field, of donor, worker or promise."""
    if kode in _JUDUL:
        return _JUDUL[kode]
    return BIDANG_PER_KODE[kode].judul if kode in BIDANG_PER_KODE else kode


def cari_judul_jawaban(kepala: Kepala) -> JudulDitemukan:
    """Find the header by the titles of a person, then the form's own columns in it."""
    judul = cari_judul(kepala)
    if judul is None:
        return JudulDitemukan(None)
    tambahan = _tambahan(judul.asing)
    lengkap = replace(
        judul,
        pemetaan=dict(sorted((judul.pemetaan | tambahan).items())),
        asing={i: j for i, j in judul.asing.items() if i not in tambahan},
        skor=judul.skor + _ARTI_KOLOM * len(tambahan),
    )
    return JudulDitemukan(lengkap)


def _tambahan(asing: Mapping[int, str]) -> dict[int, str]:
    """The form's columns among headers unknown to a list of people; the first of each wins."""
    hasil: dict[int, str] = {}
    for letak, judul in sorted(asing.items()):
        padanan = (padanan_judul(judul), padanan_judul(_KURUNG.sub(" ", judul)))
        kode = next((_PER_JUDUL[k] for k in padanan if k in _PER_JUDUL), "")
        if kode and kode not in hasil.values():
            hasil[letak] = kode
    return hasil


def pastikan_kolom(daftar: Daftar) -> None:
    """Raise BerkasDitolakError, naming them, when required columns are missing."""
    if daftar.ditemukan.judul is None:
        raise BerkasDitolakError(f"Baris judul kolom tidak dikenali. {_PERBAIKI}")
    ada = {*daftar.judul.pemetaan.values()}
    kurang = [b.judul for b in BIDANG_ASN if b.wajib and b.kode not in ada]
    kurang += [f"{b.judul} (pekerja)" for b in bidang_kurang(ada)]
    if kurang:
        raise BerkasDitolakError(
            f"Kolom {', '.join(kurang)} tidak ditemukan di baris judul (baris "
            f"{daftar.judul.nomor}). {_PERBAIKI}"
        )
