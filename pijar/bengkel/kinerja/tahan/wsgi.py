"""The web application, where short lists are jobs too: what takes a city seconds takes one here."""

from importlib import import_module

from pijar.wsgi import application

BATAS = {
    "iuran.daftar.views.perubahan": "SEKALIGUS",
    "iuran.perubahan_bantuan.views.perubahan": "SEKALIGUS",
    "laporan.hari": "BANYAK",
    "verifikasi.views.massal": "LEWAT_TUGAS",
    "verifikasi.views.penetapan": "LEWAT_TUGAS",
    "verifikasi.views.perpanjangan": "LEWAT_TUGAS",
    "verifikasi.views.putus_perpanjangan": "LEWAT_TUGAS",
}
for modul, nama in BATAS.items():
    setattr(import_module(modul), nama, 0)

__all__ = ["application"]
