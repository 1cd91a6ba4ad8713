"""Fill a form of a finished page with what was typed before, as a browser would have kept it.

The page comes back as it was made, but for the tags of the form's fields.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape

from pijar.ketikan.banding import Beda, banding, menurut_nama
from pijar.ketikan.pembaca import (
    CSRF,
    DIPILIH,
    SEMULA,
    Atribut,
    Formulir,
    Isian,
    Pasangan,
    Pembaca,
    Tanda,
)

PERLU_DIBETULKAN = "Belum disimpan: ada yang perlu diperbaiki."
PILIH_LAGI = (
    '<p class="bantuan pilih-lagi">Berkas ini belum tersimpan: peramban tidak menyimpannya. '
    "Pilih lagi.</p>"
)
FOKUS: Atribut = {"tabindex": "-1", "autofocus": None}
Ganti = tuple[int, int, str]  # from, to, what comes there


@dataclass
class Hasil:
    """The page with its form filled.

    ``terisi``: whether there was one; ``sisa``: what had no field; ``beda``: what stood there.
    """

    html: str
    terisi: bool
    sisa: list[Pasangan]
    beda: list[Beda] = field(default_factory=list)


def isi_formulir(
    html: str,
    isi: list[Pasangan],
    *,
    alamat: str,
    halaman: str,
    tersembunyi: bool = True,
) -> Hasil:
    """Fill the form of the page ``halaman`` that is sent to ``alamat``.

    ``tersembunyi``: put back its hidden fields too, such as the version that was being changed.
    """
    pembaca = Pembaca(html)
    formulir = pilih_formulir(pembaca, isi, alamat=alamat, halaman=halaman)
    if formulir is None:
        return Hasil(html, terisi=False, sisa=terbaca(isi))
    beda = banding(formulir, isi, pembaca.label)
    ganti = _isikan(formulir, isi, tersembunyi=tersembunyi)
    nama = {i.nama for i in formulir.isian} | {t["name"] for t in formulir.tombol}
    sisa = [(n, v) for n, v in terbaca(isi) if n not in nama]
    return Hasil(terapkan(html, ganti), terisi=True, sisa=sisa, beda=beda)


def pilih_formulir(
    pembaca: Pembaca, isi: list[Pasangan], *, alamat: str, halaman: str
) -> Formulir | None:
    """The form of the page that would send ``isi`` to ``alamat``; the likeliest of several."""
    calon = [
        f
        for f in pembaca.formulir
        if f.tanda["method"].lower() == "post" and f.menuju(alamat, halaman)
    ]
    return max(calon, key=lambda f: f.kecocokan(isi), default=None)


def minta_berkas(
    html: str, isi: list[Pasangan], berkas: Collection[str], *, alamat: str, halaman: str
) -> str:
    """Say behind each field of ``berkas`` that its file is lost; not where the page keeps it."""
    formulir = pilih_formulir(Pembaca(html), isi, alamat=alamat, halaman=halaman)
    if not berkas or formulir is None:
        return html
    hilang = [
        i.tanda
        for i in formulir.isian
        if i.jenis == "file" and i.nama in berkas and "data-dititip" not in i.tanda.atribut
    ]
    return terapkan(html, [(t.akhir, t.akhir, PILIH_LAGI) for t in hilang])


def sisipkan(html: str, catatan: str, atribut: Atribut, *, salah: bool = False) -> str:
    """Put ``catatan`` on top of the page's messages, and ``atribut`` into its body.

    ``salah``: the page shows mistakes. It says on top that nothing is saved, and begins at the
    first field that is marked as wrong; where none is, at what says in red what is missing.
    """
    pembaca = Pembaca(html)
    ganti: list[Ganti] = []
    if pembaca.badan and atribut:
        ganti.append(_ulang(pembaca.badan, atribut))
    if tempat := pembaca.pesan or pembaca.badan:
        ganti.append((tempat.akhir, tempat.akhir, catatan))
    if salah:
        ganti += _tandai(pembaca)
    return terapkan(html, ganti)


def _tandai(pembaca: Pembaca) -> list[Ganti]:
    """Say on top that nothing is saved, and put the focus on what is wrong."""
    belum = pembaca.belum
    kata = [(belum.akhir, belum.tutup, PERLU_DIBETULKAN)] if belum else []
    tanda, fokus = ([_ulang(belum, {}, tanpa="hidden")] if belum else []), pembaca.bahaya
    if salah := next((i for i in pembaca.isian if i.salah), None):
        return [*kata, *tanda, *_fokus_ke(salah, pembaca)]
    if pembaca.fokus:
        return [*kata, *tanda]
    if fokus:
        return [*kata, *tanda, _ulang(fokus, FOKUS)]
    return [*kata, _ulang(belum, FOKUS, tanpa="hidden")] if belum else []


def _fokus_ke(salah: Isian, pembaca: Pembaca) -> list[Ganti]:
    """The focus goes to this field and nowhere else; what is folded around it opens."""
    lain = [_ulang(t, {}, tanpa="autofocus") for t in pembaca.fokus if t is not salah.tanda]
    buka = [_ulang(t, {"open": None}) for t in salah.lipatan]
    return [*lain, *buka, _ulang(salah.tanda, {"autofocus": None})]


def kata_galat(html: str) -> list[str]:
    """The sentences of the page about what is wrong."""
    return Pembaca(html).kata_galat


def terbaca(isi: list[Pasangan]) -> list[Pasangan]:
    """What of ``isi`` somebody wrote, as far as one can tell without its form; not a tick."""
    return [(n, v) for n, v in isi if v.strip() not in ("", "on") and n not in (CSRF, SEMULA)]


def _isikan(formulir: Formulir, isi: list[Pasangan], *, tersembunyi: bool) -> list[Ganti]:
    nilai = menurut_nama(isi)
    ke: Counter[str] = Counter()
    ganti: list[Ganti] = []
    lipatan: dict[int, Tanda] = {}
    for isian in formulir.isian:
        if not isian.dapat_diisi or (isian.tersembunyi and not tersembunyi):
            continue
        semua = nilai.get(isian.nama, [])
        perubahan = _satu(isian, semua, ke[isian.nama])
        if perubahan and _terlihat(isian, semua):
            lipatan |= {satu.awal: satu for satu in isian.lipatan}
        ke[isian.nama] += 1
        ganti += perubahan
    return ganti + [_ulang(satu, {"open": None}) for satu in lipatan.values()]


def _terlihat(isian: Isian, semua: list[str]) -> bool:
    """Whether somebody typed something into this field."""
    return not isian.tersembunyi and any(satu.strip() for satu in semua)


def _satu(isian: Isian, semua: list[str], ke: int) -> list[Ganti]:
    """The replacements of one field; ``ke``: how many of its name came before it."""
    if isian.jenis in DIPILIH:
        dipilih = (isian.tanda.atribut.get("value") or "on") in semua
        return _pilih(isian.tanda, "checked", dipilih=dipilih)
    if isian.jenis == "select":
        if not any(o["value"] in semua for o in isian.opsi):
            return []  # what was chosen is no longer offered
        return [g for o in isian.opsi for g in _pilih(o, "selected", dipilih=o["value"] in semua)]
    return _tulis(isian, semua[ke]) if ke < len(semua) else []


def _tulis(isian: Isian, kata: str) -> list[Ganti]:
    tanda = isian.tanda
    if isian.jenis == "textarea":
        return [(tanda.akhir, tanda.tutup, "\n" + escape(kata))] if tanda.tutup else []
    return [] if tanda["value"] == kata else [_ulang(tanda, {"value": kata})]


def _pilih(tanda: Tanda, nama: str, *, dipilih: bool) -> list[Ganti]:
    if dipilih == (nama in tanda.atribut):
        return []
    if dipilih:
        return [_ulang(tanda, {nama: None})]
    return [_ulang(tanda, {}, tanpa=nama)]


def _ulang(tanda: Tanda, atribut: Atribut, tanpa: str = "") -> Ganti:
    """The start tag again, with ``atribut`` and without ``tanpa``."""
    semua = {n: v for n, v in (tanda.atribut | atribut).items() if n != tanpa}
    kata = "".join(
        f" {nama}" if isi is None else f' {nama}="{escape(isi)}"' for nama, isi in semua.items()
    )
    return tanda.awal, tanda.akhir, f"<{tanda.nama}{kata}>"


def terapkan(html: str, ganti: list[Ganti]) -> str:
    """Replace the pieces, from the end on, so that no place moves."""
    for awal, akhir, baru in sorted(ganti, reverse=True):
        html = html[:awal] + baru + html[akhir:]
    return html
