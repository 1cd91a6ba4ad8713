"""Models of ``iuran``, one module per noun."""

from iuran.models.bantuan import Bantuan, JenisBantuan, KondisiInsidental, StatusBantuan
from iuran.models.buku import Iuran, JenisIuran
from iuran.models.pendaftaran import (
    TRANSISI_PENDAFTARAN,
    BarisJawaban,
    BarisPendaftaran,
    HasilBaris,
    HasilJawaban,
    JawabanBPJS,
    JenisJawaban,
    PendaftaranKolektif,
    ProfilEkspor,
    StatusJawaban,
    StatusPendaftaran,
)
from iuran.models.sumber import DIBAYAR_KOTA, JenisSumber, Pembayar, Sektor, SumberDana, Tarif
from iuran.models.tagihan import Pembayaran, StatusTagihan, Tagihan

__all__ = [
    "DIBAYAR_KOTA",
    "TRANSISI_PENDAFTARAN",
    "Bantuan",
    "BarisJawaban",
    "BarisPendaftaran",
    "HasilBaris",
    "HasilJawaban",
    "Iuran",
    "JawabanBPJS",
    "JenisBantuan",
    "JenisIuran",
    "JenisJawaban",
    "JenisSumber",
    "KondisiInsidental",
    "Pembayar",
    "Pembayaran",
    "PendaftaranKolektif",
    "ProfilEkspor",
    "Sektor",
    "StatusBantuan",
    "StatusJawaban",
    "StatusPendaftaran",
    "StatusTagihan",
    "SumberDana",
    "Tagihan",
    "Tarif",
]
