"""Addresses of peserta. No address ever holds a NIK."""

from django.urls import URLPattern, path

from peserta.views import daftar, duplikat, impor, orang

app_name = "peserta"

urlpatterns: list[URLPattern] = [
    path("", daftar.daftar, name="daftar"),
    path("cari/", daftar.cari, name="cari"),
    path("ekspor/", daftar.ekspor, name="ekspor"),
    path("ajukan/", daftar.ajukan_semua, name="ajukan_semua"),
    path("duplikat/", duplikat.daftar, name="duplikat"),
    path("baru/", orang.baru, name="baru"),
    path("periksa-nik/", orang.periksa_nik, name="periksa_nik"),
    path("<int:pk>/", orang.detail, name="detail"),
    path("<int:pk>/ubah/", orang.ubah, name="ubah"),
    path("<int:pk>/nik/", orang.buka_nik, name="buka_nik"),
    path("impor/", impor.daftar, name="impor"),
    path("impor/templat/", impor.templat, name="templat"),
    path("impor/<int:pk>/", impor.detail, name="impor_detail"),
    path("impor/<int:pk>/pilih/", impor.pilih, name="impor_pilih"),
    path("impor/<int:pk>/batal/", impor.batal, name="impor_batal"),
    path("impor/<int:pk>/sisa/", impor.sisa, name="impor_sisa"),
    path("impor/<int:pk>/lembar/", impor.lembar, name="impor_lembar"),
    path("impor/<int:pk>/baris/<int:nomor>/", impor.baris, name="impor_baris"),
]
