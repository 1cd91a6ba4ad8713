"""Store the officer's choice of columns, and queue a new reading of the file."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from peserta.bersih.bidang import BIDANG_PER_KODE
from peserta.bersih.judul import bidang_kurang
from peserta.impor.ingatan import lupakan_kolom
from peserta.impor.keadaan import BISA_DIBACA_ULANG, belum_masuk, kerjakan_baca
from peserta.models import Impor, StatusImpor
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

TIDAK_COCOK = "Kolom yang dipilih tidak cocok dengan berkas ini. Muat ulang halaman, lalu pilih."


@transaction.atomic
def petakan_impor(
    impor: Impor,
    *,
    baris: int,
    bidang: Mapping[int, str],
    oleh: Pengguna,
    pada: datetime,
    seluruh: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Queue a new reading with header row ``baris`` (0: none) and ``bidang`` (index to field).

    ``seluruh`` gives fields that no column holds one value in every row.

    Corrections and ticks of its rows are lost. Raises AturanDilanggarError for an unknown column,
    a field twice, a missing required field, or an import already applied.
    """
    impor = _bisa_dibaca_ulang(impor)
    awal = dict(impor.pemetaan.get("awal", []))
    lebar = max(map(len, awal.values()), default=0)
    dikenal = baris == 0 or baris in awal
    if not dikenal or not all(0 <= i < lebar for i in bidang):
        raise AturanDilanggarError(TIDAK_COCOK)
    _pastikan_lengkap([*bidang.values(), *seluruh])
    diminta = {"baris": baris, "bidang": {str(i): kode for i, kode in bidang.items()}}
    diminta |= {"seluruh": dict(seluruh)} if seluruh else {}
    _baca_ulang(impor, diminta, oleh, pada)


@transaction.atomic
def baca_otomatis(impor: Impor, *, oleh: Pengguna, pada: datetime) -> None:
    """Queue a new reading of ``impor`` by its titles, and forget their remembered correction."""
    impor = _bisa_dibaca_ulang(impor)
    lupakan_kolom(impor)
    _baca_ulang(impor, {"otomatis": True}, oleh, pada)


def _pastikan_lengkap(semua: Sequence[str]) -> None:
    """Raise AturanDilanggarError for an unknown field, a field twice, or one that is missing."""
    if len({*semua}) < len(semua) or not BIDANG_PER_KODE.keys() >= {*semua}:
        raise AturanDilanggarError(TIDAK_COCOK)
    if kurang := bidang_kurang(semua):
        kolom = ", ".join(b.judul for b in kurang)
        raise AturanDilanggarError(f"Kolom {kolom} belum dipilih. Pilih kolomnya, lalu simpan.")


def _bisa_dibaca_ulang(impor: Impor) -> Impor:
    sebab = "kolomnya tidak dapat diubah lagi. Unggah berkasnya lagi bila perlu."
    return belum_masuk(impor.pk, BISA_DIBACA_ULANG, sebab)


def _baca_ulang(impor: Impor, diminta: dict[str, Any], oleh: Pengguna, pada: datetime) -> None:
    hari = pada.astimezone(WIB).date().isoformat()
    impor.kolom_diminta = diminta | {"oleh": oleh.pk, "nama": oleh.nama, "pada": hari}
    impor.status, impor.galat = StatusImpor.DIBACA, ""
    impor.save()
    kerjakan_baca(impor, oleh=oleh)
