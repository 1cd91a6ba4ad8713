"""A line of what was against a line of what was planned, month by month."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from pijar.gambar.bingkai import (
    CORAK,
    GARIS,
    HURUF,
    LEBAR,
    LEBAR_HURUF,
    REDUP,
    Titik,
    bingkai,
    bulat,
    gabung,
    huruf_angka,
    kotak,
    muat,
    tabel,
    tanda,
    tulisan,
)

ATAS, ALAS, TINGGI = 62, 196, 236  # of the highest figure, of the lowest, of the picture
HURUF_BULAN = 12
WARNA = CORAK[0][0]


class Sumbu(NamedTuple):
    """From figures to places in the picture."""

    bawah: int
    atas: int
    kolom: float

    def letak(self, ke: int, nilai: int) -> tuple[float, float]:
        naik = (ALAS - ATAS) * (nilai - self.bawah) / (self.atas - self.bawah)
        return self.kolom * (ke + 0.5), ALAS - naik


def garis(judul: str, titik: Sequence[Titik], *, bertabel: bool = True) -> SafeString:
    """What was as a whole line with dots, a forecast dashed with rings, the plan dotted."""
    semua = [n for t in titik for n in (t.nilai, t.rencana) if n is not None]
    sumbu = Sumbu(min([0, *semua]), max([1, *semua]), LEBAR / max(1, len(titik)))
    isi = [
        *_garis_semua(sumbu, titik),
        *(_kolom(sumbu, ke, t) for ke, t in enumerate(titik)),
        *_angka(sumbu, titik),
        _legenda(titik),
    ]
    baris = [(t.label, t.teks or "–", t.teks_rencana or "–") for t in titik]
    kepala = ("Bulan", "Keadaan", "Rencana")
    tinggi = TINGGI if titik else 0
    return bingkai(judul, tinggi, gabung(isi), tabel(judul, kepala, baris) if bertabel else "")


def _garis_semua(sumbu: Sumbu, titik: Sequence[Titik]) -> list[SafeString]:
    nol = sumbu.letak(0, 0)[1]
    rencana = [(ke, t.rencana) for ke, t in enumerate(titik) if t.rencana is not None]
    pasti, kira = _terbagi(titik)
    return [
        _lintasan([(0, nol), (LEBAR, nol)], GARIS, ""),
        *(
            _lintasan([sumbu.letak(*satu) for satu in bagian], warna, putus)
            for bagian, warna, putus in (
                (rencana, REDUP, "2 4"),
                (pasti, WARNA, ""),
                ([*pasti[-1:], *kira], WARNA, "7 5"),
            )
        ),
    ]


def _terbagi(titik: Sequence[Titik]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What is known and what is forecast, each with the place of its month."""
    hasil: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for ke, t in enumerate(titik):
        if t.nilai is not None:
            hasil[t.ramalan].append((ke, t.nilai))
    return hasil


def _lintasan(tempat: Sequence[tuple[float, float]], warna: str, putus: str) -> SafeString:
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="2" stroke-dasharray="{}"/>',
        " ".join(f"{bulat(x)},{bulat(y)}" for x, y in tempat),
        warna,
        putus or "none",
    )


def _bulatan(tempat: tuple[float, float], *, ramalan: bool) -> SafeString:
    isi = "#fff" if ramalan else WARNA
    return format_html(
        '<circle cx="{}" cy="{}" r="4" fill="{}" stroke="{}" stroke-width="2"/>',
        *map(bulat, tempat),
        isi,
        WARNA,
    )


def _kolom(sumbu: Sumbu, ke: int, t: Titik) -> SafeString:
    """A month: its name and its dot; the whole column is the link."""
    kata = f"{t.label}: {t.teks or 'belum ada'}{', ramalan' if t.ramalan else ''}"
    rencana = f", rencana {t.teks_rencana}" if t.teks_rencana else ""
    bulan = muat(t.label, sumbu.kolom, HURUF_BULAN)
    huruf = huruf_angka(bulan, sumbu.kolom, HURUF_BULAN)
    isi = [
        kotak(sumbu.kolom * ke, ATAS - 30, sumbu.kolom, TINGGI - ATAS + 30, "#fff0"),
        tulisan(sumbu.kolom * (ke + 0.5), TINGGI - 8, bulan, letak="middle", huruf=huruf),
        *([_bulatan(sumbu.letak(ke, t.nilai), ramalan=t.ramalan)] if t.nilai is not None else []),
    ]
    return tanda(gabung(isi), kata + rencana, t.alamat)


def _angka(sumbu: Sumbu, titik: Sequence[Titik]) -> list[SafeString]:
    """The figures of the first, the last known and the last forecast month; the table has all."""
    pasti, kira = _terbagi(titik)
    ujung = dict([*pasti[:1], *pasti[-1:]])
    atas = [_teks(sumbu, ke, titik[ke], -10) for ke in ujung]
    return atas + [_teks(sumbu, ke, titik[ke], 20) for ke, _ in kira[-1:]]


def _teks(sumbu: Sumbu, ke: int, t: Titik, geser: int) -> SafeString:
    x, y = sumbu.letak(ke, t.nilai or 0)
    ukuran = huruf_angka(t.teks, LEBAR * 0.45)
    separuh = LEBAR_HURUF / 2 * ukuran * len(t.teks)
    x = min(max(x, separuh), LEBAR - separuh)
    return tulisan(x, min(y + geser, ALAS + 18), t.teks, letak="middle", huruf=ukuran, tebal=True)


def _legenda(titik: Sequence[Titik]) -> SafeString:
    """How each line is drawn, and the plan of the last month in figures."""
    rencana = next((t.teks_rencana for t in reversed(titik) if t.teks_rencana), "")
    kata = f"rencana {rencana}"
    isi = [_bulatan((6, 10), ramalan=False), tulisan(16, 14, "keadaan", warna=REDUP)]
    if any(t.ramalan for t in titik):
        isi += [_bulatan((96, 10), ramalan=True), tulisan(106, 14, "ramalan", warna=REDUP)]
    if rencana:
        isi.append(_lintasan([(0, 30), (22, 30)], REDUP, "2 4"))
        ukuran = min(HURUF, huruf_angka(kata, LEBAR - 30))
        isi.append(tulisan(28, 34, kata, huruf=ukuran, warna=REDUP))
    return gabung(isi)
