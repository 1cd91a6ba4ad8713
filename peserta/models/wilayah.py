"""Condition on the officer's area, for tables with a person."""

from django.db.models import Q

from pijar.models import Pengguna


def q_orang(petugas: Pengguna, kolom: str = "peserta") -> Q:
    """Rows of people whom ``petugas`` may see; after a merge the surviving person counts."""
    if not petugas.wilayah:
        return Q()
    sendiri = Q(petugas.q_wilayah(f"{kolom}__kelurahan__kode"), **{f"{kolom}__digabung_ke": None})
    return sendiri | petugas.q_wilayah(f"{kolom}__digabung_ke__kelurahan__kode")
