"""One month's bill of the largest source: attach every row."""

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from iuran.models import Iuran, SumberDana
from iuran.tagihan.actions.susun import susun_tagihan
from pijar.bengkel.kinerja import Ukuran, hasil, puncak_mb, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.models import Pengguna

__all__ = ["siapkan", "ukur"]


def ukur(folder: Path, orang: int) -> Ukuran:
    """Draft the biggest unbilled month, against one UPDATE that takes the same rows out again."""
    admin = Pengguna.objects.get(username="admin")
    sumber, bulan, baris = terbesar()
    mulai = perf_counter()
    tagihan = susun_tagihan(sumber, bulan, oleh=admin)
    detik = perf_counter() - mulai
    memori = puncak_mb()
    return hasil(
        detik=detik,
        patokan="UPDATE baris yang sama kembali, satu perintah",
        detik_patokan=waktu(
            lambda: jalankan(
                "UPDATE iuran_iuran SET tagihan_id = NULL WHERE tagihan_id = %s", [tagihan.pk]
            )
        ),
        orang=orang,
        baris_tagihan=baris,
        pada=timezone.localdate().isoformat(),
        memori_mb=memori,
    )


def terbesar() -> tuple[SumberDana, date, int]:
    """The source and month with most unbilled rows, and how many."""
    menunggu = Iuran.objects.hidup().filter(tagihan=None).order_by()
    satu = menunggu.values("sumber", "bulan").annotate(baris=Count("pk")).order_by("-baris").first()
    if satu is None:
        raise RuntimeError("Tidak ada iuran yang menunggu ditagih.")
    return SumberDana.objects.get(pk=satu["sumber"]), satu["bulan"], satu["baris"]


@transaction.atomic
def jalankan(perintah: str, isi: list[Any]) -> None:
    """Run a yardstick: one plain statement, as the only work of its transaction."""
    with connection.cursor() as kursor:
        kursor.execute(perintah, isi)
