"""Several lists one after the other, of which a page reads only its own part."""

from collections.abc import Sequence
from typing import Any, NamedTuple, overload

from django.db.models import QuerySet


class Bagian(NamedTuple):
    """One of the lists, and how many rows it is known to have."""

    jumlah: int
    baris: QuerySet[Any]


class Beruntun(Sequence[Any]):
    """The rows of ``bagian`` in order, for pages: the lists before a page are only counted."""

    def __init__(self, bagian: Sequence[Bagian]) -> None:
        self.bagian = bagian

    def __len__(self) -> int:
        return sum(b.jumlah for b in self.bagian)

    @overload
    def __getitem__(self, ke: int) -> Any: ...

    @overload
    def __getitem__(self, ke: slice) -> list[Any]: ...

    def __getitem__(self, ke: int | slice) -> Any:
        if isinstance(ke, int):
            return self[ke : ke + 1][0]
        dari, sampai, _ = ke.indices(len(self))
        hasil: list[Any] = []
        for jumlah, baris in self.bagian:
            if dari < jumlah and sampai > 0:
                hasil += baris[max(dari, 0) : min(sampai, jumlah)]
            dari, sampai = dari - jumlah, sampai - jumlah
        return hasil
