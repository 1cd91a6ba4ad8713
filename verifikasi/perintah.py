"""A query of the ORM inside a statement of our own."""

from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet


class Perintah(NamedTuple):
    """A query and its parameters, by name."""

    sql: str
    isi: dict[str, Any]


def bernama(orang: QuerySet[Any, Any]) -> Perintah:
    """A query of ids whose parameters have names, so that it stands inside another."""
    try:
        sql, isi = orang.query.sql_with_params()
    except EmptyResultSet:  # of nobody, which Django asks no database
        return Perintah("SELECT NULL::bigint AS id WHERE false", {})
    nama = [f"k{n}" for n in range(len(isi))]
    bernama = sql % tuple(f"%({n})s" for n in nama)
    dinamai = f"SELECT pk AS id FROM ({bernama}) AS semua (pk)"  # noqa: S608 - the ORM's own text
    return Perintah(dinamai, dict(zip(nama, isi, strict=True)))
