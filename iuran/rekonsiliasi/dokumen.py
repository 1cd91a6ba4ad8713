"""One bin of a list as Excel, by which BPJS is asked; its totals are those of the page."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from iuran.models import BagianDaftar, BarisDaftarBPJS, DaftarBPJS
from iuran.rekonsiliasi.angka import rekap
from iuran.rekonsiliasi.tampil import isi_bagian, kata_sebab
from iuran.rekonsiliasi.vonis import Jumlah
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import JejakAkses, Pengguna

KOLOM = [
    Kolom("No.", Jenis.ANGKA),
    Kolom("NIK kita", Jenis.TEKS, 20),
    Kolom("KPJ kita", Jenis.TEKS, 16),
    Kolom("Nama kita", Jenis.TEKS, 32),
    Kolom("Tanggal lahir kita", Jenis.TANGGAL),
    Kolom("Nominal kita", Jenis.RUPIAH),
    Kolom("Tagihan", Jenis.TEKS, 24),
    Kolom("NIK BPJS", Jenis.TEKS, 20),
    Kolom("KPJ BPJS", Jenis.TEKS, 16),
    Kolom("Nama BPJS", Jenis.TEKS, 32),
    Kolom("Tanggal lahir BPJS", Jenis.TANGGAL),
    Kolom("Nominal BPJS", Jenis.RUPIAH),
    Kolom("Keterangan BPJS", Jenis.TEKS, 32),
    Kolom("Letak dalam berkas", Jenis.TEKS, 24),
    Kolom("Selisih", Jenis.TEKS, 44),
]
SEKALI = 1_000


def tulis_bagian(daftar: DaftarBPJS, bagian: BagianDaftar, folder: Path, *, oleh: Pengguna) -> Path:
    """Write the bin with its totals and log the export; streamed, with full NIK."""
    jumlah = rekap(daftar).dari(bagian)
    nama = f"rekonsiliasi-{daftar.bulan:%Y-%m}-{daftar.cabang}-{daftar.jenis}-{bagian.value}.xlsx"
    judul = (
        f"{bagian.label}: {daftar.get_jenis_display()} {nama_bulan(daftar.bulan)}, "
        f"{daftar.get_cabang_display()}",
        f"Daftar BPJS tanggal {tanggal_panjang(daftar.tanggal)}, {daftar.nama_semua}",
    )
    baris = chain(_baris(isi_bagian(daftar, bagian).iterator(SEKALI)), [_total(jumlah)])
    tulis_besar(folder / nama, bagian.label[:31], KOLOM, baris, judul)
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek=f"rekonsiliasi {daftar.pk}",
        alasan=f"Daftar “{bagian.label}” untuk ditanyakan ke BPJS",
        jumlah=max(jumlah.baris, jumlah.orang),
    )
    return folder / nama


def _baris(daftar: Iterator[BarisDaftarBPJS]) -> Iterator[list[Any]]:
    for n, b in enumerate(daftar, start=1):
        p, i = b.peserta, b.iuran
        kita = [p.nik, p.kpj, p.nama, p.tanggal_lahir] if p else ["", "", "", None]
        ada = b.nomor is not None
        yield [
            n,
            *kita,
            b.nominal_kita if i else None,
            str(i.tagihan) if i and i.tagihan else "",
            *((b.nik or b.tertulis, b.kpj, b.nama) if ada else ("", "", "")),
            b.tanggal_lahir,
            b.nominal,
            b.keterangan,
            b.letak if ada else "",
            kata_sebab(b),
        ]


def _total(jumlah: Jumlah) -> list[Any]:
    kosong = [""] * 3
    return [
        *(None, "Jumlah", "", f"{jumlah.orang} orang", None, jumlah.rupiah_kita, ""),
        *("", "", f"{jumlah.baris} baris", None, jumlah.rupiah_bpjs),
        *kosong,
    ]
