"""The status of a person, and the one table of its legal moves."""

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
# With these statuses an officer may change the data; later a change must go to BPJS.
BISA_DIUBAH = frozenset({S.DRAF, S.DIKEMBALIKAN, S.TIDAK_LAYAK, S.LAYAK})
BISA_DIAJUKAN = frozenset({S.DRAF, S.DIKEMBALIKAN})
# Statuses that the undo of a stop may restore; only peserta.alur.batalkan_berhenti uses them.
BATAL_BERHENTI = frozenset(S) - {S.BERHENTI, S.TIDAK_LAYAK}
