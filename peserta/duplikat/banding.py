"""Show two people side by side: each field as text, and whether it differs."""

from collections.abc import Callable
from typing import NamedTuple

from peserta.duplikat.nilai import beda_nik
from peserta.models import Peserta
from pijar.bulan import tanggal_panjang
from pijar.rupiah import rupiah
from pijar.samar import samarkan

SEBUT_ANGKA = 4
"""Up to this many different digits of two NIKs are listed; above it only their number."""


class BidangBanding(NamedTuple):
    """One choice of the officer: columns of Peserta that belong together."""

    kode: str
    judul: str
    kolom: tuple[str, ...]
    teks: Callable[[Peserta], str]


def _tinggal(p: Peserta) -> str:
    rt_rw = " ".join(f"{nama} {isi}" for nama, isi in (("RT", p.rt), ("RW", p.rw)) if isi)
    jalan = " ".join(bagian for bagian in (p.alamat, rt_rw) if bagian)
    tempat = f"{p.kelurahan.nama}, {p.kelurahan.kecamatan.nama}"
    return f"{jalan}, {tempat}" if jalan else tempat


def _kerja(p: Peserta) -> str:
    return f"{p.pekerjaan.nama}, {p.lokasi_kerja}" if p.lokasi_kerja else p.pekerjaan.nama


def _kesejahteraan(p: Peserta) -> str:
    desil = f"desil {p.desil}" if p.desil else ""
    cek = f"(dicek {tanggal_panjang(p.desil_pada)})" if p.desil_pada else ""
    return " ".join(bagian for bagian in (p.register_kesejahteraan, desil, cek) if bagian)


BIDANG_BANDING: tuple[BidangBanding, ...] = (
    BidangBanding("nik", "NIK", ("nik",), lambda p: p.nik_samar),
    BidangBanding("nama", "Nama", ("nama",), lambda p: p.nama),
    BidangBanding("tempat_lahir", "Tempat lahir", ("tempat_lahir",), lambda p: p.tempat_lahir),
    BidangBanding(
        "tanggal_lahir",
        "Tanggal lahir",
        ("tanggal_lahir",),
        lambda p: tanggal_panjang(p.tanggal_lahir),
    ),
    BidangBanding(
        "jenis_kelamin",
        "Jenis kelamin",
        ("jenis_kelamin",),
        lambda p: p.get_jenis_kelamin_display(),
    ),
    BidangBanding("no_kk", "No. KK", ("no_kk",), lambda p: samarkan(p.no_kk)),
    BidangBanding("nama_ibu", "Nama ibu kandung", ("nama_ibu",), lambda p: p.nama_ibu),
    BidangBanding("tinggal", "Tempat tinggal", ("alamat", "rt", "rw", "kelurahan_id"), _tinggal),
    BidangBanding("hp", "Nomor HP", ("hp",), lambda p: p.hp),
    BidangBanding("email", "Email", ("email",), lambda p: p.email),
    BidangBanding("kerja", "Pekerjaan", ("pekerjaan_id", "lokasi_kerja"), _kerja),
    BidangBanding(
        "cara_kerja", "Cara kerja", ("cara_kerja",), lambda p: p.get_cara_kerja_display()
    ),
    BidangBanding(
        "penghasilan",
        "Penghasilan sebulan",
        ("penghasilan",),
        lambda p: "" if p.penghasilan is None else rupiah(p.penghasilan),
    ),
    BidangBanding(
        "status_bpjs",
        "BPJS Ketenagakerjaan",
        ("status_bpjs",),
        lambda p: p.get_status_bpjs_display(),
    ),
    BidangBanding(
        "kesejahteraan",
        "Kesejahteraan",
        ("register_kesejahteraan", "desil", "desil_pada"),
        _kesejahteraan,
    ),
    BidangBanding("kpj", "KPJ", ("kpj",), lambda p: p.kpj),
)
BANDING_PER_KODE = {b.kode: b for b in BIDANG_BANDING}


class Banding(NamedTuple):
    """One field of both people, as text.

    ``catatan`` says how two masked numbers differ. ``dipakai``: kiri or kanan, the side of the
    proposed value; empty for none.
    """

    bidang: BidangBanding
    kiri: str
    kanan: str
    beda: bool
    catatan: str = ""
    dipakai: str = ""


def bandingkan(kiri: Peserta, kanan: Peserta) -> list[Banding]:
    """Every field with a value on at least one side."""
    semua = [
        Banding(
            b,
            b.teks(kiri),
            b.teks(kanan),
            beda=any(getattr(kiri, k) != getattr(kanan, k) for k in b.kolom),
            catatan=_beda_angka(kiri.nik, kanan.nik) if b.kode == "nik" else "",
        )
        for b in BIDANG_BANDING
    ]
    return [b for b in semua if b.kiri or b.kanan]


def bidang_kosong(peserta: Peserta, bidang: BidangBanding) -> bool:
    """Whether the person has no value in this field."""
    return all(getattr(peserta, k) in ("", None) for k in bidang.kolom)


def _beda_angka(a: str, b: str) -> str:
    """Name the positions at which two NIKs differ, without showing a digit."""
    if kalimat := beda_nik(a, b):
        return kalimat
    beda = [str(n) for n, (x, y) in enumerate(zip(a, b, strict=False), 1) if x != y]
    if not beda:
        return ""
    if len(beda) > SEBUT_ANGKA:
        return f"NIK berbeda pada {len(beda)} angka"
    return f"NIK berbeda pada angka ke-{', '.join(beda[:-1])} dan {beda[-1]}"
