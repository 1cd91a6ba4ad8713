"""Each night: kept figures beside the rows, and old ones thrown away (ADR 0025)."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from pijar.keadaan import SATU_KEADAAN
from pijar.kemas import baca_kunci, buka, sidik_hitungan
from pijar.models import AngkaTersimpan, Ubahan
from pijar.simpanan import Satu, ambil, daftar_simpanan

UMUR_SIMPANAN = timedelta(days=1)  # older figures and marks are thrown away


def periksa_semua() -> tuple[int, list[str]]:
    """Count every kept figure anew, each by itself; how many there are, and which differ."""
    semua = daftar_simpanan()
    disimpan = AngkaTersimpan.objects.filter(sidik=sidik_hitungan(), nama__in=semua)
    daftar = list(disimpan.order_by("pk").values_list("nama", "kunci"))
    beda = [f"{n} {k}" for n, k in daftar if not _benar(Satu(semua[n], baca_kunci(k)))]
    return len(daftar), beda


def _benar(satu: Satu) -> bool:
    """Whether the kept value is what the rows say; a wrong one is forgotten.

    True when there is nothing to compare: none is kept, or its tables have changed since.
    """
    with transaction.atomic():
        with connection.cursor() as kursor:
            kursor.execute(SATU_KEADAAN)
        ada = ambil([satu]).get(satu)
        if ada is None or ada.berubah or buka(bytes(ada.isi)) == satu.hitung():
            return True
    AngkaTersimpan.objects.filter(pk=ada.pk, pada=ada.pada).delete()
    return False


def buang_lama(kini: datetime) -> None:
    """Throw away figures of the day before, and marks that none of today's can have missed.

    A mark is kept for twice as long as a figure: whoever is counting meanwhile needs it.
    """
    AngkaTersimpan.objects.filter(pada__lt=kini - UMUR_SIMPANAN).delete()
    Ubahan.objects.filter(pada__lt=kini - 2 * UMUR_SIMPANAN).delete()
