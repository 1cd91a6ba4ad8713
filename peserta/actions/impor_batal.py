"""Drop a list that was only looked at, or undo one that was applied: whole, or by exception."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from peserta.actions.duplikat import lupakan_pasangan
from peserta.actions.impor import BISA_DIBACA_ULANG, kunci, sedang_diterapkan
from peserta.alur import pindahkan_banyak
from peserta.impor.batal import (
    hitung_batal,
    kembalikan_isi,
    kunci_orang,
    orang_baru,
    pisahkan,
)
from peserta.impor.terapkan import kunci_impor
from peserta.models import Impor, Status, StatusImpor
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

SUDAH_MASUK = (StatusImpor.DITERAPKAN, StatusImpor.SEBAGIAN)


@transaction.atomic
def batalkan_impor(impor: Impor, *, oleh: Pengguna) -> None:
    """Drop a list that was only looked at, or undo one whose people nobody has submitted yet.

    People are never deleted: those who came in stop, with the reason, and a new upload of the
    corrected list opens them again.
    """
    impor = kunci(impor.pk)
    if impor.status == StatusImpor.DITERAPKAN:
        _urungkan(impor, oleh)
    elif impor.status not in BISA_DIBACA_ULANG:
        raise AturanDilanggarError(
            f"Impor ini berstatus {impor.get_status_display()}, jadi tidak dapat dibatalkan "
            "seluruhnya. Muat ulang halamannya."
        )
    elif sedang_diterapkan(impor):
        raise AturanDilanggarError("Impor ini sedang diterapkan. Tunggu sampai selesai.")
    impor.status, impor.dibatalkan_pada = StatusImpor.DIBATALKAN, timezone.now()
    impor.save()


@transaction.atomic
def batalkan_sebagian(impor: Impor, *, oleh: Pengguna) -> int:
    """Undo everybody of an applied list who has gone no further; returns how many.

    The others stay as they are, each with the reason on the row. It can be repeated when
    somebody was withdrawn since; raises AturanDilanggarError where nobody is left to undo.
    """
    impor = kunci(impor.pk)
    if impor.status not in SUDAH_MASUK:
        raise AturanDilanggarError(
            f"Impor ini berstatus {impor.get_status_display()}; tidak ada yang dapat dibatalkan."
        )
    kunci_impor()
    kunci_orang(impor)
    pisahan = pisahkan(impor, lagi=impor.status == StatusImpor.SEBAGIAN)
    if not pisahan.baris:
        raise AturanDilanggarError(
            "Tidak ada lagi orang dari impor ini yang dapat dibatalkan: semuanya sudah diajukan, "
            "diputuskan atau diubah lagi. Perbaiki orang per orang."
        )
    kembalikan_isi(impor, pisahan.baris)
    _hentikan(impor, pisahan.orang_baru, oleh)
    impor.jumlah |= {
        "batal": impor.jumlah.get("batal", 0) + len(pisahan.baris),
        "tetap": pisahan.tetap,
    }
    impor.status = StatusImpor.SEBAGIAN if pisahan.tetap else StatusImpor.DIBATALKAN
    impor.dibatalkan_pada = timezone.now()
    impor.save()
    return len(pisahan.baris)


def _urungkan(impor: Impor, oleh: Pengguna) -> None:
    kunci_impor()
    kunci_orang(impor)
    if lanjut := hitung_batal(impor).lanjut:
        raise AturanDilanggarError(
            f"Impor ini tidak dapat dibatalkan seluruhnya lagi: {lanjut} orang di dalamnya sudah "
            "diajukan atau diputuskan. Yang belum diajukan dapat dibatalkan dari halaman impornya.",
            tautan=reverse("peserta:impor_detail", args=[impor.pk]),
            label_tautan="Buka halaman impor",
        )
    kembalikan_isi(impor)
    _hentikan(impor, orang_baru(impor), oleh)


def _hentikan(impor: Impor, orang: list[int], oleh: Pengguna) -> None:
    """Newcomers stop; the sentence is how the next list knows them again (impor.vonis)."""
    pindahkan_banyak(
        orang,
        dari=Status.DRAF,
        ke=Status.BERHENTI,
        oleh=oleh,
        alasan=f"Impor {impor.pk} dibatalkan",
    )
    lupakan_pasangan(orang)
