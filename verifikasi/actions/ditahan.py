"""Held people leave their decrees: one admin proposes, another confirms each amendment."""

from django.db import transaction

from iuran.models import BERBANTUAN, BarisBerkas, BarisBerkasQuerySet
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from verifikasi.actions.perubahan import kunci_baris, usulkan_keluar
from verifikasi.models import BarisPenetapan, Penetapan, PerubahanPenetapan

CONTOH_NAMA = 3


@transaction.atomic
def usulkan_keluar_ditahan(
    daftar: BarisBerkasQuerySet, *, alasan: str, oleh: Pengguna
) -> list[PerubahanPenetapan]:
    """Propose that these held people leave their decrees: one amendment for each decree.

    Nothing changes yet. Raises BentrokError when nobody is held any more or somebody is already
    proposed, AturanDilanggarError when a decree names people outside the officer's area, and names
    who is held from a file of stops: no decree is left by them.
    """
    semua = daftar.for_petugas(oleh).ditahan().order_by()
    if tanpa_sk := list(semua.exclude(jenis__in=BERBANTUAN).select_related("peserta")):
        raise AturanDilanggarError(
            f"{ribuan(len(tanpa_sk))} orang ditahan dari berkas penghentian, jadi tidak keluar "
            f"dari SK: {_sebut(tanpa_sk)}. Perbaiki sebabnya, lalu ikutkan mereka lagi. Untuk "
            "mengusulkan yang lain, centang yang lain saja."
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


def _sebut(daftar: list[BarisBerkas]) -> str:
    contoh = "; ".join(f"{b.peserta.nama} ({b.peserta.nik_samar})" for b in daftar[:CONTOH_NAMA])
    return contoh + (", dan lainnya" if len(daftar) > CONTOH_NAMA else "")


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
