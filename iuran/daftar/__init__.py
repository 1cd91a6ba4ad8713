"""Pages that list people by their cover, and one person's cover."""

from iuran.daftar.papan import kata_sk, tebing_dekat

__all__ = ["kata_sk", "tebing_dekat"]
