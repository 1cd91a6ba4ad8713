"""A sample row for each kind of paper, for the tests that go over all kinds."""

from collections.abc import Callable
from datetime import date

from iuran.models import KondisiInsidental
from laporan.surat.bahan import Bahan
from peserta.models import Kelurahan
from pijar.models import Pengguna
from tests.factories import PesertaFactory
from tests.peran import buat
from tests.verifikasi.susunan import TANGGAL_SK, ajukan_satu, jadikan_layak, susun_draf
from verifikasi import actions
from verifikasi.actions.perubahan import usulkan_keluar
from verifikasi.models import Penetapan

NAMA = ("Budi Santoso", "Siti Aminah", "Zaenal Arifin")


def draf(oleh: Pengguna, nomor: str = "463/1/2026", **lain: object) -> Penetapan:
    """A draft of three verified people of two kelurahan, by a petugas and a verifikator."""
    petugas, verifikator = buat("pendata", "petugas"), buat("pemeriksa", "verifikator")
    kelurahan = Kelurahan.objects.order_by("pk")
    for n, nama in enumerate(NAMA):
        jadikan_layak(petugas, verifikator, nama=nama, kelurahan=kelurahan[n // 2])
    ajukan_satu(petugas, nama="Tidak Lolos")
    kasus = ajukan_satu(petugas, nama="Kurang Lengkap")
    actions.kembalikan(kasus, alasan="KTP tidak terbaca", oleh=verifikator, pada=TANGGAL_SK)
    return susun_draf(oleh, nomor, **lain)


def sk(oleh: Pengguna, nomor: str = "463/1/2026", **lain: object) -> Penetapan:
    """The same, frozen by another admin."""
    satu = draf(oleh, nomor, **lain)
    actions.tetapkan(satu, oleh=buat("penetap", "admin"))
    satu.refresh_from_db()
    return satu


def insidental(oleh: Pengguna) -> Penetapan:
    """A draft of two people whom a condition justifies for three months."""
    PesertaFactory.create_batch(2, status="layak")
    kondisi = KondisiInsidental.objects.first()
    return susun_draf(
        oleh, jenis="insidental", kondisi=kondisi, catatan="Longsor Januari", jumlah_bulan=3
    )


def _perubahan(oleh: Pengguna) -> Bahan:
    frozen = sk(oleh)
    baris = frozen.daftar_baris.order_by("pk").first()
    usulan = usulkan_keluar(frozen, [baris.pk], alasan="Mengundurkan diri", oleh=oleh)
    return Bahan(usulan, date(2026, 2, 2), oleh)


CONTOH_SK: dict[str, Callable[[Pengguna], Bahan]] = {
    "berita_acara": lambda oleh: Bahan(sk(oleh), date(2026, 1, 5), oleh),
    "nota_penetapan": lambda oleh: Bahan(draf(oleh), date(2026, 1, 5), oleh),
    "keputusan": lambda oleh: Bahan(sk(oleh), TANGGAL_SK, oleh),
    "keputusan_perubahan": _perubahan,
}
