"""A measure as plain data, to be kept with a report, and back: dataclasses by their own types."""

import json
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from django.core.serializers.json import DjangoJSONEncoder

T = TypeVar("T")
BACA: dict[Any, Callable[[Any], Any]] = {date: date.fromisoformat, Decimal: Decimal}


def ke_polos(nilai: Any) -> Any:
    """Dates and decimals as text, dataclasses as dictionaries."""
    isi = asdict(nilai) if is_dataclass(nilai) and not isinstance(nilai, type) else nilai
    return json.loads(json.dumps(isi, cls=DjangoJSONEncoder))


def dari_polos(kelas: type[T], isi: dict[str, Any]) -> T:
    """The dataclass again; what the class has learnt since keeps its default."""
    jenis = get_type_hints(kelas)
    ada = [f.name for f in fields(kelas) if f.name in isi]  # type: ignore[arg-type]  # a dataclass
    return kelas(**{nama: _baca(jenis[nama], isi[nama]) for nama in ada})


def _baca(jenis: Any, isi: Any) -> Any:
    """A value by its type: perhaps None, a tuple of one type, or a single value."""
    asal, bagian = get_origin(jenis), get_args(jenis)
    if isi is None:
        return None
    if asal in (Union, UnionType):
        return _baca(next(b for b in bagian if b is not type(None)), isi)
    if asal is tuple:
        return tuple(_baca(bagian[0], satu) for satu in isi)
    return _satu(jenis, isi)


def _satu(jenis: Any, isi: Any) -> Any:
    if is_dataclass(jenis) and isinstance(jenis, type):
        return dari_polos(jenis, isi)
    return BACA[jenis](isi) if jenis in BACA else isi
