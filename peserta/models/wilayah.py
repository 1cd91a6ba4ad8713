"""Whose rows an officer may see, for tables about a person."""

from django.db.models import Q

from pijar.models import Pengguna


def q_orang(petugas: Pengguna, kolom: str = "peserta") -> Q:
    """Condition on rows about people whom ``petugas`` may see; merged ones follow who stays."""
    if not petugas.wilayah:
        return Q()
    sendiri = Q(petugas.q_wilayah(f"{kolom}__kelurahan__kode"), **{f"{kolom}__digabung_ke": None})
    return sendiri | petugas.q_wilayah(f"{kolom}__digabung_ke__kelurahan__kode")
