"""Sample people for an empty database: ``contoh --peserta N --bulan M --benih S``."""

from argparse import ArgumentParser
from datetime import date
from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from iuran.buku.actions.iuran import buat_iuran
from peserta.models import Peserta
from peserta.models.kata import lengkapi_kata
from pijar.bengkel.contoh import muat, orang, perjalanan
from pijar.bengkel.contoh.akun import buat_akun
from pijar.bengkel.contoh.anggaran import isi_anggaran
from pijar.bengkel.contoh.antrean import isi_antrean
from pijar.bengkel.contoh.bayar import isi_pembayaran
from pijar.bengkel.contoh.berakhir import isi_berakhir
from pijar.bengkel.contoh.berkas import isi_berkas_lain
from pijar.bengkel.contoh.cakupan import isi_cakupan
from pijar.bengkel.contoh.ganda import isi_ganda
from pijar.bengkel.contoh.ganti import isi_ganti
from pijar.bengkel.contoh.gerakan import isi_gerakan
from pijar.bengkel.contoh.jejak import isi_jejak, isi_ringkasan
from pijar.bengkel.contoh.kartu import isi_kartu
from pijar.bengkel.contoh.kata import isi_kata
from pijar.bengkel.contoh.kelebihan import isi_kelebihan
from pijar.bengkel.contoh.kembali import isi_kembali
from pijar.bengkel.contoh.kriteria import isi_kriteria
from pijar.bengkel.contoh.lanjutkan import isi_lanjutkan
from pijar.bengkel.contoh.laporan import isi_laporan, isi_laporan_awal
from pijar.bengkel.contoh.pemadanan import isi_pemadanan
from pijar.bengkel.contoh.peristiwa import isi_peristiwa
from pijar.bengkel.contoh.perpanjangan import isi_perpanjangan
from pijar.bengkel.contoh.perubahan_bantuan import isi_perubahan_bantuan
from pijar.bengkel.contoh.perubahan_data import isi_perubahan_data
from pijar.bengkel.contoh.rekonsiliasi import isi_rekonsiliasi
from pijar.bengkel.contoh.rencana import isi_rencana
from pijar.bengkel.contoh.retensi import isi_retensi
from pijar.bengkel.contoh.saringan import isi_saringan
from pijar.bengkel.contoh.sumber import isi_sumber_lain
from pijar.bengkel.contoh.surat import isi_pengaturan, isi_surat
from pijar.bengkel.contoh.surat_bpjs import isi_surat_bpjs
from pijar.bengkel.contoh.surat_sk import isi_surat_sk
from pijar.bengkel.contoh.tinjauan import isi_tinjauan
from pijar.bengkel.contoh.tugas import isi_tugas
from pijar.bengkel.contoh.uji_petik import isi_batas, isi_uji_petik
from pijar.bengkel.contoh.warga import isi_keberatan, isi_surat_warga
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.hak_basis import sebagai_pemilik
from pijar.models import Pengguna

TABEL = (
    "peserta_peserta",
    "peserta_riwayatstatus",
    "peserta_peristiwa",
    "iuran_bantuan",
    "iuran_iuran",
    "iuran_tagihan",
    "iuran_pembayaran",
    "iuran_alokasipembayaran",
)
BAGIAN = (
    isi_pengaturan,
    isi_kriteria,
    isi_laporan_awal,
    isi_kartu,
    isi_kata,
    isi_perubahan_data,
    isi_keberatan,
    isi_peristiwa,
    isi_anggaran,
    isi_rencana,
    isi_cakupan,
    isi_kelebihan,
    isi_pembayaran,
    isi_kembali,
    isi_berakhir,
    isi_perpanjangan,
    isi_ganti,
    isi_berkas_lain,
    isi_sumber_lain,
    isi_rekonsiliasi,
    isi_perubahan_bantuan,  # who was shortened waits for the next file of stops
    isi_pemadanan,
    isi_gerakan,
    isi_surat,
    isi_surat_sk,
    isi_surat_bpjs,
    isi_surat_warga,
    isi_tinjauan,
    isi_laporan,
    isi_uji_petik,
    isi_batas,
    isi_lanjutkan,
    isi_retensi,
    isi_jejak,
    isi_ringkasan,
    isi_tugas,
)
"""What follows once people, grants and bills are there, in this order."""


class Command(BaseCommand):
    """Deterministic synthetic data: the same seed and date give the same people.

    ``--bulan`` is how many months back cover begins, counting the running one. Only for an empty
    database; raises CommandError when people are there already.
    """

    help = "Isi basis data kosong dengan data contoh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--peserta", type=int, default=8_500, help="berapa orang")
        parser.add_argument("--bulan", type=int, default=12, help="berapa bulan ke belakang")
        parser.add_argument("--benih", type=int, default=1, help="benih angka acak")
        parser.add_argument("--pada", type=date.fromisoformat, help="tanggal acuan, YYYY-MM-DD")

    def handle(self, *, peserta: int, bulan: int, benih: int, **lain: object) -> None:
        if Peserta.objects.exists():
            raise CommandError(
                "Basis data sudah berisi peserta. Data contoh hanya untuk yang kosong."
            )
        pada = lain["pada"] if isinstance(lain["pada"], date) else timezone.localdate()
        kini = awal_bulan(pada)
        masa = perjalanan.Masa(tambah_bulan(kini, 1 - bulan), kini, date(kini.year, 12, 1))
        mulai = monotonic()
        with sebagai_pemilik():  # rows of past years, and indexes that rest meanwhile
            buat_akun()
            with transaction.atomic():
                isi(peserta, benih, masa, pada)
            # PostgreSQL uses indexes that were made over changed rows only after their transaction.
            with transaction.atomic():
                isi_antrean(masa, pada=pada)
                isi_ganda(benih)
                for bagian in BAGIAN:
                    bagian(pada=pada)
                isi_saringan()
        self.stdout.write(f"{peserta} orang dalam {monotonic() - mulai:.1f} detik.")


def isi(peserta: int, benih: int, masa: perjalanan.Masa, pada: date) -> None:
    """Everybody, their grants, ledger, bills and payments."""
    petugas, admin, admin2 = (
        Pengguna.objects.get(username=nama).pk for nama in ("petugas", "admin", "admin2")
    )
    sumber = perjalanan.siapkan_sumber(peserta, masa)
    status = perjalanan.daftar_status(peserta, benih)
    with muat.tanpa_indeks(TABEL):
        muat.salin("peserta_peserta", orang.KOLOM, orang.daftar_orang(status, benih, pada, petugas))
        bantuan = perjalanan.daftar_bantuan(status, benih, masa, sumber)
        jumlah = muat.salin("iuran_bantuan", perjalanan.KOLOM_BANTUAN, bantuan)
        lengkapi_kata()
        with connection.cursor() as kursor:
            kursor.execute("ANALYZE peserta_peserta")
            kursor.execute("ANALYZE iuran_bantuan")
        buat_iuran(range(1, jumlah + 1))
        perjalanan.isi_kejadian(admin)
        perjalanan.isi_tagihan(admin, admin2, masa, pada)
    muat.setel_urutan(TABEL)
