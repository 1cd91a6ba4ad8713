"""How long everybody's cover as of a past date takes, against one plain statement over the rows."""

from datetime import date
from pathlib import Path

from django.db import connection
from django.utils import timezone

from iuran.models import Iuran
from iuran.perlindungan import potret
from pijar.bengkel.kinerja import Ukuran, hasil, p95, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.bulan import akhir_bulan, tambah_bulan

__all__ = ["siapkan", "ukur"]

ULANG = 9
# The same people with the same four months and payments, counted into the same groups.
PATOKAN = """
    SELECT k.kecamatan_id, p.pekerjaan_id, i0.sumber_id, b0.tanggal <= %(pada)s,
           b1.tanggal <= %(pada)s, b2.tanggal <= %(pada)s, b3.tanggal <= %(pada)s, count(*)
    FROM peserta_peserta p JOIN peserta_kelurahan k ON k.kode = p.kelurahan_id
    LEFT JOIN iuran_iuran i0 ON i0.peserta_id = p.id AND i0.bulan = %(b0)s AND i0.hidup
    LEFT JOIN iuran_pembayaran b0 ON b0.id = i0.pembayaran_id
    LEFT JOIN iuran_iuran i1 ON i1.peserta_id = p.id AND i1.bulan = %(b1)s AND i1.hidup
    LEFT JOIN iuran_pembayaran b1 ON b1.id = i1.pembayaran_id
    LEFT JOIN iuran_iuran i2 ON i2.peserta_id = p.id AND i2.bulan = %(b2)s AND i2.hidup
    LEFT JOIN iuran_pembayaran b2 ON b2.id = i2.pembayaran_id
    LEFT JOIN iuran_iuran i3 ON i3.peserta_id = p.id AND i3.bulan = %(b3)s AND i3.hidup
    LEFT JOIN iuran_pembayaran b3 ON b3.id = i3.pembayaran_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of the portrait of the last day of the month before the last one."""
    pada = akhir_bulan(tambah_bulan(timezone.localdate(), -2))
    potret(pada)
    detik = [waktu(lambda: potret(pada)) for _ in range(ULANG)]
    patokan = [waktu(lambda: _patokan(pada)) for _ in range(ULANG)]
    return hasil(
        detik=p95(detik),
        patokan="orang dengan empat bulan dan pembayarannya, dihitung per kelompok",
        detik_patokan=p95(patokan),
        orang=orang,
        baris_iuran=Iuran.objects.count(),
    )


def _patokan(pada: date) -> None:
    bulan = {f"b{n}": tambah_bulan(pada, -n) for n in range(4)}
    with connection.cursor() as kursor:
        kursor.execute(PATOKAN, {"pada": pada} | bulan)
        kursor.fetchall()
