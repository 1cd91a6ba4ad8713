"""Who has a card, who has got it, and whose card is late at BPJS."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    DateField,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    When,
)

from iuran.kartu.aturan import Kartu
from iuran.models import (
    BARIS_BERHASIL,
    BarisBerkas,
    BarisJawaban,
    Iuran,
    JenisBerkasBPJS,
    KirimanBerkas,
    SerahKartu,
    StatusBerkas,
    StatusJawaban,
)
from iuran.models.baris_berkas import BarisBerkasQuerySet
from peserta.models import JenisPeristiwa, Peristiwa, Peserta, Status
from peserta.models.peserta import PesertaQuerySet

# An extension, change or stop is answered by the same words, and brings no card.
MEMBAWA_KARTU = JenisBerkasBPJS.PENDAFTARAN


class KeadaanKartu(TextChoices):
    BELUM = "belum", "Belum diserahkan"
    SUDAH = "sudah", "Sudah diserahkan"
    LAMA = "lama", "Kartu lama, tidak dicatat"


def berkartu(orang: PesertaQuerySet) -> PesertaQuerySet:
    """Those of ``orang`` who have a card, also who stopped since."""
    kartu = orang.filter(status__in=(Status.TERDAFTAR, Status.BERHENTI), digabung_ke=None)
    return kartu.exclude(kpj="")


def menurut_keadaan(orang: PesertaQuerySet, keadaan: str) -> PesertaQuerySet:
    """Card owners whose card is in this state.

    A card waits when BPJS's answer brought it, or when another number of its owner's was handed
    over before. Cards older than this system (``lama``) wait for nobody.
    """
    serah = SerahKartu.objects.berlaku().order_by()
    sudah = Exists(serah.filter(peserta=OuterRef("pk"), kpj=OuterRef("kpj")))
    dari_bpjs = BarisBerkas.objects.filter(jenis=MEMBAWA_KARTU, hasil__in=BARIS_BERHASIL).order_by()
    baru = Q(pk__in=dari_bpjs.values("peserta").union(serah.values("peserta")))
    kartu = berkartu(orang)
    if keadaan == KeadaanKartu.SUDAH:
        return kartu.filter(sudah)
    return kartu.filter(baru if keadaan == KeadaanKartu.BELUM else ~baru).exclude(sudah)


def belum_diserahkan(orang: PesertaQuerySet) -> PesertaQuerySet:
    """Enrolled people whose card waits to be handed over."""
    return menurut_keadaan(orang, KeadaanKartu.BELUM).filter(status=Status.TERDAFTAR)


def baca_kartu(orang: Iterable[Peserta]) -> dict[int, Kartu]:
    """The card of each of ``orang``, by person; two queries."""
    semua = list(orang)
    pks = [p.pk for p in semua]
    sejak = dict(
        BarisJawaban.objects.filter(
            baris__peserta__in=pks,
            baris__jenis=MEMBAWA_KARTU,
            baris__hasil__in=BARIS_BERHASIL,
            jawaban__status=StatusJawaban.DITERAPKAN,
        )
        .exclude(kpj="")
        .order_by()
        .values_list("baris__peserta")
        .annotate(hari=Min("jawaban__tanggal"))
    )
    wafat = dict(
        Peristiwa.objects.filter(
            peserta__in=pks, jenis=JenisPeristiwa.MENINGGAL, dibatalkan_pada=None
        ).values_list("peserta", "tanggal")
    )
    return {
        p.pk: Kartu(
            p.pk, p.nama, p.kpj, p.status == Status.BERHENTI, sejak.get(p.pk), wafat.get(p.pk)
        )
        for p in semua
    }


def serah_berlaku(orang: Iterable[Peserta]) -> dict[int, SerahKartu]:
    """The living hand-over of each person's present card, by person."""
    semua = {p.pk: p for p in orang}
    daftar = SerahKartu.objects.berlaku().filter(peserta__in=semua).select_related("oleh")
    return {s.peserta_id: s for s in daftar if s.kpj == semua[s.peserta_id].kpj}


def terlambat(baris: BarisBerkasQuerySet, pada: date) -> QuerySet[BarisBerkas, Any]:
    """Lines that have waited too long for a card, ``sejak`` the day that counts.

    It is the day on which the file was sent, or the first payment where that comes first and BPJS
    has accepted the person.
    """
    kirim = KirimanBerkas.objects.berlaku().filter(berkas_bpjs=OuterRef("berkas_bpjs"))
    bayar = (
        Iuran.objects.lunas()
        .filter(bantuan=OuterRef("bantuan"))
        .order_by("pembayaran__tanggal")
        .values("pembayaran__tanggal")[:1]
    )
    batas = pada - timedelta(days=settings.KARTU_TERLAMBAT_HARI)
    menunggu = baris.menunggu().filter(
        jenis=MEMBAWA_KARTU, berkas_bpjs__status=StatusBerkas.DIKIRIM
    )
    hari = Case(
        When(diterima_mulai=None, then=Subquery(kirim.values("tanggal")[:1])),
        default=Subquery(bayar),
        output_field=DateField(),
    )
    return menunggu.annotate(sejak=hari).filter(sejak__lte=batas).order_by("sejak", "pk")
