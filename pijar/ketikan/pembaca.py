"""Read a finished page into its forms, with the places of their tags in its text.

Nothing here knows a form of the house; fields are found by their names, words by their tags.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

Pasangan = tuple[str, str]
Atribut = dict[str, str | None]

DIKETIK = {"input", "select", "textarea"}
DILEWATI = {"file", "submit", "image", "button", "reset", "password"}
DIPILIH = {"checkbox", "radio"}
CSRF, SEMULA = "csrfmiddlewaretoken", "semula"  # fields that say nothing of their form's contents
BELUM = "belum-disimpan"  # id of the line that says so
SALAH = "invalid-feedback"  # class of a sentence about a field
RINGKASAN = "galat-form"  # class of the summary of a form's mistakes


@dataclass
class Tanda:
    """A start tag: its place in the page, its attributes, the words in it and where they end."""

    nama: str
    atribut: Atribut
    awal: int
    akhir: int
    tutup: int = 0
    teks: str = ""

    def __getitem__(self, nama: str) -> str:
        return self.atribut.get(nama) or ""

    @property
    def kelas(self) -> set[str]:
        return set(self["class"].split())

    @property
    def kata(self) -> str:
        return " ".join(self.teks.split())


@dataclass
class Isian:
    """One field: its tag, its options, the folded parts and the legend around it."""

    tanda: Tanda
    lipatan: list[Tanda]
    legenda: Tanda | None = None
    opsi: list[Tanda] = field(default_factory=list)

    @property
    def nama(self) -> str:
        return self.tanda["name"]

    @property
    def jenis(self) -> str:
        return self.tanda["type"].lower() if self.tanda.nama == "input" else self.tanda.nama

    @property
    def tersembunyi(self) -> bool:
        return self.jenis == "hidden"

    @property
    def dapat_diisi(self) -> bool:
        return self.nama != CSRF and self.jenis not in DILEWATI

    @property
    def salah(self) -> bool:
        """Whether the page marks it as wrong, and somebody can go there."""
        tertutup = self.tersembunyi or "disabled" in self.tanda.atribut
        ditandai = "is-invalid" in self.tanda.kelas or self.tanda["aria-invalid"] == "true"
        return ditandai and not tertutup


@dataclass
class Formulir:
    """A form of the page, with its fields and its buttons."""

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
        tetap = [i for i in self.isian if i.tersembunyi and i.nama not in (CSRF, SEMULA)]
        sama = sum((i.nama, i.tanda["value"]) in pasangan for i in tetap)
        ditekan = any(t["name"] and (t["name"], t["value"]) in pasangan for t in self.tombol)
        return 3 * (2 * sama - len(tetap) + ditekan) + sum(i.nama in nama for i in self.isian)


class Pembaca(HTMLParser):
    """Reads a page. ``badan``, ``pesan`` and ``belum`` are places that a note can go."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.baris = [0]
        for satu in html.split("\n"):
            self.baris.append(self.baris[-1] + len(satu) + 1)
        self.formulir: list[Formulir] = []
        self.badan: Tanda | None = None
        self.pesan: Tanda | None = None
        self.belum: Tanda | None = None
        self.bahaya: Tanda | None = None  # what says that something is wrong
        self.fokus: list[Tanda] = []
        self.label: dict[str, Tanda] = {}  # by the id of its field
        self.galat: list[Tanda] = []
        self._dibaca: list[Tanda] = []  # the open tags whose words are read
        self._lipatan: list[Tanda] = []
        self._legenda: list[Tanda | None] = []
        self._terbuka: Formulir | None = None
        self._isian: Isian | None = None
        self._titipan: list[Isian] = []
        self.feed(html)
        self.close()
        self._antar()

    @property
    def isian(self) -> list[Isian]:
        """The fields of all forms, as they stand in the page."""
        semua = [i for f in self.formulir for i in f.isian]
        return sorted(semua, key=lambda i: i.tanda.awal)

    @property
    def kata_galat(self) -> list[str]:
        """What the page says is wrong: its summaries, or else what stands at the fields."""
        ringkas = [t for t in self.galat if t.nama == "li"]
        return list(dict.fromkeys(t.kata for t in ringkas or self.galat if t.kata))

    def _letak(self) -> int:
        baris, kolom = self.getpos()
        return self.baris[baris - 1] + kolom

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        awal = self._letak()
        tanda = Tanda(tag, dict(attrs), awal, awal + len(self.get_starttag_text() or ""))
        if "autofocus" in tanda.atribut:
            self.fokus.append(tanda)
        self._tempat(tag, tanda)
        self._galat(tag, tanda)
        if tag == "form":
            self._terbuka = Formulir(tanda)
            self.formulir.append(self._terbuka)
        else:
            self._bidang(tag, tanda)

    def _tempat(self, tag: str, tanda: Tanda) -> None:
        """Where a note can go, and what stands around fields."""
        if tag == "body":
            self.badan = tanda
        elif tanda["id"] == "pesan":
            self.pesan = tanda
        elif tanda["id"] == BELUM:
            self.belum = tanda
            self._dibaca.append(tanda)
        elif tag == "details":
            self._lipatan.append(tanda)
        elif tag == "fieldset":
            self._legenda.append(None)

    def _galat(self, tag: str, tanda: Tanda) -> None:
        if "alert-danger" in tanda.kelas:
            self.bahaya = self.bahaya or tanda
        if RINGKASAN in tanda.kelas:
            self._dibaca.append(tanda)
        elif SALAH in tanda.kelas or (tag == "li" and self._di_ringkasan):
            self.galat.append(tanda)
            self._dibaca.append(tanda)

    @property
    def _di_ringkasan(self) -> bool:
        return any(RINGKASAN in t.kelas for t in self._dibaca)

    def _bidang(self, tag: str, tanda: Tanda) -> None:
        if tag == "option" and self._isian:
            self._isian.opsi.append(tanda)
            self._dibaca.append(tanda)
        elif tag in DIKETIK and tanda["name"]:
            self._isian_baru(tag, tanda)
        elif tag == "button" and self._terbuka:
            self._terbuka.tombol.append(tanda)
        elif tag in {"label", "legend"}:
            self._nama_bidang(tag, tanda)

    def _isian_baru(self, tag: str, tanda: Tanda) -> None:
        legenda = self._legenda[-1] if self._legenda else None
        self._isian = Isian(tanda, list(self._lipatan), legenda)
        if self._terbuka is None or tanda["form"]:
            self._titipan.append(self._isian)
        else:
            self._terbuka.isian.append(self._isian)
        if tag == "textarea":
            self._dibaca.append(tanda)

    def _nama_bidang(self, tag: str, tanda: Tanda) -> None:
        self._dibaca.append(tanda)
        if tag == "label":
            self.label.setdefault(tanda["for"], tanda)
        elif self._legenda:
            self._legenda[-1] = tanda

    def handle_data(self, data: str) -> None:
        for tanda in self._dibaca:
            tanda.teks += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._terbuka = None
        elif tag == "details" and self._lipatan:
            self._lipatan.pop()
        elif tag == "fieldset" and self._legenda:
            self._legenda.pop()
        else:
            self._tutup(tag)

    def _tutup(self, tag: str) -> None:
        for tanda in reversed(self._dibaca):
            if tanda.nama == tag:
                tanda.tutup = self._letak()
                if tag == "option":
                    tanda.atribut.setdefault("value", tanda.kata)
                self._dibaca.remove(tanda)
                return

    def _antar(self) -> None:
        """Give the fields outside of their form to it (``<input form="…">``)."""
        menurut_id = {f.tanda["id"]: f for f in self.formulir if f.tanda["id"]}
        for isian in self._titipan:
            if formulir := menurut_id.get(isian.tanda["form"]):
                formulir.isian.append(isian)
