"""The benchmarks by name."""

from pijar.bengkel.kinerja import (
    Uji,
    berakhir,
    cakupan,
    cari,
    dasbor,
    duplikat,
    ekspor,
    gerak,
    halaman,
    impor,
    kelebihan,
    kriteria,
    pembayaran,
    penyumbang,
    perpanjangan,
    rekonsiliasi,
    rencana,
    sekda,
    sibuk,
    surat,
    tagihan,
    tutup,
)

KOTA = 215_243  # informal workers of the city, 31 December 2024
SERATUS_RIBU = 100_000

UJI: dict[str, Uji] = {
    "cakupan": Uji(
        "perlindungan semua orang pada hari lampau, p95", KOTA, cakupan.siapkan, cakupan.ukur
    ),
    "berakhir": Uji(
        "papan siapa habis kapan, p95 bagian terlama", KOTA, berakhir.siapkan, berakhir.ukur
    ),
    "bagi": Uji("membagi tagihan terbesar", KOTA, pembayaran.siapkan, pembayaran.ukur_bagi),
    "batal": Uji("membatalkan pembayaran", KOTA, pembayaran.siapkan, pembayaran.ukur_batal),
    "cari": Uji("mencari NIK, KPJ dan nama, p95", KOTA, cari.siapkan, cari.ukur),
    "gerak": Uji(
        "pergerakan, jalur, serapan, cakupan, rincian, p95", KOTA, gerak.siapkan, gerak.ukur
    ),
    "dasbor": Uji("menghitung seluruh angka beranda, p95", KOTA, dasbor.siapkan, dasbor.ukur),
    "duplikat": Uji("mencari orang yang sama", KOTA, duplikat.siapkan, duplikat.ukur),
    "ekspor": Uji("menulis semua peserta ke Excel", KOTA, ekspor.siapkan, ekspor.ukur),
    "halaman": Uji(
        "membuka halaman uang dan perlindungan, p95", KOTA, halaman.siapkan, halaman.ukur
    ),
    "impor": Uji("membaca, memeriksa, menerapkan daftar", SERATUS_RIBU, impor.siapkan, impor.ukur),
    "kelebihan": Uji("daftar kelebihan bayar, p95", KOTA, kelebihan.siapkan, kelebihan.ukur),
    "kriteria": Uji(
        "semua kriteria atas semua orang; satu kasus, p95", KOTA, kriteria.siapkan, kriteria.ukur
    ),
    "penyumbang": Uji(
        "membaca 16.000 jawaban ASN; tabel OPD, p95", 40_000, penyumbang.siapkan, penyumbang.ukur
    ),
    "perpanjangan": Uji(
        "memperpanjang semua yang habis: menilai, menyusun, menetapkan",
        KOTA,
        perpanjangan.siapkan,
        perpanjangan.ukur,
    ),
    "rekonsiliasi": Uji(
        "mencocokkan daftar BPJS dengan buku sebulan", KOTA, rekonsiliasi.siapkan, rekonsiliasi.ukur
    ),
    "rencana": Uji("membuka rencana tahun, p95", KOTA, rencana.siapkan, rencana.ukur),
    "sekda": Uji(
        "halaman pertama Sekda atas 60 bulan; 50 pembaca, p95",
        KOTA,
        sekda.siapkan_lima_tahun,
        sekda.ukur,
    ),
    "sibuk": Uji("membuka daftar selagi impor berjalan, p95", KOTA, sibuk.siapkan, sibuk.ukur),
    "surat": Uji("mencetak keputusan dengan lampiran panjang", 8_500, surat.siapkan, surat.ukur),
    "tagihan": Uji("menyusun tagihan terbesar", KOTA, tagihan.siapkan, tagihan.ukur),
    "tutup": Uji(
        "mengusulkan dan menutup sebulan; PDF, Excel, beranda lampau",
        KOTA,
        tutup.siapkan,
        tutup.ukur,
    ),
}
