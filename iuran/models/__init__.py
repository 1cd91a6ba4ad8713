"""Models of ``iuran``, one module per noun."""

from iuran.models.bantuan import (
    Bantuan,
    JenisBantuan,
    KelompokSiap,
    KondisiInsidental,
    StatusBantuan,
)
from iuran.models.buku import Iuran, JenisIuran
from iuran.models.jawaban import (
    BarisJawaban,
    HasilJawaban,
    JawabanBPJS,
    JenisJawaban,
    StatusJawaban,
)
from iuran.models.klaim import (
    TRANSISI_KLAIM,
    JenisKlaim,
    Klaim,
    RiwayatKlaim,
    StatusKlaim,
)
from iuran.models.koreksi import (
    JenisKoreksi,
    KoreksiPembayaran,
    PerubahanTagihan,
    StatusKoreksi,
)
from iuran.models.pembayaran import (
    AlokasiPembayaran,
    JenisBayar,
    Pembayaran,
    PindaianPembayaran,
    StatusPembayaran,
)
from iuran.models.pendaftaran import (
    TRANSISI_PENDAFTARAN,
    BarisPendaftaran,
    HasilBaris,
    PendaftaranKolektif,
    ProfilEkspor,
    StatusPendaftaran,
)
from iuran.models.saldo_awal import BarisSaldoAwal, SaldoAwal, StatusSaldo
from iuran.models.sumber import DIBAYAR_KOTA, JenisSumber, Pembayar, Sektor, SumberDana, Tarif
from iuran.models.tagihan import StatusTagihan, Tagihan

__all__ = [
    "DIBAYAR_KOTA",
    "TRANSISI_KLAIM",
    "TRANSISI_PENDAFTARAN",
    "AlokasiPembayaran",
    "Bantuan",
    "BarisJawaban",
    "BarisPendaftaran",
    "BarisSaldoAwal",
    "HasilBaris",
    "HasilJawaban",
    "Iuran",
    "JawabanBPJS",
    "JenisBantuan",
    "JenisBayar",
    "JenisIuran",
    "JenisJawaban",
    "JenisKlaim",
    "JenisKoreksi",
    "JenisSumber",
    "KelompokSiap",
    "Klaim",
    "KondisiInsidental",
    "KoreksiPembayaran",
    "Pembayar",
    "Pembayaran",
    "PendaftaranKolektif",
    "PerubahanTagihan",
    "PindaianPembayaran",
    "ProfilEkspor",
    "RiwayatKlaim",
    "SaldoAwal",
    "Sektor",
    "StatusBantuan",
    "StatusJawaban",
    "StatusKlaim",
    "StatusKoreksi",
    "StatusPembayaran",
    "StatusPendaftaran",
    "StatusSaldo",
    "StatusTagihan",
    "SumberDana",
    "Tagihan",
    "Tarif",
]
