"""The office of ``isian``, built once in each process of a run.

To build it takes longer than any page that is looked at. Later tests get back the rows as they
stood then; the numbers of new rows go on counting, so that none is given twice.
"""

from datetime import date

from tests.e2e import isian
from tests.e2e.tahap import Kantor
from tests.rujukan import Rujukan

_terisi: dict[date, tuple[Rujukan, isian.Isi]] = {}


def isi_kantor(kantor: Kantor) -> isian.Isi:
    """Fill the database; returns for each page with arguments which ones are worth a look."""
    if lama := _terisi.get(kantor.hari_ini):
        rujukan, isi = lama
        rujukan.kembalikan()
        return isi
    isi = isian.isi_kantor(kantor)
    _terisi[kantor.hari_ini] = Rujukan(), isi
    return isi
