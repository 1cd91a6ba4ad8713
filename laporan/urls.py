"""Addresses of laporan; the first page stands in pijar.urls."""

from django.urls import path

import laporan.menu  # noqa: F401 - what the menu counts
from laporan.surat.views import dasar_hukum, pengaturan, surat, templat
from laporan.views import (
    bulanan,
    cakupan,
    data_orang,
    gambar,
    layanan,
    masa,
    mutu,
    penarikan,
    peristiwa_akun,
    rincian,
    tutup,
)
from laporan.views.dasbor import keadaan

app_name = "laporan"

urlpatterns = [
    path("", bulanan.daftar, name="bulanan"),
    path("keadaan/", keadaan, name="keadaan"),
    path("buat/", bulanan.buat, name="buat"),
    path("<int:pk>/", bulanan.detail, name="bulanan_detail"),
    path("<int:pk>/unduh/<str:jenis>/", bulanan.unduh, name="unduh"),
    path("<int:pk>/kata/", tutup.kata, name="kata"),
    path("<int:pk>/usulkan/", tutup.usulkan, name="usulkan"),
    path("<int:pk>/kembalikan/", tutup.kembalikan, name="kembalikan"),
    path("<int:pk>/batalkan/", tutup.batalkan, name="batalkan"),
    path("<int:pk>/tutup/", tutup.tutup, name="tutup"),
    path("<int:pk>/koreksi/", tutup.koreksi, name="koreksi"),
    path("<int:pk>/daftar/", tutup.daftar_orang, name="daftar_orang"),
    path("<int:pk>/tarik/", penarikan.tarik, name="tarik"),
    path("penarikan/<int:pk>/", penarikan.penarikan, name="penarikan"),
    path("masa/<slug:kode>/", masa.masa, name="masa"),
    path("masa/<slug:kode>/unduh/<str:jenis>/", masa.unduh, name="masa_unduh"),
    path("peristiwa-akun/", peristiwa_akun.peristiwa_akun, name="peristiwa_akun"),
    path("surat/", surat.daftar, name="surat"),
    path("surat/baru/", surat.buat, name="surat_baru"),
    path("surat/pengaturan/", pengaturan.kop, name="surat_kop"),
    path("surat/pengaturan/penandatangan/", pengaturan.penandatangan, name="surat_penandatangan"),
    path(
        "surat/pengaturan/penandatangan/<int:pk>/akhiri/",
        pengaturan.akhiri,
        name="surat_penandatangan_akhiri",
    ),
    path("surat/pengaturan/nomor/", pengaturan.nomor, name="surat_pola"),
    path("surat/pengaturan/templat/", templat.daftar, name="surat_templat"),
    path(
        "surat/pengaturan/templat/bawaan/<str:jenis>/", templat.bawaan, name="surat_templat_bawaan"
    ),
    path("surat/pengaturan/templat/<int:pk>/unduh/", templat.unduh, name="surat_templat_unduh"),
    path("surat/pengaturan/templat/<int:pk>/contoh/", templat.contoh, name="surat_templat_contoh"),
    path("surat/pengaturan/templat/<int:pk>/pakai/", templat.pakai, name="surat_templat_pakai"),
    path("surat/pengaturan/templat/<int:pk>/tarik/", templat.tarik, name="surat_templat_tarik"),
    path("surat/dasar-hukum/", dasar_hukum.daftar, name="dasar_hukum"),
    path("surat/dasar-hukum/baru/", dasar_hukum.baru, name="dasar_hukum_baru"),
    path("surat/dasar-hukum/<int:pk>/", dasar_hukum.ubah, name="dasar_hukum_ubah"),
    path("surat/dasar-hukum/<int:pk>/ganti/", dasar_hukum.ganti, name="dasar_hukum_ganti"),
    path("surat/dasar-hukum/<int:pk>/batal/", dasar_hukum.batal_ganti, name="dasar_hukum_batal"),
    path("surat/<int:pk>/", surat.detail, name="surat_detail"),
    path("surat/<int:pk>/perbarui/", surat.perbarui, name="surat_perbarui"),
    path("surat/<int:pk>/nomor/", surat.nomori, name="surat_nomori"),
    path("surat/<int:pk>/batalkan/", surat.batalkan, name="surat_batalkan"),
    path("surat/<int:pk>/salinan/", surat.unggah, name="surat_unggah"),
    path("surat/<int:pk>/unduh/<str:jenis>/", surat.unduh, name="surat_unduh"),
    path("orang/<int:pk>/data/", data_orang.data_orang, name="data_orang"),
    path("gambar/", gambar.gambar, name="gambar"),
    path("cakupan/", cakupan.daftar, name="cakupan"),
    path("cakupan/baru/", cakupan.baru, name="cakupan_baru"),
    path("cakupan/<int:pk>/", cakupan.ubah, name="cakupan_ubah"),
    path("rincian/", rincian.rincian, name="rincian"),
    path("rincian/unduh/", rincian.unduh, name="rincian_unduh"),
    path("mutu/", mutu.mutu, name="mutu"),
    path("mutu/unduh/", mutu.unduh, name="mutu_unduh"),
    path("layanan/", layanan.layanan, name="layanan"),
    path("layanan/menunggu/", layanan.tunggu, name="layanan_menunggu"),
    path("layanan/batas/", layanan.batas, name="layanan_batas"),
    path("bahan-bicara/", layanan.bicara, name="bahan_bicara"),
]
