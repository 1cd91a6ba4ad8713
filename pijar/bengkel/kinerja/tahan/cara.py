"""How one kind of job is started."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from pijar.bengkel.kinerja.tahan.kantor import Kantor


class Cara(NamedTuple):
    """``siap`` runs once, before the first round; ``mulai`` begins each.

    ``menyusul``: the job follows another one that ``mulai`` begins.
    """

    mulai: Callable[[Kantor], object]
    siap: Callable[[Kantor], None] | None = None
    menyusul: bool = False


Mulai: TypeAlias = Callable[[Kantor], object]
Siap: TypeAlias = Callable[[Kantor], None]
