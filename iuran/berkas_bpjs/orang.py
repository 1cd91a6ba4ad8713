"""What BPJS was told of one person's shortened grant: reads only."""

from datetime import date
from typing import NamedTuple

from iuran.models import BarisBerkas, BarisPerubahanBantuan, HasilBaris, JenisBerkasBPJS
from peserta.models import Peserta, Status


class KabarHenti(NamedTuple):
    """The last day of a shortened grant's cover, and the line that tells BPJS; None: not yet."""

    sampai: date
    baris: BarisBerkas | None

    @property
    def kata(self) -> str:
        """What became of the line, in the words of its file."""
        return self.baris.berkas_bpjs.kata.hasil(self.baris.cip) if self.baris else ""


def kabar_henti(orang: Peserta) -> KabarHenti | None:
    """None for who is not enrolled, or whose grant ends as BPJS was told first."""
    if orang.status != Status.TERDAFTAR:
        return None
    pendek = BarisPerubahanBantuan.objects.filter(peserta=orang).masih_pendek().terbaru()
    satu = pendek.select_related("perubahan").first()
    if satu is None:
        return None
    baris = BarisBerkas.objects.filter(
        peserta=orang,
        jenis=JenisBerkasBPJS.PENGHENTIAN,
        bantuan__isnull=False,
        berkas_bpjs__disusun_pada__gte=satu.perubahan.diputus_pada,
    )
    berkas = baris.exclude(hasil=HasilBaris.BATAL).select_related("berkas_bpjs")
    return KabarHenti(satu.perubahan.hari_terakhir, berkas.order_by("-pk").first())
