"""The tables that each measure reads: whoever keeps a figure counts it anew when one changes."""

from collections.abc import Mapping

from django.db.models import Model

from iuran.models import (
    AlokasiPembayaran,
    Bantuan,
    BarisBerkas,
    BarisRencana,
    BarisSaldoAwal,
    BerkasBPJS,
    DaftarBPJS,
    Iuran,
    KirimanBerkas,
    Klaim,
    Pembayaran,
    PerubahanPagu,
    RiwayatKlaim,
    SaldoAwal,
    SkenarioRencana,
    SumberDana,
    SyaratSumber,
    Tagihan,
    Tarif,
    TitikRekonsiliasi,
)
from laporan.models import DataCakupan, Target
from peserta.models import Kecamatan, Kelurahan, Pekerjaan, Peristiwa, Peserta, RiwayatStatus
from verifikasi.models import Penggabungan

_PEMBAYARAN = (Tagihan, Pembayaran, AlokasiPembayaran)
_BUKU = (Iuran, *_PEMBAYARAN, Bantuan, SumberDana, Peserta, Peristiwa)
_PERGERAKAN = (*_BUKU, SaldoAwal, BarisSaldoAwal)
_TEMPAT = (Kecamatan, Kelurahan, Pekerjaan)
_TAHAP = (RiwayatStatus, Penggabungan)
TABEL: Mapping[str, tuple[type[Model], ...]] = {
    "angka": (
        *(*_PERGERAKAN, *_TEMPAT, *_TAHAP),
        *(Target, BerkasBPJS, BarisBerkas, KirimanBerkas),
    ),
    "risiko": (
        *(*_BUKU, Penggabungan),
        *(PerubahanPagu, Tarif, SyaratSumber, SkenarioRencana, BarisRencana),
        *(DaftarBPJS, TitikRekonsiliasi),
    ),
    "wilayah": (*_BUKU, *_TEMPAT, *_TAHAP),
    "keluarga": (Klaim, RiwayatKlaim, Peristiwa),
    "pergerakan": _PERGERAKAN,
    "jalur": (*_BUKU, Target),
    "serapan": (Iuran, *_PEMBAYARAN, Bantuan, SumberDana, PerubahanPagu),
    "cakupan": (*_BUKU, DataCakupan, *_TEMPAT),
    "rincian": (
        *_PERGERAKAN,
        *(PerubahanPagu, BerkasBPJS, BarisBerkas, KirimanBerkas),
        *(*_TAHAP, *_TEMPAT),
        *(Tarif, SyaratSumber, Klaim, RiwayatKlaim),
        *(DaftarBPJS, TitikRekonsiliasi),
    ),
}
