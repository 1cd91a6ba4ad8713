"""An officer at a browser: opens a page, fills its form, presses its button."""

from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from lxml import html

from pijar.bengkel.contoh.akun import Akun

SABAR = 60  # seconds for one page
SENDIRI = "."  # a form that goes to its own page
GALAT_SERVER = 500
Isi = dict[str, Any]


class TerputusError(Exception):
    """The server went away, or said that it cannot now; the officer tries again."""


class DitolakError(Exception):
    """The page answers the click with a refusal, or has no such button."""


class Halaman(NamedTuple):
    """A page that the server sent, and its address."""

    jalan: str
    isi: html.HtmlElement


class Petugas:
    """One account, with its cookies; pages are read as a browser without JavaScript does."""

    def __init__(self, alamat: str, akun: Akun) -> None:
        self.alamat, self.akun = alamat, akun
        self._pembuka = build_opener(HTTPCookieProcessor(CookieJar()))

    def masuk(self) -> None:
        akun = self.akun
        self.tekan("/masuk/", username=akun.username, password=akun.password)

    def buka(self, jalan: str) -> Halaman:
        return self._minta(Request(urljoin(self.alamat, jalan)))  # noqa: S310 - our own server

    def tekan(
        self, di: str | Halaman, aksi: str = SENDIRI, *, tombol: str = "", **isi: Any
    ) -> Halaman:
        """Press the button of the form on page ``di``; returns the page where it leads.

        ``aksi``: part of the address to which the form goes, if not to its own page; ``tombol``:
        the name of the button, or name=value; ``isi``: what is typed. The rest stays as it stands.
        """
        halaman = self.buka(di) if isinstance(di, str) else di
        formulir, kenop = cari(halaman, aksi, tombol)
        data: Isi = {}
        for nama, nilai in formulir.form_values():
            data.setdefault(nama, []).append(nilai)
        ke = formulir.get("action") or halaman.jalan
        if kenop is not None:
            data |= {kenop.get("name"): [kenop.get("value", "")]} if kenop.get("name") else {}
            ke = kenop.get("formaction") or ke
        data |= {k: v if isinstance(v, list) else [v] for k, v in isi.items()}
        return self.kirim(urljoin(halaman.jalan, ke), data)

    def kirim(self, jalan: str, data: Isi) -> Halaman:
        """Send a form; returns the page where the answer leads."""
        badan = encode_multipart(BOUNDARY, data)
        kepala = {"Content-Type": MULTIPART_CONTENT, "Referer": urljoin(self.alamat, jalan)}
        alamat = urljoin(self.alamat, jalan)
        return self._minta(Request(alamat, badan, kepala))  # noqa: S310 - our own server

    def _minta(self, permintaan: Request) -> Halaman:
        try:
            with self._pembuka.open(permintaan, timeout=SABAR) as jawaban:
                alamat = urlsplit(jawaban.url)
                jalan = f"{alamat.path}?{alamat.query}" if alamat.query else alamat.path
                return Halaman(jalan, html.fromstring(jawaban.read()))
        except HTTPError as galat:
            if galat.code >= GALAT_SERVER:
                raise TerputusError(str(galat.code)) from galat
            halaman = html.fromstring(galat.read() or b"<p>")
            raise DitolakError(f"{galat.code} {permintaan.full_url}: {kata(halaman)}") from galat
        except (OSError, HTTPException) as galat:
            raise TerputusError(repr(galat)) from galat


def cari(
    halaman: Halaman, aksi: str, tombol: str
) -> tuple[html.FormElement, html.HtmlElement | None]:
    """The first form that goes there, and its button if that is named or says where it goes."""
    sendiri = urlsplit(halaman.jalan).path
    for satu in (f for f in halaman.isi.forms if f.method == "POST"):
        ke = satu.get("action") or sendiri
        for kenop in (None, *satu.xpath(".//button[@name or @formaction]")):
            tujuan = ke if kenop is None else kenop.get("formaction") or ke
            if bernama(kenop, tombol) and menuju(tujuan, aksi, sendiri):
                return satu, kenop
    raise DitolakError(f"Tidak ada tombol {aksi} {tombol}: {kata(halaman.isi)}")


def bernama(kenop: html.HtmlElement | None, tombol: str) -> bool:
    """Whether it is the button that was named; none is the one without a name."""
    nama, _, nilai = tombol.partition("=")
    if kenop is None:
        return not tombol
    return kenop.get("name", "") == nama and nilai in ("", kenop.get("value"))


def menuju(tujuan: str, aksi: str, sendiri: str) -> bool:
    return tujuan == sendiri if aksi == SENDIRI else aksi in tujuan


def kata(halaman: html.HtmlElement) -> str:
    """What the page says, for a person who looks for the reason."""
    utama = halaman.xpath("//main") or [halaman]
    return " ".join(utama[0].text_content().split())[:700]


def berkas(nama: str, isi: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi)
