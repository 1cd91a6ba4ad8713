"""Undo a merge while nothing depends on it: both people become as they were before."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from peserta.bersih.nama import nama_cari
from peserta.duplikat import cari_duplikat
from peserta.models import PasanganMirip, Peserta, StatusPasangan
from pijar.bulan import waktu_wib
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from verifikasi.actions.gabung import (
    kunci_orang,
    kunci_pasangan,
    riwayat_terakhir,
    simpanan,
    tunggu_lagi,
)
from verifikasi.models import Penggabungan


@transaction.atomic
def batalkan_penggabungan(pasangan: PasanganMirip, *, alasan: str, oleh: Pengguna) -> None:
    """Give both people their former data back; the pair waits again.

    Only the list of editors stays as it is, because it only grows. Raises AturanDilanggarError
    without a reason and when the kept person was changed, moved or merged since. Raises
    BentrokError when another person has the NIK or KPJ by now, or the merge is already undone.
    """
    if not (alasan := alasan.strip()):
        raise AturanDilanggarError("Tulis alasan pembatalan.")
    terkunci = kunci_pasangan(pasangan, oleh)
    if terkunci.status != StatusPasangan.DIGABUNG:
        raise BentrokError("Penggabungan ini sudah dibatalkan. Muat ulang halaman.")
    penggabungan = terkunci.daftar_penggabungan.get(dibatalkan_pada=None)
    pks = [penggabungan.menang_id, penggabungan.kalah_id]
    kunci_orang(pks)
    menang = Peserta.objects.get(pk=penggabungan.menang_id)
    _periksa(penggabungan, menang)
    try:
        with transaction.atomic():
            _pulihkan(penggabungan)
    except IntegrityError as galat:
        raise BentrokError(
            "NIK atau KPJ dari data yang dilebur sekarang tercatat atas orang lain, jadi "
            "penggabungan ini tidak dapat dibatalkan. Bereskan orang lain itu dahulu."
        ) from galat
    Penggabungan.objects.filter(pk=penggabungan.pk).update(
        dibatalkan_oleh=oleh, dibatalkan_pada=timezone.now(), alasan_batal=alasan[:500]
    )
    terkunci.keterangan = f"Penggabungan dibatalkan {oleh}: {alasan}"[:500]
    tunggu_lagi(terkunci)
    cari_duplikat(pks)


def _periksa(penggabungan: Penggabungan, menang: Peserta) -> None:
    lain = Penggabungan.objects.filter(
        Q(menang=menang) | Q(kalah=menang), pk__gt=penggabungan.pk, dibatalkan_pada=None
    )
    if sesudah := lain.first():
        raise AturanDilanggarError(
            "Orang ini digabung lagi sesudahnya, pada "
            f"{waktu_wib(sesudah.digabung_pada)}. Batalkan dahulu penggabungan itu."
        )
    if riwayat_terakhir(menang) != penggabungan.riwayat:
        raise AturanDilanggarError(
            f"Setelah digabung, statusnya berubah menjadi {menang.get_status_display()} "
            "berdasarkan data gabungan, jadi penggabungan ini tidak dapat dibatalkan lagi."
        )
    sesudah_itu = {k: simpanan(getattr(menang, k)) for k in penggabungan.sesudah}
    if sesudah_itu != penggabungan.sesudah:
        raise AturanDilanggarError(
            "Data yang diambil dari orang yang dilebur sudah diubah lagi sesudahnya. Kembalikan "
            "dahulu perubahan itu (lihat riwayatnya), lalu batalkan penggabungan."
        )


def _pulihkan(penggabungan: Penggabungan) -> None:
    """Restore in the opposite order of the merge: first the kept person, then the merged row."""
    isi: dict[str, Any] = dict(penggabungan.sebelum)
    if "nama" in isi:
        isi["nama_cari"] = nama_cari(isi["nama"])
    kini = timezone.now()
    Peserta.objects.filter(pk=penggabungan.menang_id).update(**isi, diubah_pada=kini)
    Peserta.objects.filter(pk=penggabungan.kalah_id).update(
        digabung_ke=None, nik=penggabungan.nik_kalah, diubah_pada=kini
    )
    Peserta.objects.filter(pk__in=penggabungan.ikut).update(digabung_ke=penggabungan.kalah_id)
