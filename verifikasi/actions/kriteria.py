"""Drafts of a version of the criteria: made from another, changed freely, thrown away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max

from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.unggahan import MIME, Bersih
from verifikasi.models import Kriteria, VersiKriteria
from verifikasi.takaran import parameter_keliru


@transaction.atomic
def susun_draf(
    dari: VersiKriteria | None, *, judul: str, berlaku_mulai: date, oleh: Pengguna
) -> VersiKriteria:
    """A draft that begins on ``berlaku_mulai``, with the criteria of ``dari``."""
    baru = VersiKriteria.objects.create(
        judul=judul, berlaku_mulai=berlaku_mulai, disalin_dari=dari, disusun_oleh=oleh
    )
    for kriteria in dari.daftar_kriteria.order_by("urutan") if dari else ():
        kriteria.pk = None
        kriteria._state.adding = True  # noqa: SLF001 - Django's own way to copy a row
        kriteria.versi = baru
        kriteria.save()
    return baru


@transaction.atomic
def ubah_kepala(
    versi: VersiKriteria, isi: Mapping[str, Any], *, pindaian: Bersih | None = None
) -> None:
    """Change the Keputusan and the days of a draft. Raises BentrokError when it is none."""
    kini = kunci_draf(versi)
    for nama, nilai in isi.items():
        setattr(kini, nama, nilai)
    simpan_pindaian(kini, pindaian)
    kini.save()


def simpan_pindaian(baris: Any, pindaian: Bersih | None) -> None:
    """Keep the scan with a row that is about to be saved; without a new one the old one stays."""
    if pindaian:
        baris.pindaian_mime = pindaian.mime
        nama = f"kriteria{MIME[pindaian.mime]}"
        baris.pindaian.save(nama, ContentFile(pindaian.isi), save=False)


@transaction.atomic
def simpan_kriteria(kriteria: Kriteria, isi: Mapping[str, Any]) -> Kriteria:
    """Write one criterion of a draft, a new one at its end.

    Raises AturanDilanggarError for limits that its kind does not allow, BentrokError when the
    version is a draft no longer, the criterion was taken out, or another has its code.
    """
    versi = kunci_draf(kriteria.versi)
    if kriteria.pk and not versi.daftar_kriteria.filter(pk=kriteria.pk).exists():
        raise BentrokError("Kriteria ini sudah dikeluarkan dari draf. Muat ulang draf.")
    for nama, nilai in isi.items():
        setattr(kriteria, nama, nilai)
    if keliru := parameter_keliru(kriteria.jenis, kriteria.parameter):
        raise AturanDilanggarError(" ".join(keliru.values()))
    if not kriteria.pk:
        terakhir = versi.daftar_kriteria.aggregate(n=Max("urutan"))["n"] or 0
        kriteria.urutan = terakhir + 1
    try:
        with transaction.atomic():
            kriteria.save()
    except IntegrityError as galat:
        raise BentrokError(
            f"Kode {kriteria.kode} sudah dipakai kriteria lain dalam draf ini. Tulis kode lain."
        ) from galat
    return kriteria


@transaction.atomic
def keluarkan_kriteria(kriteria: Kriteria) -> None:
    """Take a criterion out of a draft; a second time changes nothing."""
    kunci_draf(kriteria.versi)
    Kriteria.objects.filter(pk=kriteria.pk).delete()


@transaction.atomic
def geser_kriteria(kriteria: Kriteria, langkah: int) -> None:
    """Move a criterion of a draft one place up (-1) or down (1); at the end it stays."""
    versi = kunci_draf(kriteria.versi)
    urut = list(versi.daftar_kriteria.order_by("urutan", "pk"))
    asal = next((n for n, k in enumerate(urut) if k.pk == kriteria.pk), None)
    if asal is None:
        raise BentrokError("Kriteria ini sudah dikeluarkan dari draf. Muat ulang draf.")
    tujuan = max(0, min(len(urut) - 1, asal + langkah))
    urut.insert(tujuan, urut.pop(asal))
    for n, k in enumerate(urut, 1):
        k.urutan = n
    Kriteria.objects.bulk_update(urut, ["urutan"])


@transaction.atomic
def hapus_draf(versi: VersiKriteria) -> None:
    """Throw a draft away with its criteria. Raises BentrokError when it is a draft no longer."""
    kunci_draf(versi).delete()


def kunci_draf(versi: VersiKriteria) -> VersiKriteria:
    """Lock a draft; BentrokError when it was proposed or thrown away meanwhile."""
    kini = VersiKriteria.objects.select_for_update(of=("self",)).filter(pk=versi.pk).first()
    if kini is None:
        raise BentrokError("Draf ini sudah dihapus. Kembali ke daftar versi.")
    if not kini.draf:
        raise BentrokError(
            f"Versi ini bukan draf lagi ({kini.get_status_display().lower()}), jadi tidak dapat "
            "diubah. Susun draf baru dari versi ini."
        )
    return kini
