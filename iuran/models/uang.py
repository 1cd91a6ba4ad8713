"""Which ledger rows count as money: one rule for sums in Python and in triggers (ADR 0016)."""

from django.db.models import Q


def bernilai(jalur: str = "") -> Q:
    """Ledger rows that count as money, each with its sign; ``jalur`` leads to them.

    A month counts while it lives and, once billed, for ever; a set-off from the bill that takes
    it, money paid back from its STS. ``hidup`` alone only says who occupies the month. The SQL twin
    is :data:`BERNILAI`.
    """
    mati = Q(**{f"{jalur}hidup": False})  # so that the two partial indexes of the ledger serve
    return (
        Q(**{f"{jalur}hidup": True})
        | (mati & Q(**{f"{jalur}tagihan__isnull": False}))
        | (mati & Q(**{f"{jalur}setor_pada__isnull": False, f"{jalur}dicabut_pada": None}))
    )


def lepas(jalur: str = "") -> Q:
    """Ledger rows that nothing holds: no bill asks for them, and no paper pays them.

    A civil servant's month is paid by its slip and stands in no bill (ADR 0024).
    """
    return Q(**{f"{jalur}tagihan": None, f"{jalur}pembayaran": None})


def dibayarkan(jalur: str = "") -> Q:
    """Ledger rows that a payment paid, and those by which money came back."""
    return Q(**{f"{jalur}pembayaran__isnull": False}) | Q(**{f"{jalur}setor_pada__isnull": False})


BERNILAI = """(hidup OR tagihan_id IS NOT NULL
    OR setor_pada IS NOT NULL AND dicabut_pada IS NULL)"""
