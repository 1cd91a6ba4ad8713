"""A kept value as its reader finds it: whether it may be shown, and as of when it counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from django.conf import settings

from pijar.kemas import buka

T = TypeVar("T")

_tepat: ContextVar[bool] = ContextVar("tepat", default=False)


@contextmanager
def tepat(ya: bool) -> Iterator[None]:
    """Inside, no figure may miss a change, however young: the reader made one himself."""
    tanda = _tepat.set(ya)
    try:
        yield
    finally:
        _tepat.reset(tanda)


def boleh_terlambat() -> timedelta:
    """How far a kept figure may be behind a change."""
    return timedelta(seconds=settings.ANGKA_TERLAMBAT)


@dataclass(frozen=True)
class Disimpan(Generic[T]):
    """A value, and the moment as of which it counts."""

    nilai: T
    pada: datetime


@dataclass(frozen=True)
class Terbaca:
    """A kept value as it was found: counted at ``pada``, first change since, the clock."""

    pk: int
    isi: memoryview
    pada: datetime
    berubah: datetime | None
    kini: datetime

    @property
    def segar(self) -> bool:
        """Whether it may be shown."""
        if self.berubah is None:
            return True
        return not _tepat.get() and self.kini - self.berubah < boleh_terlambat()

    def tampak(self) -> Disimpan[Any]:
        """What nobody changed since counts as of now."""
        nilai = cast(Any, buka(bytes(self.isi)))
        return Disimpan(nilai, self.pada if self.berubah else self.kini)
