"""Fill a form of a finished page with what was typed before, as a browser would have kept it.

The page comes back as it was made, but for the tags of the form's fields. Nothing here knows a
form of the house; fields are found by their names.
"""

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

Pasangan = tuple[str, str]
Atribut = dict[str, str | None]

DIKETIK = {"input", "select", "textarea"}
DILEWATI = {"file", "submit", "image", "button", "reset", "password"}
CSRF = "csrfmiddlewaretoken"


@dataclass
class Tanda:
    """A start tag: its place in the page and its attributes; where its contents end."""

    nama: str
    atribut: Atribut
    awal: int
    akhir: int
    tutup: int = 0

    def __getitem__(self, nama: str) -> str:
        return self.atribut.get(nama) or ""


@dataclass
class Isian:
    """One field: its tag, the options of a select, and the folded parts around it."""

    tanda: Tanda
    lipatan: list[Tanda]
    opsi: list[Tanda] = field(default_factory=list)

    @property
    def jenis(self) -> str:
        return self.tanda["type"].lower() if self.tanda.nama == "input" else self.tanda.nama

    @property
    def tersembunyi(self) -> bool:
        return self.jenis == "hidden"

    @property
    def dapat_diisi(self) -> bool:
        return self.tanda["name"] != CSRF and self.jenis not in DILEWATI


@dataclass
class Formulir:
    """A form of the page, with its fields and the other addresses of its buttons."""

    tanda: Tanda
    isian: list[Isian] = field(default_factory=list)
    tombol: list[Tanda] = field(default_factory=list)

    def menuju(self, alamat: str, halaman: str) -> bool:
        """Whether a button of this form sends it to ``alamat``."""
        semua = [self.tanda["action"], *(t["formaction"] for t in self.tombol if t["formaction"])]
        return alamat in {urlsplit(urljoin(halaman, satu)).path for satu in semua}

    def kecocokan(self, isi: list[Pasangan]) -> int:
        """How much of ``isi`` this form would send; what it says by itself counts more."""
        nama, pasangan = {n for n, _ in isi}, set(isi)
        tetap = [i for i in self.isian if i.tersembunyi and i.tanda["name"] != CSRF]
        sama = sum((i.tanda["name"], i.tanda["value"]) in pasangan for i in tetap)
        return 3 * (2 * sama - len(tetap)) + sum(i.tanda["name"] in nama for i in self.isian)


