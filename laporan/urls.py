"""Addresses of laporan; the first page stands in pijar.urls."""

from django.urls import path

from laporan.surat.views import surat
from laporan.views import bulanan, mutu

app_name = "laporan"

urlpatterns = [
    path("", bulanan.daftar, name="bulanan"),
    path("buat/", bulanan.buat, name="buat"),
    path("<int:pk>/", bulanan.detail, name="bulanan_detail"),
    path("<int:pk>/unduh/<str:jenis>/", bulanan.unduh, name="unduh"),
    path("surat/", surat.daftar, name="surat"),
    path("surat/baru/", surat.buat, name="surat_baru"),
    path("surat/<int:pk>/", surat.detail, name="surat_detail"),
    path("surat/<int:pk>/perbarui/", surat.perbarui, name="surat_perbarui"),
    path("surat/<int:pk>/nomor/", surat.nomori, name="surat_nomori"),
    path("surat/<int:pk>/batalkan/", surat.batalkan, name="surat_batalkan"),
    path("surat/<int:pk>/salinan/", surat.unggah, name="surat_unggah"),
    path("surat/<int:pk>/unduh/<str:jenis>/", surat.unduh, name="surat_unduh"),
    path("mutu/", mutu.mutu, name="mutu"),
    path("mutu/unduh/", mutu.unduh, name="mutu_unduh"),
]
