"""The status of a person, and the one table of its legal moves."""

from pijar.nada import Bernada, Nada


class Status(Bernada):
    DRAF = "draf", Nada.NETRAL, "Draf"
    DIAJUKAN = "diajukan", Nada.PROSES, "Diajukan"
    DIKEMBALIKAN = "dikembalikan", Nada.PERHATIAN, "Dikembalikan"
    LAYAK = "layak", Nada.BAIK, "Layak"
    TIDAK_LAYAK = "tidak_layak", Nada.BURUK, "Tidak layak"
    DITETAPKAN = "ditetapkan", Nada.PROSES, "Ditetapkan"
    DIDAFTARKAN = "didaftarkan", Nada.PROSES, "Didaftarkan"
    TERDAFTAR = "terdaftar", Nada.BAIK, "Terdaftar"
    BERHENTI = "berhenti", Nada.AKHIR, "Berhenti"


S = Status
TRANSISI: dict[Status, frozenset[Status]] = {
    S.DRAF: frozenset({S.DIAJUKAN, S.BERHENTI}),
    S.DIAJUKAN: frozenset({S.DRAF, S.DIKEMBALIKAN, S.LAYAK, S.TIDAK_LAYAK, S.BERHENTI}),
    S.DIKEMBALIKAN: frozenset({S.DIAJUKAN, S.BERHENTI}),
    S.TIDAK_LAYAK: frozenset({S.DRAF, S.DIAJUKAN}),  # the latter: the refusal is undone
    S.LAYAK: frozenset({S.DITETAPKAN, S.DIAJUKAN, S.TERDAFTAR, S.BERHENTI}),
    S.DITETAPKAN: frozenset({S.DIDAFTARKAN, S.LAYAK, S.BERHENTI}),
    S.DIDAFTARKAN: frozenset({S.TERDAFTAR, S.DITETAPKAN, S.BERHENTI}),
    S.TERDAFTAR: frozenset({S.BERHENTI}),
    S.BERHENTI: frozenset({S.DRAF}),
}
# With these statuses an officer may change the data; later an admin decides on a proposal.
BISA_DIUBAH = frozenset({S.DRAF, S.DIKEMBALIKAN, S.TIDAK_LAYAK, S.LAYAK})
BISA_DIUSULKAN = frozenset({S.DITETAPKAN, S.DIDAFTARKAN, S.TERDAFTAR, S.BERHENTI})
BISA_DIAJUKAN = frozenset({S.DRAF, S.DIKEMBALIKAN})
# Statuses that the undo of a stop may restore; only peserta.alur.batalkan_berhenti uses them.
BATAL_BERHENTI = frozenset(S) - {S.BERHENTI, S.TIDAK_LAYAK}
# Every move that the database lets through: those of the table, and undoing a stop.
PERPINDAHAN: list[tuple[str, str]] = sorted(
    {(dari, ke) for dari, tujuan in TRANSISI.items() for ke in tujuan}
    | {(S.BERHENTI, ke) for ke in BATAL_BERHENTI}
)
