"""Repair a returned case: the data, a missing paper, and the next submission in one act."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse

from peserta.models import Peserta, Status
from peserta.orang import ubah_orang, unggah_berkas
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from pijar.unggahan import Bersih
from verifikasi.actions.pengajuan import Keterangan, ajukan


class Lampiran(NamedTuple):
    """The paper that was missing: its kind, the clean copy, the file's name and its seal."""

    jenis: str
    bersih: Bersih
    nama: str
    sidik: str


class Perbaikan(NamedTuple):
    """What the officer mended; ``versi`` is when the data was last changed, as they saw it."""

    data: dict[str, Any]
    versi: datetime | None
    lampiran: Lampiran | None = None
    keterangan: Keterangan = Keterangan()


@transaction.atomic
def perbaiki(peserta: Peserta, isi: Perbaikan, *, kirim: bool, oleh: Pengguna, pada: date) -> None:
    """Change the data, add the paper, and with ``kirim`` submit the person again; all or nothing.

    Without a new attestation the one of the returned case stays. Raises AturanDilanggarError for
    somebody whose case was not returned, BentrokError when the data was changed meanwhile.
    """
    pastikan_dikembalikan(peserta)
    ubah_orang(peserta, isi.data, oleh=oleh, versi=isi.versi)
    if isi.lampiran:
        unggah_berkas(peserta, **isi.lampiran._asdict(), oleh=oleh)
    if not kirim:
        return
    tanggal, siapa, bukti = isi.keterangan
    hasil = ajukan(
        [peserta.pk],
        oleh=oleh,
        pada=pada,
        keterangan_kerja_tanggal=tanggal,
        keterangan_kerja_oleh=siapa,
        keterangan_kerja_bukti=bukti,
    )
    if hasil.dilewati:
        raise AturanDilanggarError(f"Tidak dapat diajukan: {hasil.dilewati[0].sebab}.")


def pastikan_dikembalikan(peserta: Peserta) -> None:
    """Raise AturanDilanggarError, with the way, unless a verifier returned the person's case."""
    if peserta.status != Status.DIKEMBALIKAN:
        raise AturanDilanggarError(
            f"Orang ini sekarang berstatus {peserta.get_status_display()}, jadi tidak ada "
            "pengembalian yang diperbaiki.",
            tautan=reverse("verifikasi:riwayat", args=[peserta.pk]),
            label_tautan="Lihat keputusannya",
        )
