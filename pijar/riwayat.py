"""What the database itself writes down of changes.

Each earlier contents of a row, by the history library, for reading the past (ADR 0018); and that a
table was changed at all, for figures that are kept (ADR 0025).
"""

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


# The mark of a transaction is its own row: two writers never wait for each other, and a second
# statement of the same one finds it there.
CATAT = """
    INSERT INTO pijar_ubahan (tabel, xid, pada)
    VALUES (TG_TABLE_NAME, pg_current_xact_id()::text::bigint, clock_timestamp())
    ON CONFLICT DO NOTHING;
    RETURN NULL;
"""


def amati(*daftar: type[Model]) -> None:
    """Let each transaction that writes these tables leave a mark, once for each of them."""
    for model in daftar:
        pgtrigger.register(
            pgtrigger.Trigger(
                name="ubahan_dicatat",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert
                | pgtrigger.Update
                | pgtrigger.Delete
                | pgtrigger.Truncate,
                func=CATAT,
            )
        )(model)


# One statement, one look at the rows as they were and as they are, however many columns.
CATAT_KOLOM = """
    INSERT INTO pijar_ubahan (tabel, xid, pada)
    SELECT TG_TABLE_NAME || '.' || k.kolom, pg_current_xact_id()::text::bigint, clock_timestamp()
    FROM (SELECT {beda} FROM lama JOIN baru ON baru.id = lama.id) x
    CROSS JOIN LATERAL (VALUES {pasangan}) k(kolom, beda) WHERE k.beda
    ON CONFLICT DO NOTHING;
    RETURN NULL;
"""


def amati_kolom(model: type[Model], *kolom: str) -> None:
    """Mark as well, by ``table.column``, which of these columns of a row have changed.

    For figures that read nothing else of a table that is written all day. A row that comes or goes
    marks ``table.id``: a figure that meets rows only where others refer to them need not name it.
    """
    beda = ", ".join(f"bool_or(lama.{k} IS DISTINCT FROM baru.{k}) AS {k}" for k in kolom)
    pasangan = ", ".join(f"('{k}', x.{k})" for k in kolom)
    baris = pgtrigger.Trigger(
        name="ubahan_baris",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Delete | pgtrigger.Truncate,
        func=CATAT.replace("TG_TABLE_NAME", "TG_TABLE_NAME || '.id'"),
    )
    isi = pgtrigger.Trigger(
        name="ubahan_kolom",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=pgtrigger.Referencing(old="lama", new="baru"),
        func=CATAT_KOLOM.format(beda=beda, pasangan=pasangan),
    )
    pgtrigger.register(baris, isi)(model)
