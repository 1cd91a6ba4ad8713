"""What lists say of a drafted bill: other offices', who was checked when, and BPJS's own."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max, Sum

from iuran.models import BarisPadanan, HasilPadanan, Tagihan, TitikRekonsiliasi
from iuran.perlindungan import RingkasPadanan, dilaporkan, per_hasil, ringkas_padanan
from pijar.samar import samarkan_nama

CONTOH_ASING = 3
DILAPORKAN_TAMPIL = 20  # the rest is one link away


class PadananTagihan(NamedTuple):
    """Who of a bill was checked when, and whom a list reports: a warning, never an obstacle.

    ``orang`` are the first who are reported, besides those whom the city may no longer pay.
    """

    ringkas: list[RingkasPadanan]
    per_hasil: list[tuple[HasilPadanan, int]]
    orang: list[BarisPadanan]

    @property
    def dilaporkan(self) -> int:
        return sum(n for _, n in self.per_hasil)


def padanan_tagihan(tagihan: Tagihan, pada: date) -> PadananTagihan:
    """The last checks of the bill's people; four queries whatever their number."""
    baris = tagihan.daftar_iuran.orang().order_by()
    orang = baris.values("peserta")
    keluar = list(baris.sudah_keluar().values_list("peserta", flat=True))
    laporan = dilaporkan(orang).exclude(peserta__in=keluar)
    pertama = laporan.dengan_langkah().select_related("daftar", "peserta__kelurahan__kecamatan")
    return PadananTagihan(
        ringkas_padanan(orang, tagihan.jumlah_orang, pada=pada),
        per_hasil(laporan),
        list(pertama.order_by("peserta__nama", "pk")[:DILAPORKAN_TAMPIL]),
    )


class Asing(NamedTuple):
    """People of a bill of whom BPJS's lists say that the money buys them nothing."""

    orang: int
    rupiah: int
    contoh: list[str]
    sampai: date


def asing_di_bpjs(tagihan: Tagihan) -> Asing | None:
    """Who was billed before and is unknown at BPJS, or active under another payer; None if nobody.

    Names are masked; ``rupiah`` is what this bill asks for them; ``sampai`` is the newest list.
    """
    titik = TitikRekonsiliasi.objects.dalam_tagihan(tagihan)
    orang = set(titik.order_by().values_list("peserta", flat=True))
    if not orang:
        return None
    baris = tagihan.daftar_iuran.orang().filter(peserta__in=orang)
    contoh = baris.order_by("peserta__nama", "pk").values_list("peserta__nama", flat=True)
    return Asing(
        len(orang),
        baris.aggregate(n=Sum("nominal"))["n"],
        [samarkan_nama(nama) for nama in contoh[:CONTOH_ASING]],
        titik.aggregate(n=Max("terakhir__tanggal"))["n"],
    )
