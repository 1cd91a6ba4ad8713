"""Models of ``iuran``, one module per noun."""

from iuran.models.bantuan import (
    Bantuan,
    JenisBantuan,
    KondisiInsidental,
    StatusBantuan,
)
from iuran.models.baris_berkas import BarisBerkas, BarisBerkasQuerySet
from iuran.models.baris_daftar import BarisDaftarBPJS
from iuran.models.baris_jawaban import (
    BERHASIL,
    MENENTUKAN,
    BarisJawaban,
    HasilJawaban,
    KoreksiJawaban,
)
from iuran.models.baris_padanan import (
    MELAPORKAN,
    BarisPadanan,
    HasilPadanan,
    PadananOrang,
    SisihPadanan,
)
from iuran.models.baris_setoran import BagianSetoran, BarisSetoran, SebabSetoran
from iuran.models.berkas_bpjs import BERBANTUAN, KATA, TRANSISI_BERKAS, BerkasBPJS, StatusBerkas
from iuran.models.buku import Iuran, JenisIuran
from iuran.models.daftar_bpjs import (
    TAK_TERPAKAI,
    TERBACA,
    BagianDaftar,
    DaftarBPJS,
    JenisDaftar,
    KeadaanBPJS,
    StatusDaftar,
)
from iuran.models.daftar_setoran import (
    SETORAN_TERBACA,
    BayarSetoran,
    DaftarSetoran,
    StatusSetoran,
)
from iuran.models.diamati import DIAMATI
from iuran.models.gerakan import BarisLaporanBPJS, LaporanBPJSGerakan
from iuran.models.impor_penyumbang import (
    BERJANJI,
    MENGUBAH_JANJI,
    BarisPenyumbang,
    HasilBarisPenyumbang,
    ImporPenyumbang,
    NasibPekerja,
    NasibPenyumbang,
    StatusImporPenyumbang,
)
from iuran.models.janji import (
    TEMPO,
    BuktiKartu,
    Janji,
    JenisRiwayatJanji,
    RiwayatJanji,
    SebabAkhir,
    StatusJanji,
    TempoBayar,
)
from iuran.models.jawaban import JawabanBPJS, JenisJawaban, StatusJawaban
from iuran.models.kartu import PenerimaKartu, SerahKartu
from iuran.models.keadaan_baris import BARIS_BERHASIL, HasilBaris
from iuran.models.kelebihan import (
    BarisKelebihan,
    JenisPenyelesaian,
    PenyelesaianKelebihan,
    StatusPenyelesaian,
)
from iuran.models.kiriman import KirimanBerkas
from iuran.models.klaim import (
    KLAIM_BERJALAN,
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
from iuran.models.opd import OPD, JenisOPD, PegawaiOPD, TargetOPD
from iuran.models.pagu import BATAS_SP2D, PerubahanPagu, PerubahanSumber, StatusPerubahan
from iuran.models.pemadanan import (
    DaftarPadanan,
    JenisPemadanan,
    OrangDiminta,
    PermintaanPadanan,
    StatusPemadanan,
)
from iuran.models.pembayaran import (
    TANPA_TAGIHAN,
    AlokasiPembayaran,
    JenisBayar,
    Pembayaran,
    PindaianPembayaran,
    StatusPembayaran,
)
from iuran.models.pencabutan import PencabutanKelebihan, PindaianKelebihan
from iuran.models.penyumbang import (
    JenisRiwayatPenyumbang,
    PenempatanOPD,
    Penyumbang,
    RiwayatPenyumbang,
    StatusPenyumbang,
)
from iuran.models.perubahan_bantuan import (
    BarisPerubahanBantuan,
    JenisPerubahanBantuan,
    PerubahanBantuan,
    StatusPerubahanBantuan,
)
from iuran.models.profil import JenisBerkasBPJS, ProfilEkspor, UrutanBayar
from iuran.models.rencana import BarisRencana, SkenarioRencana
from iuran.models.saldo_awal import BarisSaldoAwal, SaldoAwal, StatusSaldo
from iuran.models.setoran import KanalBayar, SlipPenyumbang
from iuran.models.sumber import (
    BER_DPA,
    DIBAYAR_KOTA,
    DISAHKAN,
    JenisSumber,
    KeadaanPagu,
    SumberDana,
)
from iuran.models.syarat import StatusSyarat, SyaratSumber
from iuran.models.tagihan import StatusTagihan, Tagihan
from iuran.models.tarif import Pembayar, Sektor, StatusTarif, Tarif
from iuran.models.titik import (
    SENDIRI,
    TIDAK_DIKENAL,
    CaraSelesai,
    PenyelesaianTitik,
    TitikRekonsiliasi,
)

__all__ = [
    "BARIS_BERHASIL",
    "BATAS_SP2D",
    "BERBANTUAN",
    "BERHASIL",
    "BERJANJI",
    "BER_DPA",
    "DIAMATI",
    "DIBAYAR_KOTA",
    "DISAHKAN",
    "KATA",
    "KLAIM_BERJALAN",
    "MELAPORKAN",
    "MENENTUKAN",
    "MENGUBAH_JANJI",
    "OPD",
    "SENDIRI",
    "SETORAN_TERBACA",
    "TAK_TERPAKAI",
    "TANPA_TAGIHAN",
    "TEMPO",
    "TERBACA",
    "TIDAK_DIKENAL",
    "TRANSISI_BERKAS",
    "TRANSISI_KLAIM",
    "AlokasiPembayaran",
    "BagianDaftar",
    "BagianSetoran",
    "Bantuan",
    "BarisBerkas",
    "BarisBerkasQuerySet",
    "BarisDaftarBPJS",
    "BarisJawaban",
    "BarisKelebihan",
    "BarisLaporanBPJS",
    "BarisPadanan",
    "BarisPenyumbang",
    "BarisPerubahanBantuan",
    "BarisRencana",
    "BarisSaldoAwal",
    "BarisSetoran",
    "BayarSetoran",
    "BerkasBPJS",
    "BuktiKartu",
    "CaraSelesai",
    "DaftarBPJS",
    "DaftarPadanan",
    "DaftarSetoran",
    "HasilBaris",
    "HasilBarisPenyumbang",
    "HasilJawaban",
    "HasilPadanan",
    "ImporPenyumbang",
    "Iuran",
    "Janji",
    "JawabanBPJS",
    "JenisBantuan",
    "JenisBayar",
    "JenisBerkasBPJS",
    "JenisDaftar",
    "JenisIuran",
    "JenisJawaban",
    "JenisKlaim",
    "JenisKoreksi",
    "JenisOPD",
    "JenisPemadanan",
    "JenisPenyelesaian",
    "JenisPerubahanBantuan",
    "JenisRiwayatJanji",
    "JenisRiwayatPenyumbang",
    "JenisSumber",
    "KanalBayar",
    "KeadaanBPJS",
    "KeadaanPagu",
    "KirimanBerkas",
    "Klaim",
    "KondisiInsidental",
    "KoreksiJawaban",
    "KoreksiPembayaran",
    "LaporanBPJSGerakan",
    "NasibPekerja",
    "NasibPenyumbang",
    "OrangDiminta",
    "PadananOrang",
    "PegawaiOPD",
    "Pembayar",
    "Pembayaran",
    "PencabutanKelebihan",
    "PenempatanOPD",
    "PenerimaKartu",
    "PenyelesaianKelebihan",
    "PenyelesaianTitik",
    "Penyumbang",
    "PermintaanPadanan",
    "PerubahanBantuan",
    "PerubahanPagu",
    "PerubahanSumber",
    "PerubahanTagihan",
    "PindaianKelebihan",
    "PindaianPembayaran",
    "ProfilEkspor",
    "RiwayatJanji",
    "RiwayatKlaim",
    "RiwayatPenyumbang",
    "SaldoAwal",
    "SebabAkhir",
    "SebabSetoran",
    "Sektor",
    "SerahKartu",
    "SisihPadanan",
    "SkenarioRencana",
    "SlipPenyumbang",
    "StatusBantuan",
    "StatusBerkas",
    "StatusDaftar",
    "StatusImporPenyumbang",
    "StatusJanji",
    "StatusJawaban",
    "StatusKlaim",
    "StatusKoreksi",
    "StatusPemadanan",
    "StatusPembayaran",
    "StatusPenyelesaian",
    "StatusPenyumbang",
    "StatusPerubahan",
    "StatusPerubahanBantuan",
    "StatusSaldo",
    "StatusSetoran",
    "StatusSyarat",
    "StatusTagihan",
    "StatusTarif",
    "SumberDana",
    "SyaratSumber",
    "Tagihan",
    "TargetOPD",
    "Tarif",
    "TempoBayar",
    "TitikRekonsiliasi",
    "UrutanBayar",
]
