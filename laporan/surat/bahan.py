"""What a kind of paper is, and what its gatherer gets."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from laporan.models import Surat
from laporan.surat.isi import Bentuk, Isi
from pijar.models import Pengguna


class Bahan(NamedTuple):
    """What a gatherer gets: the row that the paper is about, the paper's date, who asks.

    ``kunci`` tells papers of one kind about one row apart, for instance a month.
    """

    objek: Any
    tanggal: date
    oleh: Pengguna
    kunci: str = ""


class Lanjutan(NamedTuple):
    """The next step after a paper, and its address."""

    label: str
    alamat: str


class JenisSurat(NamedTuple):
    """One kind. ``model`` has ``for_petugas``; None where the paper is about the whole city.

    ``hak``: the right to make and number it. ``wilayah`` gives the kelurahan code of a paper about
    people of just one. ``bernomor``: whether it carries a number of the register. ``tanggal`` and
    ``nomor`` give what the row itself bears, if it does; ``nomor`` raises AturanDilanggarError
    while the paper cannot be numbered yet. ``khusus``: only who is set for just this kind signs.
    ``terkini``: it gets its number only while it says what the rows say now.
    ``lanjut``: what its page offers to do next.
    ``terbuka``: it names nobody, so that officers of every area see it. ``catatan``: what the page
    says before it is made. ``sampai_hari_ini``: it tells of its own day, so that day may not lie
    ahead. ``pilihan``: other papers of this kind that the page offers, by ``kunci`` and label.
    """

    nama: str
    bentuk: Bentuk
    model: Any
    susun: Callable[[Bahan], Isi]
    hak: str
    judul: Callable[[Bahan], str]
    wilayah: Callable[[Bahan], str] = lambda _: ""
    bernomor: bool = True
    tanggal: Callable[[Any], date | None] = lambda _: None
    nomor: Callable[[Any], str] = lambda _: ""
    khusus: bool = False
    terkini: bool = False
    lanjut: Callable[[Surat], Lanjutan | None] = lambda _: None
    terbuka: bool = False
    catatan: str = ""
    sampai_hari_ini: bool = False
    pilihan: Callable[[Bahan], list[tuple[str, str]]] = lambda _: []
