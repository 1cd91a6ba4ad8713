"""A paper as PDF: in pieces, so that a long annex needs little memory; joined, then numbered."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf

from laporan.surat.berkas.cetak import Cetakan
from laporan.surat.isi import JANGKAR, Tabel
from pijar.pdf import Gambar, html_ke_pdf, potong_pdf

BARIS_SEPOTONG = 400
Maju = Callable[[int, int], None]


def buat_pdf(cetakan: Cetakan, maju: Maju = lambda n, dari: None) -> bytes:
    """The paper; ``maju`` is told the rows done. "Halaman x dari y" counts all pieces."""
    isi, gambar = cetakan.isi, cetakan.kop.gambar
    umum = {"c": cetakan, "isi": isi, "kop": cetakan.kop}
    semua = sum(len(tabel.baris) for tabel in isi.lampiran) + 1
    with pikepdf.new() as gabungan:
        _tempel(gabungan, html_ke_pdf(f"dokumen/surat/{isi.bentuk}.html", umum, gambar))
        selesai = 0
        for urutan, tabel in enumerate(isi.lampiran, 1):
            konteks = umum | {"tabel": tabel, "urutan": urutan}
            for potongan, mulai in _potong_tabel(tabel, konteks, gambar):
                _tempel(gabungan, potongan)
                maju(selesai + mulai, semua)
            selesai += len(tabel.baris)
        _nomori(gabungan, cetakan)
        maju(semua, semua)
        tujuan = BytesIO()
        gabungan.save(tujuan, deterministic_id=True)
    return tujuan.getvalue()


def _tempel(gabungan: pikepdf.Pdf, potongan: bytes) -> None:
    with pikepdf.open(BytesIO(potongan)) as satu:
        gabungan.pages.extend(satu.pages)


def _potong_tabel(
    tabel: Tabel, umum: dict[str, object], gambar: Gambar
) -> Iterator[tuple[bytes, int]]:
    """Pieces of an annex, each with the row that the next one begins with.

    A piece ends with a full page; the last one has the sums and the signature.
    """
    mulai = 0
    while True:
        baris = tabel.baris[mulai : mulai + BARIS_SEPOTONG]
        terakhir = mulai + BARIS_SEPOTONG >= len(tabel.baris)
        konteks = umum | {"baris": baris, "pertama": mulai == 0, "terakhir": terakhir}
        if terakhir:
            yield html_ke_pdf("dokumen/surat/lampiran.html", konteks, gambar), len(tabel.baris)
            return
        pdf, sisa = potong_pdf("dokumen/surat/lampiran.html", konteks, gambar)
        nomor = [int(i.removeprefix(JANGKAR)) for i in sisa if i.startswith(JANGKAR)]
        mulai += min(nomor) if nomor and min(nomor) > 0 else len(baris)
        yield pdf, mulai


def _nomori(gabungan: pikepdf.Pdf, cetakan: Cetakan) -> None:
    """Lay the foot with number, hash and "Halaman x dari y" over each page."""
    ukuran = [
        (float(h.mediabox[2] - h.mediabox[0]), float(h.mediabox[3] - h.mediabox[1]))
        for h in gabungan.pages
    ]
    kaki = html_ke_pdf(
        "dokumen/surat/kaki.html",
        {
            "c": cetakan,
            "kop": cetakan.kop,
            "mendatar": [lebar > tinggi for lebar, tinggi in ukuran],
        },
    )
    with pikepdf.open(BytesIO(kaki)) as lapis:
        for halaman, atas in zip(gabungan.pages, lapis.pages, strict=True):
            halaman.add_overlay(atas, pikepdf.Rectangle(halaman.mediabox))
