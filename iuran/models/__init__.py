"""Models of ``iuran``, one module per noun."""

from iuran.models.bantuan import (
    Bantuan,
    JenisBantuan,
    KelompokSiap,
    KondisiInsidental,
    StatusBantuan,
)
from iuran.models.baris_jawaban import (
    BERHASIL,
    MENENTUKAN,
    BarisJawaban,
    HasilJawaban,
    KoreksiJawaban,
)
from iuran.models.buku import Iuran, JenisIuran
from iuran.models.jawaban import JawabanBPJS, JenisJawaban, StatusJawaban
from iuran.models.kartu import BERKARTU, PenerimaKartu, SerahKartu
from iuran.models.kelebihan import (
    BarisKelebihan,
    JenisPenyelesaian,
    PenyelesaianKelebihan,
    StatusPenyelesaian,
)
from iuran.models.kiriman import KirimanPendaftaran
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
from iuran.models.pagu import BATAS_SP2D, PerubahanPagu, PerubahanSumber, StatusPerubahan
from iuran.models.pembayaran import (
    AlokasiPembayaran,
    JenisBayar,
    Pembayaran,
    PindaianPembayaran,
    StatusPembayaran,
)
from iuran.models.pencabutan import PencabutanKelebihan, PindaianKelebihan
from iuran.models.pendaftaran import (
    TRANSISI_PENDAFTARAN,
    BarisPendaftaran,
    BarisPendaftaranQuerySet,
    HasilBaris,
    PendaftaranKolektif,
    StatusPendaftaran,
)
from iuran.models.profil import ProfilEkspor, UrutanBayar
from iuran.models.rencana import BarisRencana, SkenarioRencana
from iuran.models.saldo_awal import BarisSaldoAwal, SaldoAwal, StatusSaldo
from iuran.models.sumber import (
    BER_DPA,
    DIBAYAR_KOTA,
    DISAHKAN,
    JenisSumber,
    KeadaanPagu,
    SumberDana,
)
from iuran.models.tagihan import StatusTagihan, Tagihan
from iuran.models.tarif import Pembayar, Sektor, StatusTarif, Tarif

__all__ = [
    "BATAS_SP2D",
    "BERHASIL",
    "BERKARTU",
    "BER_DPA",
    "DIBAYAR_KOTA",
    "DISAHKAN",
    "MENENTUKAN",
    "TRANSISI_KLAIM",
    "TRANSISI_PENDAFTARAN",
    "AlokasiPembayaran",
    "Bantuan",
    "BarisJawaban",
    "BarisKelebihan",
    "BarisPendaftaran",
    "BarisPendaftaranQuerySet",
    "BarisRencana",
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
    "JenisPenyelesaian",
    "JenisSumber",
    "KeadaanPagu",
    "KelompokSiap",
    "KirimanPendaftaran",
    "Klaim",
    "KondisiInsidental",
    "KoreksiJawaban",
    "KoreksiPembayaran",
    "Pembayar",
    "Pembayaran",
    "PencabutanKelebihan",
    "PendaftaranKolektif",
    "PenerimaKartu",
    "PenyelesaianKelebihan",
    "PerubahanPagu",
    "PerubahanSumber",
    "PerubahanTagihan",
    "PindaianKelebihan",
    "PindaianPembayaran",
    "ProfilEkspor",
    "RiwayatKlaim",
    "SaldoAwal",
    "Sektor",
    "SerahKartu",
    "SkenarioRencana",
    "StatusBantuan",
    "StatusJawaban",
    "StatusKlaim",
    "StatusKoreksi",
    "StatusPembayaran",
    "StatusPendaftaran",
    "StatusPenyelesaian",
    "StatusPerubahan",
    "StatusSaldo",
    "StatusTagihan",
    "StatusTarif",
    "SumberDana",
    "Tagihan",
    "Tarif",
    "UrutanBayar",
]
