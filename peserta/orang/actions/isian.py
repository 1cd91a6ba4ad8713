"""Save drafts of the registration form with its photos, and register the person from a draft."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from django.core.files.storage import default_storage
from django.db import transaction

from peserta.models import FOTO, BerkasPeserta, IsianTertunda, Peserta, TandaHalaman
from peserta.orang.actions.berkas import nama_samar, simpan_isi
from peserta.orang.actions.data import daftarkan_orang
from peserta.orang.actions.perubahan import Foto
from pijar.models import Pengguna

PALING_BANYAK = 50
"""Most drafts of one officer."""


class Simpanan(StrEnum):
    """Outcome of saving a draft; a failure raises nothing, so that the form works on."""

    KOSONG = "kosong"
    TERSIMPAN = "tersimpan"
    TERPISAH = "terpisah"  # another page took the draft over, so this page made a new one
    SELESAI = "selesai"  # this page has already registered the person
    PENUH = "penuh"


class HasilSimpan(NamedTuple):
    """The outcome, and the draft if there is one."""

    simpanan: Simpanan
    isian: IsianTertunda | None = None


@transaction.atomic
def simpan_isian(isi: Mapping[str, str], *, tanda: TandaHalaman, oleh: Pengguna) -> HasilSimpan:
    """Save ``isi`` as the draft of page ``tanda``; never overwrite another page's draft.

    Its photos stay.
    """
    isian = _milik(tanda, oleh)
    if isian and isian.peserta_id:
        return HasilSimpan(Simpanan.SELESAI, isian)
    foto = isian.foto if isian else {}
    return _tulis(isian, {**isi, **({FOTO: foto} if foto else {})}, tanda=tanda, oleh=oleh)


@transaction.atomic
def titip_foto(foto: Foto, *, tanda: TandaHalaman, oleh: Pengguna) -> HasilSimpan:
    """Keep a photo with the draft of page ``tanda``, in place of one of the same kind.

    The same file twice changes nothing. If the row cannot be written, the file is removed.
    """
    isian = _milik(tanda, oleh)
    if isian and isian.peserta_id:
        return HasilSimpan(Simpanan.SELESAI, isian)
    lama = isian.foto.get(foto.jenis) if isian else None
    if isian and lama and lama["sha256"] == foto.sidik:
        return HasilSimpan(Simpanan.TERSIMPAN, isian)
    nama, hasil = simpan_isi(foto.bersih), HasilSimpan(Simpanan.PENUH)
    try:
        hasil = _tulis(isian, _dengan_foto(isian, foto, nama), tanda=tanda, oleh=oleh)
    finally:
        if hasil.isian is None:
            default_storage.delete(nama)
    if lama:
        _hapus_nanti([lama["isi"]])
    return hasil


@transaction.atomic
def buang_foto(jenis: str, *, tanda: TandaHalaman, oleh: Pengguna) -> HasilSimpan:
    """Drop the photo of this kind from the draft of page ``tanda``, if it waits there."""
    isian = _milik(tanda, oleh)
    if isian is None or jenis not in isian.foto:
        return HasilSimpan(Simpanan.KOSONG, isian)
    semua = isian.foto
    _hapus_nanti([semua.pop(jenis)["isi"]])
    isi = {n: nilai for n, nilai in isian.isi.items() if n != FOTO}
    return _tulis(isian, {**isi, **({FOTO: semua} if semua else {})}, tanda=tanda, oleh=oleh)


@transaction.atomic
def daftarkan_isian(
    data: Mapping[str, Any], *, tanda: TandaHalaman | None, oleh: Pengguna
) -> Peserta:
    """Register the person of a page, who takes over the photos that wait, and empty its draft.

    One transaction. A second click of the same page gets the same person. Raises as
    ``daftarkan_orang``.
    """
    if tanda is None:
        return daftarkan_orang(data, oleh=oleh)
    isian = _milik(tanda, oleh) or IsianTertunda(oleh=oleh)
    if isian.peserta and isian.peserta.nik == data["nik"]:
        return isian.peserta
    peserta = daftarkan_orang(data, oleh=oleh)
    for jenis, satu in isian.foto.items():
        BerkasPeserta.objects.create(peserta=peserta, jenis=jenis, oleh=oleh, **satu)
    if not isian.peserta_id:
        isian.kunci, isian.isi, isian.peserta = tanda.kunci, {}, peserta
        isian.save()
    return peserta


@transaction.atomic
def buang_isian(isian: IsianTertunda, *, oleh: Pengguna) -> None:
    """Delete the officer's own draft with its photos, unless it has become a person."""
    _kunci(oleh)
    milik = IsianTertunda.objects.for_petugas(oleh).terbuka().filter(pk=isian.pk)
    _hapus_nanti(milik.nama_foto())
    milik.delete()


def _tulis(
    isian: IsianTertunda | None, isi: dict[str, Any], *, tanda: TandaHalaman, oleh: Pengguna
) -> HasilSimpan:
    """Write ``isi`` as the draft of the page; an empty one goes, and new ones have a limit."""
    if not isi:
        if isian:
            isian.delete()
        return HasilSimpan(Simpanan.KOSONG)
    if isian:
        isian.kunci, isian.isi = tanda.kunci, isi
        isian.save()
        return HasilSimpan(Simpanan.TERSIMPAN, isian)
    if IsianTertunda.objects.for_petugas(oleh).terbuka().count() >= PALING_BANYAK:
        return HasilSimpan(Simpanan.PENUH)
    isian = IsianTertunda.objects.create(kunci=tanda.kunci, isi=isi, oleh=oleh)
    terpisah = tanda.dari or tanda.pernah
    return HasilSimpan(Simpanan.TERPISAH if terpisah else Simpanan.TERSIMPAN, isian)


def _dengan_foto(isian: IsianTertunda | None, foto: Foto, nama: str) -> dict[str, Any]:
    """What the draft holds with this photo, whose file is ``nama``."""
    satu = {
        "isi": nama,
        "nama": nama_samar(foto.nama),
        "mime": foto.bersih.mime,
        "ukuran": len(foto.bersih.isi),
        "sha256": foto.sidik,
    }
    lama, semua = (isian.isi, isian.foto) if isian else ({}, {})
    return {**lama, FOTO: {**semua, foto.jenis: satu}}


def _hapus_nanti(nama: Iterable[str]) -> None:
    """Erase these files once the transaction is sure."""
    daftar = [*nama]

    def hapus() -> None:
        for satu in daftar:
            default_storage.delete(satu)

    transaction.on_commit(hapus)


def _kunci(oleh: Pengguna) -> None:
    """Lock the officer's user row, so that two saves of one page run one after the other."""
    Pengguna.objects.select_for_update(no_key=True).get(pk=oleh.pk)


def _milik(tanda: TandaHalaman, oleh: Pengguna) -> IsianTertunda | None:
    """The draft of this page, of which the officer saves only one thing at a time."""
    _kunci(oleh)
    return IsianTertunda.objects.for_petugas(oleh).select_related("peserta").halaman(tanda)
