"""Which data of a decreed person were verified: pure rules.

Identity and what the criteria look at were verified before the decree; a mistake in them needs a
new look: the person leaves the decree, is mended, verified again, and returns by another decree.
Anything else (mother's name, birth place, address, phone) is mended where the person stands.
"""

from collections.abc import Iterable

from peserta.bersih.bidang import IDENTITAS

DIPERIKSA_KRITERIA = frozenset(
    {
        "pekerjaan_id",
        "penghasilan",
        "status_bpjs",
        "register_kesejahteraan",
        "desil",
        "cara_kerja",
    }
)
DIVERIFIKASI = IDENTITAS | DIPERIKSA_KRITERIA


def perlu_keluar(kolom: Iterable[str]) -> bool:
    """Whether a change of these columns takes a person out of the decree."""
    return not DIVERIFIKASI.isdisjoint(kolom)
