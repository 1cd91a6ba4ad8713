"""Pictures of figures as SVG: the same in a page and in a PDF, without script or style sheet.

Whoever draws passes plain rows with their figures already in words; a picture counts nothing.
"""

from pijar.gambar.batang import air_terjun, corong, tumpuk
from pijar.gambar.bingkai import Langkah, Nilai, Titik, Tumpukan, Ubin
from pijar.gambar.garis import garis
from pijar.gambar.ubin import ubin

__all__ = [
    "Langkah",
    "Nilai",
    "Titik",
    "Tumpukan",
    "Ubin",
    "air_terjun",
    "corong",
    "garis",
    "tumpuk",
    "ubin",
]
