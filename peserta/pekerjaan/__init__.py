"""Words for occupations: what lists brought, and what an admin said of it."""

from peserta.pekerjaan.actions import TERBANYAK, catat_kata

__all__ = ["TERBANYAK", "catat_kata"]
