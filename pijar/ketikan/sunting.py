"""A form that changes what is stored (``<form data-sunting>``) carries what its page showed.

When the page shows something else by the time the button is pressed, somebody else was faster: the
page comes back with both versions, and the next press has seen them. Tables whose actions hold a
version of their own do not need it.
"""

from html import escape

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from pijar.http import type_view
from pijar.ketikan.banding import banding, isi_tampil
from pijar.ketikan.formulir import pilih_formulir, terapkan
from pijar.ketikan.pembaca import SEMULA, Pembaca
from pijar.ketikan.simpanan import yang_diketik
from pijar.sidik import perbedaan, sidik

TANDA = "data-sunting"


def bersegel(get_response: type_view) -> type_view:
    """Let each such form say what its page showed first, also after a mistake."""

    def dalam(request: HttpRequest) -> HttpResponseBase:
        jawaban = get_response(request)
        semula = request.POST.get(SEMULA, "")
        if request.method == "POST" and not semula:
            return jawaban
        if isinstance(jawaban, HttpResponse) and TANDA.encode() in jawaban.content:
            jawaban.content = sertakan(jawaban.content.decode(), semula).encode()
        return jawaban

    return dalam


def sertakan(html: str, semula: str) -> str:
    """The page with ``semula`` in each such form; where it is empty, with what the form shows."""
    pembaca = Pembaca(html)
    ganti = []
    for formulir in pembaca.formulir:
        sudah = any(i.nama == SEMULA for i in formulir.isian)  # of the newest state, by a refusal
        if TANDA in formulir.tanda.atribut and not sudah:
            segel = escape(semula or sidik(isi_tampil(formulir, pembaca.label)))
            isian = f'<input type="hidden" name="{SEMULA}" value="{segel}">'
            ganti.append((formulir.tanda.akhir, formulir.tanda.akhir, isian))
    return terapkan(html, ganti)


def yang_berubah(request: HttpRequest, html: str, halaman: str) -> list[str]:
    """What the page of the form shows otherwise by now, and its sender did not type too."""
    pembaca, isi = Pembaca(html), yang_diketik(request)
    formulir = pilih_formulir(pembaca, isi, alamat=request.path, halaman=halaman)
    if formulir is None:
        return []
    lain = [f"{b.label}: tadinya " for b in banding(formulir, isi, pembaca.label)]
    semua = perbedaan(request.POST[SEMULA], isi_tampil(formulir, pembaca.label))
    return [satu for satu in semua if satu.startswith(tuple(lain))]
