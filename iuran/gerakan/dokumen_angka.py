"""The table of the movement as Excel: the same object as the page."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from iuran.gerakan.angka import BarisGerakan, Gerakan
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.excel import Jenis, Kolom, LembarTulis, tulis_kecil

ISI: tuple[tuple[str, Jenis, str], ...] = (
    ("Jumlah ASN", Jenis.RIBUAN, "pegawai"),
    ("Keadaan ASN tanggal", Jenis.TANGGAL, "pegawai_pada"),
    ("Penyumbang", Jenis.RIBUAN, "penyumbang"),
    ("Partisipasi (%)", Jenis.PERSEN, "partisipasi"),
    ("Pekerja dijanjikan", Jenis.RIBUAN, "dijanji"),
    ("Dibayar bulan ini", Jenis.RIBUAN, "lunas"),
    ("Tenggang", Jenis.RIBUAN, "tenggang"),
    ("Terputus", Jenis.RIBUAN, "putus"),
    ("Belum pernah dibayar", Jenis.RIBUAN, "belum_aktif"),
    ("Orang-bulan tahun ini", Jenis.RIBUAN, "bulan_tahun"),
    ("Rupiah tahun ini", Jenis.RUPIAH, "rupiah_tahun"),
    ("Target tahun ini", Jenis.RIBUAN, "target"),
    ("Capaian (%)", Jenis.PERSEN, "capaian"),
    ("Perubahan penyumbang", Jenis.RIBUAN, "perubahan_penyumbang"),
    ("Perubahan pekerja", Jenis.RIBUAN, "perubahan"),
    ("Perubahan dibayar", Jenis.RIBUAN, "perubahan_lunas"),
)
KOLOM = (
    Kolom("OPD", lebar=52),
    Kolom("Jenis", lebar=20),
    *(Kolom(judul, jenis) for judul, jenis, _ in ISI),
)


def nama_berkas(gerakan: Gerakan) -> str:
    return f"gerakan-asn-{gerakan.bulan:%Y-%m}.xlsx"


def excel_gerakan(gerakan: Gerakan) -> bytes:
    """One sheet by office, one by kind of office; the definitions stand below each."""
    judul = (
        f"ASN/PNS Peduli {nama_bulan(gerakan.bulan)}",
        f"Keadaan per {tanggal_panjang(gerakan.hari)}",
    )
    tujuan = BytesIO()
    lembar = (("OPD", gerakan.baris), ("Jenis OPD", gerakan.jenis))
    tulis_kecil(tujuan, [_lembar(nama, judul, daftar, gerakan) for nama, daftar in lembar])
    return tujuan.getvalue()


def lembar_gerakan(gerakan: Gerakan, judul: Sequence[str]) -> LembarTulis:
    """The sheet by office for a workbook that has others."""
    return _lembar("ASN Peduli", judul, gerakan.baris, gerakan)


def _lembar(
    nama: str, judul: Sequence[str], daftar: Sequence[BarisGerakan], gerakan: Gerakan
) -> LembarTulis:
    return LembarTulis(
        nama=nama,
        judul_atas=judul,
        kolom=KOLOM,
        baris=[isi_baris(b) for b in daftar],
        total=isi_baris(gerakan.total),
        catatan=gerakan.definisi,
    )


def isi_baris(b: BarisGerakan) -> Sequence[Any]:
    """One row in the order of the columns; what nobody wrote down stays empty."""
    isi = (getattr(b, nama) for *_, nama in ISI)
    angka = [float(n) if judul.endswith("(%)") and n is not None else n for (judul, *_), n in zip(
        ISI, isi, strict=True
    )]  # fmt: skip
    return (b.nama, b.nama_jenis, *angka)
