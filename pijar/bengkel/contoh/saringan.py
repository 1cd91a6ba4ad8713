"""Filters that officers of the demo keep under a name."""

from pijar.models import Daftar, Pengguna
from pijar.saringan import simpan_saringan

TERSIMPAN = (
    ("petugas", Daftar.PESERTA, "Draf yang belum diajukan", "status=draf&urut=nama"),
    ("petugas", Daftar.PESERTA, "64 tahun ke atas", "usia_dari=64"),
    ("admin", Daftar.PESERTA, "Habis bulan ini, tanpa NIK", "berakhir=1&tanpa=nik"),
    ("admin", Daftar.KLAIM, "Lewat batas melapor", "status=lewat"),
    ("verifikator", Daftar.ANTREAN, "Ada yang tidak terpenuhi", "hasil=tidak"),
)


def isi_saringan() -> None:
    """The lists used most have filters of somebody."""
    for username, daftar, nama, kueri in TERSIMPAN:
        simpan_saringan(daftar, nama, kueri, oleh=Pengguna.objects.get(username=username))
