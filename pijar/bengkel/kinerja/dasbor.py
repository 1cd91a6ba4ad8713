"""How long the first page counts, against one plain sum over the whole ledger."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from iuran.models import Iuran
from laporan import angka
from pijar.bengkel.kinerja import Ukuran, hasil, p95, waktu
from pijar.bulan import awal_bulan

ULANG = 9


def siapkan(folder: Path, orang: int) -> None:
    """Sample people with twelve months of ledger."""
    isi_contoh(orang, 12)


def siapkan_lima_tahun(folder: Path, orang: int) -> None:
    """Sample people with sixty months of ledger."""
    isi_contoh(orang, 60)


def isi_contoh(orang: int, bulan: int) -> None:
    """Sample people as autovacuum leaves them minutes later."""
    call_command("contoh", peserta=orang, bulan=bulan, benih=1, stdout=StringIO())
    with connection.cursor() as kursor:
        kursor.execute("VACUUM (ANALYZE)")


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of counting all figures of the running month."""
    hari_ini = timezone.localdate()
    bulan = awal_bulan(hari_ini)
    angka.hitung(bulan, pada=hari_ini)
    detik = [waktu(lambda: angka.hitung(bulan, pada=hari_ini)) for _ in range(ULANG)]
    patokan = [waktu(jumlah_buku) for _ in range(ULANG)]
    return hasil(
        detik=p95(detik),
        patokan="sum(nominal) seluruh buku iuran",
        detik_patokan=p95(patokan),
        orang=orang,
        baris_iuran=Iuran.objects.count(),
    )


def jumlah_buku() -> None:
    with connection.cursor() as kursor:
        kursor.execute("SELECT sum(nominal) FROM iuran_iuran")
        kursor.fetchone()
