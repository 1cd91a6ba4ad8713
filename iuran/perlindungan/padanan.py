"""Last checks against the lists of other offices: of one person, and of the people of a bill.

A list only reports. Nobody is left unpaid by it before an admin has recorded the event.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Max, QuerySet

from iuran.models import BarisPadanan, HasilPadanan, JenisPemadanan, PadananOrang
from iuran.models.baris_padanan import BarisPadananQuerySet
from peserta.models import Peserta
from pijar.bulan import tanggal_panjang
from pijar.models import Pengguna


class RingkasPadanan(NamedTuple):
    """How many people were checked by one kind of list, by the day of their last one.

    ``lama`` were checked more than ``hari`` days ago, ``belum`` never; both are of all people.
    """

    jenis: JenisPemadanan
    hari: int
    per_tanggal: list[tuple[date, int]]
    lama: int
    belum: int


def ringkas_padanan(orang: QuerySet, banyak: int, *, pada: date) -> list[RingkasPadanan]:
    """Per kind of list, the last checks of ``orang`` (their ids), who are ``banyak``; one query."""
    tercatat = PadananOrang.objects.filter(peserta__in=orang).order_by()
    hitungan: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for jenis, tanggal, n in tercatat.values_list("jenis", "tanggal").annotate(Count("pk")):
        hitungan[jenis][tanggal] += n
    return [_ringkas(jenis, hitungan[jenis], banyak, pada) for jenis in JenisPemadanan]


def _ringkas(
    jenis: JenisPemadanan, hitungan: Counter[date], banyak: int, pada: date
) -> RingkasPadanan:
    hari: int = settings.PADANAN_HARI[jenis.value]
    batas = pada - timedelta(days=hari)
    lama = sum(n for tanggal, n in hitungan.items() if tanggal < batas)
    return RingkasPadanan(
        jenis, hari, sorted(hitungan.items(), reverse=True), lama, banyak - hitungan.total()
    )


def dilaporkan(orang: QuerySet | None = None) -> BarisPadananQuerySet:
    """The rows that are the last check of somebody and say they died, moved or are paid for.

    ``orang``: only of these people (their ids).
    """
    semua = BarisPadanan.objects.melaporkan().terakhir()
    return semua if orang is None else semua.filter(peserta__in=orang)


def belum_ditindak(orang: QuerySet | None = None) -> BarisPadananQuerySet:
    """Those of them for whom nobody has proposed nor recorded the event."""
    return dilaporkan(orang).belum_ditindak()


def per_hasil(baris: BarisPadananQuerySet) -> list[tuple[HasilPadanan, int]]:
    """How many of these rows say what, in the order of the bins; one query."""
    n = dict(baris.order_by().values_list("hasil").annotate(Count("pk")))
    return [(h, n[h]) for h in HasilPadanan if h in n]


KATA = {
    HasilPadanan.MENINGGAL: "orang meninggal",
    HasilPadanan.PINDAH: "orang pindah",
    HasilPadanan.PENERIMA_UPAH: "orang aktif sebagai penerima upah",
    HasilPadanan.PIHAK_LAIN: "orang aktif di pembayar lain",
}


def kabar_padanan(petugas: Pengguna) -> list[tuple[HasilPadanan, str, int]]:
    """Per bin, in words, how many people of the officer nobody has acted on; one query."""
    semua = belum_ditindak().for_petugas(petugas).order_by().values_list("hasil")
    hitungan = semua.annotate(Count("pk"), Max("daftar__tanggal"))
    n = {hasil: (banyak, tanggal) for hasil, banyak, tanggal in hitungan}
    return [
        (hasil, f"{kata} menurut daftar {tanggal_panjang(n[hasil][1])}", n[hasil][0])
        for hasil, kata in KATA.items()
        if hasil in n
    ]


def padanan_orang(peserta: Peserta) -> list[tuple[JenisPemadanan, PadananOrang | None]]:
    """The last check of one person by every kind of list, None where there was none; one query."""
    semua = peserta.daftar_padanan.select_related("daftar", "baris")
    ada = {p.jenis: p for p in semua}
    return [(jenis, ada.get(jenis)) for jenis in JenisPemadanan]
