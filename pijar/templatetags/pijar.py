"""Filters and tags for templates: money, months, masked NIK, icons, links with filters."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags.heroicons import heroicon_mini, heroicon_outline

from pijar import bulan as kalender
from pijar import rupiah as uang
from pijar import samar
from pijar.models import SaringanTersimpan
from pijar.nada import Bernada, Nada
from pijar.panduan import bab_halaman
from pijar.saringan import DAFTAR_TADI, bersihkan_kueri

register = template.Library()

BESAR = 24  # from this size on the outline drawing is clearer


@register.filter
def rupiah(n: int | None) -> str:
    """``Rp16.800``; empty for None, so that the filter ``default`` works after it."""
    return "" if n is None else uang.rupiah(n)


@register.filter
def ribuan(n: int | None) -> str:
    """``16.800``."""
    return "" if n is None else uang.ribuan(n)


@register.filter
def terbilang(n: int | None) -> str:
    """The number in words, as rupiah."""
    return "" if n is None else uang.terbilang(n)


@register.filter
def bulan(d: date | None) -> str:
    """``November 2026``."""
    return kalender.nama_bulan(d) if d else ""


@register.filter
def tanggal(d: date | None) -> str:
    """``20 November 2026``."""
    return kalender.tanggal_panjang(d) if d else ""


@register.filter
def usia(lahir: date | None, pada: date) -> str:
    """``54 th``: what a list of people shows instead of the birth date."""
    return f"{kalender.usia(lahir, pada)} th" if lahir else ""


@register.filter
def waktu(dt: datetime | None) -> str:
    """``20 November 2026 14.30 WIB``."""
    return kalender.waktu_wib(dt) if dt else ""


@register.filter
def jam(dt: datetime | None) -> str:
    """``14.30.05 WIB``."""
    return kalender.jam_wib(dt) if dt else ""


@register.filter
def samarkan(nomor: str | None) -> str:
    """The mask of :func:`pijar.samar.samarkan`, for templates."""
    return samar.samarkan(str(nomor or ""))


@register.filter
def singkat(nama: str | None) -> str:
    """The short name of :func:`pijar.samar.singkat`, for the title of a page."""
    return samar.singkat(nama or "")


@register.filter
def persen(nilai: float | Decimal | None, desimal: int = 2) -> str:
    """``18,67 %`` for 18.67; halves are rounded away from zero."""
    if nilai is None:
        return ""
    langkah = Decimal(1).scaleb(-desimal)
    bulat = Decimal(str(nilai)).quantize(langkah, rounding=ROUND_HALF_UP)
    return f"{bulat} %".replace(".", ",")


@register.filter
def hari(nilai: Decimal | None) -> str:
    """``3,5 hari`` of days with one decimal; ``< 1 hari`` for less than one."""
    if nilai is None:
        return ""
    return "< 1 hari" if nilai < 1 else f"{nilai} hari".replace(".", ",")


@register.filter
def opsi(pilihan: Iterable[tuple[str, str]], terpilih: str) -> SafeString:
    """The options of a select; a template loop takes eight times as long."""
    return _opsi(tuple(pilihan), terpilih)


@lru_cache(maxsize=512)
def _opsi(pilihan: tuple[tuple[str, str], ...], terpilih: str) -> SafeString:
    baris = ((kode, " selected" if kode == terpilih else "", arti) for kode, arti in pilihan)
    return format_html_join("", '<option value="{}"{}>{}</option>', baris)


@register.simple_tag
def ikon(nama: str, size: int = 20, kelas: str = "") -> SafeString:
    """A decorative icon from heroicons; the words beside it carry the meaning."""
    return _gambar(str(nama), size, str(kelas))


@lru_cache(maxsize=512)
def _gambar(nama: str, ukuran: int, kelas: str) -> SafeString:
    gambar = heroicon_outline if ukuran >= BESAR else heroicon_mini
    atribut = {"class": kelas} if kelas else {}
    svg = gambar(nama, size=ukuran, focusable="false", aria_hidden="true", **atribut)
    return mark_safe(svg)  # noqa: S308 - built by heroicons from its own drawings, escaped there


@register.simple_tag
def cip(status: Bernada, kata: str = "") -> SafeString:
    """A status in its tone, in its own words unless ``kata`` says more."""
    return _cip(status.nada, str(kata) or status.label)


@lru_cache(maxsize=512)
def _cip(nada: Nada, kata: str) -> SafeString:
    return format_html('<span class="cip cip-{}">{}</span>', nada, kata)


@register.simple_tag(takes_context=True)
def bab_panduan(context: template.Context) -> str:
    """The address of the guide's chapter about this page; empty where there is none."""
    cocok = getattr(context.get("request"), "resolver_match", None)
    bab = bab_halaman(cocok.view_name) if cocok else ""
    return reverse("panduan_bab", args=[bab]) if bab else ""


