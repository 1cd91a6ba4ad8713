"""People held from batches, or found not to pass before their first month."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from iuran.models import BarisBerkas, BarisBerkasQuerySet
from peserta.models import Status
from pijar.models import Pengguna
from verifikasi.models import BarisPerubahan, SaatTinjauan, Tinjauan


def daftar_ditahan(petugas: Pengguna, berkas_bpjs: str = "") -> BarisBerkasQuerySet:
    """Held lines of this officer's area, of one batch if its id is given.

    ``usulan`` is the amendment that waits for another admin to take the person out, or None.
    """
    semua = BarisBerkas.objects.for_petugas(petugas).ditahan()
    if berkas_bpjs.isdecimal():
        semua = semua.filter(berkas_bpjs_id=int(berkas_bpjs))
    usulan = BarisPerubahan.objects.filter(terbuka=True, baris__bantuan=OuterRef("bantuan"))
    return semua.annotate(usulan=Subquery(usulan.values("perubahan")[:1]))


def gagal_bulan_pertama(petugas: Pengguna) -> QuerySet[Tinjauan]:
    """The newest look at people who are not enrolled yet, where they do not pass; newest first."""
    semua = Tinjauan.objects.for_petugas(petugas).filter(
        saat=SaatTinjauan.BULAN_PERTAMA,
        peserta__status__in=[Status.DITETAPKAN, Status.DIDAFTARKAN],
    )
    lebih_baru = Tinjauan.objects.filter(
        peserta=OuterRef("peserta"), saat=SaatTinjauan.BULAN_PERTAMA, pk__gt=OuterRef("pk")
    )
    return semua.filter(~Exists(lebih_baru), lulus=False).order_by("-pk")


def belum_diusulkan(daftar: BarisBerkasQuerySet) -> BarisBerkasQuerySet:
    """Those that no amendment names: the only ones on which an admin may act here."""
    return daftar.filter(Q(usulan=None))
