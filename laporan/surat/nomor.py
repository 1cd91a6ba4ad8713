"""Numbers of papers: the office's own row of numbers, without a gap and without a double."""

from datetime import date

from django.db.models import Max

from laporan.models import PolaNomor, Surat
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci

ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def isi_pola(pola: str, n: int, tanggal: date) -> str:
    """``560/{n}/{tahun}`` becomes ``560/12/2026``; ``{bulan}`` is a Roman number.

    Raises AturanDilanggarError for any other field in braces.
    """
    isian = {"{n}": str(n), "{tahun}": str(tanggal.year), "{bulan}": ROMAWI[tanggal.month - 1]}
    for tanda, nilai in isian.items():
        pola = pola.replace(tanda, nilai)
    if "{" in pola or "}" in pola:
        raise AturanDilanggarError(
            f"Pola nomor {pola} memuat isian yang tidak dikenal. Pakai {', '.join(isian)}."
        )
    return pola


def nomor_berikut(pola: PolaNomor, tanggal: date) -> tuple[int, str]:
    """The next number of a pattern's register in a year; the caller's transaction holds the year.

    Two at once wait for each other: a number is taken only by a transaction that commits. One
    that was typed in already, from the city's register, is passed over.
    """
    Kunci.NOMOR_SURAT.pegang(tanggal.year)
    return nomor_terdekat(pola, tanggal)


def nomor_terdekat(pola: PolaNomor, tanggal: date) -> tuple[int, str]:
    """The same without holding the year: for a preview."""
    dipakai = Surat.objects.filter(register=pola.register, tanggal__year=tanggal.year)
    n = (dipakai.aggregate(n=Max("urut"))["n"] or 0) + 1
    while Surat.objects.filter(nomor=isi_pola(pola.pola, n, tanggal)).exists():
        n += 1
    return n, isi_pola(pola.pola, n, tanggal)


def pola_pada(jenis: str, tanggal: date) -> PolaNomor:
    """The pattern of a kind. Raises AturanDilanggarError when none counts on that day."""
    pola = PolaNomor.untuk(jenis, tanggal)
    if pola is None or not pola.pola:
        raise AturanDilanggarError(
            "Belum ada pola nomor untuk jenis surat ini. Ketik nomornya menurut register kota, "
            "atau minta admin mengisi polanya di Pengaturan surat."
        )
    return pola
