"""ASN/PNS Peduli as a whole: what the Sekda sees, and what keeps the promises alive."""

from iuran.gerakan.golongan import DITAGIH
from iuran.gerakan.ingatkan import hitung_ditagih
from iuran.gerakan.jasa import Jasa, jasa_opd, jasa_penyumbang

__all__ = ["DITAGIH", "Jasa", "hitung_ditagih", "jasa_opd", "jasa_penyumbang"]
