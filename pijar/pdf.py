"""Turn HTML into PDF with WeasyPrint; only jobs call it, never a request."""

from collections.abc import Mapping
from importlib import import_module
from io import BytesIO
from mimetypes import guess_type
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from pijar.errors import AturanDilanggarError

PERLU_PANGO = (
    "Dokumen PDF belum dapat dibuat karena pustaka Pango belum terpasang di server. "
    "Minta admin menjalankan: apt-get install -y libpango-1.0-0 libpangoft2-1.0-0. "
    "Berkas Excel tetap tersedia."
)


Gambar = Mapping[str, bytes]


def html_ke_pdf(template: str, konteks: dict[str, object], gambar: Gambar | None = None) -> bytes:
    """Render ``template`` and return the PDF.

    The template can load only files below ``static/`` (``static:css/dokumen.css``) and the data in
    ``gambar``, by their addresses (``berkas:logo.png``); nothing from a network. Raises
    AturanDilanggarError when the machine lacks Pango.
    """
    return _tulis(_susun(template, konteks, gambar or {}))


def potong_pdf(
    template: str, konteks: dict[str, object], gambar: Gambar | None = None
) -> tuple[bytes, set[str]]:
    """The PDF without its last page, and the ids of what stands on that page.

    So the next piece begins with it, and no page in the middle stays half empty. A PDF of one page
    comes whole, with no ids.
    """
    dokumen = _susun(template, konteks, gambar or {})
    if len(dokumen.pages) == 1:
        return _tulis(dokumen), set()
    return _tulis(dokumen.copy(dokumen.pages[:-1])), {*dokumen.pages[-1].anchors}


def _susun(template: str, konteks: dict[str, object], gambar: Gambar) -> Any:
    """WeasyPrint's laid-out document."""
    try:
        weasyprint = import_module("weasyprint")
    except OSError as galat:
        raise AturanDilanggarError(PERLU_PANGO) from galat
    html = render_to_string(template, konteks)
    return weasyprint.HTML(string=html, url_fetcher=ambil_statis(weasyprint, gambar)).render()


def _tulis(dokumen: Any) -> bytes:
    tujuan = BytesIO()
    dokumen.write_pdf(tujuan)
    return tujuan.getvalue()


def ambil_statis(weasyprint: object, gambar: Gambar) -> object:
    """Return a fetcher that serves ``gambar`` and our static files, and no other address."""
    pengambil = import_module("weasyprint.urls")

    class Statis(pengambil.URLFetcher):  # type: ignore[name-defined]  # loaded at run time
        def fetch(self, url: str, headers: object = None) -> object:
            if url in gambar:
                return jawab(url, gambar[url])
            akar = (settings.BASE_DIR / "static").resolve()
            berkas = (akar / url.removeprefix("static:")).resolve()
            if not url.startswith("static:") or not berkas.is_relative_to(akar):
                raise ValueError("alamat di luar static/")
            return jawab(url, berkas.read_bytes())

    def jawab(url: str, isi: bytes) -> object:
        jenis = guess_type(url.partition(":")[2])[0] or "application/octet-stream"
        return pengambil.URLFetcherResponse(url, body=isi, headers={"Content-Type": jenis})

    return Statis()
