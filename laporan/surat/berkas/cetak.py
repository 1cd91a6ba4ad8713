"""What stands on a paper beside its contents: letterhead, number, signatory, footer."""

from io import BytesIO
from typing import NamedTuple

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from laporan.models import Surat, VersiSurat
from laporan.surat.isi import Isi, dari_json
from pijar.bulan import tanggal_panjang
from pijar.models import Kop, Penandatangan

PROVINSI = "Provinsi Jawa Tengah"


class Cetakan(NamedTuple):
    """One version of a paper, ready to print."""

    surat: Surat
    versi: VersiSurat
    isi: Isi
    kop: Kop
    penandatangan: Penandatangan | None

    @property
    def nomor(self) -> str:
        """The number, or the place where it will stand."""
        return self.surat.nomor or "…………………"

    @property
    def tanggal(self) -> str:
        return tanggal_panjang(self.surat.tanggal)

    @property
    def konsep(self) -> bool:
        """Whether the paper still waits for its number, and says so."""
        return not (self.surat.nomor or self.isi.alasan_konsep)

    @property
    def provinsi(self) -> str:
        """The second line of a mayor's head; nothing for a decree of the office's own head."""
        return PROVINSI if self.isi.dari.lower().startswith("wali kota") else ""

    @property
    def kaki(self) -> str:
        """The foot of each page: which paper, which version, and the hash of its contents."""
        nomor = self.surat.nomor or ("KONSEP" if self.surat.bernomor else self.surat.judul[:60])
        return f"{nomor} · versi {self.versi.versi} · sidik {self.versi.sha256[:16]}"

    @property
    def alamat_periksa(self) -> str:
        """The public page that confirms this version; empty for a paper without a QR."""
        if not self.isi.qr:
            return ""
        return settings.ALAMAT_SITUS + reverse("periksa", args=[self.versi.kode_periksa.kode])

    @property
    def qr_svg(self) -> SafeString:
        """The QR to that page, as SVG in the text of the page."""
        return mark_safe(segno.make(self.alamat_periksa, error="m").svg_inline(border=2))  # noqa: S308 - made of squares

    @property
    def qr_png(self) -> BytesIO:
        """The same as a picture, for Word."""
        gambar = BytesIO()
        segno.make(self.alamat_periksa, error="m").save(gambar, kind="png", scale=6, border=2)
        gambar.seek(0)
        return gambar


def cetakan(surat: Surat) -> Cetakan:
    """The newest version of ``surat``."""
    versi = surat.daftar_versi.get(versi=surat.versi)
    return Cetakan(surat, versi, dari_json(versi.isi), surat.kop, surat.penandatangan)


def nama_berkas(surat: Surat, akhiran: str) -> str:
    """A file name without a name or number of a person."""
    tanda = surat.nomor or f"konsep-{surat.pk}"
    aman = "".join(h if h.isalnum() else "-" for h in tanda)
    return f"{surat.jenis.replace('_', '-')}-{aman}-v{surat.versi}.{akhiran}"
