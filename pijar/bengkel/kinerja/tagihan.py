"""One month's bill of the largest source: attach every row, then write the list."""

from datetime import date
from pathlib import Path

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from iuran.models import Iuran, SumberDana
from iuran.tagihan.actions.susun import susun_tagihan
from pijar.bengkel.kinerja import Ukuran, hasil, puncak_mb, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.models import Pengguna

__all__ = ["siapkan", "ukur"]


def ukur(folder: Path, orang: int) -> Ukuran:
    """Draft the biggest unbilled month, against one UPDATE of as many rows of a bare copy."""
    admin = Pengguna.objects.get(username="admin")
    sumber, bulan, baris = terbesar()
    salin_polos(sumber.pk, bulan.isoformat())
    detik = waktu(lambda: susun_tagihan(sumber, bulan, oleh=admin))
    memori = puncak_mb()
    return hasil(
        detik=detik,
        patokan="UPDATE baris yang sama pada salinan tanpa indeks",
        detik_patokan=waktu(perbarui_polos),
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


def salin_polos(sumber: int, bulan: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute(
            "CREATE TABLE polos AS SELECT * FROM iuran_iuran WHERE sumber_id = %s AND bulan = %s",
            [sumber, bulan],
        )


def perbarui_polos() -> None:
    with connection.cursor() as kursor:
        kursor.execute("UPDATE polos SET tagihan_id = 1")
