"""Lines that BPJS accepts for payment before the card is there, and the way back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from iuran.buku import Batas, BulanGugur, Terima, batasi_bulan, terima_bayar
from iuran.models import BarisBerkas, BarisBerkasQuerySet
from peserta.models import Peserta

CATAT_TERIMA = """
    UPDATE iuran_barisberkas l
    SET diterima_mulai = greatest(u.mulai, b.bulan_awal), diterima_pada = %(pada)s
    FROM unnest(%(baris)s::bigint[], %(mulai)s::date[]) AS u(id, mulai), iuran_bantuan b
    WHERE l.id = u.id AND b.id = l.bantuan_id
"""


def kunci_orang(orang: Iterable[int]) -> None:
    """Lock people by their id, always in this order and before their months."""
    terkunci = Peserta.objects.select_for_update().order_by("pk").filter(pk__in=orang)
    list(terkunci.values("pk"))


@transaction.atomic
def terima_baris(mulai: Mapping[int, date], *, pada: datetime) -> int:
    """Accept waiting lines (by their id) for payment, each from a month on; returns the new months.

    People keep their status until the card is there. The caller has locked them.
    """
    semua = BarisBerkas.objects.menunggu().filter(pk__in=mulai, diterima_mulai=None)
    daftar = list(semua.values_list("pk", "peserta_id", "bantuan_id"))
    bulan = terima_bayar([Terima(orang, bantuan, mulai[pk]) for pk, orang, bantuan in daftar])
    ids = [pk for pk, *_ in daftar]
    with connection.cursor() as kursor:
        isi: dict[str, Any] = {"baris": ids, "mulai": [mulai[pk] for pk in ids], "pada": pada}
        kursor.execute(CATAT_TERIMA, isi)
    return bulan


@transaction.atomic
def cabut_terima(daftar: BarisBerkasQuerySet, *, alasan: str, pada: datetime) -> BulanGugur:
    """Take back the acceptance of these lines, before they end or while they wait on.

    Months in no bill die with the reason; months in a bill are marked as not accepted.
    """
    diterima = daftar.diterima()
    bantuan = list(diterima.values_list("bantuan_id", flat=True))
    gugur = batasi_bulan([Batas(pk, None, alasan) for pk in bantuan], pada=pada)
    diterima.update(diterima_mulai=None, diterima_pada=None)
    return gugur
