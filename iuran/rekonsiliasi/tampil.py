"""Lines of a bin as the page shows them: both sides, what differs, and the open point."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from iuran.models import BagianDaftar, BarisDaftarBPJS, DaftarBPJS, TitikRekonsiliasi
from iuran.rekonsiliasi.kalimat import SEBAB, kata_beda


class BarisTampil(NamedTuple):
    """A line, why it stands here, and the open point of its person; ``titik`` may be None."""

    baris: BarisDaftarBPJS
    sebab: str
    titik: TitikRekonsiliasi | None


def isi_bagian(daftar: DaftarBPJS, bagian: BagianDaftar) -> QuerySet[BarisDaftarBPJS]:
    """The lines of one bin with their people, in the order of the file."""
    terkait = ("peserta__kelurahan__kecamatan", "iuran__tagihan")
    baris = daftar.daftar_baris.filter(bagian=bagian).select_related(*terkait)
    return baris.order_by("urut")


def tampilkan(daftar: DaftarBPJS, bagian: BagianDaftar, pks: Iterable[int]) -> list[BarisTampil]:
    """The lines ``pks`` of a page, each with its words and its open point; two queries."""
    semua = list(isi_bagian(daftar, bagian).filter(pk__in=list(pks)))
    titik = titik_terbuka(daftar, semua)
    return [
        BarisTampil(b, kata_sebab(b), titik.get((b.peserta_id, b.bagian)) if b.peserta_id else None)
        for b in semua
    ]


def titik_terbuka(
    daftar: DaftarBPJS, baris: Sequence[BarisDaftarBPJS]
) -> dict[tuple[int | None, str], TitikRekonsiliasi]:
    """The open points of these lines' people, by person and bin."""
    milik = {b.peserta_id for b in baris if b.peserta_id}
    titik = TitikRekonsiliasi.objects.terbuka().filter(peserta__in=milik, jenis_daftar=daftar.jenis)
    return {(t.peserta_id, t.jenis): t for t in titik.select_related("sejak")}


def kata_sebab(baris: BarisDaftarBPJS) -> str:
    """Why a line stands in its bin, what differs, and what could not be read."""
    if baris.nomor is None:
        return "Tidak ada barisnya dalam daftar BPJS"
    bagian = [
        SEBAB.get(baris.sebab, ""),
        f"Beda {kata_beda(baris.beda)}" if baris.beda else "",
        baris.catatan.rstrip("."),
    ]
    return ". ".join(filter(None, bagian))
