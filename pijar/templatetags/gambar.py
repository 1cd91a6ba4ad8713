"""Pictures in templates: ``{% garis "Judul" titik %}``; in a PDF ``bertabel=False``."""

from django import template

from pijar import gambar

register = template.Library()

for _buat in (gambar.garis, gambar.air_terjun, gambar.tumpuk, gambar.ubin, gambar.corong):
    register.simple_tag(_buat)
