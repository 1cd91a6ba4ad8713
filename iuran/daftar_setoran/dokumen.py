"""One bin of the list as Excel, by which donors and BPJS are asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from iuran.daftar_setoran.tampil import isi_bagian, kata_sebab
from iuran.models import BagianSetoran, BarisSetoran, DaftarSetoran
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import JejakAkses, Pengguna

KOLOM = [
    Kolom("No.", Jenis.ANGKA),
    Kolom("NIK", Jenis.TEKS, 20),
    Kolom("KPJ", Jenis.TEKS, 16),
    Kolom("Nama", Jenis.TEKS, 32),
    Kolom("NIP penyumbang", Jenis.TEKS, 22),
    Kolom("Penyumbang", Jenis.TEKS, 32),
    Kolom("OPD", Jenis.TEKS, 36),
    Kolom("Bulan", Jenis.TEKS, 16),
    Kolom("Jumlah BPJS", Jenis.RUPIAH),
    Kolom("Jumlah kita", Jenis.RUPIAH),
    Kolom("Keterangan BPJS", Jenis.TEKS, 32),
    Kolom("Letak dalam berkas", Jenis.TEKS, 24),
    Kolom("Sebab", Jenis.TEKS, 44),
]
SEKALI = 1_000


def tulis_bagian(
    daftar: DaftarSetoran, bagian: BagianSetoran, folder: Path, *, oleh: Pengguna
) -> Path:
    """Write the bin and log the export; streamed, with full NIK and NIP."""
    nama = f"setoran-{daftar.bulan:%Y-%m}-{bagian.value}.xlsx"
    judul = (
        f"{bagian.label}: daftar setoran ASN/PNS Peduli {nama_bulan(daftar.bulan)}",
        f"Daftar BPJS tanggal {tanggal_panjang(daftar.tanggal)}, {daftar.nama_berkas}",
    )
    isi = isi_bagian(daftar, bagian)
    baris = _baris(daftar, isi.iterator(SEKALI))
    tulis_besar(folder / nama, bagian.label[:31], KOLOM, baris, judul)
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek=f"daftar setoran {daftar.pk}",
        alasan=f"Daftar “{bagian.label}”",
        jumlah=isi.count(),
    )
    return folder / nama


def _baris(daftar: DaftarSetoran, semua: Iterator[BarisSetoran]) -> Iterator[list[Any]]:
    for n, b in enumerate(semua, start=1):
        p, asn = b.peserta, b.janji.penyumbang if b.janji else None
        ada = b.nomor is not None
        yield [
            n,
            b.nik or b.tertulis or (p.nik if p else ""),
            b.kpj or (p.kpj if p else ""),
            b.nama or (p.nama if p else ""),
            b.nip or (asn.nip if asn else ""),
            b.penyumbang or (asn.nama if asn else ""),
            str(asn.opd) if asn else "",
            nama_bulan(b.bulan or daftar.bulan),
            b.nominal,
            b.harga or None,
            b.keterangan,
            b.letak if ada else "",
            kata_sebab(b),
        ]
