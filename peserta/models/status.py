"""What a person stands at, and every legal move: the one table of them."""

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
# Every move that the database lets through: those of the table, and undoing a stop.
PERPINDAHAN = sorted(
    {(dari, ke) for dari, tujuan in TRANSISI.items() for ke in tujuan}
    | {(S.BERHENTI, ke) for ke in BATAL_BERHENTI}
)
