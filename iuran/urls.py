"""Addresses of iuran, and of the list of people, which filters by cover."""

from django.urls import URLPattern, path

from iuran.berkas_bpjs.views import baru as berkas_baru
from iuran.berkas_bpjs.views import daftar as berkas_bpjs
from iuran.berkas_bpjs.views import urutan, zip_sandi
from iuran.buku.views import rekening, sumber, syarat, tarif
from iuran.daftar.views import berakhir, habis, perlindungan
from iuran.daftar.views import orang as daftar
from iuran.daftar.views import perubahan as perubahan_baru
from iuran.daftar_setoran import views as daftar_setoran
from iuran.gerakan.views import gerakan, ingatkan, laporan_bpjs, opd
from iuran.impor_penyumbang import views as impor_penyumbang
from iuran.jawaban import views as jawaban
from iuran.kartu import views as kartu
from iuran.kelebihan.views import daftar as kelebihan
from iuran.kelebihan.views import penyelesaian
from iuran.klaim import views as klaim
from iuran.pemadanan import views as pemadanan
from iuran.penyumbang.views import daftar as gerakan_daftar
from iuran.penyumbang.views import janji, penyumbang
from iuran.peristiwa.views import orang as peristiwa
from iuran.peristiwa.views import usulan
from iuran.perubahan_bantuan.views import perubahan
from iuran.rekonsiliasi.views import daftar as rekonsiliasi
from iuran.rekonsiliasi.views import titik
from iuran.rencana import views as rencana
from iuran.saldo_awal import views as saldo_awal
from iuran.setoran import views as slip
from iuran.tagihan.views import jejak, pembayaran, tagihan, ubah
from peserta.models import Vonis

app_name = "iuran"

