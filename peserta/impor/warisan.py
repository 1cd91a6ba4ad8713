"""Cells that a row leaves to the rows above: merged downwards, or marked as the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from peserta.bersih.alasan import Temuan, info, kutip
from pijar.excel import Gabungan, Sel, kosong, teks

Baris = Iterator[tuple[int, list[Sel]]]
_KATA = (
    "sda",
    "s.d.a",
    "s.d.a.",
    "sda.",
    "s d a",
    "idem",
    "idem.",
    "id.",
    "sama",
    "sama dengan atas",
)
_TANDA = ('"', "''", "”", "“", "〃", ",,", "„", '- " -', '-"-', "-”-", '" "', "”  ”")
SDA: frozenset[Sel] = frozenset(
    f"{awal}{tulis(kata)}{akhir}"
    for kata in (*_KATA, *_TANDA)
    for tulis in (str, str.upper, str.capitalize)
    for awal in ("", " ")
    for akhir in ("", " ")
)
"""What people write for "the same as above", as it stands in a cell."""
MILIK_SENDIRI = frozenset(("nik", "nama", "kpj", "hp", "email"))
"""Fields that two people never share."""


class Warisan:
    """Fills the columns ``pemetaan`` (index to field or title) of the rows below the header.

    ``ambil_catatan`` says so for each row.
    """

    def __init__(self, pemetaan: Mapping[int, str], gabungan: Iterable[Gabungan]) -> None:
        self._bidang = {i: k for i, k in pemetaan.items() if k not in MILIK_SENDIRI}
        milik = (g for g in gabungan if g.kolom in self._bidang)
        self._antre = sorted(milik, reverse=True)
        self._berlaku: list[tuple[Gabungan, Sel]] = []
        self._catatan: dict[int, Temuan] = {}

    def isi(self, baris: Iterable[tuple[int, list[Sel]]]) -> Baris:
        """The same rows, each with what it takes from above."""
        lalu: Sequence[Sel] = ()
        for nomor, sel in baris:
            if self._antre or self._berlaku:
                self._dari_gabungan(nomor, sel)
            if not SDA.isdisjoint(sel):
                self._dari_atas(nomor, sel, lalu)
            lalu = sel
            yield nomor, sel

    def ambil_catatan(self, nomor: int) -> Temuan:
        """What row ``nomor`` took from above; forgotten once it is told."""
        return self._catatan.pop(nomor, ()) if self._catatan else ()

    def _dari_gabungan(self, nomor: int, sel: list[Sel]) -> None:
        self._berlaku = [satu for satu in self._berlaku if satu[0].bawah >= nomor]
        for g, nilai in self._berlaku:
            sel.extend([None] * (g.kolom + 1 - len(sel)))
            if kosong(sel[g.kolom]):
                sel[g.kolom] = nilai
                sebab = f"Dari sel gabungan baris {g.atas} sampai {g.bawah}."
                self._catat(nomor, g.kolom, nilai, "nilai_gabungan", sebab)
        while self._antre and self._antre[-1].atas <= nomor:
            g = self._antre.pop()
            if g.atas == nomor and g.kolom < len(sel) and not kosong(sel[g.kolom]):
                self._berlaku.append((g, sel[g.kolom]))

    def _dari_atas(self, nomor: int, sel: list[Sel], lalu: Sequence[Sel]) -> None:
        for i in self._bidang:
            if i < min(len(sel), len(lalu)) and sel[i] in SDA and not kosong(lalu[i]):
                tanda, sel[i] = kutip(teks(sel[i])), lalu[i]
                sebab = f"Tanda {tanda} dibaca sama dengan baris di atasnya."
                self._catat(nomor, i, lalu[i], "nilai_di_atas", sebab)

    def _catat(self, nomor: int, kolom: int, nilai: Sel, kode: str, sebab: str) -> None:
        satu = info(kode, self._bidang[kolom], nilai, sebab)
        self._catatan[nomor] = self._catatan.get(nomor, ()) + satu
