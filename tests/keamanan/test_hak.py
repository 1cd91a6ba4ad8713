"""Every address × every role, as the programme's table of rights says. A new address needs a row.

Besides a role, tables of /kelola/ are listed here, since they are addresses of the framework.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from pijar.hak import HAK, SEKOTA, Peran
from pijar.http import HANYA_KOTA
from pijar.pengguna.auditor import BOLEH_KIRIM
from tests.factories import PenggunaFactory
from tests.keamanan.dunia import petugas_sini, semua_alamat
from tests.keamanan.test_wilayah import LAIN
from tests.peran import auditor, buat, masuk

P, V, A, S = Peran.PETUGAS, Peran.VERIFIKATOR, Peran.ADMIN, Peran.SEKDA
SEMUA = frozenset({P, V, A, S})  # the auditor has a test of their own: every page, no act
MENDATA = frozenset({P, A})  # register, import, edit, submit, propose an event
MELIHAT = frozenset({P, V, A})  # look at people of one's area
MEMUTUSKAN = frozenset({V})  # decide a case
MERENCANAKAN = frozenset({A, S})  # the plan of a year
MENGELOLA = frozenset({A})  # criteria, decrees, batches, sources, bills, payments, life events
TABEL: dict[str, frozenset[Peran]] = {
    "sehat": SEMUA, "masuk": SEMUA, "keluar": SEMUA, "periksa": SEMUA,
    "kata_sandi": SEMUA, "kata_sandi_selesai": SEMUA,
    "masuk_kode": SEMUA, "akun": SEMUA, "dua_faktor": SEMUA, "akun_pemulihan": SEMUA,
    "akun_sisa": SEMUA, "akun_sesi_satu": SEMUA, "akun_sesi_lain": SEMUA,
    "pengguna:daftar": MENGELOLA, "pengguna:baru": MENGELOLA, "pengguna:detail": MENGELOLA,
    "pengguna:ubah": MENGELOLA, "pengguna:reset": MENGELOLA, "pengguna:sandi": MENGELOLA,
    "pengguna:lepas_faktor": MENGELOLA, "pengguna:nonaktifkan": MENGELOLA,
    "pengguna:aktifkan": MENGELOLA, "pengguna:buka_kunci": MENGELOLA,
    "pengguna:akhiri_sesi": MENGELOLA,
    "pengguna:usulan": MENGELOLA, "jejak:daftar": SEMUA, "jejak:ekspor": SEMUA,
    "beranda": SEMUA, "panduan": SEMUA, "panduan_bab": SEMUA,
    "retensi:daftar": MENGELOLA, "retensi:lepas": MENGELOLA, "laporan:data_orang": MELIHAT,
    "saringan_simpan": MELIHAT, "saringan_hapus": MELIHAT,
    "tugas:daftar": SEMUA, "tugas:detail": SEMUA, "tugas:ulang": SEMUA, "tugas:unduh": SEMUA,
    "tugas:batal": SEMUA,
    "laporan:keadaan": SEMUA, "laporan:peristiwa_akun": SEMUA,
    "jejak:ringkasan": MENGELOLA, "jejak:ringkasan_unduh": MENGELOLA,
    "laporan:bulanan": SEMUA, "laporan:buat": MENGELOLA, "laporan:kata": MENGELOLA,
    "laporan:usulkan": MENGELOLA, "laporan:kembalikan": MENGELOLA, "laporan:batalkan": MENGELOLA,
    "laporan:tutup": MENGELOLA, "laporan:koreksi": MENGELOLA, "laporan:tarik": MENGELOLA,
    "laporan:daftar_orang": MELIHAT,
    "laporan:penarikan": MENGELOLA, "laporan:masa": SEMUA, "laporan:masa_unduh": SEMUA,
    "laporan:bulanan_detail": SEMUA, "laporan:unduh": SEMUA,
    "laporan:gambar": SEMUA, "laporan:mutu": SEMUA, "laporan:mutu_unduh": SEMUA,
    "laporan:layanan": SEMUA, "laporan:layanan_menunggu": MELIHAT,
    "laporan:layanan_batas": MENGELOLA, "laporan:bahan_bicara": MENGELOLA,
    "laporan:cakupan": SEMUA, "laporan:cakupan_baru": MENGELOLA, "laporan:cakupan_ubah": MENGELOLA,
    "laporan:rincian": SEMUA, "laporan:rincian_unduh": SEMUA,
    "laporan:surat": MELIHAT, "laporan:surat_baru": MELIHAT, "laporan:surat_detail": MELIHAT,
    "laporan:surat_perbarui": MELIHAT, "laporan:surat_nomori": MELIHAT,
    "laporan:surat_batalkan": MELIHAT, "laporan:surat_unggah": MELIHAT,
    "laporan:surat_unduh": MELIHAT,
    "laporan:surat_kop": MENGELOLA, "laporan:surat_penandatangan": MENGELOLA,
    "laporan:surat_penandatangan_akhiri": MENGELOLA, "laporan:surat_pola": MENGELOLA,
    "laporan:surat_templat": MENGELOLA, "laporan:surat_templat_bawaan": MENGELOLA,
    "laporan:surat_templat_unduh": MENGELOLA, "laporan:surat_templat_contoh": MENGELOLA,
    "laporan:surat_templat_pakai": MENGELOLA, "laporan:surat_templat_tarik": MENGELOLA,
    "laporan:dasar_hukum": MENGELOLA, "laporan:dasar_hukum_baru": MENGELOLA,
    "laporan:dasar_hukum_ubah": MENGELOLA, "laporan:dasar_hukum_ganti": MENGELOLA,
    "laporan:dasar_hukum_batal": MENGELOLA,
    "peserta:daftar": MELIHAT, "peserta:cari": MELIHAT, "peserta:detail": MELIHAT,
    "peserta:berkas": MELIHAT, "peserta:berkas_isi": MELIHAT, "peserta:berkas_hapus": MENDATA,
    "peserta:simpan_isian": MENDATA, "peserta:isian_buang": MENDATA,
    "peserta:isian_foto": MENDATA, "verifikasi:daftarkan": MENDATA,
    "peserta:buka_nik": MELIHAT, "peserta:ekspor": MELIHAT,
    "peserta:baru": MENDATA, "peserta:ubah": MENDATA, "peserta:periksa_nik": MENDATA,
    "peserta:ajukan_semua": MENDATA, "peserta:impor": MENDATA, "peserta:templat": MENDATA,
    "peserta:duplikat": MELIHAT,
    "peserta:impor_detail": MENDATA, "peserta:impor_pilih": MENDATA,
    "peserta:impor_terapkan": MENDATA, "peserta:impor_bentrok": MENDATA,
    "peserta:impor_kata": MENDATA,
    "peserta:kata_pekerjaan": MENGELOLA, "peserta:kata_satu": MENGELOLA,
    "peserta:impor_peringatan_centang": MENDATA, "peserta:impor_peringatan_lepas": MENDATA,
    "peserta:impor_usul_centang": MENDATA, "peserta:impor_usul_lepas": MENDATA,
    "peserta:impor_tukar": MENDATA, "peserta:impor_pakai": MENDATA,
    "peserta:impor_abaikan": MENDATA, "peserta:impor_ikutkan": MENDATA,
    "peserta:impor_ikutkan_semua": MENDATA, "peserta:impor_lanjut": MENDATA,
    "peserta:impor_batal": MENDATA, "peserta:impor_sisa": MENDATA,
    "peserta:impor_lembar": MENDATA, "peserta:impor_baris": MENDATA,
    "peserta:impor_kolom": MENDATA, "peserta:impor_kolom_otomatis": MENDATA,
    "peserta:impor_sel": MENDATA, "peserta:koreksi_nik": MENGELOLA,
    "verifikasi:ajukan": MENDATA, "verifikasi:ajukan_kirim": MENDATA, "verifikasi:tarik": MENDATA,
    "verifikasi:periksa_ulang": MENDATA, "verifikasi:buka_lagi": MENDATA,
    "verifikasi:riwayat": MELIHAT, "verifikasi:kriteria": MELIHAT,
    "verifikasi:kriteria_versi": MELIHAT, "verifikasi:kriteria_banding": MELIHAT,
    "verifikasi:kriteria_pindaian": MELIHAT, "verifikasi:kriteria_baru": MENGELOLA,
    "verifikasi:kriteria_kepala": MENGELOLA, "verifikasi:kriteria_susun": MENGELOLA,
    "verifikasi:kriteria_tambah": MENGELOLA, "verifikasi:kriteria_ubah": MENGELOLA,
    "verifikasi:kriteria_lengkapi": MENGELOLA, "verifikasi:pelengkap_detail": MENGELOLA,
    "verifikasi:kriteria_coba": MENGELOLA, "verifikasi:kriteria_coba_orang": MENGELOLA,
    "verifikasi:antrean": MEMUTUSKAN, "verifikasi:massal": MEMUTUSKAN,
    "verifikasi:massal_setujui": MEMUTUSKAN, "verifikasi:massal_hasil": MEMUTUSKAN,
    "verifikasi:kasus": MEMUTUSKAN,
    "verifikasi:jawab": MEMUTUSKAN, "verifikasi:setujui": MEMUTUSKAN,
    "verifikasi:kembalikan": MEMUTUSKAN, "verifikasi:tolak": MEMUTUSKAN,
    "verifikasi:kasus_nik": MEMUTUSKAN, "verifikasi:lewati": MEMUTUSKAN,
    "verifikasi:urungkan": MEMUTUSKAN, "verifikasi:cari": MEMUTUSKAN,
    "verifikasi:perbaiki": MENDATA,
    "verifikasi:gabung": MELIHAT, "verifikasi:gabung_usul": MENDATA,
    "verifikasi:gabung_berbeda": MELIHAT, "verifikasi:gabung_kembalikan": MELIHAT,
    "verifikasi:gabung_periksa_lagi": MELIHAT,
    "verifikasi:gabung_putus": MEMUTUSKAN, "verifikasi:gabung_batal": MEMUTUSKAN,
    "verifikasi:keberatan": MELIHAT, "verifikasi:keberatan_detail": MELIHAT,
    "verifikasi:keberatan_baru": MENDATA, "verifikasi:keberatan_cabut": MENDATA,
    "verifikasi:keberatan_jawab": MEMUTUSKAN, "verifikasi:keberatan_pindaian": MELIHAT,
    "verifikasi:pengesampingan": MEMUTUSKAN, "verifikasi:pengesampingan_baru": MEMUTUSKAN,
    "verifikasi:pengesampingan_detail": MEMUTUSKAN,
    "verifikasi:pengesampingan_pindaian": MEMUTUSKAN,
    "verifikasi:uji_petik": MELIHAT, "verifikasi:uji_petik_baru": MENGELOLA,
    "verifikasi:uji_petik_detail": MELIHAT, "verifikasi:uji_petik_batalkan": MENGELOLA,
    "verifikasi:uji_petik_strata": MENGELOLA, "verifikasi:uji_petik_unduh": MENGELOLA,
    "verifikasi:uji_petik_orang": MELIHAT, "verifikasi:uji_petik_catat": MENDATA,
    "verifikasi:kunjungan_betulkan": MENDATA, "verifikasi:kunjungan_foto": MELIHAT,
    "verifikasi:penetapan": MENGELOLA, "verifikasi:penetapan_baru": MENGELOLA,
    "verifikasi:penetapan_detail": MENGELOLA, "verifikasi:penetapan_tambah": MENGELOLA,
    "verifikasi:penetapan_hapus": MENGELOLA, "verifikasi:penetapan_tetapkan": MENGELOLA,
    "verifikasi:penetapan_kepala": MENGELOLA,
    "verifikasi:penetapan_keluarkan": MENGELOLA, "verifikasi:perubahan": MENGELOLA,
    "peserta:perubahan": MELIHAT, "peserta:perubahan_baru": MENDATA,
    "peserta:perubahan_daftar": MENDATA, "peserta:perubahan_detail": MENDATA,
    "peserta:perubahan_biarkan": MENGELOLA,
    "peserta:perubahan_tolak": MENDATA, "peserta:perubahan_terapkan": MENGELOLA,
    "peserta:perubahan_banyak": MENGELOLA, "peserta:perubahan_banyak_terapkan": MENGELOLA,
    "verifikasi:daftar_tunggu": MELIHAT, "verifikasi:aturan_urutan": MENGELOLA,
    "verifikasi:aturan_detail": MENGELOLA, "verifikasi:tempat_kosong": MENGELOLA,
    "verifikasi:tempat_isi": MENGELOLA, "verifikasi:tempat": MENGELOLA,
    "verifikasi:penetapan_ubah": MENGELOLA, "verifikasi:penetapan_keluar": MENGELOLA,
    "verifikasi:penetapan_tetap": MENGELOLA, "verifikasi:penetapan_koreksi": MENGELOLA,
    "verifikasi:penetapan_berlaku": MENGELOLA,
    "verifikasi:penetapan_batalkan": MENGELOLA, "verifikasi:penetapan_lampiran": MENGELOLA,
    "iuran:perlindungan": MELIHAT, "iuran:berakhir": MELIHAT,
    "iuran:usia": MELIHAT, "iuran:habis": MELIHAT,
    "iuran:habis_henti": MENGELOLA, "iuran:habis_henti_usulkan": MENGELOLA,
    "iuran:peristiwa": MENDATA, "iuran:peristiwa_batal": MENGELOLA,
    "iuran:usulan": MENDATA, "iuran:usulan_detail": MENDATA, "iuran:usulan_tarik": MENDATA,
    "iuran:usulan_terima": MENGELOLA, "iuran:usulan_tolak": MENGELOLA,
    "iuran:usulan_massal": MENGELOLA, "iuran:usulan_massal_catat": MENGELOLA,
    "iuran:kartu": MELIHAT, "iuran:kartu_serah": MENDATA, "iuran:kartu_menunggu": MELIHAT,
    "iuran:kartu_detail": MELIHAT,
    "iuran:penyumbang": MELIHAT, "iuran:penyumbang_baru": MENGELOLA,
    "iuran:penyumbang_detail": MELIHAT, "iuran:penyumbang_ubah": MENGELOLA,
    "iuran:janji": MELIHAT, "iuran:janji_baru": MENGELOLA, "iuran:janji_detail": MELIHAT,
    "iuran:klaim": MELIHAT, "iuran:klaim_detail": MELIHAT, "iuran:klaim_catat": MENDATA,
    "iuran:klaim_pindah": MENGELOLA,
    "iuran:perubahan_bantuan": MENGELOLA, "iuran:perubahan_bantuan_baru": MENGELOLA,
    "iuran:perubahan_bantuan_detail": MENGELOLA, "iuran:perubahan_bantuan_kembalikan": MENGELOLA,
    "iuran:sumber": MENGELOLA,
    "iuran:sumber_baru": MENGELOLA, "iuran:sumber_detail": MENGELOLA,
    "iuran:sumber_ubah": MENGELOLA, "iuran:sumber_pagu": MENGELOLA,
    "iuran:sumber_rekening": MENGELOLA, "iuran:sumber_rekening_unduh": MENGELOLA,
    "iuran:tagihan_lewat": MENGELOLA,
    "iuran:sumber_syarat": MENGELOLA, "iuran:sumber_syarat_detail": MENGELOLA,
    "iuran:sumber_pagu_sahkan": MENGELOLA, "iuran:sumber_pagu_tolak": MENGELOLA,
    "iuran:penyumbang_bayar": MENGELOLA, "iuran:bukti": MENGELOLA,
    "iuran:setoran": MENGELOLA, "iuran:setoran_detail": MENGELOLA,
    "iuran:setoran_baca": MENGELOLA, "iuran:setoran_terapkan": MENGELOLA,
    "iuran:setoran_buang": MENGELOLA, "iuran:setoran_unduh": MENGELOLA,
    "iuran:setoran_ambil": MENGELOLA,
    "iuran:rekonsiliasi": MENGELOLA, "iuran:rekonsiliasi_detail": MENGELOLA,
    "iuran:rekonsiliasi_baca": MENGELOLA, "iuran:rekonsiliasi_periksa": MENGELOLA,
    "iuran:rekonsiliasi_buang": MENGELOLA,
    "iuran:rekonsiliasi_unduh": MENGELOLA, "iuran:rekonsiliasi_titik": MENGELOLA,
    "iuran:rekonsiliasi_titik_detail": MENGELOLA,
    "iuran:gerakan": SEMUA, "iuran:gerakan_unduh": SEMUA,
    "iuran:gerakan_bpjs": MENGELOLA, "iuran:gerakan_bpjs_templat": MENGELOLA,
    "iuran:opd": MENGELOLA, "iuran:opd_baru": MENGELOLA, "iuran:opd_jumlah": MENGELOLA,
    "iuran:opd_jumlah_templat": MENGELOLA, "iuran:opd_detail": MENGELOLA,
    "iuran:opd_ubah": MENGELOLA, "iuran:opd_ejaan": MENGELOLA, "iuran:opd_pegawai": MENGELOLA,
    "iuran:opd_target": MENGELOLA,
    "iuran:ingatkan": MELIHAT, "iuran:ingatkan_daftar": MELIHAT, "iuran:ingatkan_unduh": MELIHAT,
    "iuran:rencana": MERENCANAKAN, "iuran:rencana_detail": MERENCANAKAN,
    "iuran:rencana_unduh": MERENCANAKAN, "iuran:rencana_detail_unduh": MERENCANAKAN,
    "iuran:rencana_banding": MERENCANAKAN, "iuran:rencana_baru": MENGELOLA,
    "iuran:rencana_ubah": MENGELOLA, "iuran:rencana_arsip": MENGELOLA,
    "iuran:tarif": MENGELOLA, "iuran:tarif_baru": MENGELOLA, "iuran:tarif_detail": MENGELOLA,
    "iuran:tarif_ubah": MENGELOLA, "iuran:tarif_konfirmasi": MENGELOLA,
    "iuran:tarif_tarik": MENGELOLA,
    "iuran:berkas_bpjs": MENGELOLA, "iuran:berkas_bpjs_baru": MENGELOLA,
    "iuran:berkas_bpjs_detail": MENGELOLA, "iuran:berkas_bpjs_ekspor": MENGELOLA,
    "iuran:berkas_bpjs_kirim": MENGELOLA, "iuran:berkas_bpjs_batal": MENGELOLA,
    "iuran:berkas_bpjs_lepas": MENGELOLA, "iuran:jawaban": MENGELOLA,
    "iuran:jawaban_unggah": MENGELOLA, "iuran:jawaban_terapkan": MENGELOLA,
    "iuran:jawaban_baca_ulang": MENGELOLA, "iuran:jawaban_pindah": MENGELOLA,
    "iuran:jawaban_keluarkan": MENGELOLA, "iuran:jawaban_baris": MENGELOLA,
    "iuran:jawaban_tanggal": MENGELOLA, "iuran:berkas_bpjs_urutan": MENGELOLA,
    "iuran:berkas_bpjs_tarik": MENGELOLA, "iuran:berkas_bpjs_kiriman": MENGELOLA,
    "iuran:berkas_bpjs_zip": MENGELOLA,
    "iuran:berkas_bpjs_lama": MENGELOLA, "iuran:berkas_bpjs_lama_detail": MENGELOLA,
    "iuran:berkas_bpjs_keluarkan": MENGELOLA, "verifikasi:ditahan": MENGELOLA,
    "verifikasi:kembali": MENGELOLA,
    "verifikasi:perpanjangan": MELIHAT, "verifikasi:perpanjangan_detail": MELIHAT,
    "verifikasi:perpanjangan_baru": MENGELOLA, "verifikasi:perpanjangan_nilai": MENGELOLA,
    "verifikasi:perpanjangan_baris": MENGELOLA, "verifikasi:perpanjangan_batalkan": MENGELOLA,
    "verifikasi:perpanjangan_susun": MENGELOLA, "verifikasi:perpanjangan_putus": MEMUTUSKAN,
    "verifikasi:pernyataan": MENDATA, "verifikasi:pernyataan_catat": MENDATA,
    "verifikasi:pernyataan_tarik": MENDATA, "verifikasi:pernyataan_orang": MELIHAT,
    "verifikasi:pernyataan_pindaian": MELIHAT,
    "iuran:tagihan": MENGELOLA, "iuran:tagihan_baru": MENGELOLA,
    "iuran:tagihan_detail": MENGELOLA, "iuran:tagihan_terbitkan": MENGELOLA,
    "iuran:tagihan_dokumen": MENGELOLA, "iuran:tagihan_batal": MENGELOLA,
    "iuran:tagihan_orang": MENGELOLA, "iuran:tagihan_isian": MENGELOLA,
    "iuran:tagihan_bagi": MENGELOLA, "iuran:tagihan_gabung": MENGELOLA,
    "iuran:pembayaran": MENGELOLA, "iuran:pembayaran_baru": MENGELOLA,
    "iuran:pembayaran_detail": MENGELOLA, "iuran:pembayaran_pindaian": MENGELOLA,
    "iuran:kelebihan": MENGELOLA, "iuran:kelebihan_ekspor": MENGELOLA,
    "iuran:kelebihan_baru": MENGELOLA, "iuran:penyelesaian_daftar": MENGELOLA,
    "iuran:penyelesaian": MENGELOLA, "iuran:penyelesaian_pindaian": MENGELOLA,
    "iuran:pencabutan_baru": MENGELOLA, "iuran:pencabutan": MENGELOLA,
    "iuran:koreksi_baru": MENGELOLA, "iuran:koreksi": MENGELOLA,
    "iuran:jejak_bulan": MELIHAT, "iuran:jejak_bulan_excel": MENGELOLA,
    "iuran:pemadanan": MENGELOLA, "iuran:pemadanan_minta": MENGELOLA,
    "iuran:pemadanan_temuan": MENGELOLA, "iuran:pemadanan_detail": MENGELOLA,
    "iuran:pemadanan_terapkan": MENGELOLA, "iuran:pemadanan_tutup": MENGELOLA,
    "iuran:pemadanan_usulkan": MENGELOLA, "iuran:pemadanan_baris": MENGELOLA,
    "iuran:pemadanan_baris_usulkan": MENGELOLA,
    "iuran:impor_penyumbang": MENGELOLA, "iuran:impor_penyumbang_detail": MENGELOLA,
    "iuran:impor_penyumbang_pilih": MENGELOLA, "iuran:impor_penyumbang_opd": MENGELOLA,
    "iuran:impor_penyumbang_peringatan_centang": MENGELOLA,
    "iuran:impor_penyumbang_peringatan_lepas": MENGELOLA,
    "iuran:impor_penyumbang_ubah_centang": MENGELOLA,
    "iuran:impor_penyumbang_ubah_lepas": MENGELOLA,
    "iuran:impor_penyumbang_terapkan": MENGELOLA,
    "iuran:impor_penyumbang_baca_ulang": MENGELOLA,
    "iuran:impor_penyumbang_batal": MENGELOLA, "iuran:impor_penyumbang_sisa": MENGELOLA,
    "iuran:saldo_awal": MENGELOLA, "iuran:saldo_awal_templat": MENGELOLA,
    "iuran:saldo_awal_detail": MENGELOLA, "iuran:saldo_awal_pilih": MENGELOLA,
    "iuran:saldo_awal_terapkan": MENGELOLA, "iuran:saldo_awal_baca_ulang": MENGELOLA,
    "iuran:saldo_awal_buang": MENGELOLA,
    "iuran:saldo_awal_peringatan_centang": MENGELOLA,
    "iuran:saldo_awal_peringatan_lepas": MENGELOLA,
}  # fmt: skip
TERBUKA = {"sehat", "masuk", "periksa"}


def test_every_address_has_a_row():
    assert {nama for nama, _ in semua_alamat()} == set(TABEL)


@pytest.mark.django_db
@pytest.mark.parametrize("peran", [P, V, A, S, "tanpa peran"])
def test_address_opens_for_the_roles_of_the_table(peran, settings):
    """An object that does not exist: whoever has the right gets 404, whoever has not 403."""
    # Without it: it leads every GET of a button away, before anybody's rights matter.
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "HalamanTombol" not in m]
    orang = PenggunaFactory() if peran == "tanpa peran" else buat("orang", peran)
    client, salah = masuk(orang), []

    for nama, pola in semua_alamat():
        isi = {k: LAIN.get(k, 999_999_999) for k in pola.pattern.converters}
        if nama == "keluar":
            continue
        boleh = peran in TABEL[nama] or nama.startswith(
            (
                "tugas:",
                "kata_sandi",
                "panduan",
                "akun",
                "dua_faktor",
                "jejak:daftar",
                "jejak:ekspor",
                *TERBUKA,
            )
        )
        status = {m: getattr(client, m)(reverse(nama, kwargs=isi)).status_code for m in CARA}
        keliru = {403} if boleh else {200, 302, 404, 409, 422}
        if keliru & {*status.values()}:
            salah.append((nama, status))

    assert salah == []


# What an admin of one area may change: only what is about the people of that area.
ADMIN_WILAYAH = (
    "peserta:koreksi_nik", "peserta:perubahan_", "iuran:habis_henti", "iuran:peristiwa_batal",
    "iuran:usulan_", "iuran:klaim_pindah", "iuran:jejak_bulan_excel", "iuran:berkas_bpjs",
    "iuran:jawaban", "verifikasi:penetapan", "verifikasi:perubahan", "verifikasi:perpanjangan_",
    "verifikasi:tempat", "verifikasi:kembali", "verifikasi:ditahan", "verifikasi:uji_petik_",
)  # fmt: skip
TIDAK_ADA = ("pengguna:", "retensi:")  # their pages are not there at all


def test_an_admin_of_one_area_changes_nothing_of_the_city(db):
    """An address of an admin that is new belongs to the city or to an area, and says so here."""
    client, pola, salah = petugas_sini("admin"), dict(semua_alamat()), []
    for nama in sorted(n for n, peran in TABEL.items() if peran == MENGELOLA):
        sekota, wilayah = nama.startswith(SEKOTA), nama.startswith(ADMIN_WILAYAH)
        if sekota == wilayah and not nama.startswith(TIDAK_ADA):
            salah.append(f"{nama}: milik kota atau wilayah?")
        if wilayah:
            continue
        isi = {k: LAIN.get(k, 999_999_999) for k in pola[nama].pattern.converters}
        jawaban = client.post(reverse(nama, kwargs=isi))
        beralasan = jawaban.status_code == 409 and HANYA_KOTA.split(".")[0] in jawaban.text
        tertutup = {403, 404, 405} if nama.startswith(TIDAK_ADA) else {405}
        if not (beralasan or jawaban.status_code in tertutup):
            salah.append(f"{nama}: {jawaban.status_code}")

    assert salah == []


# What an auditor does not read: full numbers, forms that hold them, and files.
TERTUTUP_AUDITOR = {
    *("peserta:ubah", "peserta:koreksi_nik", "verifikasi:perbaiki", "iuran:penyumbang_ubah"),
    *("laporan:data_orang", "iuran:pemadanan_minta"),
    *("peserta:templat", "iuran:saldo_awal_templat", "iuran:gerakan_bpjs_templat"),
    *("iuran:opd_jumlah_templat", "iuran:rencana_unduh", "iuran:gerakan_unduh"),
    *("laporan:rincian_unduh", "laporan:mutu_unduh"),
}


@pytest.mark.django_db
def test_an_auditor_reads_every_address_and_writes_at_none(settings):
    """Every GET but the few above is open; every POST but of their own account is refused."""
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "HalamanTombol" not in m]
    client = masuk(auditor())
    terbuka, tertutup = [], []

    for nama, pola in semua_alamat():
        isi = {k: LAIN.get(k, 999_999_999) for k in pola.pattern.converters}
        if nama == "keluar" or not getattr(pola.callback, "login_required", True):
            continue
        ke = reverse(nama, kwargs=isi)
        if nama not in BOLEH_KIRIM and client.post(ke).status_code != 403:
            terbuka.append(nama)
        if (client.get(ke).status_code == 403) != (nama in TERTUTUP_AUDITOR):
            tertutup.append(nama)

    assert (terbuka, tertutup) == ([], [])


CARA = ("get", "post")
KELOLA = {
    "pijar.Pengguna": set(), "pijar.JejakAkses": {A},
    "iuran.KondisiInsidental": {A}, "iuran.ProfilEkspor": {A},
    "laporan.Target": {A}, "axes.AccessAttempt": set(), "axes.AccessLog": set(),
    "axes.AccessFailureLog": set(), "auth.Group": set(), "peserta.Kecamatan": {A},
    "peserta.Kelurahan": {A}, "peserta.EjaanWilayah": {A}, "peserta.Pekerjaan": {A},
}  # fmt: skip


@pytest.mark.django_db
def test_kelola_holds_only_tables_that_are_listed_here():
    assert {m._meta.label for m in admin.site._registry} <= set(KELOLA)


@pytest.mark.django_db
@pytest.mark.parametrize("peran", [P, V, A, S])
def test_kelola_opens_for_the_roles_of_the_table(peran):
    """Even if somebody with another role is let into /kelola/ by mistake."""
    client = masuk(buat("orang", peran, is_staff=True))

    for model in admin.site._registry:
        ke = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        boleh = peran in KELOLA[model._meta.label]
        assert client.get(ke).status_code == (200 if boleh else 403), model._meta.label


@pytest.mark.django_db
def test_nothing_is_deleted_in_kelola(rf):
    permintaan = rf.get("/kelola/")
    permintaan.user = buat("orang", A, is_staff=True)

    boleh = {
        m._meta.label
        for m, tabel in admin.site._registry.items()
        if tabel.has_delete_permission(permintaan)
    }

    assert boleh <= {"peserta.EjaanWilayah"}  # a wrong spelling; nothing points at it


def test_rights_of_the_roles_stay_apart():
    """Whoever enters does not decide; whoever decides neither enters nor pays."""
    assert not HAK[V] & {"mendata", "menetapkan", "mengelola_iuran", "mengelola_pengguna"}
    assert "memverifikasi" not in HAK[P] | HAK[A] | HAK[S]
    assert HAK[S] == {"lihat_laporan", "lihat_rencana"}
    assert not {"mengelola_pengguna", "mengelola_iuran", "menetapkan"} & (HAK[P] | HAK[V])
    assert all(k == "mengaudit" or k.startswith("lihat_") for k in HAK[Peran.AUDITOR])