urlpatterns: list[URLPattern] = [
    path("tagihan/", tagihan.daftar, name="tagihan"),
    path("tagihan/lewat/", tagihan.lewat, name="tagihan_lewat"),
    path("tagihan/baru/", tagihan.baru, name="tagihan_baru"),
    path("tagihan/<int:pk>/", tagihan.detail, name="tagihan_detail"),
    path("tagihan/<int:pk>/terbitkan/", tagihan.terbit, name="tagihan_terbitkan"),
    path("tagihan/<int:pk>/dokumen/", tagihan.dokumen, name="tagihan_dokumen"),
    path("tagihan/<int:pk>/batal/", tagihan.batal, name="tagihan_batal"),
    path("tagihan/<int:pk>/orang/", ubah.orang, name="tagihan_orang"),
    path("tagihan/<int:pk>/isian/", ubah.isian, name="tagihan_isian"),
    path("tagihan/<int:pk>/bagi/", ubah.bagi, name="tagihan_bagi"),
    path("tagihan/<int:pk>/gabung/", ubah.gabung, name="tagihan_gabung"),
    path("pembayaran/", pembayaran.daftar, name="pembayaran"),
    path("pembayaran/baru/", pembayaran.baru, name="pembayaran_baru"),
    path("pembayaran/<int:pk>/", pembayaran.detail, name="pembayaran_detail"),
    path(
        "pembayaran/<int:pk>/pindaian/<int:pindaian_pk>/",
        pembayaran.pindaian,
        name="pembayaran_pindaian",
    ),
    path("pembayaran/<int:pk>/koreksi/", pembayaran.koreksi_baru, name="koreksi_baru"),
    path("pembayaran/<int:pk>/koreksi/<int:koreksi_pk>/", pembayaran.koreksi, name="koreksi"),
    path("penyumbang/", gerakan_daftar.penyumbang, name="penyumbang"),
    path("penyumbang/baru/", penyumbang.baru, name="penyumbang_baru"),
    path("penyumbang/<int:pk>/", penyumbang.detail, name="penyumbang_detail"),
    path("penyumbang/<int:pk>/ubah/", penyumbang.ubah, name="penyumbang_ubah"),
    path("penyumbang/<int:pk>/pekerja/", janji.baru, name="janji_baru"),
    path("penyumbang/janji/", gerakan_daftar.janji, name="janji"),
    path("penyumbang/janji/<int:pk>/", janji.detail, name="janji_detail"),
    path("kelebihan/", kelebihan.daftar, name="kelebihan"),
    path("kelebihan/ekspor/", kelebihan.ekspor, name="kelebihan_ekspor"),
    path("kelebihan/baru/", kelebihan.baru, name="kelebihan_baru"),
    path("kelebihan/penyelesaian/", penyelesaian.semua, name="penyelesaian_daftar"),
    path("kelebihan/penyelesaian/<int:pk>/", penyelesaian.detail, name="penyelesaian"),
    path(
        "kelebihan/penyelesaian/<int:pk>/pindaian/<int:surat_pk>/",
        penyelesaian.pindaian,
        name="penyelesaian_pindaian",
    ),
    path("kelebihan/penyelesaian/<int:pk>/cabut/", penyelesaian.cabut_baru, name="pencabutan_baru"),
    path(
        "kelebihan/penyelesaian/<int:pk>/cabut/<int:cabut_pk>/",
        penyelesaian.cabut,
        name="pencabutan",
    ),
    path("berakhir/", berakhir.daftar, name="berakhir"),
    path("berakhir/habis/", habis.daftar, name="habis"),
    path("berakhir/habis/henti/", habis.henti, name="habis_henti"),
    path("berakhir/habis/henti/usulkan/", habis.henti_usulkan, name="habis_henti_usulkan"),
    path("berakhir/usia/", berakhir.usia, name="usia"),
    path("peristiwa/", usulan.daftar, name="usulan"),
    path("peristiwa/massal/", usulan.massal, name="usulan_massal"),
    path("peristiwa/massal/catat/", usulan.massal_catat, name="usulan_massal_catat"),
    path("peristiwa/<int:pk>/", usulan.detail, name="usulan_detail"),
    path("peristiwa/<int:pk>/terima/", usulan.terima, name="usulan_terima"),
    path("peristiwa/<int:pk>/tolak/", usulan.tolak, name="usulan_tolak"),
    path("peristiwa/<int:pk>/tarik/", usulan.tarik, name="usulan_tarik"),
    path("kartu/", kartu.daftar, name="kartu"),
    path("kartu/serah/", kartu.serah, name="kartu_serah"),
    path("kartu/menunggu/", kartu.menunggu, name="kartu_menunggu"),
    path("kartu/<int:pk>/", kartu.detail, name="kartu_detail"),
    path("klaim/", klaim.daftar, name="klaim"),
    path("klaim/<int:pk>/", klaim.detail, name="klaim_detail"),
    path("klaim/<int:pk>/catat/", klaim.catat, name="klaim_catat"),
    path("klaim/<int:pk>/pindah/", klaim.pindah, name="klaim_pindah"),
    path("peserta/<int:pk>/", perlindungan.orang, name="perlindungan"),
    path("peserta/<int:pk>/bulan/<str:bulan>/", jejak.bulan, name="jejak_bulan"),
    path("peserta/<int:pk>/bulan/<str:bulan>/excel/", jejak.excel, name="jejak_bulan_excel"),
    path("peserta/<int:pk>/peristiwa/", peristiwa.peristiwa, name="peristiwa"),
    path(
        "peserta/<int:pk>/peristiwa/<int:peristiwa_pk>/batal/",
        peristiwa.batal,
        name="peristiwa_batal",
    ),
    path("sumber/", sumber.sumber, name="sumber"),
    path("sumber/baru/", sumber.baru, name="sumber_baru"),
    path("sumber/<int:pk>/", sumber.detail, name="sumber_detail"),
    path("sumber/<int:pk>/syarat/", syarat.syarat, name="sumber_syarat"),
    path("sumber/syarat/<int:pk>/", syarat.detail, name="sumber_syarat_detail"),
    path("sumber/<int:pk>/rekening/", rekening.layar, name="sumber_rekening"),
    path("sumber/<int:pk>/rekening/excel/", rekening.unduh, name="sumber_rekening_unduh"),
    path("sumber/<int:pk>/ubah/", sumber.ubah, name="sumber_ubah"),
    path("sumber/<int:pk>/pagu/", sumber.pagu, name="sumber_pagu"),
    path("sumber/pagu/<int:pk>/konfirmasi/", sumber.pagu_sahkan, name="sumber_pagu_sahkan"),
    path("sumber/pagu/<int:pk>/tolak/", sumber.pagu_tolak, name="sumber_pagu_tolak"),
    path("rencana/", rencana.daftar, name="rencana"),
    path("rencana/unduh/", rencana.unduh, name="rencana_unduh"),
    path("rencana/banding/", rencana.banding, name="rencana_banding"),
    path("rencana/baru/", rencana.baru, name="rencana_baru"),
    path("rencana/<int:pk>/", rencana.detail, name="rencana_detail"),
    path("rencana/<int:pk>/unduh/", rencana.unduh, name="rencana_detail_unduh"),
    path("rencana/<int:pk>/ubah/", rencana.ubah, name="rencana_ubah"),
    path("rencana/<int:pk>/arsip/", rencana.arsip, name="rencana_arsip"),
    path("tarif/", tarif.daftar, name="tarif"),
    path("tarif/baru/", tarif.baru, name="tarif_baru"),
    path("tarif/<int:pk>/", tarif.detail, name="tarif_detail"),
    path("tarif/<int:pk>/ubah/", tarif.ubah, name="tarif_ubah"),
    path("tarif/<int:pk>/konfirmasi/", tarif.konfirmasi, name="tarif_konfirmasi"),
    path("tarif/<int:pk>/tarik/", tarif.tarik, name="tarif_tarik"),
    path("saldo-awal/", saldo_awal.daftar, name="saldo_awal"),
    path("saldo-awal/templat/", saldo_awal.templat, name="saldo_awal_templat"),
    path("saldo-awal/<int:pk>/", saldo_awal.detail, name="saldo_awal_detail"),
    path("saldo-awal/<int:pk>/pilih/", saldo_awal.pilih, name="saldo_awal_pilih"),
    path(
        "saldo-awal/<int:pk>/peringatan/centang/",
        saldo_awal.peringatan,
        {"dipilih": True},
        name="saldo_awal_peringatan_centang",
    ),
    path(
        "saldo-awal/<int:pk>/peringatan/lepas/",
        saldo_awal.peringatan,
        {"dipilih": False},
        name="saldo_awal_peringatan_lepas",
    ),
    path("perubahan-bantuan/", perubahan.daftar, name="perubahan_bantuan"),
    path("perubahan-bantuan/baru/", perubahan_baru.baru, name="perubahan_bantuan_baru"),
    path("perubahan-bantuan/<int:pk>/", perubahan.detail, name="perubahan_bantuan_detail"),
    path(
        "perubahan-bantuan/<int:pk>/kembalikan/",
        perubahan.kembalikan,
        name="perubahan_bantuan_kembalikan",
    ),
    path("saldo-awal/<int:pk>/terapkan/", saldo_awal.terapkan, name="saldo_awal_terapkan"),
    path("saldo-awal/<int:pk>/baca-ulang/", saldo_awal.baca_ulang, name="saldo_awal_baca_ulang"),
    path("saldo-awal/<int:pk>/buang/", saldo_awal.buang, name="saldo_awal_buang"),
    path("pemadanan/", pemadanan.daftar, name="pemadanan"),
    path("pemadanan/minta/", pemadanan.minta, name="pemadanan_minta"),
    path("pemadanan/temuan/", pemadanan.temuan, name="pemadanan_temuan"),
    path("pemadanan/<int:pk>/", pemadanan.detail, name="pemadanan_detail"),
    path("pemadanan/<int:pk>/terapkan/", pemadanan.terapkan, name="pemadanan_terapkan"),
    path("pemadanan/<int:pk>/tutup/", pemadanan.tutup, name="pemadanan_tutup"),
    path("pemadanan/<int:pk>/usulkan/", pemadanan.usulkan, name="pemadanan_usulkan"),
    path("pemadanan/<int:pk>/baris/<int:baris_pk>/", pemadanan.baris, name="pemadanan_baris"),
    path(
        "pemadanan/<int:pk>/baris/<int:baris_pk>/usulkan/",
        pemadanan.usulkan_satu,
        name="pemadanan_baris_usulkan",
    ),
    path("rekonsiliasi/", rekonsiliasi.daftar, name="rekonsiliasi"),
    path("rekonsiliasi/<int:pk>/", rekonsiliasi.detail, name="rekonsiliasi_detail"),
    path("rekonsiliasi/<int:pk>/baca/", rekonsiliasi.baca, name="rekonsiliasi_baca"),
    path("rekonsiliasi/<int:pk>/periksa/", rekonsiliasi.periksa, name="rekonsiliasi_periksa"),
    path("rekonsiliasi/<int:pk>/buang/", rekonsiliasi.buang, name="rekonsiliasi_buang"),
    path("rekonsiliasi/<int:pk>/unduh/", rekonsiliasi.unduh, name="rekonsiliasi_unduh"),
    path("rekonsiliasi/titik/", titik.daftar, name="rekonsiliasi_titik"),
    path("rekonsiliasi/titik/<int:pk>/", titik.detail, name="rekonsiliasi_titik_detail"),
    path("penyumbang/<int:pk>/bayar/", slip.bayar, name="penyumbang_bayar"),
    path("penyumbang/bukti/", slip.bukti, name="bukti"),
    path("penyumbang/setoran/", daftar_setoran.daftar, name="setoran"),
    path("penyumbang/setoran/<int:pk>/", daftar_setoran.detail, name="setoran_detail"),
    path("penyumbang/setoran/<int:pk>/baca/", daftar_setoran.baca, name="setoran_baca"),
    path("penyumbang/setoran/<int:pk>/terapkan/", daftar_setoran.terapkan, name="setoran_terapkan"),
    path("penyumbang/setoran/<int:pk>/buang/", daftar_setoran.buang, name="setoran_buang"),
    path("penyumbang/setoran/<int:pk>/unduh/", daftar_setoran.unduh, name="setoran_unduh"),
    path(
        "penyumbang/setoran/<int:pk>/baris/<int:baris_pk>/ambil/",
        daftar_setoran.ambil_satu,
        name="setoran_ambil",
    ),
    path("penyumbang/ingatkan/", ingatkan.ringkas, name="ingatkan"),
    path("penyumbang/ingatkan/daftar/", ingatkan.daftar, name="ingatkan_daftar"),
    path("penyumbang/ingatkan/unduh/", ingatkan.unduh, name="ingatkan_unduh"),
    path("pendaftaran/", berkas_bpjs.alamat_lama, name="berkas_bpjs_lama"),
    path("pendaftaran/<int:pk>/", berkas_bpjs.alamat_lama, name="berkas_bpjs_lama_detail"),
    path("berkas-bpjs/", berkas_bpjs.daftar, name="berkas_bpjs"),
    path("berkas-bpjs/baru/", berkas_baru.baru, name="berkas_bpjs_baru"),
    path("berkas-bpjs/<int:pk>/", berkas_bpjs.detail, name="berkas_bpjs_detail"),
    path("berkas-bpjs/<int:pk>/ekspor/", berkas_bpjs.ekspor, name="berkas_bpjs_ekspor"),
    path("berkas-bpjs/<int:pk>/zip/", zip_sandi.zip_sandi, name="berkas_bpjs_zip"),
    path("berkas-bpjs/<int:pk>/kirim/", berkas_bpjs.kirim, name="berkas_bpjs_kirim"),
    path("berkas-bpjs/<int:pk>/tarik/", berkas_bpjs.tarik, name="berkas_bpjs_tarik"),
    path(
        "berkas-bpjs/<int:pk>/kiriman/<int:kiriman_pk>/",
        berkas_bpjs.unduh_kiriman,
        name="berkas_bpjs_kiriman",
    ),
    path("berkas-bpjs/<int:pk>/keluarkan/", berkas_bpjs.keluarkan, name="berkas_bpjs_keluarkan"),
    path("berkas-bpjs/<int:pk>/urutan/", urutan.urutan, name="berkas_bpjs_urutan"),
    path("berkas-bpjs/<int:pk>/batal/", berkas_bpjs.batal, name="berkas_bpjs_batal"),
    path("berkas-bpjs/<int:pk>/lepas/", berkas_bpjs.lepas, name="berkas_bpjs_lepas"),
    path("berkas-bpjs/<int:pk>/jawaban/", jawaban.unggah, name="jawaban_unggah"),
    path("berkas-bpjs/<int:pk>/jawaban/<int:jawaban_pk>/", jawaban.detail, name="jawaban"),
    path(
        "berkas-bpjs/<int:pk>/jawaban/<int:jawaban_pk>/terapkan/",
        jawaban.terapkan,
        name="jawaban_terapkan",
    ),
    path(
        "berkas-bpjs/<int:pk>/jawaban/<int:jawaban_pk>/pindah/",
        jawaban.pindah,
        name="jawaban_pindah",
    ),
    path(
        "berkas-bpjs/<int:pk>/jawaban/<int:jawaban_pk>/keluarkan/",
        jawaban.keluarkan,
        name="jawaban_keluarkan",
    ),
    path(
        "berkas-bpjs/<int:pk>/jawaban/<int:jawaban_pk>/tanggal/",
        jawaban.tanggal,
        name="jawaban_tanggal",
    ),
    path(
        "berkas-bpjs/<int:pk>/jawaban/<int:jawaban_pk>/baris/<int:baris_pk>/",
        jawaban.lindung,
        name="jawaban_baris",
    ),
    path(
        "berkas-bpjs/<int:pk>/jawaban/<int:jawaban_pk>/baca-ulang/",
        jawaban.baca_ulang,
        name="jawaban_baca_ulang",
    ),
    path("penyumbang/impor/", impor_penyumbang.daftar, name="impor_penyumbang"),
    path("penyumbang/impor/<int:pk>/", impor_penyumbang.detail, name="impor_penyumbang_detail"),
    path("penyumbang/impor/<int:pk>/pilih/", impor_penyumbang.pilih, name="impor_penyumbang_pilih"),
    *(
        path(
            f"penyumbang/impor/<int:pk>/{vonis}/{kata}/",
            impor_penyumbang.centang,
            {"vonis": vonis, "dipilih": kata == "centang"},
            name=f"impor_penyumbang_{vonis}_{kata}",
        )
        for vonis in (Vonis.PERINGATAN, Vonis.UBAH)
        for kata in ("centang", "lepas")
    ),
    path("penyumbang/impor/<int:pk>/opd/", impor_penyumbang.opd, name="impor_penyumbang_opd"),
    path(
        "penyumbang/impor/<int:pk>/terapkan/",
        impor_penyumbang.terapkan,
        name="impor_penyumbang_terapkan",
    ),
    path(
        "penyumbang/impor/<int:pk>/baca-ulang/",
        impor_penyumbang.baca_ulang,
        name="impor_penyumbang_baca_ulang",
    ),
    path("penyumbang/impor/<int:pk>/batal/", impor_penyumbang.batal, name="impor_penyumbang_batal"),
    path("penyumbang/impor/<int:pk>/sisa/", impor_penyumbang.sisa, name="impor_penyumbang_sisa"),
    path("penyumbang/gerakan/", gerakan.layar, name="gerakan"),
    path("penyumbang/gerakan/unduh/", gerakan.unduh, name="gerakan_unduh"),
    path("penyumbang/gerakan/bpjs/", laporan_bpjs.daftar, name="gerakan_bpjs"),
    path("penyumbang/gerakan/bpjs/templat/", laporan_bpjs.templat, name="gerakan_bpjs_templat"),
    path("penyumbang/opd/", opd.daftar, name="opd"),
    path("penyumbang/opd/baru/", opd.baru, name="opd_baru"),
    path("penyumbang/opd/jumlah/", opd.jumlah, name="opd_jumlah"),
    path("penyumbang/opd/jumlah/templat/", opd.templat, name="opd_jumlah_templat"),
    path("penyumbang/opd/<int:pk>/", opd.detail, name="opd_detail"),
    path("penyumbang/opd/<int:pk>/ubah/", opd.ubah, name="opd_ubah"),
    path("penyumbang/opd/<int:pk>/ejaan/", opd.ejaan, name="opd_ejaan"),
    path("penyumbang/opd/<int:pk>/pegawai/", opd.pegawai, name="opd_pegawai"),
    path("penyumbang/opd/<int:pk>/target/", opd.target, name="opd_target"),
]

# Django tries these before peserta's own addresses, under its name (see pijar.urls).
peserta: list[URLPattern] = [
    path("", daftar.daftar, name="daftar"),
    path("cari/", daftar.cari, name="cari"),
    path("ekspor/", daftar.ekspor, name="ekspor"),
    path("ajukan/", daftar.ajukan_semua, name="ajukan_semua"),
]
