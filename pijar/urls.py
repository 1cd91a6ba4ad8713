"""All addresses; paths are stable and use the officers' words."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path

from iuran.urls import peserta as daftar_peserta
from laporan.surat.views.periksa import periksa
from laporan.views.dasbor import beranda
from peserta.urls import urlpatterns as orang
from pijar import views, views_retensi
from pijar.jejak.urls import jejak
from pijar.pengguna.urls import diri, pengguna
from verifikasi.urls import peserta as perubahan_peserta

handler500 = "pijar.views.gangguan"

tugas = (
    [
        path("", views.tugas_daftar, name="daftar"),
        path("<int:pk>/", views.tugas_detail, name="detail"),
        path("<int:pk>/ulang/", views.tugas_ulang, name="ulang"),
        path("<int:pk>/batal/", views.tugas_batal, name="batal"),
        path("<int:pk>/unduh/", views.tugas_unduh, name="unduh"),
    ],
    "tugas",
)

retensi = (
    [
        path("", views_retensi.daftar, name="daftar"),
        path("<int:pk>/lepas/", views_retensi.lepas, name="lepas"),
    ],
    "retensi",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("sehat/", views.sehat, name="sehat"),
    *diri,
    path(
        "kata-sandi/selesai/",
        auth.PasswordChangeDoneView.as_view(template_name="akun/kata_sandi_selesai.html"),
        name="kata_sandi_selesai",
    ),
    path("tugas/", include(tugas)),
    path("retensi/", include(retensi)),
    path("pengguna/", include(pengguna)),
    path("jejak/", include(jejak)),
    path("saringan/", views.saringan_simpan, name="saringan_simpan"),
    path("saringan/<int:pk>/hapus/", views.saringan_hapus, name="saringan_hapus"),
    path("panduan/", views.panduan, name="panduan"),
    path("panduan/<slug:bab>/", views.panduan, name="panduan_bab"),
    path("kelola/", admin.site.urls),
    path("peserta/", include(([*daftar_peserta, *perubahan_peserta, *orang], "peserta"))),
    path("iuran/", include("iuran.urls")),
    path("verifikasi/", include("verifikasi.urls")),
    path("laporan/", include("laporan.urls")),
    path("periksa/<slug:kode>/", periksa, name="periksa"),
    path("", beranda, name="beranda"),
]
