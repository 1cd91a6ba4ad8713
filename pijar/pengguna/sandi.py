"""Passwords that one person makes for another: shown once, good for one sign-in."""

import secrets
from datetime import datetime, timedelta

from pijar.models import Pengguna

MASA = timedelta(days=3)
# Without what looks alike on paper: I l 1 O o 0.
HURUF = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789")
KELOMPOK, PANJANG = 4, 4


def sandi_baru() -> str:
    """Four groups of four signs, more than 90 bits: ``Kq7e-T3wx-…``; each kind is in it."""
    while True:
        kelompok = [
            "".join(secrets.choice("".join(HURUF)) for _ in range(PANJANG)) for _ in range(KELOMPOK)
        ]
        if all(set(satu) & {*"".join(kelompok)} for satu in HURUF):
            return "-".join(kelompok)


def beri_sandi(pengguna: Pengguna, *, oleh: Pengguna | None, pada: datetime) -> str:
    """Give the account a password for one sign-in; returns it, for it is kept nowhere readable.

    Whoever is signed in with the account is out at once.
    """
    sandi = sandi_baru()
    pengguna.set_password(sandi)
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
    return sandi
