"""The day on which a month counts as paid for its cover: said once for queries, SQL and one row.

It is the day of BPJS's receipt where that is recorded on the bill, else the day of the SP2D or
slip; or always the latter, as shipped (``settings.DIBAYAR_MENURUT``). To be confirmed with the
branch. Budgets and the closing of a year ask for the SP2D, whatever is set.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import DateField, F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from iuran.models import Iuran


def menurut_terima() -> bool:
    """Whether cover follows BPJS's receipt where it is recorded."""
    return bool(settings.DIBAYAR_MENURUT == "terima")


def hari_bayar(awalan: str = "") -> Combinable:
    """The day for a query on ``Iuran``, or along a relation to it; NULL for an unpaid row."""
    sp2d = F(f"{awalan}pembayaran__tanggal")
    return Coalesce(F(f"{awalan}tagihan__terima_tanggal"), sp2d) if menurut_terima() else sp2d


def dibayar(banding: str, hari: Any) -> Q:
    """Rows paid on a day that is ``lte``, ``lt``, ``gt`` or ``gte`` ``hari``: never unpaid ones.

    For a query on ``Iuran`` or ``AlokasiPembayaran``, both of which know payment and bill.
    """
    if not menurut_terima():
        return Q(**{f"pembayaran__tanggal__{banding}": hari})
    bandingkan: Any = DateField().get_lookup(banding)
    return Q(pembayaran__isnull=False) & Q(bandingkan(hari_bayar(), hari))


def sql_hari() -> str:
    """The day for SQL in which ``b`` is the payment of a row and ``t`` its bill."""
    return "coalesce(t.terima_tanggal, b.tanggal)" if menurut_terima() else "b.tanggal"


def dibayar_pada(iuran: Iuran) -> date | None:
    """The day for one row whose payment and bill are at hand; None for an unpaid one."""
    if iuran.pembayaran is None:
        return None
    terima = iuran.tagihan.terima_tanggal if menurut_terima() and iuran.tagihan else None
    return terima or iuran.pembayaran.tanggal
