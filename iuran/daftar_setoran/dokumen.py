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
        yield [
            n,
            *_orang(b),
            *_penyumbang(b),
            nama_bulan(b.bulan or daftar.bulan),
            b.nominal,
            b.harga or None,
            b.keterangan,
            b.letak,
            kata_sebab(b),
        ]


def _orang(b: BarisSetoran) -> list[str]:
    """NIK, KPJ and name as BPJS writes them, else as we know them."""
    tertulis = [b.nik or b.tertulis, b.kpj, b.nama]
    kita = [b.peserta.nik, b.peserta.kpj, b.peserta.nama] if b.peserta else ["", "", ""]
    return [t or k for t, k in zip(tertulis, kita, strict=True)]


def _penyumbang(b: BarisSetoran) -> list[str]:
    """NIP and name of the donor, likewise, and his office."""
    if b.janji is None:
        return [b.nip, b.penyumbang, ""]
    asn = b.janji.penyumbang
    return [b.nip or asn.nip, b.penyumbang or asn.nama, str(asn.opd)]
