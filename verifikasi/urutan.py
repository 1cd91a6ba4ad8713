"""The waiting list's order: points of one person (pure), and of many in one statement.

Who is layak has no place yet. The programme says that a freed place goes to the next of a ranked
list, not how it is ranked: the weights are data (``AturanUrutan``) and await the decree of criteria
(Keputusan Wali Kota, *perlu konfirmasi*). Each of the four measures is a whole number 0 to 100,
its points are weight times measure, so a person has at most 10.000.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    JSONField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import (
    Cast,
    Coalesce,
    ExtractMonth,
    ExtractYear,
    Greatest,
    Least,
    TruncDate,
)

from iuran.models import BarisBerkas
from iuran.peristiwa import ulang_tahun
from peserta.models import Peserta, Status
from pijar.bulan import selisih_bulan
from verifikasi.models import AturanUrutan, Pengajuan, StatusPengajuan

PENUH = 100
USIA_BULAN = 65 * 12
URUTAN = (F("poin").desc(), F("disetujui").asc(nulls_last=True), F("pk").asc())
BERTEMPAT = (Status.DITETAPKAN, Status.DIDAFTARKAN, Status.TERDAFTAR)


class Fakta(NamedTuple):
    """What the rule asks of somebody; ``bagian`` is the share of their kelurahan with a place.

    ``menunggu`` are days since the approval, None when no case of this system approved them.
    """

    menunggu: int | None
    desil: int | None
    lahir: date
    bagian: int


class Nilai(NamedTuple):
    """The four measures, each 0 to 100."""

    tunggu: int
    desil: int
    usia: int
    kelurahan: int

    def poin(self, aturan: AturanUrutan) -> int:
        bobot = (
            aturan.bobot_tunggu,
            aturan.bobot_desil,
            aturan.bobot_usia,
            aturan.bobot_kelurahan,
        )
        return sum(n * b for n, b in zip(self, bobot, strict=True))


def nilai(fakta: Fakta, aturan: AturanUrutan, pada: date) -> Nilai:
    """Measure one person by a rule on a day; unknown facts give nothing."""
    sisa = selisih_bulan(pada, ulang_tahun(fakta.lahir))
    dekat = aturan.bulan_usia - sisa if 0 < sisa <= aturan.bulan_usia else 0
    return Nilai(
        tunggu=min(PENUH, max(0, fakta.menunggu or 0) * PENUH // aturan.hari_penuh),
        desil=(11 - fakta.desil) * 10 if fakta.desil else 0,
        usia=dekat * PENUH // aturan.bulan_usia,
        kelurahan=PENUH - fakta.bagian,
    )


class _Kurang(Func):
    """One date less another, in days."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


class _Menurut(Func):
    """The number that a JSON object has for a key; 0 where it has none."""

    template = "coalesce((%(expressions)s)::int, 0)"
    arg_joiner = " ->> "
    output_field = IntegerField()


def menunggu_tempat(orang: QuerySet[Peserta] | None = None) -> QuerySet[Peserta]:
    """Those of ``orang`` (the whole city) who are layak and whom no batch awaits an answer for.

    BPJS may still give a card to somebody who stopped while they waited for it.
    """
    semua = Peserta.objects.all() if orang is None else orang
    menunggu = BarisBerkas.objects.menunggu().filter(peserta=OuterRef("pk"))
    return semua.filter(~Exists(menunggu), status=Status.LAYAK, digabung_ke=None)


def bagian_kelurahan() -> dict[str, int]:
    """Per kelurahan, how many of 100 people found eligible have a place already; one query."""
    semua = Peserta.objects.filter(digabung_ke=None, status__in=(*BERTEMPAT, Status.LAYAK))
    hitung = (
        semua.order_by()
        .values_list("kelurahan")
        .annotate(ada=Count("pk", filter=Q(status__in=BERTEMPAT)), semua=Count("pk"))
    )
    return {kode: ada * PENUH // jumlah for kode, ada, jumlah in hitung}


def dengan_poin(
    orang: QuerySet[Peserta], aturan: AturanUrutan, pada: date, bagian: Mapping[str, int]
) -> QuerySet[Peserta]:
    """The same people with ``disetujui``, ``menunggu`` (days), ``bagian`` and ``poin``."""
    kasus = Pengajuan.objects.filter(peserta=OuterRef("pk"), status=StatusPengajuan.DISETUJUI)
    terakhir = kasus.order_by().values("peserta").annotate(saat=Max("diputuskan_pada"))
    orang = orang.annotate(disetujui=Subquery(terakhir.values("saat")))
    hari = _Kurang(Cast(Value(pada), DateField()), TruncDate("disetujui"))
    petak = Cast(Value(json.dumps(dict(bagian))), JSONField())
    orang = orang.annotate(menunggu=hari, bagian=_Menurut(petak, F("kelurahan")))
    return orang.annotate(sisa_usia=_sisa_usia(pada)).annotate(poin=_poin(aturan))


def urut(orang: QuerySet[Peserta]) -> QuerySet[Peserta]:
    """The order of people with points: most points, then longest waiting, then first entered."""
    return orang.order_by(*URUTAN)


def _sisa_usia(pada: date) -> Combinable:
    """Months until that of the 65th birthday; who was born on 29 February turns 65 in March."""
    lahir = ExtractYear("tanggal_lahir") * 12 + ExtractMonth("tanggal_lahir")
    kabisat = Case(When(tanggal_lahir__month=2, tanggal_lahir__day=29, then=1), default=0)
    kini = pada.year * 12 + pada.month
    # EXTRACT gives a numeric, which would not be divided as whole numbers are.
    return Cast(lahir + kabisat + USIA_BULAN - kini, IntegerField())


def _poin(aturan: AturanUrutan) -> Combinable:
    hari = Greatest(Value(0), Coalesce(F("menunggu"), 0))
    tunggu = Least(Value(PENUH), hari * PENUH / aturan.hari_penuh)
    desil = Case(When(desil__gte=1, then=(11 - F("desil")) * 10), default=0)
    dekat = (aturan.bulan_usia - F("sisa_usia")) * PENUH / aturan.bulan_usia
    usia = Case(When(sisa_usia__range=(1, aturan.bulan_usia), then=dekat), default=0)
    return ExpressionWrapper(
        tunggu * aturan.bobot_tunggu
        + desil * aturan.bobot_desil
        + usia * aturan.bobot_usia
        + (PENUH - F("bagian")) * aturan.bobot_kelurahan,
        output_field=IntegerField(),
    )
