"""What every picture is made of: its rows, its marks with links, its frame and its table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

LEBAR = 360  # units of the view box; a phone shows a little less than one pixel for each
HURUF = 13
LEBAR_HURUF = 0.7  # of a bold figure in the widest of our fonts, by its size
TINTA, REDUP, GARIS, LATAR = "#12282d", "#4c6066", "#c5ced1", "#eef3f3"
# Colour, and the lines that tell it from the others on paper without colour.
CORAK = (
    ("#0b5560", ""),
    ("#f0a330", "M0 6L6 0"),
    ("#9cc7cb", "M0 0L6 6"),
    ("#7a2d5e", "M0 3H6"),
    ("#d5dcde", ""),
    ("#5b8c2a", "M3 0V6"),
)


@dataclass(frozen=True)
class Nilai:
    """One mark: its name, how large it is, the figure in words, and where it leads."""

    label: str
    nilai: int
    teks: str
    alamat: str = ""


@dataclass(frozen=True)
class Langkah(Nilai):
    """A step of a waterfall: a signed change, or a sum (``jumlah``) at its beginning or end."""

    jumlah: bool = False


@dataclass(frozen=True)
class Titik:
    """A place on a line: what was and what was planned, each None where nobody knows."""

    label: str
    nilai: int | None
    teks: str = ""
    rencana: int | None = None
    teks_rencana: str = ""
    alamat: str = ""
    ramalan: bool = False


@dataclass(frozen=True)
class Tumpukan:
    """A bar of several parts; the names of the parts make the legend."""

    label: str
    bagian: tuple[Nilai, ...]
    teks: str
    alamat: str = ""


@dataclass(frozen=True)
class Ubin(Nilai):
    """A tile that is filled for ``nilai`` of ``dari``; ``catatan`` says of what."""

    dari: int = 0
    catatan: str = ""


def gabung(bagian: Iterable[SafeString]) -> SafeString:
    """Marks one after another."""
    return mark_safe("".join(bagian))  # noqa: S308 - each was escaped where it was made


def bulat(n: float) -> str:
    """A length with a decimal point in every language."""
    return f"{n:.1f}".removesuffix(".0")


def panjang(bagian: int, seluruh: int, ruang: float, paling_tipis: float = 2) -> float:
    """The length of a part; what is not zero is always seen, and nothing leaves its room."""
    if bagian <= 0 or seluruh <= 0:
        return 0
    return min(ruang, max(paling_tipis, ruang * bagian / seluruh))


def muat(kata: str, ruang: float, huruf: float = HURUF) -> str:
    """A name shortened to its room; the table has all of it."""
    banyak = max(1, int(ruang / (0.58 * huruf)))
    return kata if len(kata) <= banyak else kata[: banyak - 1].rstrip() + "…"


def huruf_angka(teks: str, ruang: float, huruf: float = HURUF) -> float:
    """A size of letters at which a figure fits its room: a figure is never shortened."""
    return min(huruf, ruang / (LEBAR_HURUF * max(1, len(teks))))


def kotak(x: float, y: float, lebar: float, tinggi: float, isi: str) -> SafeString:
    """A filled rectangle; numbers and our own colours need no escaping, and a page has hundreds."""
    tempat = f'x="{bulat(x)}" y="{bulat(y)}" width="{bulat(lebar)}" height="{bulat(tinggi)}"'
    return mark_safe(f'<rect {tempat} fill="{isi}"/>')  # noqa: S308 - see above


def tulisan(x: float, y: float, kata: str, *, letak: str = "start", **gaya: object) -> SafeString:
    """Words at a place; ``gaya``: ``huruf`` (size), ``warna``, ``tebal``."""
    huruf = bulat(float(str(gaya.get("huruf", HURUF))))
    tebal, warna = 700 if gaya.get("tebal") else 400, gaya.get("warna", TINTA)
    return mark_safe(  # noqa: S308 - the words are escaped, the rest is ours
        f'<text x="{bulat(x)}" y="{bulat(y)}" font-size="{huruf}" font-weight="{tebal}"'
        f' text-anchor="{letak}" fill="{warna}">{escape(kata)}</text>'
    )


def tanda(isi: SafeString, kata: str, alamat: str) -> SafeString:
    """A mark that says ``kata`` when pointed at, and leads to ``alamat`` where there is one."""
    if alamat:
        return format_html(
            '<a href="{}" aria-label="{}"><title>{}</title>{}</a>', alamat, kata, kata, isi
        )
    return format_html("<g><title>{}</title>{}</g>", kata, isi)


def corak(judul: str, ke: int) -> str:
    """The fill of the part ``ke``; its name is the picture's own on a page with several."""
    warna, garis = CORAK[ke % len(CORAK)]
    return f"url(#{_nama(judul)}-{ke % len(CORAK)})" if garis else warna


def _nama(judul: str) -> str:
    return f"corak-{crc32(judul.encode()):x}"


def _corak_semua(judul: str) -> SafeString:
    return format_html_join(
        "",
        '<pattern id="{}-{}" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="{}"/>'
        '<path d="{}" stroke="#12282d" stroke-width="1" fill="none"/></pattern>',
        ((_nama(judul), ke, warna, garis) for ke, (warna, garis) in enumerate(CORAK) if garis),
    )


def bingkai(judul: str, tinggi: float, isi: SafeString, tabel: SafeString | str) -> SafeString:
    """The picture with its title and its table; one without rows says so."""
    if not tinggi:
        isi, tinggi, tabel = tulisan(0, 16, "Belum ada angka.", warna=REDUP), 24, ""
    return format_html(
        '<figure class="gambar"><figcaption>{}</figcaption>'
        '<svg class="gambar__svg" viewBox="0 0 {} {}" role="group" aria-label="{}" '
        'font-family="system-ui, Roboto, Liberation Sans, Arial, sans-serif">'
        "<defs>{}</defs>{}</svg>{}</figure>",
        judul,
        LEBAR,
        bulat(tinggi),
        judul,
        _corak_semua(judul),
        isi,
        tabel,
    )


def tabel(judul: str, kepala: Sequence[str], baris: Iterable[Sequence[str]]) -> SafeString:
    """The same figures in a folded table: all names whole, for readers of every kind."""
    kolom = format_html_join("", '<th scope="col">{}</th>', ((k,) for k in kepala))
    isi = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (satu[0], format_html_join("", '<td class="nominal">{}</td>', ((s,) for s in satu[1:])))
            for satu in baris
        ),
    )
    return format_html(
        '<details class="gambar__tabel"><summary>Tabel</summary>'
        '<div class="gulir" tabindex="0" role="region" aria-label="Tabel {}">'
        '<table class="table table-sm"><caption class="visually-hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details>",
        judul,
        judul,
        kolom,
        isi,
    )
