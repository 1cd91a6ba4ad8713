"""Pages that list people by their cover, and one person's cover."""

from iuran.daftar.papan import Tebing, kata_sk, papan_kota, tebing_dekat

__all__ = ["Tebing", "kata_sk", "papan_kota", "tebing_dekat"]
