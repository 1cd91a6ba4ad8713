"""The logo of the letterhead: a small PNG that is written anew, or an SVG that only draws."""

from typing import IO

from lxml import etree

from pijar.errors import BerkasDitolakError
from pijar.unggahan.periksa import jalankan

BATAS_MB = 1
PNG = b"\x89PNG\r\n\x1a\n"
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


def bersihkan_logo(berkas: IO[bytes]) -> tuple[bytes, str]:
    """The logo and its ending, ``.png`` or ``.svg``. Raises BerkasDitolakError."""
    isi = berkas.read(BATAS_MB * 1024 * 1024 + 1)
    if not isi:
        raise BerkasDitolakError("Berkas logo ini kosong (0 byte). Pilih berkas lain.")
    if len(isi) > BATAS_MB * 1024 * 1024:
        raise BerkasDitolakError(
            f"Logo ini lebih besar dari {BATAS_MB} MB. Kecilkan gambarnya, lalu unggah lagi."
        )
    if isi.startswith(PNG):
        return jalankan("logo", isi), ".png"
    if isi.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        _periksa_svg(isi)
        return isi, ".svg"
    raise BerkasDitolakError(
        "Logo harus gambar PNG atau SVG. Simpan sebagai PNG, lalu unggah lagi."
    )


def _periksa_svg(isi: bytes) -> None:
    """Raise BerkasDitolakError for an SVG that does more than draw."""
    pengurai = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        akar = etree.fromstring(isi, pengurai)
    except etree.XMLSyntaxError as galat:
        raise BerkasDitolakError(
            "Berkas SVG ini rusak. Ekspor lagi dari aplikasi gambarnya, atau pakai PNG."
        ) from galat
    if akar.tag != f"{SVG}svg" or akar.getroottree().docinfo.internalDTD is not None:
        raise BerkasDitolakError("Berkas ini bukan gambar SVG biasa. Pakai PNG.")
    if any(_berbahaya(unsur) for unsur in akar.iter()):
        raise BerkasDitolakError(
            "SVG ini memuat program, halaman web, atau gambar dari luar, yang tidak diterima. "
            "Ekspor sebagai gambar saja, atau pakai PNG."
        )


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
