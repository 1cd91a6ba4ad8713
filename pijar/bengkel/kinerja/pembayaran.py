"""The largest bill: divide it, and cancel the payment of another; each against one plain UPDATE.

The yardstick moves the same rows back, in the same table with its indexes, keys and triggers.
"""

from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from iuran.models import JenisKoreksi, Pembayaran, Tagihan
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan
from iuran.tagihan.actions.koreksi import (
    Usulan,
    isi_koreksi,
    konfirmasi_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.susun import susun_tagihan
from pijar.bengkel.kinerja import Ukuran, hasil, puncak_mb, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.bengkel.kinerja.tagihan import jalankan, terbesar
from pijar.models import Pengguna
from pijar.sidik import sidik

__all__ = ["siapkan", "ukur_bagi", "ukur_batal"]


def ukur_bagi(folder: Path, orang: int) -> Ukuran:
    """Divide a bill of the biggest unbilled month in two halves."""
    admin = Pengguna.objects.get(username="admin")
    sumber, bulan, _ = terbesar()
    tagihan = susun_tagihan(sumber, bulan, oleh=admin)
    pilihan = Pilihan("Pertama", "Kedua", pertama=tagihan.jumlah_orang // 2)
    kini = timezone.now()
    detik = waktu(lambda: bagi_tagihan(tagihan, pilihan, oleh=admin, pada=kini))
    memori = puncak_mb()
    bagian = list(tagihan.daftar_bagian.values_list("pk", flat=True))
    return hasil(
        detik=detik,
        patokan="UPDATE baris yang sama kembali, satu perintah",
        detik_patokan=waktu(
            lambda: jalankan(
                "UPDATE iuran_iuran SET tagihan_id = %s WHERE tagihan_id = ANY(%s::bigint[])",
                [tagihan.pk, bagian],
            )
        ),
        orang=orang,
        baris=tagihan.jumlah_orang,
        memori_mb=memori,
    )


def ukur_batal(folder: Path, orang: int) -> Ukuran:
    """Cancel the payment of the largest bill: proposed by one admin, confirmed by another."""
    admin, admin2 = (Pengguna.objects.get(username=u) for u in ("admin", "admin2"))
    diminta = Q(daftar_iuran__daftar_kelebihan__hidup=True)  # such a payment is not cancelled
    bayar = Pembayaran.objects.berlaku().exclude(diminta).order_by("-nominal").first()
    if bayar is None:
        raise RuntimeError("Tidak ada pembayaran.")
    tagihan = Tagihan.objects.get(daftar_alokasi__pembayaran=bayar)
    kini = timezone.now()
    usulan = Usulan(JenisKoreksi.BATALKAN, "", bayar.tanggal, "Diukur")
    koreksi = usulkan_koreksi(bayar, usulan, oleh=admin, pada=kini.date())
    dilihat = sidik(isi_koreksi(koreksi))
    detik = waktu(lambda: konfirmasi_koreksi(koreksi, dilihat=dilihat, oleh=admin2, pada=kini))
    memori = puncak_mb()
    return hasil(
        detik=detik,
        patokan="UPDATE baris yang sama kembali, satu perintah",
        detik_patokan=waktu(
            lambda: jalankan(
                "UPDATE iuran_iuran SET pembayaran_id = %s WHERE tagihan_id = %s",
                [bayar.pk, tagihan.pk],
            )
        ),
        orang=orang,
        baris=tagihan.jumlah_orang,
        memori_mb=memori,
    )
