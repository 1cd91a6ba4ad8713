"""Record a donor, correct him, move him to another office, let him leave and come back."""

from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction

from iuran.buku import pastikan_seluruh_kota
from iuran.models import (
    OPD,
    JenisRiwayatPenyumbang,
    PenempatanOPD,
    Penyumbang,
    RiwayatPenyumbang,
    StatusPenyumbang,
)
from iuran.penyumbang.aturan import HAL
from pijar import ambang
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses, Pengguna

J = JenisRiwayatPenyumbang
_JUDUL = {"nip": "NIP", "nama": "nama", "hp": "nomor HP", "sejak": "tanggal ikut"}


class IsiPenyumbang(NamedTuple):
    """A donor as typed. ``nip``: 18 digits that :mod:`peserta.bersih.nip` has read."""

    nip: str
    nama: str
    opd_id: int
    hp: str
    sejak: date


@transaction.atomic
def catat_penyumbang(isi: IsiPenyumbang, *, oleh: Pengguna) -> Penyumbang:
    """Record a donor with his office; whoever has this NIP already is returned unchanged.

    Two at once make one: the database knows a NIP once. Raises AturanDilanggarError when the office
    takes no new donors.
    """
    pastikan_seluruh_kota(oleh, HAL)
    lama = Penyumbang.objects.filter(nip=isi.nip).first()
    if lama:
        return lama
    opd = _opd(isi.opd_id)
    try:
        with transaction.atomic():
            baru = Penyumbang.objects.create(**isi._asdict(), didata_oleh=oleh)
    except IntegrityError as galat:
        if "nip" not in str(galat):
            raise
        return Penyumbang.objects.get(nip=isi.nip)
    PenempatanOPD.objects.create(penyumbang=baru, opd=opd, sejak=isi.sejak, oleh=oleh)
    _catat(baru, J.DICATAT, f"Penyumbang dari {opd}.", pada=isi.sejak, oleh=oleh)
    return baru


@transaction.atomic
def ubah_penyumbang(
    penyumbang: Penyumbang, isi: IsiPenyumbang, *, oleh: Pengguna, pada: date
) -> bool:
    """Correct NIP, name, phone and first day; False when nothing differs.

    The office changes by :func:`pindah_opd` alone. Raises BentrokError when the NIP is another
    donor's, AturanDilanggarError when the first day comes after what happened since.
    """
    pastikan_seluruh_kota(oleh, HAL)
    kini = _kunci(penyumbang)
    berubah = [n for n in _JUDUL if getattr(kini, n) != getattr(isi, n)]
    if not berubah:
        return False
    if "sejak" in berubah:
        _geser_awal(kini, isi.sejak)
    for nama in berubah:
        setattr(kini, nama, getattr(isi, nama))
    try:
        with transaction.atomic():
            kini.save(update_fields=berubah)
    except IntegrityError as galat:
        if "nip" not in str(galat):
            raise
        raise BentrokError(
            "NIP ini sudah dimiliki penyumbang lain. Cari penyumbang itu; satu NIP untuk satu "
            "orang."
        ) from galat
    kata = ", ".join(_JUDUL[n] for n in berubah)
    _catat(kini, J.DIUBAH, f"Dibetulkan: {kata}.", pada=pada, oleh=oleh)
    return True


def _geser_awal(penyumbang: Penyumbang, sejak: date) -> None:
    """Move the first day, and the first office with it."""
    awal, *lain = PenempatanOPD.objects.filter(penyumbang=penyumbang).order_by("sejak")
    if lain and sejak >= lain[0].sejak:
        raise AturanDilanggarError(
            f"Penyumbang ini pindah OPD pada {tanggal_panjang(lain[0].sejak)}; ia ikut sebelum itu."
        )
    if penyumbang.keluar_pada and sejak > penyumbang.keluar_pada:
        raise AturanDilanggarError(
            f"Penyumbang ini keluar pada {tanggal_panjang(penyumbang.keluar_pada)}; ia ikut "
            "sebelum itu."
        )
    PenempatanOPD.objects.filter(pk=awal.pk).update(sejak=sejak)


