"""The rights table of the programme: the rights of each role.

A right is a permission of :class:`pijar.models.Pengguna`; a role is a Django group that a
migration fills from :data:`HAK`. A test compares the groups with this table.
"""

from django.db.models import TextChoices


class Peran(TextChoices):
    PETUGAS = "petugas", "Petugas"
    VERIFIKATOR = "verifikator", "Verifikator"
    ADMIN = "admin", "Admin"
    SEKDA = "sekda", "Sekda"
    AUDITOR = "auditor", "Auditor"


# Whoever decides, pays or sees all: two admins make such an account or reset it (ADR 0035).
PERAN_BERKUASA = frozenset({Peran.VERIFIKATOR, Peran.ADMIN, Peran.AUDITOR})
AUDITOR_HARI = 90  # an auditor's account ends at most so many days ahead; its trigger says so too

ARTI_HAK: dict[str, str] = {
    "lihat_peserta": "Melihat peserta di wilayahnya",
    "mendata": "Mendata, mengimpor, mengubah dan mengajukan peserta",
    "memverifikasi": "Memutuskan pengajuan",
    "menetapkan": "Menyusun kriteria dan penetapan",
    "mengelola_iuran": "Mengelola pendaftaran, sumber dana, tagihan dan pembayaran",
    "lihat_laporan": "Melihat dasbor dan laporan bulanan",
    "tutup_laporan": "Menyusun, menutup, mengoreksi dan menarik laporan bulanan",
    "lihat_rencana": "Melihat rencana tahun",
    "mengelola_pengguna": "Mengelola pengguna dan melihat jejak akses",
    "buka_nik": "Membuka NIK lengkap dengan alasan",
    "usul_peristiwa": "Mengusulkan peristiwa peserta",
    "putus_peristiwa": "Memutuskan peristiwa peserta",
    "usul_gabung": "Mengusulkan penggabungan dua orang",
    "putus_gabung": "Memutuskan penggabungan dua orang",
    "mengaudit": "Membaca semua halaman tanpa mengubah apa pun",
}

# Rights needed to run a kind of job again, or to download its file. They are checked at that
# moment: an officer who has lost the right no longer gets the file. A test finds new kinds.
HAK_PEKERJAAN: dict[str, tuple[str, ...]] = {
    "peserta.baca_impor": ("mendata",),
    "peserta.terapkan_impor": ("mendata",),
    "peserta.batalkan_impor": ("mendata",),
    "peserta.unduh_sisa": ("mendata",),
    "peserta.cari_duplikat": ("mendata",),
    "peserta.ekspor": ("lihat_peserta", "buka_nik"),
    "verifikasi.ajukan_impor": ("mendata",),
    "verifikasi.setujui_banyak": ("memverifikasi",),
    "verifikasi.terapkan_perubahan": ("putus_peristiwa",),
    "verifikasi.lampiran": ("menetapkan",),
    "verifikasi.coba_kriteria": ("menetapkan",),
    "verifikasi.siapkan_perpanjangan": ("menetapkan",),
    "verifikasi.nilai_perpanjangan": ("menetapkan",),
    "verifikasi.putus_perpanjangan": ("memverifikasi",),
    "verifikasi.susun_perpanjangan": ("menetapkan",),
    "verifikasi.tetapkan": ("menetapkan",),
    "iuran.ekspor_berkas": ("mengelola_iuran",),
    "iuran.baca_jawaban": ("mengelola_iuran",),
    "iuran.terapkan_jawaban": ("mengelola_iuran",),
    "iuran.baca_saldo_awal": ("mengelola_iuran",),
    "iuran.terapkan_saldo_awal": ("mengelola_iuran",),
    "iuran.baca_penyumbang": ("mengelola_iuran",),
    "iuran.terapkan_penyumbang": ("mengelola_iuran",),
    "iuran.batalkan_penyumbang": ("mengelola_iuran",),
    "iuran.cari_duplikat_penyumbang": ("mengelola_iuran",),
    "iuran.sisa_penyumbang": ("mengelola_iuran",),
    "iuran.daftar_padanan": ("mengelola_iuran", "buka_nik"),
    "iuran.baca_padanan": ("mengelola_iuran",),
    "iuran.terapkan_padanan": ("mengelola_iuran",),
    "iuran.usulkan_padanan": ("mengelola_iuran", "usul_peristiwa"),
    "iuran.excel_tagihan": ("mengelola_iuran",),
    "iuran.baca_daftar_bpjs": ("mengelola_iuran",),
    "iuran.ekspor_rekonsiliasi": ("mengelola_iuran",),
    "iuran.baca_setoran": ("mengelola_iuran",),
    "iuran.terapkan_setoran": ("mengelola_iuran",),
    "iuran.ekspor_setoran": ("mengelola_iuran",),
    "iuran.ekspor_kelebihan": ("mengelola_iuran",),
    "iuran.ekspor_pengingat": ("lihat_peserta",),
    "iuran.susun_perubahan_bantuan": ("mengelola_iuran",),
    "iuran.konfirmasi_perubahan_bantuan": ("mengelola_iuran",),
    "iuran.terima_usulan": ("putus_peristiwa",),
    "iuran.usulkan_henti": ("putus_peristiwa",),
    "laporan.daftar_orang": ("lihat_laporan", "lihat_peserta"),
    "laporan.data_orang": ("lihat_peserta", "buka_nik"),
    "laporan.hitung_hari": ("lihat_laporan",),
    "laporan.usulkan": ("tutup_laporan",),
    "laporan.surat_pdf": ("lihat_peserta",),
    "laporan.surat_docx": ("lihat_peserta",),
    "laporan.surat_excel": ("lihat_peserta",),
}

