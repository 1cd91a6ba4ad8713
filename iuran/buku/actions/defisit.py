"""Since when a source is bound to more than it has."""

from collections.abc import Collection
from datetime import date

from iuran.models import SumberDana


def catat_defisit(sumber: Collection[int], pada: date) -> None:
    """Give these sources, of which more is bound than they have, their first day of deficit.

    For what binds without asking the ceiling: a new tariff, an opening list. A first day stays.
    """
    SumberDana.objects.filter(pk__in=sumber, defisit_sejak=None).update(defisit_sejak=pada)


def periksa_defisit(sumber: SumberDana, pada: date) -> None:
    """Record since when a source is bound to more than its ceiling, if it is.

    For what binds money again although the ceiling may have fallen since: a tariff, a set-off that
    left its bill, a settlement taken back.
    """
    if SumberDana.objects.with_keuangan().get(pk=sumber.pk).sisa < 0:
        catat_defisit([sumber.pk], pada)
