"""Save, change and archive a scenario; nothing else is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from iuran.models import BarisRencana, SkenarioRencana
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from pijar.rupiah import ribuan, rupiah
from pijar.usulan import pastikan_sama

Baris = Mapping[int, Mapping[str, Any]]


def isi_skenario(skenario: SkenarioRencana) -> dict[str, str]:
    """What the form of a scenario shows, by its label."""
    isi = {"Nama": skenario.nama, "Catatan": skenario.catatan}
    if skenario.diarsipkan_pada:
        isi["Arsip"] = "ya"
    for b in skenario.daftar_baris.select_related("sumber", "tarif"):
        isi[str(b.sumber)] = (
            f"{ribuan(b.orang)} orang, {b.jumlah_bulan} bulan sejak {nama_bulan(b.bulan_awal)}, "
            f"diganti {b.persen_ganti} %, "
            f"{'pagu sebenarnya' if b.pagu is None else rupiah(b.pagu)}, "
            f"{b.tarif.sebutan if b.tarif else 'tarif tabel'}"
        )
    return isi


@transaction.atomic
def buat_skenario(
    tahun: int,
    isi: Mapping[str, str],
    baris: Baris,
    *,
    dasar: Mapping[str, str],
    oleh: Pengguna,
    pada: datetime,
) -> SkenarioRencana:
    """A new scenario with a line for each source id in ``baris``.

    Raises AturanDilanggarError when the officer has one of this name for the year.
    """
    baru = SkenarioRencana(tahun=tahun, oleh=oleh)
    return _simpan(baru, isi, baris, dasar, pada)


@transaction.atomic
def ubah_skenario(
    skenario: SkenarioRencana,
    isi: Mapping[str, str],
    baris: Baris,
    *,
    dasar: Mapping[str, str],
    dilihat: str,
    pada: datetime,
) -> SkenarioRencana:
    """Change the officer's own scenario; ``dilihat`` seals what the form showed.

    The caller has asked :func:`pastikan_milik`. Raises BentrokError when it has changed meanwhile.
    """
    terkunci = SkenarioRencana.objects.select_for_update().get(pk=skenario.pk)
    pastikan_sama(dilihat, isi_skenario(terkunci))
    return _simpan(terkunci, isi, baris, dasar, pada)


def _simpan(
    skenario: SkenarioRencana,
    isi: Mapping[str, str],
    baris: Baris,
    dasar: Mapping[str, str],
    pada: datetime,
) -> SkenarioRencana:
    skenario.nama, skenario.catatan = isi["nama"], isi["catatan"]
    skenario.dasar, skenario.diubah_pada = dict(dasar), pada
    _bernama_sekali(skenario)
    skenario.daftar_baris.all().delete()
    BarisRencana.objects.bulk_create(
        BarisRencana(skenario=skenario, sumber_id=pk, **satu) for pk, satu in baris.items()
    )
    return skenario


def _bernama_sekali(skenario: SkenarioRencana) -> None:
    """Save it. Raises AturanDilanggarError when another one of the officer has this name."""
    try:
        with transaction.atomic():
            skenario.save()
    except IntegrityError as galat:
        if "skenario_nama_sekali" not in str(galat):
            raise
        raise AturanDilanggarError(
            f"Anda sudah mempunyai skenario bernama “{skenario.nama}” untuk {skenario.tahun}. "
            "Pilih nama lain, atau ubah skenario itu."
        ) from None


def pastikan_milik(skenario: SkenarioRencana, oleh: Pengguna) -> None:
    """Raise AturanDilanggarError when it is somebody else's."""
    if skenario.oleh_id != oleh.pk:
        raise AturanDilanggarError(
            f"Skenario ini milik {skenario.oleh.nama}, jadi hanya ia yang mengubahnya. Salin, lalu "
            "ubah salinan Anda."
        )


@transaction.atomic
def arsipkan(skenario: SkenarioRencana, *, arsip: bool, oleh: Pengguna, pada: datetime) -> None:
    """Put the officer's own scenario away, or bring it back; a second time changes nothing."""
    pastikan_milik(skenario, oleh)
    terkunci = SkenarioRencana.objects.select_for_update().get(pk=skenario.pk)
    if bool(terkunci.diarsipkan_pada) != arsip:
        terkunci.diarsipkan_pada = pada if arsip else None
        _bernama_sekali(terkunci)
