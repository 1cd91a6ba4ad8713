"""The attributes of one field of a person; :mod:`peserta.bersih.bidang` is the table of all."""

from typing import NamedTuple

from pijar.excel import Jenis


class Bidang(NamedTuple):
    """One field.

    ``judul`` is its header in the template and in exports, ``sinonim`` are other headers, better
    ones first. ``jenis``: nomor (digits kept as text), teks, surel, tanggal, pilihan, uang, angka.
    ``templat`` is False for columns that are only read: two fields in one, remarks, the KPJ.
    ``contoh`` stands on the instruction sheet of the template.

    ``urut`` is the place among a person's columns wherever they are listed, 0 for a field that no
    person has; ``kolom`` is the column of Peserta where it is not called ``kode``; ``nilai`` is
    where a query finds the value to export, where that is another. ``rahasia`` numbers are masked.
    ``identitas``: verified, so it is locked once the person is layak. ``panjang``: the most letters
    of a plain text without a cleaning rule.
    """

    kode: str
    judul: str
    jenis: str
    petunjuk: str
    sinonim: tuple[str, ...]
    wajib: bool = False
    templat: bool = True
    contoh: str = ""
    urut: int = 0
    kolom: str = ""
    nilai: str = ""
    rahasia: bool = False
    identitas: bool = False
    panjang: int = 0

    @property
    def kolom_orang(self) -> str:
        """The column of Peserta, as Django names it in the database."""
        return self.kolom or self.kode

    @property
    def tipe(self) -> str:
        """The column's type in SQL."""
        return {"tanggal": "date", "uang": "integer", "angka": "smallint"}.get(self.jenis, "text")

    @property
    def sel(self) -> Jenis:
        """How a workbook shows the value."""
        pola = {"tanggal": Jenis.TANGGAL, "uang": Jenis.RIBUAN, "angka": Jenis.ANGKA}
        return pola.get(self.jenis, Jenis.TEKS)
