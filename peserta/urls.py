"""Addresses of peserta; its list is a page of ``iuran``. No address ever holds a NIK."""

from django.urls import URLPattern, path

from peserta.views import berkas, duplikat, impor, impor_baris, impor_kolom, isian, orang

app_name = "peserta"

urlpatterns: list[URLPattern] = [
    path("duplikat/", duplikat.daftar, name="duplikat"),
    path("baru/", isian.baru, name="baru"),
    path("periksa-nik/", isian.periksa_nik, name="periksa_nik"),
    path("isian/", isian.simpan_isian, name="simpan_isian"),
    path("isian/<int:pk>/buang/", isian.buang_isian, name="isian_buang"),
    path("<int:pk>/", orang.detail, name="detail"),
    path("<int:pk>/ubah/", orang.ubah, name="ubah"),
    path("<int:pk>/koreksi-nik/", orang.koreksi_nik, name="koreksi_nik"),
    path("<int:pk>/nik/", orang.buka_nik, name="buka_nik"),
    path("<int:pk>/berkas/", berkas.berkas, name="berkas"),
    path("<int:pk>/berkas/<int:berkas_pk>/", berkas.isi, name="berkas_isi"),
    path("<int:pk>/berkas/<int:berkas_pk>/hapus/", berkas.hapus, name="berkas_hapus"),
    path("impor/", impor.daftar, name="impor"),
    path("impor/templat/", impor.templat, name="templat"),
    path("impor/<int:pk>/", impor.detail, name="impor_detail"),
    path("impor/<int:pk>/kolom/", impor_kolom.kolom, name="impor_kolom"),
    path("impor/<int:pk>/kolom/otomatis/", impor_kolom.otomatis, name="impor_kolom_otomatis"),
    path("impor/<int:pk>/pilih/", impor.pilih, name="impor_pilih"),
    path("impor/<int:pk>/terapkan/", impor.terapkan, name="impor_terapkan"),
    path(
        "impor/<int:pk>/peringatan/centang/",
        impor.peringatan,
        {"dipilih": True},
        name="impor_peringatan_centang",
    ),
    path(
        "impor/<int:pk>/peringatan/lepas/",
        impor.peringatan,
        {"dipilih": False},
        name="impor_peringatan_lepas",
    ),
    path("impor/<int:pk>/bentrok/", impor.bentrok, name="impor_bentrok"),
    path("impor/<int:pk>/batal/", impor.batal, name="impor_batal"),
    path("impor/<int:pk>/sisa/", impor.sisa, name="impor_sisa"),
    path("impor/<int:pk>/lembar/", impor.lembar, name="impor_lembar"),
    path("impor/<int:pk>/baris/<int:nomor>/", impor_baris.baris, name="impor_baris"),
    path("impor/<int:pk>/baris/<int:nomor>/tukar/", impor.tukar, name="impor_tukar"),
    path("impor/<int:pk>/baris/<int:nomor>/sel/<int:kolom>/", impor_baris.sel, name="impor_sel"),
]
