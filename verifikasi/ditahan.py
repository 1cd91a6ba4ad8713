"""People held from batches, with the proposal that waits to take them out of their decree."""

from django.db.models import OuterRef, Q, Subquery

from iuran.models import BarisBerkas, BarisBerkasQuerySet
from pijar.models import Pengguna
from verifikasi.models import BarisPerubahan


def daftar_ditahan(petugas: Pengguna, berkas_bpjs: str = "") -> BarisBerkasQuerySet:
    """Held lines of this officer's area, of one batch if its id is given.

    ``usulan`` is the amendment that waits for another admin to take the person out, or None.
    """
    semua = BarisBerkas.objects.for_petugas(petugas).ditahan()
    if berkas_bpjs.isdecimal():
        semua = semua.filter(berkas_bpjs_id=int(berkas_bpjs))
    usulan = BarisPerubahan.objects.filter(terbuka=True, baris__bantuan=OuterRef("bantuan"))
    return semua.annotate(usulan=Subquery(usulan.values("perubahan")[:1]))


def belum_diusulkan(daftar: BarisBerkasQuerySet) -> BarisBerkasQuerySet:
    """Those that no amendment names: the only ones on which an admin may act here."""
    return daftar.filter(Q(usulan=None))