@transaction.atomic
def pindah_opd(penyumbang: Penyumbang, opd: OPD, *, sejak: date, oleh: Pengguna) -> None:
    """The donor works at ``opd`` since a day, which may be long past; figures since then follow.

    A second word for the same day replaces the first. Raises AturanDilanggarError when the day is
    before he took part, when he was at this office already, or when the office is gone.
    """
    pastikan_seluruh_kota(oleh, HAL)
    kini = _kunci(penyumbang)
    _opd(opd.pk)
    if sejak < kini.sejak:
        raise AturanDilanggarError(
            f"{kini} ikut sejak {tanggal_panjang(kini.sejak)}; tanggal pindahnya tidak sebelum itu."
        )
    masa = PenempatanOPD.objects.filter(penyumbang=kini)
    dulu = masa.filter(sejak__lte=sejak).order_by("-sejak").first()
    if dulu and dulu.opd_id == opd.pk:
        raise AturanDilanggarError(
            f"{kini} sudah tercatat di {opd} sejak {tanggal_panjang(dulu.sejak)}."
        )
    masa.update_or_create(
        sejak=sejak, defaults={"opd": opd, "oleh": oleh}, create_defaults=_baru(kini, opd, oleh)
    )
    terkini = masa.select_related("opd").order_by("-sejak")[0]
    Penyumbang.objects.filter(pk=kini.pk).update(opd=terkini.opd)
    asal = f" (sebelumnya {dulu.opd})" if dulu else ""
    _catat(kini, J.PINDAH_OPD, f"Bekerja di {opd}{asal}.", pada=sejak, oleh=oleh)


def _baru(penyumbang: Penyumbang, opd: OPD, oleh: Pengguna) -> dict[str, object]:
    return {"penyumbang": penyumbang, "opd": opd, "oleh": oleh}


@transaction.atomic
def keluarkan(
    penyumbang: Penyumbang, status: StatusPenyumbang, *, pada: date, alasan: str, oleh: Pengguna
) -> None:
    """The donor pays no more since ``pada``: retired, gone, dead, withdrawn.

    His running promises stay and ask for a new donor. Raises BentrokError when he left already,
    AturanDilanggarError when the day is before he took part.
    """
    pastikan_seluruh_kota(oleh, HAL)
    if status == StatusPenyumbang.AKTIF:
        raise AturanDilanggarError("Pilih sebab keluarnya.")
    kini = _kunci(penyumbang)
    if kini.status != StatusPenyumbang.AKTIF:
        raise BentrokError(f"{kini} sudah tercatat keluar: {kini.cip.label}. Muat ulang halaman.")
    if pada < kini.sejak:
        raise AturanDilanggarError(
            f"{kini} ikut sejak {tanggal_panjang(kini.sejak)}; tanggal keluarnya tidak sebelum itu."
        )
    kini.status, kini.keluar_pada, kini.keluar_alasan = status, pada, alasan[:300]
    kini.save(update_fields=["status", "keluar_pada", "keluar_alasan"])
    _catat(kini, J.KELUAR, f"{status.label}. {alasan}".strip(), pada=pada, oleh=oleh)


@transaction.atomic
def kembalikan(penyumbang: Penyumbang, *, pada: date, alasan: str, oleh: Pengguna) -> None:
    """The donor pays again, or never left; raises BentrokError when he is no longer gone."""
    pastikan_seluruh_kota(oleh, HAL)
    kini = _kunci(penyumbang)
    if kini.status == StatusPenyumbang.AKTIF:
        raise BentrokError(f"{kini} masih aktif menyumbang. Muat ulang halaman.")
    dulu = kini.cip.label
    kini.status, kini.keluar_pada, kini.keluar_alasan = StatusPenyumbang.AKTIF, None, ""
    kini.save(update_fields=["status", "keluar_pada", "keluar_alasan"])
    _catat(kini, J.KEMBALI, f"Sebelumnya {dulu}. {alasan}".strip(), pada=pada, oleh=oleh)


def _kunci(penyumbang: Penyumbang) -> Penyumbang:
    return Penyumbang.objects.select_for_update().get(pk=penyumbang.pk)


def _opd(pk: int) -> OPD:
    opd = OPD.objects.filter(pk=pk, aktif=True).first()
    if opd is None:
        raise AturanDilanggarError("OPD ini tidak ada lagi. Pilih OPD lain.")
    return opd


def _catat(
    penyumbang: Penyumbang,
    jenis: JenisRiwayatPenyumbang,
    catatan: str,
    *,
    pada: date,
    oleh: Pengguna,
) -> None:
    RiwayatPenyumbang.objects.create(
        penyumbang=penyumbang, jenis=jenis, catatan=catatan[:500], pada=pada, oleh=oleh
    )


@transaction.atomic
def buka_nip(penyumbang: Penyumbang, *, alasan: str, oleh: Pengguna) -> None:
    """Log who reveals the full NIP and phone, and the reason (UU 27/2022).

    Raises TungguError after too many of them.
    """
    ambang.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.BUKA_NIK,
        objek=f"penyumbang {penyumbang.pk} (NIP dan nomor HP)",
        alasan=alasan,
    )
