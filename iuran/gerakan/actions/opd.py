"""Offices as data: their names and spellings, how many civil servants they have, their target."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import transaction

from iuran.buku import pastikan_seluruh_kota
from iuran.models import OPD, JenisOPD, PegawaiOPD, TargetOPD
from peserta.bersih.opd import kunci_opd
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci
from pijar.models import Pengguna


class IsiOPD(NamedTuple):
    """An office as typed; that of a kecamatan or kelurahan names its place."""

    nama: str
    jenis: str
    kecamatan_id: int | None = None
    kelurahan_id: int | None = None
    aktif: bool = True


class JumlahPegawai(NamedTuple):
    """How many civil servants an office has on a day, and who says so."""

    opd: OPD
    pada: date
    jumlah: int
    asal: str


@transaction.atomic
def simpan_opd(opd: OPD | None, isi: IsiOPD, *, oleh: Pengguna) -> OPD:
    """Add an office, or change one; the old name stays as a spelling of it.

    Raises AturanDilanggarError when another office has the name or a spelling like it, or when the
    place does not go with the kind.
    """
    pastikan_seluruh_kota(oleh)
    Kunci.OPD.pegang()
    _pastikan_bebas(isi.nama, opd)
    _pastikan_tempat(isi, opd)
    kini = OPD.objects.get(pk=opd.pk) if opd else OPD(ejaan=[])
    if opd and kunci_opd(isi.nama) != kunci_opd(kini.nama):
        kini.ejaan = sorted({*kini.ejaan, kunci_opd(kini.nama)} - {kunci_opd(isi.nama)})
    for nama, nilai in isi._asdict().items():
        setattr(kini, nama, nilai)
    kini.save()
    return kini


def _pastikan_bebas(tulisan: str, opd: OPD | None) -> None:
    """Raise where the spelling names another office."""
    kunci = kunci_opd(tulisan)
    if not kunci:
        raise AturanDilanggarError("Tulis namanya dengan huruf atau angka.")
    milik = OPD.objects.kamus().get(kunci)
    if milik and (opd is None or milik.pk != opd.pk):
        raise AturanDilanggarError(
            f"{tulisan} sudah menjadi nama atau ejaan {milik}. Satu ejaan untuk satu OPD."
        )


def _pastikan_tempat(isi: IsiOPD, opd: OPD | None) -> None:
    """A kecamatan or kelurahan has one office."""
    lain = OPD.objects.exclude(pk=opd.pk) if opd else OPD.objects.all()
    for nama in (JenisOPD.KECAMATAN, JenisOPD.KELURAHAN):
        tempat = getattr(isi, f"{nama}_id")
        if (isi.jenis == nama) != bool(tempat):
            raise AturanDilanggarError(
                "Pilih kecamatan atau kelurahannya bila OPD ini kantor kecamatan atau kelurahan; "
                "kosongkan bila bukan."
            )
        if tempat and (ada := lain.filter(**{f"{nama}_id": tempat}).first()):
            raise AturanDilanggarError(f"Kantor tempat itu sudah ada: {ada}.")


@transaction.atomic
def tambah_ejaan(opd: OPD, tulisan: str, *, oleh: Pengguna) -> bool:
    """Know ``opd`` by one more spelling; False when it is known by it already.

    Raises AturanDilanggarError when the spelling names another office.
    """
    pastikan_seluruh_kota(oleh)
    Kunci.OPD.pegang()
    _pastikan_bebas(tulisan, opd)
    kini, kunci = OPD.objects.get(pk=opd.pk), kunci_opd(tulisan)
    if kunci in (kunci_opd(kini.nama), *kini.ejaan):
        return False
    OPD.objects.filter(pk=opd.pk).update(ejaan=sorted([*kini.ejaan, kunci]))
    return True


@transaction.atomic
def hapus_ejaan(opd: OPD, kunci: str, *, oleh: Pengguna) -> bool:
    """Forget a spelling; False when it is gone already."""
    pastikan_seluruh_kota(oleh)
    Kunci.OPD.pegang()
    kini = OPD.objects.get(pk=opd.pk)
    if kunci not in kini.ejaan:
        return False
    OPD.objects.filter(pk=opd.pk).update(ejaan=[e for e in kini.ejaan if e != kunci])
    return True


@transaction.atomic
def catat_pegawai(daftar: Iterable[JumlahPegawai], *, oleh: Pengguna, pada: date) -> int:
    """Write down numbers of civil servants, all or none; returns how many say something new.

    A number of a day that has one corrects it, and the history keeps what it was; a number of an
    earlier day counts from that day on. Raises AturanDilanggarError for a day after ``pada``.
    """
    pastikan_seluruh_kota(oleh)
    baru = 0
    for isi in daftar:
        if isi.pada > pada:
            raise AturanDilanggarError(
                f"{isi.opd}: {tanggal_panjang(isi.pada)} belum tiba. Tulis tanggal keadaannya."
            )
        lama = PegawaiOPD.objects.select_for_update().filter(opd=isi.opd, pada=isi.pada).first()
        if lama and (lama.jumlah, lama.asal) == (isi.jumlah, isi.asal):
            continue
        PegawaiOPD.objects.update_or_create(
            opd=isi.opd,
            pada=isi.pada,
            defaults={"jumlah": isi.jumlah, "asal": isi.asal, "oleh": oleh},
        )
        baru += 1
    return baru


@transaction.atomic
def catat_target(opd: OPD, tahun: int, orang: int, *, oleh: Pengguna) -> bool:
    """Set how many workers an office is to protect in a year; False when that is so already."""
    pastikan_seluruh_kota(oleh)
    lama = TargetOPD.objects.select_for_update().filter(opd=opd, tahun=tahun).first()
    if lama and lama.orang == orang:
        return False
    TargetOPD.objects.update_or_create(
        opd=opd, tahun=tahun, defaults={"orang": orang, "oleh": oleh}
    )
    return True
