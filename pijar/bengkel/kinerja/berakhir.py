"""How long the board of who loses cover when takes, against one plain count of as many grants."""

from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from iuran.models import Iuran
from iuran.perlindungan import per_bulan, ujung
from pijar.bengkel.kinerja import Ukuran, hasil, p95, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.bulan import awal_bulan
from pijar.models import Pengguna

__all__ = ["siapkan", "ukur"]

ULANG = 20
# The same people, counted into the same groups.
PATOKAN = """
    SELECT bulan_akhir, sumber_id, count(*) FROM iuran_bantuan
    WHERE bulan_akhir >= %s AND status <> 'batal' GROUP BY 1, 2
"""


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of the slowest part of the board; the frame and every other part beside it.

    ``orang_terbanyak`` is the list of the month in which most people lose cover.
    """
    klien = Client()
    klien.force_login(Pengguna.objects.get(username="admin"))
    habis = per_bulan(ujung(timezone.localdate()).hitung())
    terbanyak = f"{max(habis, key=lambda b: habis[b]):%Y-%m}"
    bagian = {
        "bingkai": {},
        "papan": {"bagian": "papan"},
        "papan_kecamatan": {"bagian": "papan", "kecamatan": "33.74.01"},
        "orang": {"bagian": "orang"},
        "orang_terbanyak": {"bagian": "orang", "bulan": terbanyak},
        "tab": {"bagian": "tab"},
    }
    detik = {nama: _p95(klien, kueri) for nama, kueri in bagian.items()}
    return hasil(
        detik=max(isi for nama, isi in detik.items() if nama != "tab"),
        patokan="bantuan yang belum berakhir, GROUP BY bulan dan sumber",
        detik_patokan=p95([waktu(_patokan) for _ in range(ULANG)]),
        orang=orang,
        baris_iuran=Iuran.objects.count(),
        habis=sum(habis.values()),
        milidetik={nama: round(1000 * isi) for nama, isi in detik.items()},
    )


def _p95(klien: Client, kueri: dict[str, str]) -> float:
    """Seconds of one part as htmx asks for it, after one request that fills what is kept."""
    alamat = f"{reverse('iuran:berakhir')}?{urlencode(kueri)}"
    _buka(klien, alamat)
    return p95([waktu(lambda: _buka(klien, alamat)) for _ in range(ULANG)])


def _buka(klien: Client, alamat: str) -> None:
    jawaban = klien.get(alamat, headers={"HX-Request": "true"}, HTTP_HOST="localhost")
    if jawaban.status_code != 200:
        raise RuntimeError(f"{alamat}: {jawaban.status_code}")


def _patokan() -> None:
    with connection.cursor() as kursor:
        kursor.execute(PATOKAN, [awal_bulan(timezone.localdate())])
        kursor.fetchall()
