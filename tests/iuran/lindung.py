"""Who is covered on a day, as the pages ask it."""

from datetime import date

from iuran.perlindungan import PilihanCakupan, UjungOrang, bercakupan, bulan_papan, ujung
from peserta.models import Peserta


def terlindungi(pada: date) -> set[int]:
    """Ids of everybody covered on ``pada``, whoever pays."""
    return _pk(PilihanCakupan.TERLINDUNGI, pada)


def dijamin(pada: date) -> set[int]:
    """Those, and who has left the programme and is still insured."""
    return terlindungi(pada) | _pk(PilihanCakupan.DI_LUAR, pada)


def _pk(pilihan: str, pada: date) -> set[int]:
    return set(bercakupan(Peserta.objects.all(), pilihan, pada).values_list("pk", flat=True))


def berakhir(pada: date, bulan: int = 3) -> dict[int, UjungOrang]:
    """Who loses cover with one of the next months, by their id."""
    semua = ujung(pada).orang(Peserta.objects.values_list("pk", flat=True))
    return {pk: u for pk, u in semua.items() if u.akhir in bulan_papan(pada, bulan)}
