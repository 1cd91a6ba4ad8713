"""The Keputusan of each active version stands among the legal bases, under one code.

Screens, rules and papers cite that code and so name the Keputusan in force on their own day.
"""

from datetime import timedelta

from pijar.models import DasarHukum
from verifikasi.models import KODE_KEPUTUSAN, VersiKriteria

PENGENAL = ("nomor", "tanggal", "tentang")


def catat_keputusan(versi: VersiKriteria) -> None:
    """Let the Keputusan of a version that was just activated follow the one before it.

    Bases that would begin no earlier are of versions that were taken back: never in force.
    """
    rantai, baru = _rantai(), versi.keputusan
    baru.kode = f"{KODE_KEPUTUSAN}-{versi.pk}"
    baru.save()
    sampai = versi.berlaku_mulai - timedelta(days=1)
    for lama in rantai:
        if lama.mulai and lama.mulai > sampai:
            lama.sampai = None
        elif lama.diganti_id is None or lama.sampai:
            lama.sampai = min(lama.sampai or sampai, sampai)
        lama.diganti = lama.diganti or baru
        lama.save(update_fields=["sampai", "diganti"])


def lengkapi_keputusan(versi: VersiKriteria, pelengkap: int) -> None:
    """Write what became known of an active version's Keputusan into its legal base.

    A base that is certain is not edited: another stands in its place from the beginning, unless a
    later Keputusan has followed it already. ``pelengkap``: the confirmed proposal.
    """
    if not versi.nomor:
        return
    _rantai()  # so that no version is activated meanwhile
    dasar = DasarHukum.objects.pada([(KODE_KEPUTUSAN, versi.berlaku_mulai)])[0]
    baru = versi.keputusan
    if dasar.perlu_konfirmasi:
        for nama in (*PENGENAL, "perlu_konfirmasi"):
            setattr(dasar, nama, getattr(baru, nama))
        dasar.save(update_fields=[*PENGENAL, "perlu_konfirmasi"])
    elif dasar.diganti_id is None and any(getattr(dasar, n) != getattr(baru, n) for n in PENGENAL):
        baru.kode = f"{KODE_KEPUTUSAN}-{versi.pk}-{pelengkap}"
        baru.mulai = dasar.mulai
        baru.save()
        dasar.diganti, dasar.sampai = baru, None
        dasar.save(update_fields=["diganti", "sampai"])


def _rantai() -> list[DasarHukum]:
    """The bases under the code, from the first on, locked."""
    semua = {d.pk: d for d in DasarHukum.objects.select_for_update(of=("self",)).order_by("pk")}
    rantai = [next(d for d in semua.values() if d.kode == KODE_KEPUTUSAN)]
    while rantai[-1].diganti_id:
        rantai.append(semua[rantai[-1].diganti_id])
    return rantai
