"""Remember a search that holds a number, since a number stands in no address."""

from secrets import token_urlsafe

from django.contrib.sessions.backends.base import SessionBase

PENCARIAN = "pencarian"
"""Searches of the list of people, in the session."""
DIINGAT = 10  # the last so many, so that Back finds them


def ingat(sesi: SessionBase, jenis: str, isian: dict[str, str]) -> str:
    """Keep ``isian`` in the session; returns the random mark that an address may hold."""
    ke = token_urlsafe(6)
    semua = [*sesi.get(jenis, {}).items(), (ke, isian)]
    sesi[jenis] = dict(semua[-DIINGAT:])
    return ke


def diingat(sesi: SessionBase, jenis: str, ke: str) -> dict[str, str] | None:
    """What was kept under the mark ``ke``; None where it is gone."""
    isian: dict[str, str] | None = sesi.get(jenis, {}).get(ke)
    return isian
