"""Addresses of verifikasi."""

from django.urls import path

from verifikasi.views import (
    antrean,
    ditahan,
    gabung,
    kasus,
    kriteria,
    penetapan,
    pengajuan,
    perbaikan,
    perubahan,
)

app_name = "verifikasi"

urlpatterns = [
    path("", antrean.antrean, name="antrean"),
    path("massal/", antrean.massal, name="massal"),
    path("massal/setujui/", antrean.massal_setujui, name="massal_setujui"),
    path("massal/hasil/", antrean.massal_hasil, name="massal_hasil"),
    path("<int:pk>/", kasus.kasus, name="kasus"),
    path("<int:pk>/jawab/", kasus.jawab, name="jawab"),
    path("<int:pk>/setujui/", kasus.setujui, name="setujui"),
    path("<int:pk>/kembalikan/", kasus.kembalikan, name="kembalikan"),
    path("<int:pk>/tolak/", kasus.tolak, name="tolak"),
    path("ajukan/", pengajuan.ajukan, name="ajukan"),
    path("ajukan/kirim/", pengajuan.kirim, name="ajukan_kirim"),
    path("tarik/", pengajuan.tarik, name="tarik"),
    path("peserta/<int:pk>/", pengajuan.riwayat, name="riwayat"),
    path("peserta/<int:pk>/periksa-ulang/", pengajuan.periksa_ulang, name="periksa_ulang"),
    path("peserta/<int:pk>/buka-lagi/", pengajuan.buka_lagi, name="buka_lagi"),
    path("peserta/<int:pk>/perbaikan/", perbaikan.usul, name="perbaikan_usul"),
    path("perbaikan/", perbaikan.daftar, name="perbaikan"),
    path("perbaikan/<int:pk>/", perbaikan.detail, name="perbaikan_detail"),
    path("perbaikan/<int:pk>/terapkan/", perbaikan.terapkan, name="perbaikan_terapkan"),
    path("perbaikan/<int:pk>/tolak/", perbaikan.tolak, name="perbaikan_tolak"),
    path("penetapan/", penetapan.daftar, name="penetapan"),
    path("penetapan/baru/", penetapan.baru, name="penetapan_baru"),
    path("penetapan/<int:pk>/", penetapan.detail, name="penetapan_detail"),
    path("penetapan/<int:pk>/tambah/", penetapan.tambah, name="penetapan_tambah"),
    path("penetapan/<int:pk>/hapus/", penetapan.hapus, name="penetapan_hapus"),
    path("penetapan/<int:pk>/tetapkan/", penetapan.tetapkan, name="penetapan_tetapkan"),
    path("penetapan/<int:pk>/batalkan/", penetapan.batalkan, name="penetapan_batalkan"),
    path("penetapan/<int:pk>/lampiran/", penetapan.lampiran, name="penetapan_lampiran"),
    path("penetapan/<int:pk>/keluarkan/", perubahan.usul, name="penetapan_keluarkan"),
    path("penetapan/perubahan/<int:pk>/", perubahan.perubahan, name="perubahan"),
    path("ditahan/", ditahan.ditahan, name="ditahan"),
    path("gabung/<int:pk>/", gabung.gabung, name="gabung"),
    path("gabung/<int:pk>/usul/", gabung.usul, name="gabung_usul"),
    path("gabung/<int:pk>/kembalikan/", gabung.kembalikan, name="gabung_kembalikan"),
    path("gabung/<int:pk>/berbeda/", gabung.berbeda, name="gabung_berbeda"),
    path("gabung/<int:pk>/periksa-lagi/", gabung.periksa_lagi, name="gabung_periksa_lagi"),
    path("gabung/<int:pk>/putus/", gabung.putus, name="gabung_putus"),
    path("gabung/<int:pk>/batal/", gabung.batal, name="gabung_batal"),
    path("kriteria/", kriteria.kriteria, name="kriteria"),
]
