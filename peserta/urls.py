"""Addresses of peserta; its list is a page of ``iuran``. No address ever holds a NIK."""

from django.urls import URLPattern, path

from peserta.views import impor, orang

urlpatterns: list[URLPattern] = [
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
