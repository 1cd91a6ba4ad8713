"""The tables of this app that figures are counted from; each writing of them leaves a mark."""

from iuran.models.bantuan import Bantuan
from iuran.models.baris_berkas import BarisBerkas
from iuran.models.berkas_bpjs import BerkasBPJS
from iuran.models.buku import Iuran
from iuran.models.gerakan import BarisLaporanBPJS, LaporanBPJSGerakan
from iuran.models.janji import Janji
from iuran.models.kiriman import KirimanBerkas
from iuran.models.klaim import Klaim
from iuran.models.koreksi import KoreksiPembayaran
from iuran.models.opd import OPD, PegawaiOPD, TargetOPD
from iuran.models.pagu import PerubahanPagu, PerubahanSumber
from iuran.models.pembayaran import AlokasiPembayaran, Pembayaran
from iuran.models.penyumbang import PenempatanOPD, Penyumbang
from iuran.models.rencana import BarisRencana, SkenarioRencana
from iuran.models.saldo_awal import BarisSaldoAwal, SaldoAwal
from iuran.models.sumber import SumberDana
from iuran.models.syarat import SyaratSumber
from iuran.models.tagihan import Tagihan
from iuran.models.tarif import Tarif
from pijar.riwayat import amati

DIAMATI = (
    *(Iuran, Bantuan, Tagihan, Pembayaran, AlokasiPembayaran, KoreksiPembayaran),
    *(SumberDana, SyaratSumber, PerubahanPagu, PerubahanSumber, Tarif, Klaim),
    *(OPD, PegawaiOPD, TargetOPD, Penyumbang, PenempatanOPD, Janji),
    *(LaporanBPJSGerakan, BarisLaporanBPJS, BerkasBPJS, BarisBerkas, KirimanBerkas),
    *(SaldoAwal, BarisSaldoAwal, SkenarioRencana, BarisRencana),
)
amati(*DIAMATI)
