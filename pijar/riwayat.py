"""Keep each earlier contents of a row, by the history library, for reading the past (ADR 0018)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
import pgtrigger
from django.db.models import Model

M = TypeVar("M", bound=type[Model])


def ingat(
    nama: str = "diubah",
    *,
    bila: pgtrigger.Condition | None = None,
    kolom: Sequence[str] | None = None,
    kecuali: Sequence[str] | None = None,
) -> Callable[[M], M]:
    """Make a decorator of a model: an update keeps the row as it was, without who changed it.

    ``bila`` is the condition in the database; ``kolom`` are the columns that are kept, or
    ``kecuali`` those that are not. The event model is called after the model: ``IuranEvent``.
    """

    acara = pghistory.UpdateEvent(nama, row=pghistory.Old)
    if bila:
        acara = pghistory.UpdateEvent(nama, row=pghistory.Old, condition=bila)

    def pasang(model: M) -> M:
        lacak = pghistory.track(
            acara,
            fields=list(kolom) if kolom else None,
            exclude=list(kecuali) if kecuali else None,
            context_field=None,  # type: ignore[arg-type]  # documented: no context
            obj_field=pghistory.ObjForeignKey(related_name="+"),
            append_only=True,
            model_name=f"{model.__name__}Event",
        )
        return lacak(model)

    return pasang
