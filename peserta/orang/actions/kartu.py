"""Two people who got each other's card: who they are, and the exchange of both numbers at once."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from peserta.models import Peserta
from peserta.orang.actions.data import KPJ_DIPAKAI, perbaiki_orang
from pijar.errors import BentrokError
from pijar.models import Pengguna

SEMENTARA = 10**19  # 20 digits; a card has fewer


def tertukar_dengan(peserta: Peserta, kpj: str, *, oleh: Pengguna) -> Peserta | None:
    """The person of this KPJ, if ``oleh`` may see them and both numbers can be exchanged."""
    if not peserta.kpj:
        return None
    milik = Peserta.objects.for_petugas(oleh).filter(kpj=kpj, digabung_ke=None)
    lain = milik.exclude(pk=peserta.pk).first()
    return lain if lain and lain.bisa_diusulkan else None


def pastikan_kpj_bebas(peserta: Peserta, kpj: str, *, oleh: Pengguna) -> Peserta | None:
    """Raise BentrokError when another person has this KPJ and it cannot be exchanged.

    Returns the person with whom it is exchanged. The sentence names whom ``oleh`` may see.
    """
    if lain := tertukar_dengan(peserta, kpj, oleh=oleh):
        return lain
    pemilik = Peserta.objects.filter(kpj=kpj, digabung_ke=None).exclude(pk=peserta.pk)
    if not pemilik.exists():
        return None
    if dikenal := Peserta.objects.for_petugas(oleh).filter(pk__in=pemilik).first():
        raise BentrokError(
            f"KPJ ini milik {dikenal.nama}, yang berstatus {dikenal.cip.label}, jadi tidak dapat "
            "ditukar. Bila orangnya sama, gabungkan kedua datanya; bila bukan, betulkan dahulu KPJ "
            "orang itu.",
            tautan=reverse("peserta:detail", args=[dikenal.pk]),
            label_tautan=f"Lihat {dikenal.nama}",
        )
    raise BentrokError(KPJ_DIPAKAI)


@transaction.atomic
def tukar_kpj(
    satu: Peserta, lain: Peserta, *, penyunting: Iterable[Pengguna], oleh: Pengguna
) -> None:
    """Exchange the numbers of two people whom the caller has locked.

    A number belongs to one person at every moment, so ``lain`` has one of nobody in between; the
    page of changes leaves it out. Raises AturanDilanggarError outside the officer's area.
    """
    milik_satu, milik_lain, kedua = satu.kpj, lain.kpj, list(penyunting)
    perbaiki_orang(lain, {"kpj": str(SEMENTARA + lain.pk)}, penyunting=kedua, oleh=oleh)
    perbaiki_orang(satu, {"kpj": milik_lain}, penyunting=kedua, oleh=oleh)
    Peserta.objects.filter(pk=lain.pk).update(kpj=milik_satu)
    lain.kpj = milik_satu
