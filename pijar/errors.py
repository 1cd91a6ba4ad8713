"""Refusals: exceptions whose message is a sentence for the officer.

``pijar.http.PenolakanMiddleware`` turns each of them into the 409 page, so no view catches
them.
"""


class AturanDilanggarError(Exception):
    """A rule forbids the action. The message gives reason and next step, without a full NIK."""

    def __init__(self, kalimat: str, *, tautan: str = "", label_tautan: str = "") -> None:
        super().__init__(kalimat)
        self.kalimat = kalimat
        self.tautan = tautan
        self.label_tautan = label_tautan


class TransisiDitolakError(AturanDilanggarError):
    """The table of legal moves does not allow this change of status."""


class BentrokError(AturanDilanggarError):
    """Another user changed the same data first."""


class TungguError(AturanDilanggarError):
    """One person did this too often; the sentence says until when they wait."""


class KuotaHabisError(AturanDilanggarError):
    """The source of funds has no room left, in people or in rupiah."""


class BerkasDitolakError(AturanDilanggarError):
    """The uploaded file cannot be read safely."""
