"""Apply a list: queue the job, and run it. Each is one transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from peserta.alur import pindahkan_banyak
from peserta.duplikat import minta_cari_duplikat
from peserta.impor.keadaan import (
    AJUKAN,
    TERAPKAN,
    kerjakan,
    kunci,
    sedang_diajukan,
    siap_diperiksa,
)
from peserta.impor.masukkan import HasilTerapan, terapkan
from peserta.impor.vonis import hitung_vonis
from peserta.models import Impor, Peserta, Status, StatusImpor
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna


@transaction.atomic
def minta_terapkan(
    impor: Impor, *, oleh: Pengguna, ajukan: Mapping[str, str] | None = None
) -> None:
    """Queue the applying of the ticked rows; a second click gets the same job.

    With ``ajukan``, the attestation (tanggal, oleh, bukti; all may be empty), the newcomers are
    submitted for verification right after.
    Raises AturanDilanggarError when no row is ticked.
    """
    impor = siap_diperiksa(impor.pk)
    if not impor.daftar_baris.filter(dipilih=True).exists():
        raise AturanDilanggarError(
            "Belum ada baris yang dicentang. Centang dahulu, lalu tekan Masukkan."
        )
    lain: dict[str, Any] = {} if ajukan is None else {"ajukan": dict(ajukan)}
    kerjakan(impor, TERAPKAN, f"Menerapkan impor {impor.pk}", oleh=oleh, **lain)


@transaction.atomic
def terapkan_impor(
    pk: int,
    *,
    oleh: Pengguna | None = None,
    tugas_pk: int | None = None,
    ajukan: Mapping[str, str] | None = None,
) -> Impor:
    """Apply the ticked rows and write the sums; a second delivery changes nothing.

    With ``ajukan`` it then queues the job that submits the newcomers.

    ``oleh`` ordered it (default: the uploader). Raises AturanDilanggarError for an old job
    ``tugas_pk`` retried after a newer one, because no officer has checked the new rows.
    """
    impor = kunci(pk)
    if impor.status != StatusImpor.DIPERIKSA:
        return impor
    if tugas_pk is not None and impor.tugas_id != tugas_pk:
        raise AturanDilanggarError(
            "Setelah tugas ini gagal, daftarnya dibaca atau diterapkan lagi lewat tugas lain. Buka "
            "halaman impornya, periksa barisnya, lalu terapkan dari sana."
        )
    oleh = oleh or impor.oleh
    hasil = terapkan(impor, oleh=oleh.pk)
    pindahkan_banyak(
        hasil.dibuka_lagi,
        dari=Status.BERHENTI,
        ke=Status.DRAF,
        oleh=oleh,
        alasan=f"Didata kembali lewat impor {impor.pk}",
    )
    impor.jumlah = _jumlah(pk, hasil)
    impor.status, impor.diterapkan_pada = StatusImpor.DITERAPKAN, timezone.now()
    impor.save()
    if hasil.baru or hasil.ubah:
        minta_cari_duplikat(impor, oleh=oleh)
    if ajukan is not None and hasil.baru:
        _ajukan(impor, ajukan, oleh)
    return impor


@transaction.atomic
def minta_ajukan(impor: Impor, *, oleh: Pengguna, keterangan: Mapping[str, str]) -> None:
    """Queue the submission of whom the list brought in; a second click gets the same job.

    ``keterangan`` is the attestation as in :func:`minta_terapkan`. Raises AturanDilanggarError when
    another job works on the list, or nobody of it is left to submit.
    """
    Impor.objects.select_for_update().get(pk=impor.pk)
    impor = Impor.objects.select_related("tugas").get(pk=impor.pk)
    if impor.tugas and impor.tugas.berlangsung and not sedang_diajukan(impor):
        raise AturanDilanggarError("Impor ini sedang dikerjakan. Tunggu sampai selesai.")
    if not Peserta.objects.for_petugas(oleh).filter(impor=impor).bisa_diajukan().exists():
        raise AturanDilanggarError(
            "Tidak ada orang dari impor ini yang dapat diajukan: semuanya sudah diajukan atau "
            "sudah lewat tahap verifikasi."
        )
    _ajukan(impor, keterangan, oleh)


def _ajukan(impor: Impor, keterangan: Mapping[str, str], oleh: Pengguna) -> None:
    judul = f"Mengajukan orang impor {impor.pk}"
    kerjakan(impor, AJUKAN, judul, oleh=oleh, keterangan=dict(keterangan))


def _jumlah(pk: int, hasil: HasilTerapan) -> dict[str, int]:
    """Rows per verdict, and what became of them."""
    jumlah = hitung_vonis(pk)
    masuk = hasil.baru + hasil.ubah + hasil.usul
    return jumlah | {
        "hasil_baru": hasil.baru,
        "hasil_ubah": hasil.ubah,
        "hasil_usul": hasil.usul,
        "hasil_sama": jumlah["sama"],
        "hasil_dilewati": jumlah["dibaca"] - jumlah["sama"] - masuk,
    }
