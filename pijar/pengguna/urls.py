"""Addresses of accounts: /pengguna/ for admins, /akun/ for oneself."""

from django.urls import path

from pijar.pengguna import views, views_diri, views_masuk

pengguna = (
    [
        path("", views.daftar, name="daftar"),
        path("baru/", views.baru, name="baru"),
        path("<int:pk>/", views.detail, name="detail"),
        path("<int:pk>/ubah/", views.ubah, name="ubah"),
        path("<int:pk>/sandi/", views.sandi, name="sandi"),
        path("<int:pk>/reset/", views.tindakan, {"jenis": "reset"}, name="reset"),
        path(
            "<int:pk>/lepas-faktor/",
            views.tindakan,
            {"jenis": "lepas_faktor"},
            name="lepas_faktor",
        ),
        path("<int:pk>/nonaktif/", views.tindakan, {"jenis": "nonaktifkan"}, name="nonaktifkan"),
        path("<int:pk>/aktif/", views.tindakan, {"jenis": "aktifkan"}, name="aktifkan"),
        path("<int:pk>/buka-kunci/", views.tindakan, {"jenis": "buka_kunci"}, name="buka_kunci"),
        path("<int:pk>/akhiri-sesi/", views.tindakan, {"jenis": "akhiri_sesi"}, name="akhiri_sesi"),
        path("usulan/<int:pk>/", views.satu_usulan, name="usulan"),
    ],
    "pengguna",
)
diri = [
    path("masuk/", views_masuk.masuk, name="masuk"),
    path("keluar/", views_masuk.keluar, name="keluar"),
    path("masuk/kode/", views_diri.kode, name="masuk_kode"),
    path("kata-sandi/", views_diri.kata_sandi, name="kata_sandi"),
    path("akun/", views_diri.saya, name="akun"),
    path("akun/dua-faktor/", views_diri.dua_faktor, name="dua_faktor"),
    path("akun/sisa/", views_diri.sisa, name="akun_sisa"),
    path("akun/sesi/lain/", views_diri.sesi_lain, name="akun_sesi_lain"),
    path("akun/sesi/<slug:sidik>/", views_diri.sesi_satu, name="akun_sesi_satu"),
    path("akun/pemulihan/", views_diri.pemulihan, name="akun_pemulihan"),
]
