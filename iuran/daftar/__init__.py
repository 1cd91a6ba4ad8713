"""Pages that list people by their cover, and one person's cover."""

from iuran.daftar.papan import Tebing, harga_perpanjangan, kata_sk, papan_kota, tebing_dekat

__all__ = ["Tebing", "harga_perpanjangan", "kata_sk", "papan_kota", "tebing_dekat"]
