"""Edit the codes, numbers and dates of a bill, with a trail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from iuran.models import PerubahanTagihan, StatusTagihan, Tagihan
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.sidik import perbedaan

ISIAN = {
    "tanggal": "Tanggal tagihan",
    "kode_iuran": "Kode iuran BPJS",
    "kode_iuran_tempo": "Jatuh tempo kode iuran",
    "npp": "NPP",
    "kode_rekening": "Kode rekening",
    "spd_nomor": "Nomor SPD",
    "spd_tanggal": "Tanggal SPD",
    "spp_nomor": "Nomor SPP",
    "spp_tanggal": "Tanggal SPP",
    "spm_nomor": "Nomor SPM",
    "spm_tanggal": "Tanggal SPM",
    "terima_tanggal": "Diterima BPJS tanggal",
    "terima_nominal": "Nominal yang diterima BPJS",
}
"""The editable fields of a bill, as the screen names them."""


@transaction.atomic
def ubah_isian(
    tagihan: Tagihan, isi: Mapping[str, Any], *, dilihat: str, oleh: Pengguna
) -> list[str]:
    """Write the fields of ``isi`` that changed; returns their labels, for the message.

    ``dilihat`` seals what the form showed. Raises BentrokError when somebody else changed one of
    them meanwhile, AturanDilanggarError for a cancelled bill.
    """
    tagihan = Tagihan.objects.select_for_update().get(pk=tagihan.pk)
    if tagihan.status == StatusTagihan.DIBATALKAN:
        raise AturanDilanggarError(f"{tagihan.nomor} dibatalkan; isiannya tidak diubah lagi.")
    berubah = {n: isi[n] for n in ISIAN if n in isi and isi[n] != getattr(tagihan, n)}
    tercatat = isi_tercatat(tagihan)
    if beda := perbedaan(dilihat, tercatat):
        raise BentrokError(
            f"Isian ini diubah orang lain sejak halaman Anda dibuka. {'; '.join(beda)}. Muat ulang "
            "halaman, lalu isi lagi."
        )
    if not berubah:
        return []
    jejak = {ISIAN[n]: [tercatat[ISIAN[n]], _teks(v)] for n, v in berubah.items()}
    try:
        with transaction.atomic():
            Tagihan.objects.filter(pk=tagihan.pk).update(**berubah)
    except IntegrityError as galat:
        raise BentrokError(
            f"{tagihan.nomor} baru saja berubah, sehingga isian ini tidak cocok lagi. Muat ulang "
            "halaman."
        ) from galat
    PerubahanTagihan.objects.create(tagihan=tagihan, isi=jejak, oleh=oleh)
    return list(jejak)


def isi_tercatat(tagihan: Tagihan) -> dict[str, str]:
    """The fields as texts, which the form carries to notice another admin's change."""
    return {ISIAN[n]: _teks(getattr(tagihan, n)) for n in ISIAN}


def _teks(nilai: Any) -> str:
    if isinstance(nilai, date):
        return tanggal_panjang(nilai)
    return "" if nilai is None else str(nilai)
