"""Who of a drafted bill was checked against other offices' lists, and whom a list reports."""

from datetime import date
from typing import NamedTuple

from iuran.models import BarisPadanan, HasilPadanan, Tagihan
from iuran.perlindungan import RingkasPadanan, dilaporkan, per_hasil, ringkas_padanan

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
