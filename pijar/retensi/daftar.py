"""A list that came in: its file first, then its rows; the list itself stays with its counts.

A list without its file takes part in nothing any more, so rows that go in several batches are
never read half.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import BaseExpression

from pijar.models import StatusTugas
from pijar.retensi.sapuan import (
    SEKALI,
    Langkah,
    Rencana,
    hapus_berkas,
    hitung,
    kunci_sebagian,
    semua,
)

SIBUK = Q(tugas__status__in=[StatusTugas.ANTRE, StatusTugas.BERJALAN])


@dataclass(frozen=True)
class SapuDaftar:
    """Lists of one kind in the state ``selesai``; ``terbuka`` waits for somebody's decision.

    ``anak`` is the table of rows and the column by which they name the list. Its rows are deleted,
    or emptied as ``kosongkan`` says where ``berisi`` is true; ``anak_syarat`` spares the others.
    ``lain`` are further files of a list, which ``kosong_induk`` forgets.
    """

    label: str
    pada: BaseExpression
    selesai: Q
    anak: str
    ke_induk: str
    terbuka: Q = field(default_factory=lambda: Q(pk__in=[]))
    kosongkan: Mapping[str, Any] | None = None
    berisi: Q = field(default_factory=Q)
    lain: Callable[[Model], list[str]] = lambda _: []
    kosong_induk: Mapping[str, Any] = field(default_factory=dict)

    def rencana(self, batas: datetime) -> Rencana:
        """Lists count as files, their rows as rows."""
        calon = self._calon(batas)
        isi = hitung(calon)
        baris = self._baris().filter(**{f"{self.ke_induk}__in": calon.values("pk")})
        menunggu = self._lewat(batas).filter(self.terbuka).count()
        berkas = calon.exclude(berkas="").count()
        return Rencana(baris.count(), berkas, isi["tertua"], isi["terbaru"], menunggu)

    def kerjakan(self, batas: datetime, langkah: Langkah) -> None:
        setelah: Any = None
        while True:
            with langkah() as hasil:
                satu = kunci_sebagian(self._calon(batas), setelah, 1)
                if not satu:
                    return
                setelah, pada = satu[0]
                induk = semua(self.label).get(pk=setelah)
                nama = [getattr(induk, "berkas").name, *self.lain(induk)]  # noqa: B009 - any model
                if not hapus_berkas(nama, hasil, milik=induk):
                    continue
                semua(self.label).filter(pk=setelah).update(berkas="", **self.kosong_induk)
                hasil.sebut([pada])
            self._sapu_baris(setelah, pada, langkah)

    def _sapu_baris(self, induk: Any, pada: datetime | None, langkah: Langkah) -> None:
        """The rows of a list whose file is gone."""
        while True:
            with langkah() as hasil:
                milik = self._baris().filter(**{self.ke_induk: induk}).order_by("pk")
                pk = list(milik.values_list("pk", flat=True)[:SEKALI])
                if not pk:
                    return
                pilihan = semua(self.anak).filter(pk__in=pk)
                if self.kosongkan is None:
                    hasil.baris = pilihan.delete()[0]
                else:
                    hasil.baris = pilihan.update(**self.kosongkan)
                hasil.sebut([pada])

    def _lewat(self, batas: datetime) -> QuerySet[Model]:
        return semua(self.label).annotate(_pada=self.pada).filter(_pada__lt=batas)

    def _calon(self, batas: datetime) -> QuerySet[Model]:
        """Lists past the term that still have a file or rows, and no job at work."""
        ada = Exists(self._baris().filter(**{self.ke_induk: OuterRef("pk")}))
        sibuk = Exists(semua(self.label).filter(SIBUK, pk=OuterRef("pk")))
        return self._lewat(batas).filter(self.selesai).filter(~Q(berkas="") | ada).exclude(sibuk)

    def _baris(self) -> QuerySet[Model]:
        return semua(self.anak).filter(self.berisi)
