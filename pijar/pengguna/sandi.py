"""Passwords that one person makes for another: shown for a minute, good for one sign-in."""

from datetime import datetime, timedelta
from itertools import count

from pijar.models import Pengguna
from pijar.pengguna.bibit import bibit_baru, tanda_dari

MASA = timedelta(days=3)
# Without what looks alike on paper: I l 1 O o 0.
HURUF = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789")
KELOMPOK, PANJANG = 4, 4


def sandi_dari(bibit: str) -> str:
    """Four groups of four signs, more than 90 bits: ``Kq7e-T3wx-…``; each kind is in it."""
    banyak = KELOMPOK * PANJANG
    semua = (tanda_dari(bibit, ke, "".join(HURUF), banyak) for ke in count())
    tanda = next(satu for satu in semua if all({*golongan} & {*satu} for golongan in HURUF))
    return "-".join(tanda[i : i + PANJANG] for i in range(0, banyak, PANJANG))


def beri_sandi(pengguna: Pengguna, *, oleh: Pengguna | None, pada: datetime) -> str:
    """Give the account a password for one sign-in; returns what :func:`sandi_dari` makes it from.

    Whoever is signed in with the account is out at once.
    """
    bibit = bibit_baru()
    pengguna.set_password(sandi_dari(bibit))
    pengguna.sandi_sementara_sampai = pada + MASA
    pengguna.sandi_sementara_dipakai = None
    pengguna.sandi_direset_oleh, pengguna.sandi_direset_pada = oleh, pada
    pengguna.save(
        update_fields=[
            "password",
            "sandi_sementara_sampai",
            "sandi_sementara_dipakai",
            "sandi_direset_oleh",
            "sandi_direset_pada",
        ]
    )
    return bibit
