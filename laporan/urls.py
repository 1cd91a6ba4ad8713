"""Addresses of laporan; the first page stands in pijar.urls."""

from django.urls import path

from laporan.views import bulanan, mutu

app_name = "laporan"

urlpatterns = [
    path("", bulanan.daftar, name="bulanan"),
    path("buat/", bulanan.buat, name="buat"),
    path("<int:pk>/", bulanan.detail, name="bulanan_detail"),
    path("<int:pk>/unduh/<str:jenis>/", bulanan.unduh, name="unduh"),
    path("mutu/", mutu.mutu, name="mutu"),
    path("mutu/unduh/", mutu.unduh, name="mutu_unduh"),
]
