"""Bars as small SVG pictures: the same in the page and in the PDF, no script, no style."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

LEBAR = 100


@register.simple_tag
def batang(nilai: int, paling_banyak: int) -> SafeString:
    """A bar of the length ``nilai`` / ``paling_banyak``; the page shows the figure beside it.

    Colours are attributes, because a PDF's style sheet does not apply inside a picture.
    """
    panjang = min(LEBAR, round(LEBAR * nilai / paling_banyak, 1)) if paling_banyak else 0
    return format_html(
        '<svg class="batang" viewBox="0 0 {lebar} 8" preserveAspectRatio="none" '
        'aria-hidden="true" focusable="false"><rect width="{lebar}" height="8" '
        'fill="#e2f0ef"/><rect width="{panjang}" height="8" fill="#0b5560"/></svg>',
        lebar=LEBAR,
        panjang=f"{panjang}",
    )


@register.filter
def terbanyak(daftar: list) -> int:
    """The largest ``orang`` of the rows, for the scale of their bars."""
    return max((baris.orang for baris in daftar), default=0)
