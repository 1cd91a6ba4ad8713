"""The kinds of paper: what each is about, who may make it, and which function gathers it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from iuran.models import Tagihan
from laporan.surat.bahan import Bahan
from laporan.surat.isi import Bentuk, Isi
from laporan.surat.susun import tagihan


class JenisSurat(NamedTuple):
    """One kind. ``model`` has ``for_petugas``; None where the paper is about the whole city.

    ``hak``: the right to make and number it. ``wilayah`` gives the kelurahan code of a paper about
    people of just one. ``bernomor``: whether it carries a number of the register.
    """

    nama: str
    bentuk: Bentuk
    model: Any
    susun: Callable[[Bahan], Isi]
    hak: str
    judul: Callable[[Bahan], str]
    wilayah: Callable[[Bahan], str] = lambda _: ""
    bernomor: bool = True


JENIS: dict[str, JenisSurat] = {
    "surat_tagihan": JenisSurat(
        "Surat pembayaran iuran ke BPJS",
        Bentuk.SURAT,
        Tagihan,
        tagihan.susun_surat,
        "mengelola_iuran",
        lambda b: f"Pembayaran iuran {b.objek.nomor}",
    ),
}
PILIHAN_JENIS = [(kode, j.nama) for kode, j in JENIS.items()]
