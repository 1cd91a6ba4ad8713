"""One state of the database for several figures, and what they count from counted once in it.

Inside :func:`satu_keadaan` nothing changes that a query reads. A function that is marked with
:func:`sekali` is called there once for the same arguments, whichever figures ask for it; anywhere
else each call counts.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
T = TypeVar("T")
SATU_KEADAAN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
Terhitung = dict[Hashable, object]

_terhitung: ContextVar[Terhitung | None] = ContextVar("terhitung", default=None)


@contextmanager
def satu_keadaan() -> Iterator[Terhitung]:
    """A transaction that sees one state of the database; yields what is remembered of it."""
    terhitung: Terhitung = {}
    with transaction.atomic(), _ingatan(terhitung):
        with connection.cursor() as kursor:
            kursor.execute(SATU_KEADAAN)
        yield terhitung


@contextmanager
def _ingatan(isi: Terhitung | None) -> Iterator[None]:
    tanda = _terhitung.set(isi)
    try:
        yield
    finally:
        _terhitung.reset(tanda)


def ingatan() -> Terhitung | None:
    """What was counted in this state; None outside of one."""
    return _terhitung.get()


def saat_lain() -> AbstractContextManager[None]:
    """Inside, the tables are read as of another moment: what was counted outside is not known."""
    return _ingatan({})


def sekali(hitung: Callable[P, T]) -> Callable[P, T]:
    """Count once in one state. Arguments are plain values; nobody changes what is given."""

    @wraps(hitung)
    def dalam(*args: P.args, **kwargs: P.kwargs) -> T:
        ingatan = _terhitung.get()
        if ingatan is None:
            return hitung(*args, **kwargs)
        kunci = (hitung, args, tuple(sorted(kwargs.items())))
        if kunci not in ingatan:
            ingatan[kunci] = hitung(*args, **kwargs)
        return ingatan[kunci]  # type: ignore[return-value]  # what this function gave

    return dalam
