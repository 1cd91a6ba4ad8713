"""A paper as PDF: in pieces, so that a long annex needs little memory; joined, then numbered."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf

from laporan.surat.berkas.cetak import Cetakan
from laporan.surat.isi import Tabel
from pijar.pdf import html_ke_pdf

BARIS_SEPOTONG = 400
Maju = Callable[[int, int], None]


def buat_pdf(cetakan: Cetakan, maju: Maju = lambda n, dari: None) -> bytes:
    """The paper; ``maju`` is told the pieces done. "Halaman x dari y" counts all pieces."""
    potongan, gambar = list(_potongan(cetakan)), cetakan.kop.gambar
    with pikepdf.new() as gabungan:
        for n, (template, konteks) in enumerate(potongan):
            maju(n, len(potongan) + 1)
            with pikepdf.open(BytesIO(html_ke_pdf(template, konteks, gambar))) as satu:
                gabungan.pages.extend(satu.pages)
        _nomori(gabungan, cetakan)
        maju(len(potongan), len(potongan) + 1)
        tujuan = BytesIO()
        gabungan.save(tujuan, deterministic_id=True)
    return tujuan.getvalue()


def _potongan(cetakan: Cetakan) -> Iterator[tuple[str, dict[str, object]]]:
    """Template and context of each piece: the paper itself, then the annexes by rows."""
    umum = {"c": cetakan, "isi": cetakan.isi, "kop": cetakan.kop}
    yield f"dokumen/surat/{cetakan.isi.bentuk}.html", umum
    for urutan, tabel in enumerate(cetakan.isi.lampiran, 1):
        yield from _potong_tabel(tabel, umum | {"urutan": urutan})


def _potong_tabel(tabel: Tabel, umum: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    """Rows of an annex by :data:`BARIS_SEPOTONG`; the last piece has the sums and the signature."""
    awal = range(0, max(len(tabel.baris), 1), BARIS_SEPOTONG)
    for mulai in awal:
        yield (
            "dokumen/surat/lampiran.html",
            umum
            | {
                "tabel": tabel,
                "baris": tabel.baris[mulai : mulai + BARIS_SEPOTONG],
                "pertama": mulai == awal[0],
                "terakhir": mulai == awal[-1],
            },
        )


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
