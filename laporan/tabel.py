"""What each measure reads: whoever keeps a figure counts it anew when one of these changes.

Of people the columns are named. A test counts each figure as a role that may read nothing else.
"""

from collections.abc import Mapping

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
from pijar.simpanan import Dibaca
from verifikasi.models import Penggabungan

Semua = tuple[Dibaca, ...]


def _orang(*kolom: str) -> tuple[str, ...]:
    """Columns of people: officers change addresses, phones and names all day, and no figure."""
    return tuple(f"peserta_peserta.{k}" for k in kolom)


ORANG_TERLINDUNGI: Semua = (
    *(Iuran, Tagihan, Pembayaran, AlokasiPembayaran, Bantuan, SumberDana, Peristiwa),
    *_orang("tanggal_lahir", "digabung_ke_id"),  # at 65 the city stops paying
)
"""What tells whom the city protects."""
_UJUNG = _orang("status")
_PERGERAKAN: Semua = (*ORANG_TERLINDUNGI, SaldoAwal, BarisSaldoAwal)
_TEMPAT = (Kecamatan, Kelurahan, Pekerjaan)
_POTRET: Semua = (*ORANG_TERLINDUNGI, *_TEMPAT, *_orang("kelurahan_id", "pekerjaan_id"))
_TAHAP: Semua = (RiwayatStatus, Penggabungan, *_orang("id", "status", "dibuat_pada"))
TABEL: Mapping[str, Semua] = {
    "angka": (
        *(*_PERGERAKAN, *_POTRET, *_TAHAP, *_orang("jenis_kelamin")),
        *(Target, BerkasBPJS, BarisBerkas, KirimanBerkas),
    ),
    "risiko": (
        *(*_POTRET, *_UJUNG, Penggabungan),
        *(PerubahanPagu, Tarif, SyaratSumber, SkenarioRencana, BarisRencana),
        *(DaftarBPJS, TitikRekonsiliasi),
    ),
    "wilayah": (*_POTRET, *_TAHAP),
    "keluarga": (Klaim, RiwayatKlaim, Peristiwa),
    "pergerakan": _PERGERAKAN,
    "jalur": (*ORANG_TERLINDUNGI, *_UJUNG, Target),
    "serapan": (Iuran, Tagihan, Pembayaran, AlokasiPembayaran, Bantuan, SumberDana, PerubahanPagu),
    "cakupan": (*_POTRET, DataCakupan),
    "rincian": (
        *(Peserta, *_PERGERAKAN, *_TEMPAT, RiwayatStatus, Penggabungan),
        *(PerubahanPagu, BerkasBPJS, BarisBerkas, KirimanBerkas),
        *(Tarif, SyaratSumber, Klaim, RiwayatKlaim),
        *(DaftarBPJS, TitikRekonsiliasi),
    ),
}
