"""What a person stands at, and every legal move: the one table of them."""

from django.db import models


class Status(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    LAYAK = "layak", "Layak"
    TIDAK_LAYAK = "tidak_layak", "Tidak layak"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    DIDAFTARKAN = "didaftarkan", "Didaftarkan"
    TERDAFTAR = "terdaftar", "Terdaftar"
    BERHENTI = "berhenti", "Berhenti"


S = Status
TRANSISI: dict[Status, frozenset[Status]] = {
    S.DRAF: frozenset({S.DIAJUKAN, S.BERHENTI}),
    S.DIAJUKAN: frozenset({S.DRAF, S.DIKEMBALIKAN, S.LAYAK, S.TIDAK_LAYAK, S.BERHENTI}),
    S.DIKEMBALIKAN: frozenset({S.DIAJUKAN, S.BERHENTI}),
    S.TIDAK_LAYAK: frozenset({S.DRAF}),
    S.LAYAK: frozenset({S.DITETAPKAN, S.DIAJUKAN, S.TERDAFTAR, S.BERHENTI}),
    S.DITETAPKAN: frozenset({S.DIDAFTARKAN, S.LAYAK, S.BERHENTI}),
    S.DIDAFTARKAN: frozenset({S.TERDAFTAR, S.DITETAPKAN, S.BERHENTI}),
    S.TERDAFTAR: frozenset({S.BERHENTI}),
    S.BERHENTI: frozenset({S.DRAF}),
}
# While a person stands here an officer may change the data; later it goes to BPJS as a change.
BISA_DIUBAH = frozenset({S.DRAF, S.DIKEMBALIKAN, S.TIDAK_LAYAK, S.LAYAK})
BISA_DIAJUKAN = frozenset({S.DRAF, S.DIKEMBALIKAN})
# Undoing a stop puts back the status before it; only that action may do so.
BATAL_BERHENTI = frozenset(S) - {S.BERHENTI, S.TIDAK_LAYAK}
