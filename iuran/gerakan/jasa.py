"""What civil servants have paid so far: the figures of a certificate of thanks."""

from datetime import date
from typing import NamedTuple

from django.db.models import BigIntegerField, Count, F, Max, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncMonth

from iuran.models import OPD, Iuran, PenempatanOPD, Penyumbang
from iuran.models.buku import IuranQuerySet

DONOR = "bantuan__janji__penyumbang"


class Jasa(NamedTuple):
    """Donors, workers and worker-months that evidence paid, and the first and last of the months.

    ``sejak``: the day on which the first of the donors began; None where nothing was paid.
    """

    penyumbang: int
    pekerja: int
    bulan: int
    awal: date | None
    akhir: date | None
    sejak: date | None


def jasa_penyumbang(penyumbang: Penyumbang, pada: date) -> Jasa:
    """What one donor paid, by evidence dated up to ``pada``."""
    return _jasa(_dibayar(pada).filter(**{DONOR: penyumbang}))


def jasa_opd(opd: OPD, pada: date) -> Jasa:
    """What donors paid for months in which they were in this office.

    The office of a month is the last one that a donor began in by that month, as in the measures
    of the movement; before the first record it is the first one.
    """
    milik = PenempatanOPD.objects.filter(penyumbang=OuterRef(DONOR)).order_by("sejak")
    sampai = milik.annotate(awal=TruncMonth("sejak")).filter(
        awal__lte=OuterRef("bulan"), sejak__lte=pada
    )
    kantor = Coalesce(
        Subquery(sampai.order_by("-sejak").values("opd")[:1]),
        Subquery(milik.values("opd")[:1]),
        F(f"{DONOR}__opd"),
        output_field=BigIntegerField(),
    )
    pernah = Penyumbang.objects.filter(daftar_penempatan__opd=opd) | opd.daftar_penyumbang.all()
    calon = _dibayar(pada).filter(**{f"{DONOR}__in": pernah.order_by().values("pk")})
    return _jasa(calon.annotate(kantor=kantor).filter(kantor=opd.pk))


def _dibayar(pada: date) -> IuranQuerySet:
    return Iuran.objects.hidup().filter(bantuan__janji__isnull=False, pembayaran__tanggal__lte=pada)


def _jasa(iuran: IuranQuerySet) -> Jasa:
    isi = iuran.order_by().aggregate(
        orang=Count(DONOR, distinct=True),
        pekerja=Count("peserta", distinct=True),
        jumlah=Count("pk"),
        awal=Min("bulan"),
        akhir=Max("bulan"),
        sejak=Min(f"{DONOR}__sejak"),
    )
    return Jasa(isi.pop("orang"), isi.pop("pekerja"), isi.pop("jumlah"), **isi)
