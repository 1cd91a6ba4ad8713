"""Addresses of peserta, without its list, which ``iuran`` shows. No address holds a NIK."""

from django.urls import URLPattern, path

from peserta.duplikat import views as duplikat
from peserta.impor.views import baris as impor_baris
from peserta.impor.views import impor
from peserta.impor.views import kolom as impor_kolom
from peserta.models import Vonis
from peserta.orang.views import berkas, isian
from peserta.orang.views import data as orang
from peserta.pekerjaan import views as pekerjaan

app_name = "peserta"

urlpatterns: list[URLPattern] = [
    path("duplikat/", duplikat.daftar, name="duplikat"),
    path("pekerjaan/kata/", pekerjaan.daftar, name="kata_pekerjaan"),
    path("pekerjaan/kata/<int:pk>/", pekerjaan.satu, name="kata_satu"),
    path("baru/", isian.baru, name="baru"),
    path("periksa-nik/", isian.periksa_nik, name="periksa_nik"),
    path("isian/", isian.simpan_isian, name="simpan_isian"),
    path("isian/foto/", isian.foto_isian, name="isian_foto"),
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
    *(
        path(
            f"impor/<int:pk>/{vonis}/{kata}/",
            impor.centang,
            {"vonis": vonis, "dipilih": kata == "centang"},
            name=f"impor_{vonis}_{kata}",
        )
        for vonis in (Vonis.PERINGATAN, Vonis.USUL)
        for kata in ("centang", "lepas")
    ),
    path("impor/<int:pk>/bentrok/", impor.bentrok, name="impor_bentrok"),
    path("impor/<int:pk>/kata/", impor.kata, name="impor_kata"),
    path("impor/<int:pk>/batal/", impor.batal, name="impor_batal"),
    path("impor/<int:pk>/sisa/", impor.sisa, name="impor_sisa"),
    path("impor/<int:pk>/lembar/", impor.lembar, name="impor_lembar"),
    path("impor/<int:pk>/baris/<int:nomor>/", impor_baris.baris, name="impor_baris"),
    path("impor/<int:pk>/baris/<int:nomor>/tukar/", impor_baris.tukar, name="impor_tukar"),
    path("impor/<int:pk>/baris/<int:nomor>/pakai/", impor_baris.pakai, name="impor_pakai"),
    path("impor/<int:pk>/baris/<int:nomor>/abaikan/", impor_baris.abaikan, name="impor_abaikan"),
    path("impor/<int:pk>/baris/<int:nomor>/ikutkan/", impor_baris.ikutkan, name="impor_ikutkan"),
    path("impor/<int:pk>/ikutkan/", impor_baris.ikutkan, name="impor_ikutkan_semua"),
    path("impor/<int:pk>/lanjut/", impor_baris.lanjut, name="impor_lanjut"),
    path("impor/<int:pk>/baris/<int:nomor>/sel/<int:kolom>/", impor_baris.sel, name="impor_sel"),
]
