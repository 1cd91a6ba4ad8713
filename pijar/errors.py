"""Refusals: one family of exceptions, each message a sentence for the officer.

``pijar.http.PenolakanMiddleware`` turns every one of them into the 409 page, so no view
catches them.
"""


class AturanDilanggarError(Exception):
    """A rule says no. The message tells why and what to do next, without a full NIK."""

    def __init__(self, kalimat: str, *, tautan: str = "", label_tautan: str = "") -> None:
        super().__init__(kalimat)
        self.kalimat = kalimat
        self.tautan = tautan
        self.label_tautan = label_tautan


class TransisiDitolakError(AturanDilanggarError):
    """The status cannot move that way."""


class BentrokError(AturanDilanggarError):
    """Somebody else was first."""


class KuotaHabisError(AturanDilanggarError):
    """The source of funds has no room left, in people or in rupiah."""


class BerkasDitolakError(AturanDilanggarError):
    """The uploaded file cannot be read safely."""
