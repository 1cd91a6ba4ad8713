"""Months of a promise that evidence pays, for tests of the movement."""

from datetime import date

from django.utils import timezone

from iuran.buku import BulanBukti, IsiBukti, harga_bulan, tulis_bukti
from iuran.models import Janji, JenisKoreksi, Pembayaran
from iuran.tagihan.actions.koreksi import Usulan, isi_koreksi, konfirmasi_koreksi, usulkan_koreksi
from pijar.bulan import rentang_bulan
from pijar.sidik import sidik
from tests.factories import PenggunaFactory, sumber


def bayar_janji(
    janji: Janji, jumlah: int, mulai: date | None = None, *, pada: date = date(2026, 1, 5)
) -> Pembayaran:
    """A slip of ``jumlah`` months from ``mulai`` on, dated ``pada``; each year has its source."""
    bulan = rentang_bulan(mulai or janji.mulai, jumlah)
    for tahun in {b.year for b in bulan}:
        sumber("ASN", tahun)
    isi = [BulanBukti(janji.pk, janji.peserta_id, b) for b in bulan]
    nomor = f"BR-{janji.pk}-{bulan[0]:%Y%m}"
    bukti = IsiBukti("slip", nomor, pada, harga_bulan(isi))
    return tulis_bukti(bukti, isi, oleh=PenggunaFactory())


def batalkan_bukti(bayar: Pembayaran) -> None:
    """Two admins cancel the paper."""
    isi = Usulan(JenisKoreksi.BATALKAN, "", bayar.tanggal, "salah orang")
    koreksi = usulkan_koreksi(bayar, isi, oleh=PenggunaFactory(), pada=bayar.tanggal)
    dilihat = sidik(isi_koreksi(koreksi))
    konfirmasi_koreksi(koreksi, dilihat=dilihat, oleh=PenggunaFactory(), pada=timezone.now())
