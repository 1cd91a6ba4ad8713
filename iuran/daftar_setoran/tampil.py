"""What the screens show of a list: its bins with both sides, and the lines of one bin."""

from typing import NamedTuple

from django.db.models import QuerySet

from iuran.daftar_setoran.kalimat import kata_beda
from iuran.daftar_setoran.vonis import Jumlah, jumlah_bagian
from iuran.models import (
    BagianSetoran,
    BarisSetoran,
    BayarSetoran,
    DaftarSetoran,
    SebabSetoran,
    StatusPembayaran,
)

B = BagianSetoran


class Rekap(NamedTuple):
    """The bins in the order of the page. ``baru``: months that recording the list would pay."""

    bagian: list[tuple[BagianSetoran, Jumlah]]
    semua: Jumlah
    baru: Jumlah

    def dari(self, bagian: BagianSetoran) -> Jumlah:
        """The sums of one bin."""
        return dict(self.bagian)[bagian]


def rekap(daftar: DaftarSetoran) -> Rekap:
    """What page and Excel say of a list that was read; no query."""
    bagian = [(b, jumlah_bagian(daftar.jumlah, b)) for b in B]
    semua = Jumlah(*(sum(kolom) for kolom in zip(*(n for _, n in bagian), strict=True)))
    return Rekap(bagian, semua, jumlah_bagian(daftar.jumlah, B.SESUAI, SebabSetoran.BARU))


def bagian_dipilih(isi: Rekap, diminta: str) -> BagianSetoran:
    """The bin that was asked for, else the first that asks for something, else the first."""
    if diminta in B.values:
        return B(diminta)
    return next((b for b, n in isi.bagian if b != B.SESUAI and n.orang), B.SESUAI)


def isi_bagian(daftar: DaftarSetoran, bagian: BagianSetoran) -> QuerySet[BarisSetoran]:
    """The lines of one bin with their people and donors, in the order of the file."""
    baris = daftar.daftar_baris.filter(bagian=bagian)
    terkait = ("peserta", "janji__penyumbang__opd", "iuran__pembayaran", "diambil_oleh")
    return baris.select_related(*terkait).order_by("urut")


def kata_sebab(baris: BarisSetoran) -> str:
    """Why a line stands in its bin, what differs, and what could not be read."""
    diambil = baris.diambil_oleh
    bagian = [
        SebabSetoran(baris.sebab).label,
        f"Beda {kata_beda(baris.beda)}" if baris.beda else "",
        f"Dianggap sama oleh {diambil.nama}" if diambil else "",
        baris.catatan.rstrip("."),
    ]
    return ". ".join(filter(None, bagian))


def pembayaran_daftar(daftar: DaftarSetoran) -> QuerySet[BayarSetoran]:
    """The payments that recording this list wrote, the first one first."""
    return daftar.daftar_bayar.select_related("pembayaran").order_by("pk")


def masih_berlaku(daftar: DaftarSetoran) -> BayarSetoran | None:
    """A payment of this list that nobody has cancelled."""
    bayar = pembayaran_daftar(daftar)
    return bayar.filter(pembayaran__status=StatusPembayaran.BERLAKU).first()
