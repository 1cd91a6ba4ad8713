"""Record that cards were handed over, many at once; cancel one."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from iuran.kartu.angka import baca_kartu, berkartu, serah_berlaku
from iuran.kartu.aturan import Serah, halangan
from iuran.models import SerahKartu
from peserta.models import Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna

DISEBUT = 5  # people whom a refusal names


class HasilSerah(NamedTuple):
    """How many cards were recorded now, and how many somebody had recorded before."""

    dicatat: int
    sudah: int


@transaction.atomic
def serahkan(
    orang: PesertaQuerySet, pks: Sequence[int], serah: Serah, *, oleh: Pengguna
) -> HasilSerah:
    """Record the cards of those of ``orang`` who are named; a card recorded before stays.

    Raises AturanDilanggarError, and records nothing, when one of them cannot be so.
    """
    # The rows of people are locked in the order of ids: two officers wait for each other.
    terkunci = Peserta.objects.filter(pk__in=orang.filter(pk__in=pks).values("pk"))
    semua = list(berkartu(terkunci).order_by("pk").select_for_update())
    if not semua:
        raise AturanDilanggarError(
            "Orang yang dicentang tidak ada lagi dalam daftar kartu wilayah Anda. Centang lagi."
        )
    ada = serah_berlaku(semua)
    kartu = baca_kartu(p for p in semua if p.pk not in ada)
    tolak = [f"{k.nama}: {sebab}" for k in kartu.values() if (sebab := halangan(k, serah))]
    if tolak:
        lain = f" Dan {len(tolak) - DISEBUT} orang lain." if len(tolak) > DISEBUT else ""
        raise AturanDilanggarError(
            f"Belum ada yang dicatat. {'. '.join(tolak[:DISEBUT])}.{lain} Perbaiki isiannya, atau "
            "lepaskan centangnya."
        )
    SerahKartu.objects.bulk_create(
        SerahKartu(peserta_id=k.peserta_id, kpj=k.kpj, oleh=oleh, **serah._asdict())
        for k in kartu.values()
    )
    return HasilSerah(len(kartu), len(ada))


@transaction.atomic
def batalkan_serah(serah: SerahKartu, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Take a hand-over back: the card waits again. Raises BentrokError when it is so already."""
    if serah.oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Ini Anda catat sendiri, jadi petugas lain atau admin yang membatalkannya."
        )
    berubah = (
        SerahKartu.objects.berlaku()
        .filter(pk=serah.pk)
        .update(dibatalkan_oleh=oleh, dibatalkan_pada=pada, alasan_batal=alasan)
    )
    if not berubah:
        raise BentrokError("Serah kartu ini sudah dibatalkan. Muat ulang halaman.")