class _Pembaca(HTMLParser):
    """Reads a page into its forms. ``badan`` and ``pesan`` are two places that a note can go."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.baris = [0]
        for satu in html.split("\n"):
            self.baris.append(self.baris[-1] + len(satu) + 1)
        self.formulir: list[Formulir] = []
        self.badan: Tanda | None = None
        self.pesan: Tanda | None = None
        self.berfokus = False
        self._lipatan: list[Tanda] = []
        self._terbuka: Formulir | None = None
        self._isian: Isian | None = None
        self._opsi: Tanda | None = None
        self._titipan: list[Isian] = []
        self.feed(html)
        self.close()
        self._antar()

    def _letak(self) -> int:
        baris, kolom = self.getpos()
        return self.baris[baris - 1] + kolom

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        awal = self._letak()
        tanda = Tanda(tag, dict(attrs), awal, awal + len(self.get_starttag_text() or ""))
        self.berfokus = self.berfokus or "autofocus" in tanda.atribut
        if tag == "body":
            self.badan = tanda
        elif tanda["id"] == "pesan":
            self.pesan = tanda
        elif tag == "details":
            self._lipatan.append(tanda)
        elif tag == "form":
            self._terbuka = Formulir(tanda)
            self.formulir.append(self._terbuka)
        else:
            self._bidang(tag, tanda)

    def _bidang(self, tag: str, tanda: Tanda) -> None:
        if tag == "option" and self._isian:
            self._opsi = tanda
            self._isian.opsi.append(tanda)
        elif tag in DIKETIK and tanda["name"]:
            self._isian = Isian(tanda, list(self._lipatan))
            if tanda["form"] or self._terbuka is None:
                self._titipan.append(self._isian)
            else:
                self._terbuka.isian.append(self._isian)
        elif tag == "button" and self._terbuka:
            self._terbuka.tombol.append(tanda)

    def handle_data(self, data: str) -> None:
        if self._opsi and "value" not in self._opsi.atribut:
            self._opsi.atribut["value"] = " ".join(data.split())

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._terbuka = None
        elif tag == "details" and self._lipatan:
            self._lipatan.pop()
        elif tag == "textarea" and self._isian:
            self._isian.tanda.tutup = self._letak()
        elif tag == "option":
            self._opsi = None

    def yang_salah(self) -> Tanda | None:
        """The first field that is marked as wrong; none where the page has a focus of its own."""
        semua = [i.tanda for f in self.formulir for i in f.isian]
        return (
            None
            if self.berfokus
            else next((t for t in semua if "is-invalid" in t["class"].split()), None)
        )

    def _antar(self) -> None:
        """Give the fields outside of their form to it (``<input form="…">``)."""
        menurut_id = {f.tanda["id"]: f for f in self.formulir if f.tanda["id"]}
        for isian in self._titipan:
            if formulir := menurut_id.get(isian.tanda["form"]):
                formulir.isian.append(isian)


@dataclass
class Hasil:
    """The page with its form filled; ``terisi`` if there was one, ``sisa`` what had no field."""

    html: str
    terisi: bool
    sisa: list[Pasangan]


def isi_formulir(
    html: str, isi: list[Pasangan], *, alamat: str, halaman: str, tersembunyi: bool = True
) -> Hasil:
    """Fill the form of the page ``halaman`` that is sent to ``alamat``.

    ``tersembunyi``: put back its hidden fields too, such as the version that was being changed.
    """
    pembaca = _Pembaca(html)
    calon = [
        f
        for f in pembaca.formulir
        if f.tanda["method"].lower() == "post" and f.menuju(alamat, halaman)
    ]
    if not calon:
        return Hasil(html, terisi=False, sisa=terbaca(isi))
    formulir = max(calon, key=lambda f: f.kecocokan(isi))
    ganti = _isikan(formulir, isi, tersembunyi=tersembunyi)
    nama = {i.tanda["name"] for i in formulir.isian} | {t["name"] for t in formulir.tombol}
    sisa = [(n, v) for n, v in terbaca(isi) if n not in nama]
    return Hasil(_terapkan(html, ganti), terisi=True, sisa=sisa)


def sisipkan(html: str, catatan: str, atribut: Atribut, *, fokus: bool = False) -> str:
    """Put ``catatan`` on top of the page's messages, and ``atribut`` into its body.

    ``fokus``: the page begins at the first field with a mistake, if it does not say where.
    """
    pembaca = _Pembaca(html)
    ganti: list[tuple[int, int, str]] = []
    if fokus and (salah := pembaca.yang_salah()):
        ganti.append(_ulang(salah, {"autofocus": None}))
    if pembaca.badan and atribut:
        ganti.append(_ulang(pembaca.badan, atribut))
    if tempat := pembaca.pesan or pembaca.badan:
        ganti.append((tempat.akhir, tempat.akhir, catatan))
    return _terapkan(html, ganti)


def terbaca(isi: list[Pasangan]) -> list[Pasangan]:
    """What of ``isi`` somebody wrote, as far as one can tell without its form."""
    return [(n, v) for n, v in isi if v.strip() and n != CSRF]


def _isikan(
    formulir: Formulir, isi: list[Pasangan], *, tersembunyi: bool
) -> list[tuple[int, int, str]]:
    nilai: dict[str, list[str]] = {}
    for nama, satu in isi:
        nilai.setdefault(nama, []).append(satu)
    ke: Counter[str] = Counter()
    ganti, lipatan = [], {}
    for isian in formulir.isian:
        nama = isian.tanda["name"]
        if not isian.dapat_diisi or (isian.tersembunyi and not tersembunyi):
            continue
        perubahan = _satu(isian, nilai.get(nama, []), ke[nama])
        if perubahan and not isian.tersembunyi:
            lipatan.update({satu.awal: satu for satu in isian.lipatan})
        ke[nama] += 1
        ganti += perubahan
    return ganti + [_ulang(satu, {"open": None}) for satu in lipatan.values()]


def _satu(isian: Isian, semua: list[str], ke: int) -> list[tuple[int, int, str]]:
    """The replacements of one field; ``ke``: how many of its name came before it."""
    if isian.jenis in {"checkbox", "radio"}:
        dipilih = (isian.tanda.atribut.get("value") or "on") in semua
        return _pilih(isian.tanda, "checked", dipilih=dipilih)
    if isian.jenis == "select":
        if not any(o["value"] in semua for o in isian.opsi):
            return []  # what was chosen is no longer offered
        return [g for o in isian.opsi for g in _pilih(o, "selected", dipilih=o["value"] in semua)]
    return _tulis(isian, semua[ke]) if ke < len(semua) else []


def _tulis(isian: Isian, kata: str) -> list[tuple[int, int, str]]:
    tanda = isian.tanda
    if isian.jenis == "textarea":
        return [(tanda.akhir, tanda.tutup, "\n" + escape(kata))] if tanda.tutup else []
    return [] if tanda["value"] == kata else [_ulang(tanda, {"value": kata})]


def _pilih(tanda: Tanda, nama: str, *, dipilih: bool) -> list[tuple[int, int, str]]:
    if dipilih == (nama in tanda.atribut):
        return []
    if dipilih:
        return [_ulang(tanda, {nama: None})]
    return [_ulang(tanda, {}, tanpa=nama)]


def _ulang(tanda: Tanda, atribut: Atribut, tanpa: str = "") -> tuple[int, int, str]:
    """The start tag again, with ``atribut`` and without ``tanpa``."""
    semua = {n: v for n, v in (tanda.atribut | atribut).items() if n != tanpa}
    kata = "".join(
        f" {nama}" if isi is None else f' {nama}="{escape(isi)}"' for nama, isi in semua.items()
    )
    return tanda.awal, tanda.akhir, f"<{tanda.nama}{kata}>"


def _terapkan(html: str, ganti: list[tuple[int, int, str]]) -> str:
    """Replace the pieces, from the end on, so that no place moves."""
    for awal, akhir, baru in sorted(ganti, reverse=True):
        html = html[:awal] + baru + html[akhir:]
    return html
