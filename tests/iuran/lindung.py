"""Who is covered on a day, as the pages ask it."""

from datetime import date

from iuran.perlindungan import PilihanCakupan, bercakupan
from peserta.models import Peserta


def terlindungi(pada: date) -> set[int]:
    """Ids of everybody covered on ``pada``, whoever pays."""
    return _pk(PilihanCakupan.TERLINDUNGI, pada)


def dijamin(pada: date) -> set[int]:
    """Those, and who has left the programme and is still insured."""
    return terlindungi(pada) | _pk(PilihanCakupan.DI_LUAR, pada)


def _pk(pilihan: str, pada: date) -> set[int]:
    return set(bercakupan(Peserta.objects.all(), pilihan, pada).values_list("pk", flat=True))
