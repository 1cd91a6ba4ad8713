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
    BERHASIL,
    MENENTUKAN,
    BarisJawaban,
    HasilJawaban,
    JawabanBPJS,
    JenisJawaban,
    KoreksiJawaban,
    StatusJawaban,
)
from iuran.models.kiriman import KirimanPendaftaran
from iuran.models.klaim import (
    TRANSISI_KLAIM,
    JenisKlaim,
    Klaim,
    RiwayatKlaim,
    StatusKlaim,
)
from iuran.models.pendaftaran import (
    TRANSISI_PENDAFTARAN,
    BarisPendaftaran,
    BarisPendaftaranQuerySet,
    HasilBaris,
    PendaftaranKolektif,
    ProfilEkspor,
    StatusPendaftaran,
)
from iuran.models.saldo_awal import BarisSaldoAwal, SaldoAwal, StatusSaldo
from iuran.models.sumber import DIBAYAR_KOTA, JenisSumber, Pembayar, Sektor, SumberDana, Tarif
from iuran.models.tagihan import Pembayaran, StatusTagihan, Tagihan

__all__ = [
    "BERHASIL",
    "DIBAYAR_KOTA",
    "MENENTUKAN",
    "TRANSISI_KLAIM",
    "TRANSISI_PENDAFTARAN",
    "Bantuan",
    "BarisJawaban",
    "BarisPendaftaran",
    "BarisPendaftaranQuerySet",
    "BarisSaldoAwal",
    "HasilBaris",
    "HasilJawaban",
    "Iuran",
    "JawabanBPJS",
    "JenisBantuan",
    "JenisIuran",
    "JenisJawaban",
    "JenisKlaim",
    "JenisSumber",
    "KelompokSiap",
    "KirimanPendaftaran",
    "Klaim",
    "KondisiInsidental",
    "KoreksiJawaban",
    "Pembayar",
    "Pembayaran",
    "PendaftaranKolektif",
    "ProfilEkspor",
    "RiwayatKlaim",
    "SaldoAwal",
    "Sektor",
    "StatusBantuan",
    "StatusJawaban",
    "StatusKlaim",
    "StatusPendaftaran",
    "StatusSaldo",
    "StatusTagihan",
    "SumberDana",
    "Tagihan",
    "Tarif",
]
