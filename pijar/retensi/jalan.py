"""One night's run, and what the next one will do."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from pijar.kunci import Kunci
from pijar.models import JejakRetensi, PenahananRetensi, Tugas
from pijar.retensi.entri import Entri
from pijar.retensi.sapuan import Hasil, Rencana, Sapuan
from pijar.retensi.tabel import tabel

log = logging.getLogger(__name__)
SEHARI = timedelta(days=1)


class DitahanError(Exception):
    """An admin holds this entry back."""


class Butir(NamedTuple):
    """An entry with what the next run will do, and until when it is held."""

    entri: Entri
    rencana: Rencana
    ditahan: date | None


def yang_disapu() -> list[tuple[Entri, Sapuan]]:
    """The entries that the nightly job ends, with their way."""
    return [(e, e.sapuan) for e in tabel().values() if e.sapuan and e.masa]


def rencana(kini: datetime) -> list[Butir]:
    """What a run at ``kini`` would do, entry by entry; nothing changes."""
    ditahan = _ditahan(timezone.localdate(kini))
    return [
        Butir(e, s.rencana(batas(e, kini)), ditahan.get(e.kode) or ditahan.get(""))
        for e, s in yang_disapu()
    ]


def batas(entri: Entri, kini: datetime) -> datetime:
    """What is older than this is past the entry's term."""
    if entri.masa is None:
        raise ValueError(f"{entri.kode} has no term")
    return entri.masa.batas(kini)


def jalankan(tugas: Tugas, kini: datetime, maju: Callable[[int, int], None]) -> tuple[int, int]:
    """End every term that is over; returns the rows that went and the files that did not.

    Safe to repeat: a second run finds nothing, and one that was killed is continued.
    """
    semua = yang_disapu()
    for n, (entri, sapuan) in enumerate(semua, start=1):
        _satu(entri, sapuan, tugas, kini)
        maju(n, len(semua))
    jejak = JejakRetensi.objects.filter(tugas=tugas)
    return (
        sum(j.baris + j.berkas for j in jejak.only("baris", "berkas")),
        sum(jejak.values_list("gagal", flat=True)),
    )


def _satu(entri: Entri, sapuan: Sapuan, tugas: Tugas, kini: datetime) -> None:
    """One entry; its last row of all zeros says that it was looked at to the end."""
    akhir = batas(entri, kini)

    @contextmanager
    def langkah() -> Iterator[Hasil]:
        with transaction.atomic():
            Kunci.RETENSI.pegang()
            if _ditahan(timezone.localdate(kini)).keys() & {"", entri.kode}:
                raise DitahanError
            hasil = Hasil()
            yield hasil
            if hasil.baris or hasil.berkas or hasil.gagal or hasil.tertua:
                _catat(hasil, entri, tugas, akhir)

    try:
        sapuan.kerjakan(akhir, langkah)
    except DitahanError:
        JejakRetensi.objects.create(tugas=tugas, entri=entri.kode, batas=akhir, ditahan=True)
    else:
        _catat(Hasil(), entri, tugas, akhir)


def _catat(hasil: Hasil, entri: Entri, tugas: Tugas, akhir: datetime) -> None:
    JejakRetensi.objects.create(tugas=tugas, entri=entri.kode, batas=akhir, **vars(hasil))


def _ditahan(hari: date) -> dict[str, date]:
    """The held entries, each with the last day of its longest hold; the empty code is all."""
    berlaku = PenahananRetensi.objects.berlaku(hari).order_by("sampai")
    return dict(berlaku.values_list("entri", "sampai"))