@register.simple_tag(takes_context=True)
def daftar_tadi(context: template.Context, daftar: str) -> str:
    """The address of a list as the officer saw it last, with its filters and page."""
    request = context.get("request")
    tadi = request.session.get(DAFTAR_TADI, {}) if request else {}
    return tadi.get(daftar) or reverse(daftar)


@register.inclusion_tag("_saringan_saya.html", takes_context=True)
def saringan_saya(context: template.Context, daftar: str) -> dict[str, Any]:
    """What the officer kept of this list, and a form that keeps the filters in use."""
    request = context["request"]
    return {
        "tersimpan": SaringanTersimpan.objects.for_petugas(request.user).filter(daftar=daftar),
        "daftar": daftar,
        "kueri": bersihkan_kueri(request.GET.urlencode()),
        "csrf_token": context.get("csrf_token"),
    }


TANPA = ["tanpa-2", "tanpa-3", "tanpa-4", "tanpa-5", "tanpa-6", "tanpa-7", "tanpa-8"]
"""The classes that hide a column: the last but one, the one before it, and so on."""


class Kolom(NamedTuple):
    """A column that may be hidden; ``kueri`` is the query of the list with it, or without it."""

    judul: str
    tampak: bool
    kueri: str


class KolomTabel(NamedTuple):
    """The columns of a table: which may be hidden, which are, and the table's class for it."""

    daftar: list[Kolom]
    tanpa: str
    kelas: str


@register.simple_tag(takes_context=True)
def kolom_tabel(
    context: template.Context, tersembunyi: str | None = None, **kolom: str
) -> KolomTabel:
    """The last columns of a table from left to right, with the title of those that may be hidden.

    The very last always stays. ``tersembunyi`` names the hidden ones where the address does not.
    """
    parameter = context["request"].GET.copy()
    dipilih = (parameter.get("tanpa", "") if tersembunyi is None else tersembunyi).split(",")
    boleh = {nama: judul for nama, judul in list(kolom.items())[:-1] if judul}
    tanpa = boleh.keys() & set(dipilih)
    daftar = []
    for nama, judul in boleh.items():
        parameter["tanpa"] = ",".join(sorted(tanpa ^ {nama}))
        if not parameter["tanpa"]:
            del parameter["tanpa"]
        daftar.append(Kolom(judul, nama not in tanpa, f"?{parameter.urlencode()}"))
    dari_akhir = dict(zip(list(kolom)[-2::-1], TANPA, strict=False))
    kelas = " ".join(dari_akhir[nama] for nama in sorted(tanpa))
    return KolomTabel(daftar, ",".join(sorted(tanpa)), kelas)


@register.simple_tag(takes_context=True)
def kueri(context: template.Context, **ganti: Any) -> str:
    """The address's query string changed by ``ganti``; None or "" removes a parameter."""
    parameter = context["request"].GET.copy()
    for nama, nilai in ganti.items():
        if nilai is None or nilai == "":
            parameter.pop(nama, None)
        else:
            parameter[nama] = nilai
    return f"?{parameter.urlencode()}"
