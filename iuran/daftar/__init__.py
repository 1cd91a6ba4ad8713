"""Pages that list people by their cover, and one person's cover."""

from iuran.daftar.papan import TebingDekat, kata_sk, tebing_dekat

__all__ = ["TebingDekat", "kata_sk", "tebing_dekat"]
