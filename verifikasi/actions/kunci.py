"""Lock cases: first their people by id, as every action does, then the cases."""

from peserta.models import Peserta
from verifikasi.models import Pengajuan
from verifikasi.models.pengajuan import PengajuanQuerySet


def kunci_kasus(kasus: PengajuanQuerySet) -> list[Pengajuan]:
    """Lock ``kasus`` and their people; the order by id prevents deadlocks.

    A case that joins ``kasus`` while this call waits is left out, because its person is not locked.
    """
    orang = Peserta.objects.filter(pk__in=kasus.order_by().values("peserta")).order_by("pk")
    terkunci = {*orang.select_for_update(no_key=True).values_list("pk", flat=True)}
    urut = kasus.select_related("peserta").order_by("peserta_id", "pk")
    return [k for k in urut.select_for_update(of=("self",)) if k.peserta_id in terkunci]
