"""What is still open when a month is closed: the admin who reviews the report goes through it."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Sum
from django.urls import reverse

from iuran.models import (
    BerkasBPJS,
    Iuran,
    KoreksiPembayaran,
    PenyelesaianKelebihan,
    StatusBerkas,
    Tagihan,
)
from iuran.perlindungan import boleh_ditagih
from iuran.rekonsiliasi import peringatan as peringatan_bpjs
from laporan.models import LaporanBulanan
from pijar.bulan import akhir_bulan, besok, nama_bulan, tambah_bulan


class Titik(NamedTuple):
    """``jumlah`` things are open; ``rupiah`` where it is money. ``tautan`` mends it."""

    label: str
    jumlah: int
    rupiah: int | None
    tautan: str


def titik_terbuka(bulan: date, pada: date) -> list[Titik]:
    """All open points of ``bulan`` as of today, ``pada``; those of nought are left out."""
    semua = [
        *_tagihan(bulan),
        *_jawaban(bulan),
        *_koreksi(),
        *(Titik(_awal(p.label), p.jumlah, None, p.tautan) for p in peringatan_bpjs(pada)),
        *_laporan_lalu(bulan),
    ]
    return [t for t in semua if t.jumlah]


def _awal(kalimat: str) -> str:
    """The sentence with a capital: it stands before its number, not after it."""
    return kalimat[:1].upper() + kalimat[1:]


def _tagihan(bulan: date) -> list[Titik]:
    """Bills up to the month that nobody paid, and its months that stand in no bill."""
    tunggu = Tagihan.objects.menunggu_bayar().filter(bulan__lte=bulan).order_by()
    belum = boleh_ditagih(Iuran.objects.belum_ditagih().filter(bulan=bulan)).order_by()
    n, uang = _jumlah(tunggu.aggregate(n=Count("pk"), u=Sum("total", default=0)))
    orang, rupiah = _jumlah(belum.aggregate(n=Count("pk"), u=Sum("nominal", default=0)))
    return [
        Titik("Tagihan diterbitkan, belum dibayar", n, uang, reverse("iuran:tagihan")),
        Titik(
            f"Iuran {nama_bulan(bulan)} belum ditagih (orang)",
            orang,
            rupiah,
            reverse("iuran:tagihan"),
        ),
    ]


def _jumlah(hitungan: dict[str, int]) -> tuple[int, int]:
    return hitungan["n"], hitungan["u"]


def _jawaban(bulan: date) -> list[Titik]:
    """Files that BPJS has not answered, of those made by the end of the month."""
    dikirim = BerkasBPJS.objects.filter(
        status=StatusBerkas.DIKIRIM, disusun_pada__lt=besok(akhir_bulan(bulan))
    )
    label = "Berkas ke BPJS yang jawabannya belum datang"
    return [Titik(label, dikirim.count(), None, reverse("iuran:berkas_bpjs"))]


def _koreksi() -> list[Titik]:
    """Proposals about money that another admin has not decided."""
    bayar, lebih = KoreksiPembayaran.objects.terbuka(), PenyelesaianKelebihan.objects.terbuka()
    return [
        Titik(
            "Koreksi pembayaran menunggu admin lain",
            bayar.count(),
            None,
            reverse("iuran:pembayaran"),
        ),
        Titik(
            "Surat BPJS tentang kelebihan bayar menunggu admin lain",
            lebih.count(),
            None,
            reverse("iuran:kelebihan"),
        ),
    ]


def _laporan_lalu(bulan: date) -> list[Titik]:
    """The month before, where it has data and nobody closed its report."""
    lalu = tambah_bulan(bulan, -1)
    if not Iuran.objects.filter(bulan=lalu).exists():
        return []
    if LaporanBulanan.objects.ditutup().filter(bulan=lalu).exists():
        return []
    label = f"Laporan {nama_bulan(lalu)} belum ditutup"
    return [Titik(label, 1, None, reverse("laporan:bulanan"))]
