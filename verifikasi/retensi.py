"""What is kept of people here, and how long: this app's part of the table of retention."""

from pijar.retensi import Akhir, Entri, Masa

PERWAL = "Perwal 26/2025"
ARSIP = Masa(bulan=120)

ENTRI = (
    Entri(
        "verifikasi.pengajuan",
        "Pengajuan: cuplikan data, jawaban, putusan, tinjauan",
        (
            "verifikasi.Pengajuan",
            "verifikasi.JawabanKriteria",
            "verifikasi.Tinjauan",
            "verifikasi.Pegangan",
            "verifikasi.Perpanjangan",
            "verifikasi.BarisPerpanjangan",
        ),
        "memutus siapa berhak, dan menjelaskannya",
        PERWAL,
        ARSIP,
        "sejak diputus",
        Akhir.TETAP,
    ),
    Entri(
        "verifikasi.penggabungan",
        "Dua data satu orang yang digabung, dengan isi sebelumnya",
        ("verifikasi.Penggabungan",),
        "dapat dipisahkan lagi",
        PERWAL,
        ARSIP,
        "sejak digabung",
        Akhir.TETAP,
    ),
    Entri(
        "verifikasi.penetapan",
        "Surat keputusan dan perubahannya, dengan lampiran nama",
        (
            "verifikasi.Penetapan",
            "verifikasi.BarisPenetapan",
            "verifikasi.PerubahanPenetapan",
            "verifikasi.BarisPerubahan",
            "verifikasi.RiwayatKeluar",
            "verifikasi.BantuanTerganti",
        ),
        "dasar pembayaran iuran",
        f"{PERWAL}; UU 43/2009",
        ARSIP,
        "sejak ditetapkan",
        Akhir.TETAP,
    ),
    Entri(
        "verifikasi.kertas",
        "Pernyataan kerja, keberatan, pengesampingan, kunjungan, dengan pindaiannya",
        (
            "verifikasi.Pernyataan",
            "verifikasi.Keberatan",
            "verifikasi.Pengesampingan",
            "verifikasi.Kunjungan",
            "verifikasi.UjiPetik",
            "verifikasi.OrangUjiPetik",
        ),
        "bukti putusan, keberatan dan uji petik",
        PERWAL,
        ARSIP,
        "sejak dicatat",
        Akhir.TETAP,
        berkas=(
            "verifikasi.Pernyataan.pindaian:pernyataan",
            "verifikasi.Keberatan.pindaian:keberatan",
            "verifikasi.Pengesampingan.pindaian:pengesampingan",
            "verifikasi.Kunjungan.pindaian:kunjungan",
        ),
        catatan="Memuat keterangan sehat atau sakit, jadi termasuk data spesifik",
    ),
    Entri(
        "verifikasi.keputusan_kriteria",
        "Pindaian keputusan kriteria",
        ("verifikasi.VersiKriteria", "verifikasi.PelengkapVersi"),
        "dasar penilaian",
        PERWAL,
        None,
        "selama keputusannya dirujuk",
        Akhir.TETAP,
        berkas=(
            "verifikasi.VersiKriteria.pindaian:kriteria",
            "verifikasi.PelengkapVersi.pindaian:kriteria",
        ),
        catatan="Hanya nama pejabat yang menandatangani",
    ),
)

BUKAN_PRIBADI = {
    "verifikasi.Kriteria": "butir kriteria",
    "verifikasi.BatasLayanan": "batas hari",
    "verifikasi.StrataUjiPetik": "jumlah per kelurahan",
    "verifikasi.AturanUrutan": "bobot daftar tunggu",
}
