"""How an entry's old rows and files go: in batches, each a transaction, each safe to repeat.

A file goes before its row says so. The row is locked and looked at again, the file is erased, the
row is emptied or deleted, and the count is written; all but the erasing are one transaction. If it
breaks after the erasing, the row still names the file: the next night erases nothing and empties
the row. The other way round a file would lie on the disk that no row knows any more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import Count, F, FileField, Max, Min, Model, Q, QuerySet
from django.db.models.expressions import BaseExpression

log = logging.getLogger(__name__)
SEKALI = 5_000
SEKALI_BERKAS = 50


@dataclass
class Hasil:
    """What one batch did."""

    baris: int = 0
    berkas: int = 0
    gagal: int = 0
    tertua: datetime | None = None
    terbaru: datetime | None = None

    def sebut(self, pada: Iterable[datetime | None]) -> None:
        """Remember the oldest and the newest of these moments."""
        semua = [w for w in (*pada, self.tertua, self.terbaru) if w]
        if semua:
            self.tertua, self.terbaru = min(semua), max(semua)


class Rencana(NamedTuple):
    """What the next run will do. ``menunggu``: past the term too, but somebody must decide it."""

    baris: int = 0
    berkas: int = 0
    tertua: datetime | None = None
    terbaru: datetime | None = None
    menunggu: int = 0


Langkah = Callable[[], AbstractContextManager[Hasil]]
"""One batch: a transaction that nobody holds back and that writes down what it did."""


class Sapuan(Protocol):
    """The way of one entry: what goes from the table ``label``."""

    @property
    def label(self) -> str: ...
    def rencana(self, batas: datetime) -> Rencana: ...
    def kerjakan(self, batas: datetime, langkah: Langkah) -> None: ...


def model(label: str) -> type[Model]:
    return apps.get_model(label)


def semua(label: str) -> QuerySet[Model]:
    return model(label)._default_manager.all()  # noqa: SLF001 - public API


def hapus_berkas(nama: Sequence[str], hasil: Hasil, *, milik: Model) -> bool:
    """Erase these files, unless another row names one too; False when one could not be erased."""
    try:
        for satu in nama:
            if satu and not dipakai_lain(satu, milik):
                hasil.berkas += default_storage.exists(satu)
                default_storage.delete(satu)
    except OSError as galat:  # of its row nothing changes; the next night tries again
        log.error("berkas %s %s tidak terhapus: %s", milik._meta.label, milik.pk, galat.strerror)  # noqa: SLF001
        hasil.gagal += 1
        return False
    return True


def dipakai_lain(nama: str, milik: Model) -> bool:
    """Whether a row other than ``milik`` names this file."""
    for m in apps.get_models():
        for f in m._meta.fields:  # noqa: SLF001 - public API
            if isinstance(f, FileField):
                lain = m._default_manager.filter(**{f.name: nama})  # noqa: SLF001
                if isinstance(milik, m):
                    lain = lain.exclude(pk=milik.pk)
                if _sefolder(f, nama) and lain.exists():
                    return True
    return False


def _sefolder(kolom: FileField, nama: str) -> bool:
    """Whether files of this field lie in the folder of ``nama``."""
    return str(kolom.upload_to).partition("/")[0] == nama.partition("/")[0]


@dataclass(frozen=True)
class SapuBaris:
    """Rows of one table: deleted, or ``kosongkan`` says which columns are emptied with what.

    ``berkas`` names the files of a row, which go before it.
    """

    label: str
    pada: str | BaseExpression
    syarat: Q = field(default_factory=Q)
    kosongkan: Mapping[str, Any] | None = None
    berkas: Callable[[Model], list[str]] | None = None

    def calon(self, batas: datetime) -> QuerySet[Model]:
        """The rows past the term; what is to be emptied is not empty yet."""
        dasar = semua(self.label).annotate(_pada=_ungkap(self.pada)).filter(self.syarat)
        return dasar.filter(_pada__lt=batas)

    def rencana(self, batas: datetime) -> Rencana:
        return Rencana(**hitung(self.calon(batas)))

    def kerjakan(self, batas: datetime, langkah: Langkah) -> None:
        setelah: Any = None
        while True:
            with langkah() as hasil:
                banyak = SEKALI_BERKAS if self.berkas else SEKALI
                baris = kunci_sebagian(self.calon(batas), setelah, banyak)
                if not baris:
                    return
                setelah = baris[-1][0]
                pk = [p for p, _ in baris]
                if self.berkas:
                    pk = self._tanpa_berkas(pk, hasil)
                hasil.sebut(w for p, w in baris if p in {*pk})
                hasil.baris = self._buang(semua(self.label).filter(pk__in=pk))

    def _tanpa_berkas(self, pk: list[Any], hasil: Hasil) -> list[Any]:
        """Erase the files of these rows; returns the rows whose files are gone."""
        nama = self.berkas or (lambda _: [])
        satu = semua(self.label).filter(pk__in=pk)
        return [m.pk for m in satu if hapus_berkas(nama(m), hasil, milik=m)]

    def _buang(self, pilihan: QuerySet[Model]) -> int:
        if self.kosongkan is not None:
            return pilihan.update(**self.kosongkan)
        return pilihan.delete()[0]


@dataclass(frozen=True)
class SapuBerkas:
    """The file of a row, which stays and names it no more."""

    label: str
    pada: str | BaseExpression
    kolom: str
    syarat: Q = field(default_factory=Q)
    kosongkan: Mapping[str, Any] = field(default_factory=dict)

    def calon(self, batas: datetime) -> QuerySet[Model]:
        dasar = semua(self.label).annotate(_pada=_ungkap(self.pada)).filter(self.syarat)
        return dasar.filter(_pada__lt=batas).exclude(**{self.kolom: ""})

    def rencana(self, batas: datetime) -> Rencana:
        isi = hitung(self.calon(batas))
        return Rencana(berkas=isi.pop("baris"), **isi)

    def kerjakan(self, batas: datetime, langkah: Langkah) -> None:
        setelah: Any = None
        while True:
            with langkah() as hasil:
                baris = kunci_sebagian(self.calon(batas), setelah, SEKALI_BERKAS)
                if not baris:
                    return
                for pk, pada in baris:
                    satu = semua(self.label).get(pk=pk)
                    if hapus_berkas([getattr(satu, self.kolom).name], hasil, milik=satu):
                        semua(self.label).filter(pk=pk).update(**{self.kolom: "", **self.kosongkan})
                        hasil.sebut([pada])
                setelah = baris[-1][0]


def _ungkap(pada: str | BaseExpression) -> Any:
    return F(pada) if isinstance(pada, str) else pada


def hitung(calon: QuerySet[Model]) -> dict[str, Any]:
    """Number, oldest and newest of these rows."""
    return calon.order_by().aggregate(baris=Count("pk"), tertua=Min("_pada"), terbaru=Max("_pada"))


def kunci_sebagian(
    calon: QuerySet[Model], setelah: Any, banyak: int = SEKALI
) -> list[tuple[Any, datetime | None]]:
    """Lock the next of these rows, without waiting for those that somebody holds."""
    if setelah is not None:
        calon = calon.filter(pk__gt=setelah)
    terkunci = calon.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    return list(terkunci.values_list("pk", "_pada")[:banyak])