# The jobs whose file holds full numbers or many people; how many a person may order is limited.
EKSPOR = frozenset(
    {
        *("peserta.ekspor", "iuran.ekspor_berkas", "iuran.daftar_padanan", "iuran.excel_tagihan"),
        *("iuran.sisa_penyumbang", "iuran.ekspor_setoran", "iuran.ekspor_kelebihan"),
        *("iuran.ekspor_rekonsiliasi", "laporan.daftar_orang", "laporan.data_orang"),
    }
)

# What is changed here is of the whole city, so no officer of one area changes it: how the names of
# those addresses begin. A test puts every address of an admin here or among those of an area.
SEKOTA = (
    *("iuran:bukti", "iuran:gerakan_bpjs", "iuran:impor_penyumbang", "iuran:janji_baru"),
    *("iuran:kelebihan", "iuran:koreksi", "iuran:opd", "iuran:pemadanan", "iuran:pembayaran"),
    *("iuran:pencabutan", "iuran:penyelesaian", "iuran:penyumbang_baru", "iuran:penyumbang_bayar"),
    *("iuran:penyumbang_ubah", "iuran:perubahan_bantuan", "iuran:rekonsiliasi", "iuran:rencana"),
    *("iuran:saldo_awal", "iuran:setoran", "iuran:sumber", "iuran:tagihan", "iuran:tarif"),
    "jejak:ringkasan",
    *("laporan:bahan_bicara", "laporan:batalkan", "laporan:buat", "laporan:cakupan"),
    *("laporan:dasar_hukum", "laporan:kata", "laporan:kembalikan", "laporan:koreksi"),
    *("laporan:layanan_batas", "laporan:penarikan", "laporan:surat_kop", "laporan:surat_penanda"),
    *("laporan:surat_pola", "laporan:surat_templat", "laporan:tarik", "laporan:tutup"),
    *("laporan:usulkan", "peserta:kata", "verifikasi:aturan", "verifikasi:kriteria"),
    "verifikasi:pelengkap",
)

HAK: dict[Peran, frozenset[str]] = {
    Peran.PETUGAS: frozenset(
        {"lihat_peserta", "mendata", "lihat_laporan", "buka_nik", "usul_peristiwa", "usul_gabung"}
    ),
    Peran.VERIFIKATOR: frozenset(
        {"lihat_peserta", "memverifikasi", "lihat_laporan", "buka_nik", "putus_gabung"}
    ),
    Peran.ADMIN: frozenset(
        {
            "lihat_peserta",
            "mendata",
            "menetapkan",
            "mengelola_iuran",
            "lihat_laporan",
            "tutup_laporan",
            "lihat_rencana",
            "mengelola_pengguna",
            "buka_nik",
            "usul_peristiwa",
            "putus_peristiwa",
            "usul_gabung",
        }
    ),
    Peran.SEKDA: frozenset({"lihat_laporan", "lihat_rencana"}),
    Peran.AUDITOR: frozenset({"mengaudit", "lihat_peserta", "lihat_laporan", "lihat_rencana"}),
}
