"""Addresses of iuran, and of the list of people, which filters by cover."""

from django.urls import URLPattern, path

from iuran.views import (
    berakhir,
    daftar,
    jawaban,
    pendaftaran,
    peristiwa,
    perlindungan,
    sumber,
    tagihan,
)

app_name = "iuran"

urlpatterns: list[URLPattern] = [
    path("tagihan/", tagihan.daftar, name="tagihan"),
    path("tagihan/baru/", tagihan.baru, name="tagihan_baru"),
    path("tagihan/<int:pk>/", tagihan.detail, name="tagihan_detail"),
    path("tagihan/<int:pk>/terbitkan/", tagihan.terbitkan, name="tagihan_terbitkan"),
    path("tagihan/<int:pk>/dokumen/", tagihan.dokumen, name="tagihan_dokumen"),
    path("tagihan/<int:pk>/bayar/", tagihan.bayar, name="tagihan_bayar"),
    path("tagihan/<int:pk>/batal/", tagihan.batal, name="tagihan_batal"),
    path("berakhir/", berakhir.daftar, name="berakhir"),
    path("peserta/<int:pk>/", perlindungan.orang, name="perlindungan"),
    path("peserta/<int:pk>/peristiwa/", peristiwa.peristiwa, name="peristiwa"),
    path(
        "peserta/<int:pk>/peristiwa/<int:peristiwa_pk>/batal/",
        peristiwa.batal,
        name="peristiwa_batal",
    ),
    path("sumber/", sumber.sumber, name="sumber"),
    path("pendaftaran/", pendaftaran.daftar, name="pendaftaran"),
    path("pendaftaran/baru/", pendaftaran.baru, name="pendaftaran_baru"),
    path("pendaftaran/<int:pk>/", pendaftaran.detail, name="pendaftaran_detail"),
    path("pendaftaran/<int:pk>/ekspor/", pendaftaran.ekspor, name="pendaftaran_ekspor"),
    path("pendaftaran/<int:pk>/kirim/", pendaftaran.kirim, name="pendaftaran_kirim"),
    path("pendaftaran/<int:pk>/batal/", pendaftaran.batal, name="pendaftaran_batal"),
    path("pendaftaran/<int:pk>/lepas/", pendaftaran.lepas, name="pendaftaran_lepas"),
    path("pendaftaran/<int:pk>/jawaban/", jawaban.unggah, name="jawaban_unggah"),
    path("pendaftaran/<int:pk>/jawaban/<int:jawaban_pk>/", jawaban.detail, name="jawaban"),
    path(
        "pendaftaran/<int:pk>/jawaban/<int:jawaban_pk>/terapkan/",
        jawaban.terapkan,
        name="jawaban_terapkan",
    ),
    path(
        "pendaftaran/<int:pk>/jawaban/<int:jawaban_pk>/baca-ulang/",
        jawaban.baca_ulang,
        name="jawaban_baca_ulang",
    ),
]

# Stand in front of peserta's own addresses, under its name (see pijar.urls).
peserta: list[URLPattern] = [
    path("", daftar.daftar, name="daftar"),
    path("cari/", daftar.cari, name="cari"),
    path("ekspor/", daftar.ekspor, name="ekspor"),
    path("ajukan/", daftar.ajukan_semua, name="ajukan_semua"),
]
