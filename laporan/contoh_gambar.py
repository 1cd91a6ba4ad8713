"""Invented rows for the page that shows each picture: usual ones, and those that break pictures."""

from datetime import date

from pijar.bulan import NAMA_BULAN, nama_bulan, rentang_bulan
from pijar.gambar import Langkah, Nilai, Titik, Tumpukan, Ubin
from pijar.rupiah import ribuan, rupiah

TUJUAN = "/laporan/gambar/"
NAMA_PANJANG = "Paguyuban pekerja rentan & mandiri <pesisir> " * 9
BANYAK = 987_654_321_987_654


def garis() -> list[Titik]:
    """Twelve months against a level plan, the last one a forecast."""
    isi = [5400, 5480, 5600, 5590, 5700, 5810, 5900, 5880, 5930, 5950, 5952, 6100]
    return [
        Titik(nama[:3], n, ribuan(n), 8500, ribuan(8500), TUJUAN, ramalan=ke == len(isi) - 1)
        for ke, (nama, n) in enumerate(zip(NAMA_BULAN, isi, strict=True))
    ]


def kosong() -> list[Titik]:
    """No month at all."""
    return []


def garis_sulit() -> list[Titik]:
    """Nothing known yet, zero, below zero, and a very large figure."""
    isi = [None, 0, -BANYAK, BANYAK]
    bulan = rentang_bulan(date(2026, 1, 1), len(isi))
    return [
        Titik(nama_bulan(b), n, "" if n is None else rupiah(n), BANYAK // 2, rupiah(BANYAK // 2))
        for b, n in zip(bulan, isi, strict=True)
    ]


def air_terjun() -> list[Langkah]:
    """A month whose steps are small beside its sums."""
    langkah = [("Baru", 62), ("Kembali", 8), ("Berakhir", -41), ("Meninggal", -6), ("Pindah", -3)]
    akhir = 5932 + sum(n for _, n in langkah)
    return [
        Langkah("Akhir Oktober", 5932, ribuan(5932), TUJUAN, jumlah=True),
        *(Langkah(nama, n, f"{n:+}".replace("-", "−"), TUJUAN) for nama, n in langkah),
        Langkah("Akhir November", akhir, ribuan(akhir), TUJUAN, jumlah=True),
    ]


def air_terjun_sulit() -> list[Langkah]:
    """From zero up, below zero, and back."""
    return [
        Langkah("Awal", 0, "0", jumlah=True),
        Langkah(NAMA_PANJANG, BANYAK, ribuan(BANYAK)),
        Langkah("Berkurang", -2 * BANYAK, ribuan(-2 * BANYAK)),
        Langkah("Tidak berubah", 0, "0"),
        Langkah("Akhir", -BANYAK, ribuan(-BANYAK), jumlah=True),
    ]


def tumpuk() -> list[Tumpukan]:
    """Money of two sources and of one with nothing."""
    isi = [("APBD", 900, 180, 129), ("DBHCHT", 310, 95, 0), (NAMA_PANJANG, 0, 0, 0)]
    nama = ("Dibayar", "Terikat, belum dibayar", "Sisa pagu")
    return [
        Tumpukan(
            sumber,
            tuple(
                Nilai(n, j * 10**6, rupiah(j * 10**6)) for n, j in zip(nama, jumlah, strict=True)
            ),
            rupiah(sum(jumlah) * 10**6),
            TUJUAN,
        )
        for sumber, *jumlah in isi
    ]


def tumpuk_sulit() -> list[Tumpukan]:
    """A part below zero, and one that hides the other."""
    bagian = (Nilai("Dibayar", BANYAK, rupiah(BANYAK)), Nilai("Kurang", -5, rupiah(-5)))
    return [Tumpukan("Sumber defisit", bagian, rupiah(BANYAK - 5))]


def ubin() -> list[Ubin]:
    """Places with all, some and none of their people, and one with nobody."""
    isi = [("Semarang Selatan", 412, 412), ("Tugu", 190, 380), ("Mijen", 0, 95), ("Genuk", 0, 0)]
    return [
        Ubin(nama, n, f"{n * 100 // dari} %" if dari else "–", TUJUAN, dari, f"{n} dari {dari}")
        for nama, n, dari in isi
    ]


def ubin_sulit() -> list[Ubin]:
    """A long name, and more than there are."""
    return [
        Ubin(NAMA_PANJANG, BANYAK, ribuan(BANYAK), "", BANYAK, f"dari {ribuan(BANYAK)}"),
        Ubin("Lebih dari semua", 7, "140 %", "", 5, "7 dari 5"),
    ]


def corong() -> list[Nilai]:
    """People at each stage on the way to cover."""
    isi = [("Terdata", 8940), ("Layak", 7100), ("Ditetapkan", 6400), ("Terlindungi", 5952)]
    return [Nilai(nama, n, f"{ribuan(n)} orang", TUJUAN) for nama, n in isi]


def corong_sulit() -> list[Nilai]:
    """Nobody, one among very many, a long name."""
    return [
        Nilai(NAMA_PANJANG, BANYAK, ribuan(BANYAK)),
        Nilai("Seorang", 1, "1"),
        Nilai("Tidak ada", 0, "0"),
    ]
