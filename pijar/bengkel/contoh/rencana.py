"""Three scenarios of the next year: the target, a ceiling cut by a tenth, one in the archive."""

from datetime import date, datetime, time
from typing import Any

from iuran.models import SumberDana
from iuran.rencana.actions import arsipkan, buat_skenario
from iuran.rencana.angka import Dasar, baca_dasar, keinginan_awal
from laporan.models import Target
from pijar.bulan import WIB
from pijar.models import Pengguna

TARGET = {"apbd": 7_500, "dbhcht": 1_000}


def isi_rencana(*, pada: date) -> None:
    """Every step is the one that an officer takes."""
    for jenis, orang in TARGET.items():
        Target.objects.get_or_create(
            tahun=pada.year + 1, jenis=jenis, defaults={"orang": orang, "keterangan": "Rencana"}
        )
    admin, admin2 = (Pengguna.objects.get(username=nama) for nama in ("admin", "admin2"))
    saat = datetime.combine(pada, time(10), WIB)
    dasar = baca_dasar(SumberDana.objects.all(), pada.year + 1, pada=pada)
    if not dasar.sumber:
        dasar = baca_dasar(SumberDana.objects.all(), pada.year, pada=pada)
    for nama, persen, oleh in (
        ("Semua target, 12 bulan", 100, admin),
        ("Pagu dipotong 10 persen", 90, admin2),
        ("Coba-coba", 50, admin),
    ):
        isi = {"nama": nama, "catatan": "Bahan rapat anggaran" if oleh == admin else ""}
        semua = _baris(dasar, persen)
        satu = buat_skenario(dasar.tahun, isi, semua, dasar=dasar.isi, oleh=oleh, pada=saat)
    arsipkan(satu, arsip=True, oleh=admin, pada=saat)


def _baris(dasar: Dasar, persen: int) -> dict[int, dict[str, Any]]:
    """The plan of the year with so much of each ceiling."""
    ingin = keinginan_awal(dasar)
    return {
        s.pk: {
            "orang": ingin[s.pk].orang,
            "bulan_awal": ingin[s.pk].mulai,
            "jumlah_bulan": ingin[s.pk].lama,
            "pagu": None if persen == 100 else s.pagu * persen // 100,
        }
        for s in dasar.sumber
    }
