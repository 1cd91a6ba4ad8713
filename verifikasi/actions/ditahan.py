"""Held people leave their decrees: one admin proposes, another confirms each amendment."""

from django.db import transaction

from iuran.models import BarisBerkasQuerySet
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from verifikasi.actions.perubahan import kunci_baris, usulkan_keluar
from verifikasi.models import BarisPenetapan, Penetapan, PerubahanPenetapan


@transaction.atomic
def usulkan_keluar_ditahan(
    daftar: BarisBerkasQuerySet, *, alasan: str, oleh: Pengguna
) -> list[PerubahanPenetapan]:
    """Propose that these held people leave their decrees: one amendment for each decree.

    Nothing changes yet. Raises BentrokError when nobody is held any more or somebody is already
    proposed, AturanDilanggarError when a decree names people outside the officer's area.
    """
    semua = daftar.for_petugas(oleh).ditahan().order_by()
    if tanpa_sk := semua.filter(bantuan=None).count():
        raise AturanDilanggarError(
            f"{ribuan(tanpa_sk)} orang ditahan dari berkas perubahan atau penghentian, yang tidak "
            "punya SK. Perbaiki sebabnya, lalu ikutkan lagi; yang lain dapat diusulkan keluar."
        )
    bantuan = semua.values("bantuan")
    baris = kunci_baris(BarisPenetapan.objects.filter(bantuan__in=bantuan))
    if not baris:
        raise BentrokError(
            "Orang ini sudah diikutkan lagi atau keluar dari SK. Muat ulang halamannya."
        )
    return [
        usulkan_keluar(
            penetapan,
            [b.pk for b in baris if b.penetapan_id == penetapan.pk],
            alasan=alasan,
            oleh=oleh,
        )
        for penetapan in _penetapan(baris, oleh)
    ]


def _penetapan(baris: list[BarisPenetapan], oleh: Pengguna) -> list[Penetapan]:
    """The decrees of these lines, oldest first; each must lie whole in the officer's area."""
    semua = Penetapan.objects.filter(pk__in={b.penetapan_id for b in baris}).order_by("pk")
    boleh = set(Penetapan.objects.for_petugas(oleh).filter(pk__in=semua).values_list("pk"))
    if luar := [p.nomor for p in semua if (p.pk,) not in boleh]:
        raise AturanDilanggarError(
            f"{', '.join(luar)} juga memuat orang di luar wilayah Anda. Minta admin seluruh kota "
            "mengusulkannya."
        )
    return list(semua)
