"""Discard a list not yet applied, or undo an applied one, wholly or in part."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from peserta.alur import pindahkan_banyak
from peserta.duplikat import lupakan_pasangan
from peserta.impor.keadaan import (
    BATALKAN,
    BISA_DIBACA_ULANG,
    belum_masuk,
    kerjakan,
    kunci,
    sedang_dibatalkan,
)
from peserta.impor.keluarkan import (
    HitungBatal,
    hitung_batal,
    kembalikan_isi,
    kunci_orang,
    orang_baru,
    pisahkan,
    tarik_usulan,
)
from peserta.impor.masukkan import kunci_impor
from peserta.models import Impor, Status, StatusImpor
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

SUDAH_MASUK = (StatusImpor.DITERAPKAN, StatusImpor.SEBAGIAN)
TIDAK_ADA_LAGI = (
    "Tidak ada lagi orang dari impor ini yang dapat dibatalkan: semuanya sudah diajukan, "
    "diputuskan atau diubah lagi. Perbaiki orang per orang."
)


@transaction.atomic
def buang_impor(impor: Impor) -> None:
    """Discard a list that nobody has applied. Raises AturanDilanggarError for any other."""
    sebab = "jadi tidak dapat dibuang lagi. Muat ulang halamannya."
    impor = belum_masuk(impor.pk, BISA_DIBACA_ULANG, sebab)
    impor.status, impor.dibatalkan_pada = StatusImpor.DIBATALKAN, timezone.now()
    impor.save()


@transaction.atomic
def minta_batal(impor: Impor, *, sebagian: bool, oleh: Pengguna) -> None:
    """Queue the undo of an applied list, whole or in part; a second click gets the same job.

    Raises AturanDilanggarError when an undo is impossible now; the job checks again under its
    locks.
    """
    if _sudah_diminta(impor, sebagian):  # unlocked: a running job holds the lock
        return
    impor = kunci(impor.pk)
    if _sudah_diminta(impor, sebagian):
        return
    _pastikan_status(impor, sebagian=sebagian)
    _pastikan_dapat(impor, hitung_batal(impor), sebagian=sebagian)
    sudah = impor.jumlah.get("batal", 0)
    judul = f"Membatalkan impor {impor.pk}"
    kerjakan(impor, BATALKAN, judul, oleh=oleh, sebagian=sebagian, sudah=sudah)


@transaction.atomic
def kerjakan_batal(
    pk: int, *, sebagian: bool, sudah: int, oleh: Pengguna | None, tugas_pk: int
) -> Impor:
    """Run the undo that ``minta_batal`` queued as ``tugas_pk``; a second delivery does nothing.

    ``sudah`` is the number of people undone when the officer ordered it: another number now means
    that this job is done. Raises AturanDilanggarError for an old job retried after a newer one.
    """
    impor = kunci(pk)
    oleh = oleh or impor.oleh
    if not Impor.objects.for_petugas(oleh).filter(pk=pk).exists():
        raise AturanDilanggarError(
            "Impor ini milik petugas lain dan pemilik tugas ini tidak lagi boleh membukanya, jadi "
            "tidak ada yang dibatalkan. Minta petugas pengunggahnya membatalkannya."
        )
    if impor.tugas_id != tugas_pk:
        raise AturanDilanggarError(
            "Setelah tugas ini gagal, impornya dibatalkan lewat tugas lain. Buka halaman impornya, "
            "lihat siapa yang tetap, lalu batalkan dari sana bila masih perlu."
        )
    if impor.status != StatusImpor.DIBATALKAN and impor.jumlah.get("batal", 0) == sudah:
        impor = (batalkan_sebagian if sebagian else batalkan_impor)(impor, oleh=oleh)
    return impor


@transaction.atomic
def batalkan_impor(impor: Impor, *, oleh: Pengguna) -> Impor:
    """Undo an applied list as a whole, while nobody in it has been submitted.

    People are never deleted: newcomers stop, with the reason, and the corrected list reopens
    them.
    """
    impor = kunci(impor.pk)
    _pastikan_status(impor, sebagian=False)
    kunci_impor()
    kunci_orang(impor)
    _pastikan_dapat(impor, hitung_batal(impor), sebagian=False)
    kembalikan_isi(impor)
    _hentikan(impor, orang_baru(impor), oleh)
    jumlah = impor.jumlah["hasil_baru"] + impor.jumlah["hasil_ubah"]
    jumlah += tarik_usulan(impor, oleh=oleh.pk)
    impor.jumlah |= {"batal": jumlah, "tetap": 0}
    impor.status, impor.dibatalkan_pada = StatusImpor.DIBATALKAN, timezone.now()
    impor.save()
    return impor


@transaction.atomic
def batalkan_sebagian(impor: Impor, *, oleh: Pengguna) -> Impor:
    """Undo the people of an applied list whose cases have not moved on.

    The others stay, each with the reason on their row. An officer may repeat it later. Raises
    AturanDilanggarError when nobody is left to undo.
    """
    impor = kunci(impor.pk)
    _pastikan_status(impor, sebagian=True)
    kunci_impor()
    kunci_orang(impor)
    pisahan = pisahkan(impor, lagi=impor.status == StatusImpor.SEBAGIAN)
    if not pisahan.baris:
        raise AturanDilanggarError(TIDAK_ADA_LAGI)
    kembalikan_isi(impor, pisahan.baris)
    tarik_usulan(impor, oleh=oleh.pk)
    _hentikan(impor, pisahan.orang_baru, oleh)
    impor.jumlah |= {
        "batal": impor.jumlah.get("batal", 0) + len(pisahan.baris),
        "tetap": pisahan.tetap,
    }
    impor.status = StatusImpor.SEBAGIAN if pisahan.tetap else StatusImpor.DIBATALKAN
    impor.dibatalkan_pada = timezone.now()
    impor.save()
    return impor


def _sudah_diminta(impor: Impor, sebagian: bool) -> bool:
    """Whether this undo is already queued. Raises AturanDilanggarError if another kind is."""
    if not sedang_dibatalkan(impor):
        return False
    if impor.tugas and impor.tugas.parameter["sebagian"] != sebagian:
        raise AturanDilanggarError("Impor ini sedang dibatalkan. Tunggu sampai selesai.")
    return True


def _pastikan_status(impor: Impor, *, sebagian: bool) -> None:
    if impor.status == StatusImpor.DITERAPKAN or (sebagian and impor.status in SUDAH_MASUK):
        return
    status = impor.get_status_display()
    raise AturanDilanggarError(
        f"Impor ini berstatus {status}; tidak ada yang dapat dibatalkan."
        if sebagian
        else f"Impor ini berstatus {status}, jadi tidak dapat dibatalkan seluruhnya. Muat ulang "
        "halamannya."
    )


def _pastikan_dapat(impor: Impor, hitungan: HitungBatal, *, sebagian: bool) -> None:
    if sebagian and not hitungan.bisa:
        raise AturanDilanggarError(TIDAK_ADA_LAGI)
    if not sebagian and hitungan.lanjut:
        raise AturanDilanggarError(
            f"Impor ini tidak dapat dibatalkan seluruhnya lagi: {hitungan.lanjut} orang di "
            "dalamnya sudah diajukan atau diputuskan. Yang belum diajukan dapat dibatalkan dari "
            "halaman impornya.",
            tautan=reverse("peserta:impor_detail", args=[impor.pk]),
            label_tautan="Buka halaman impor",
        )


def _hentikan(impor: Impor, orang: list[int], oleh: Pengguna) -> None:
    """Stop the newcomers; :mod:`peserta.impor.vonis` recognises them by this sentence."""
    pindahkan_banyak(
        orang,
        dari=Status.DRAF,
        ke=Status.BERHENTI,
        oleh=oleh,
        alasan=f"Impor {impor.pk} dibatalkan",
    )
    lupakan_pasangan(orang)
