"""Program that reads a logo in SVG; like ``pembersih``, a process of its own starts it."""

import sys

from lxml import etree

from pijar.anak.jawab import jawab, tolak

SVG = "{http://www.w3.org/2000/svg}"
TERLARANG = {
    "script",
    "foreignObject",
    "image",
    "a",
    "animate",
    "set",
    "handler",
    "iframe",
    "feImage",
}
ALAMAT = {"href", "{http://www.w3.org/1999/xlink}href"}


class DitolakError(Exception):
    """The drawing is refused; the argument is a key of ``periksa.KALIMAT``."""


def utama(_: list[str]) -> None:
    """Give back the drawing that stands on the input, if it only draws."""
    isi = sys.stdin.buffer.read()
    try:
        periksa_svg(isi)
    except DitolakError as penolakan:
        return tolak(str(penolakan))
    return jawab(isi)


def periksa_svg(isi: bytes) -> None:
    """Raise DitolakError for an SVG that does more than draw."""
    pengurai = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        akar = etree.fromstring(isi, pengurai)
    except etree.XMLSyntaxError as galat:
        raise DitolakError("svg_rusak") from galat
    if akar.tag != f"{SVG}svg" or akar.getroottree().docinfo.internalDTD is not None:
        raise DitolakError("svg_lain")
    if any(_berbahaya(unsur) for unsur in akar.iter()):
        raise DitolakError("svg_aktif")


def _berbahaya(unsur: etree._Element) -> bool:
    if not isinstance(unsur.tag, str):  # a comment or a processing instruction
        return isinstance(unsur, etree._ProcessingInstruction)  # noqa: SLF001 - lxml has no other name
    if etree.QName(unsur).localname in TERLARANG:
        return True
    if any(k in ALAMAT and not v.strip().startswith("#") for k, v in unsur.attrib.items()):
        return True
    if any(etree.QName(k).localname.lower().startswith("on") for k in unsur.attrib):
        return True
    return _dari_luar(" ".join([*unsur.attrib.values(), unsur.text or ""]))


def _dari_luar(gaya: str) -> bool:
    """Whether a style imports, or points to something outside of the drawing."""
    rapat = "".join(gaya.split()).lower()
    luar = rapat.replace("url(#", "").replace("url('#", "").replace('url("#', "")
    return "url(" in luar or "@import" in rapat or "javascript:" in rapat
