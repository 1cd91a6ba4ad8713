"""What an office's numbers of civil servants were before they were corrected."""

from datetime import date, datetime
from typing import NamedTuple

from django.apps import apps

from iuran.models import OPD, PegawaiOPD


class Catatan(NamedTuple):
    """A number that counts, or one that was corrected later."""

    pada: date
    jumlah: int
    asal: str
    oleh: str
    dibuat_pada: datetime
    diganti_pada: datetime | None = None


def riwayat_pegawai(opd: OPD) -> list[Catatan]:
    """The numbers of an office, newest day first; a corrected one below its correction."""
    lama = apps.get_model("iuran", "PegawaiOPDEvent").objects.filter(opd=opd)
    kolom = ("pada", "jumlah", "asal", "oleh__nama")
    dulu = lama.order_by("-pk").values_list(*kolom, "dibuat_pada", "pgh_created_at")
    kini = PegawaiOPD.objects.filter(opd=opd).values_list(*kolom, "dibuat_pada")
    semua = [Catatan(*isi) for isi in kini] + [Catatan(*isi) for isi in dulu]
    return sorted(semua, key=lambda c: (-c.pada.toordinal(), c.diganti_pada is not None))
