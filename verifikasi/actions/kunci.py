"""Locking cases: the people first, by id, as everybody takes them; then their cases."""

from peserta.models import Peserta
from verifikasi.models import Pengajuan
from verifikasi.models.pengajuan import PengajuanQuerySet


def kunci_kasus(kasus: PengajuanQuerySet) -> list[Pengajuan]:
    """``kasus`` and their people, locked: nobody who takes many people waits in a circle.

    Who came to be among them while others were waited for is left out: not locked.
    """
    orang = Peserta.objects.filter(pk__in=kasus.order_by().values("peserta")).order_by("pk")
    terkunci = {*orang.select_for_update(no_key=True).values_list("pk", flat=True)}
    urut = kasus.select_related("peserta").order_by("peserta_id", "pk")
    return [k for k in urut.select_for_update(of=("self",)) if k.peserta_id in terkunci]
