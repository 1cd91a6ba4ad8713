"""The tables that each measure reads: whoever keeps a figure counts it anew when one changes."""

from collections.abc import Mapping

from django.db.models import Model

from iuran.models import (
    AlokasiPembayaran,
    Bantuan,
    BarisBerkas,
    BarisSaldoAwal,
    BerkasBPJS,
    Iuran,
    KirimanBerkas,
    Pembayaran,
    PerubahanPagu,
    SaldoAwal,
    SumberDana,
    Tagihan,
)
from laporan.models import DataCakupan, Target
from peserta.models import Kecamatan, Kelurahan, Pekerjaan, Peristiwa, Peserta, RiwayatStatus
from verifikasi.models import Penggabungan

_PEMBAYARAN = (Tagihan, Pembayaran, AlokasiPembayaran)
_BUKU = (Iuran, *_PEMBAYARAN, Bantuan, SumberDana, Peserta, Peristiwa)
_PERGERAKAN = (*_BUKU, SaldoAwal, BarisSaldoAwal)
TABEL: Mapping[str, tuple[type[Model], ...]] = {
    "pergerakan": _PERGERAKAN,
    "jalur": (*_BUKU, Target),
    "serapan": (Iuran, *_PEMBAYARAN, Bantuan, SumberDana, PerubahanPagu),
    "cakupan": (*_BUKU, DataCakupan, Kecamatan, Kelurahan, Pekerjaan),
    "wilayah": (*_BUKU, RiwayatStatus, Penggabungan, Kecamatan, Kelurahan, Pekerjaan),
    "rincian": (
        *_PERGERAKAN,
        *(PerubahanPagu, BerkasBPJS, BarisBerkas, KirimanBerkas),
        *(RiwayatStatus, Penggabungan, Kecamatan, Kelurahan, Pekerjaan),
    ),
}
