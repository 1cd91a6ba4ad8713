"""Rules of a settlement: what a letter of BPJS may say. Nothing here queries."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from iuran.models import Iuran, JenisPenyelesaian, PenyelesaianKelebihan
from pijar.bulan import tanggal_panjang
from pijar.rupiah import ribuan, rupiah


class Usulan(NamedTuple):
    """BPJS's letter as typed; ``nominal`` in rupiah, the STS only of money paid back."""

    jenis: str
    surat_nomor: str
    surat_tanggal: date
    nominal: int
    sts_nomor: str = ""
    sts_tanggal: date | None = None
    keterangan: str = ""


class Salah(NamedTuple):
    """A sentence for the officer, and the field of the form that it belongs to."""

    bidang: str
    kalimat: str


def rapikan(usulan: Usulan) -> Usulan:
    """Numbers with single spaces; no STS where no money comes back."""
    kembali = usulan.jenis == JenisPenyelesaian.PENGEMBALIAN
    return usulan._replace(
        surat_nomor=" ".join(usulan.surat_nomor.split()),
        sts_nomor=" ".join(usulan.sts_nomor.split()) if kembali else "",
        sts_tanggal=usulan.sts_tanggal if kembali else None,
        keterangan=usulan.keterangan.strip(),
    )


def salah_usulan(daftar: Sequence[Iuran], usulan: Usulan, pada: date) -> Iterator[Salah]:
    """Everything wrong with a letter about these paid months; ``pada`` is today."""
    bayar = max(i.pembayaran.tanggal for i in daftar if i.pembayaran)
    if not usulan.surat_nomor:
        yield Salah("surat_nomor", "Tulis nomor surat BPJS.")
    yield from _salah_tanggal("surat_tanggal", "Surat BPJS", usulan.surat_tanggal, bayar, pada)
    total = sum(i.jkk + i.jkm + i.jht for i in daftar)
    if usulan.nominal != total:
        yield Salah(
            "nominal",
            f"{rupiah(usulan.nominal)} tidak sama dengan jumlah {ribuan(len(daftar))} bulan yang "
            f"dipilih, {rupiah(total)}. Bila surat BPJS hanya menyelesaikan sebagian, pilih "
            "bulan-bulan itu saja.",
        )
    if usulan.jenis == JenisPenyelesaian.PENGEMBALIAN:
        yield from _salah_sts(usulan, bayar, pada)
    if usulan.jenis == JenisPenyelesaian.DITOLAK and not usulan.keterangan:
        yield Salah("keterangan", "Tulis alasan BPJS menolak.")


def _salah_sts(usulan: Usulan, bayar: date, pada: date) -> Iterator[Salah]:
    if not usulan.sts_nomor:
        yield Salah("sts_nomor", "Tulis nomor STS.")
    if usulan.sts_tanggal is None:
        yield Salah("sts_tanggal", "Isi tanggal STS.")
    else:
        yield from _salah_tanggal("sts_tanggal", "STS", usulan.sts_tanggal, bayar, pada)


def _salah_tanggal(
    bidang: str, kertas: str, tanggal: date, bayar: date, pada: date
) -> Iterator[Salah]:
    if tanggal > pada:
        yield Salah(
            bidang, f"{tanggal_panjang(tanggal)} belum tiba. Isi tanggal yang tertulis padanya."
        )
    elif tanggal < bayar:
        yield Salah(
            bidang,
            f"{kertas} ini mendahului pembayarannya, {tanggal_panjang(bayar)}. Periksa tanggalnya.",
        )


def kata_akibat(penyelesaian: PenyelesaianKelebihan) -> str:
    """What confirming does to bills, realisation and ceiling."""
    if penyelesaian.jenis == JenisPenyelesaian.DITOLAK:
        return "Tidak ada uang yang kembali; dapat diminta lagi."
    if penyelesaian.jenis == JenisPenyelesaian.KOMPENSASI:
        return f"Mengurangi tagihan {penyelesaian.sumber} berikutnya; pagunya pulih di sana."
    if penyelesaian.memulihkan_pagu:
        return f"Mengurangi realisasi {penyelesaian.sumber}; pagunya pulih sejak tanggal STS."
    return (
        f"STS sesudah 31 Desember {penyelesaian.sumber.tahun}: pendapatan lain-lain; realisasi dan "
        "pagunya tetap."
    )
