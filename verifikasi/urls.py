"""Addresses of verifikasi, and of the changes of a person's data, on which it decides."""

from django.urls import URLPattern, path

from verifikasi.views import (
    antrean,
    ditahan,
    gabung,
    kasus,
    keberatan,
    kembali,
    kriteria,
    penetapan,
    pengajuan,
    perubahan,
    perubahan_banyak,
    perubahan_data,
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
    path("keberatan/", keberatan.daftar, name="keberatan"),
    path("keberatan/baru/<int:pk>/", keberatan.baru, name="keberatan_baru"),
    path("keberatan/<int:pk>/", keberatan.detail, name="keberatan_detail"),
    path("keberatan/<int:pk>/jawab/", keberatan.jawab, name="keberatan_jawab"),
    path("keberatan/<int:pk>/cabut/", keberatan.cabut, name="keberatan_cabut"),
    path("keberatan/<int:pk>/pindaian/", keberatan.pindaian, name="keberatan_pindaian"),
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
    path("kembali/", kembali.kembali, name="kembali"),
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

# Django tries these before peserta's own addresses, under its name (see pijar.urls).
peserta: list[URLPattern] = [
    path("<int:pk>/perubahan/", perubahan_data.orang, name="perubahan"),
    path("<int:pk>/perubahan/baru/", perubahan_data.baru, name="perubahan_baru"),
    path("perubahan/", perubahan_data.daftar, name="perubahan_daftar"),
    path("perubahan/banyak/", perubahan_banyak.banyak, name="perubahan_banyak"),
    path("perubahan/banyak/terapkan/", perubahan_banyak.terapkan, name="perubahan_banyak_terapkan"),
    path("perubahan/<int:pk>/", perubahan_data.detail, name="perubahan_detail"),
    path("perubahan/<int:pk>/terapkan/", perubahan_data.terapkan, name="perubahan_terapkan"),
    path("perubahan/<int:pk>/biarkan/", perubahan_data.dibiarkan, name="perubahan_biarkan"),
    path("perubahan/<int:pk>/tolak/", perubahan_data.tolak, name="perubahan_tolak"),
]
