"""Grants that end earlier or go over to another source: drafted, looked at, proposed, confirmed."""

from iuran.perubahan_bantuan.actions.susun import kembalikan_perubahan, susun_perubahan
from iuran.perubahan_bantuan.akibat import SEKALIGUS, daftar_perubahan
from iuran.perubahan_bantuan.aturan import Rencana

__all__ = ["SEKALIGUS", "Rencana", "daftar_perubahan", "kembalikan_perubahan", "susun_perubahan"]
