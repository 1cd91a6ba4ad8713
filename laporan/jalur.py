"""The path to the year's target: month by month against the plan, and a forecast for December.

Nobody decides a plan by month: the plan is the year's target, the same in each month.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from iuran.models import DIBAYAR_KOTA
from iuran.perlindungan import Cakupan, ujung
from laporan.himpunan import TERLINDUNGI_PADA, Himpunan, himpunan, larik
from laporan.models import target_tahun
from pijar.bulan import akhir_bulan, awal_bulan, besok, rentang_bulan, tanggal_panjang
from pijar.rupiah import ribuan

CARA_RENCANA = (
    "Target ditetapkan untuk setahun, bukan per bulan; karena itu rencananya sama pada tiap bulan."
)
DALAM_PROSES = ("ditetapkan", "didaftarkan", "terdaftar")

_PROSES = """
    SELECT count(DISTINCT g.peserta_id) FROM iuran_bantuan g
    JOIN peserta_peserta o ON o.id = g.peserta_id AND o.digabung_ke_id IS NULL
     AND o.status IN {status}
    WHERE g.status IN ('ditetapkan', 'berjalan') AND g.dibuat_pada < '{batas}'
      AND g.bulan_awal <= '{akhir}' AND g.bulan_akhir >= '{akhir}' AND g.sumber_id = ANY ({kota})
      AND g.peserta_id <> ALL ({usai})
      AND NOT EXISTS (SELECT FROM iuran_iuran i WHERE i.peserta_id = g.peserta_id
        AND i.bulan = '{bulan}' AND i.hidup AND i.peserta_id <> ALL ({tak}))
      AND NOT EXISTS (SELECT FROM peserta_peristiwa e WHERE e.peserta_id = g.peserta_id
        AND e.jenis = 'meninggal' AND e.dibatalkan_pada IS NULL)
"""


@dataclass(frozen=True)
class TitikJalur:
    """One month: people on its last day (or today), None while it has not come; and the plan."""

    bulan: date
    orang: int | None
    rencana: int | None


@dataclass(frozen=True)
class Jalur:
    """The path of ``tahun`` as it stood on ``pada``. ``kini`` are the people of that day.

    ``perubahan`` counts since the end of the month before. ``sampai_akhir`` and ``proses`` are the
    two parts of ``ramalan``; a year that is over has neither.
    """

    tahun: int
    pada: date
    target: int
    titik: tuple[TitikJalur, ...]
    kini: int
    perubahan: int
    ramalan: int
    sampai_akhir: int
    proses: int
    cara: str
    cara_rencana: str = CARA_RENCANA

    @property
    def kurang(self) -> int:
        """People by which the forecast falls short of the target; 0 when it reaches it."""
        return max(0, self.target - self.ramalan)


def jalur(tahun: int, *, pada: date) -> Jalur:
    """The path of ``tahun`` until ``pada``; of a year that is over until its last day."""
    hari = min(pada, date(tahun, 12, 31))
    target = sum(n for jenis, n in target_tahun(tahun).items() if jenis in DIBAYAR_KOTA)
    kini = himpunan(hari)
    lalu = TERLINDUNGI_PADA.bagian(awal_bulan(hari) - timedelta(days=1))
    orang = _per_bulan(tahun, kini) | ({lalu_bulan(hari): lalu} if hari.year == tahun else {})
    jumlah = kini.jumlah()
    sampai_akhir, proses = _ramalan(tahun, kini) if hari < date(tahun, 12, 31) else (0, 0)
    selesai = hari == date(tahun, 12, 31)
    return Jalur(
        tahun=tahun,
        pada=hari,
        target=target,
        titik=tuple(
            TitikJalur(b, orang.get(b), target or None)
            for b in rentang_bulan(date(tahun, 1, 1), 12)
        ),
        kini=jumlah,
        perubahan=jumlah - lalu,
        ramalan=jumlah if selesai else sampai_akhir + proses,
        sampai_akhir=sampai_akhir,
        proses=proses,
        cara=_cara(tahun, hari, sampai_akhir, proses),
    )


def lalu_bulan(hari: date) -> date:
    """The month before that of ``hari``."""
    return awal_bulan(awal_bulan(hari) - timedelta(days=1))


def _per_bulan(tahun: int, kini: Himpunan) -> dict[date, int]:
    """People at the end of each month that is over, and on the day itself."""
    bulan = [b for b in rentang_bulan(date(tahun, 1, 1), 12) if b < kini.bulan]
    bulan = [b for b in bulan if b != lalu_bulan(kini.hari)]  # counted already
    orang = {b: TERLINDUNGI_PADA.bagian(akhir_bulan(b)) for b in bulan}
    return orang | ({kini.bulan: kini.jumlah()} if kini.hari.year == tahun else {})


def _ramalan(tahun: int, kini: Himpunan) -> tuple[int, int]:
    """Who is protected and whose grants reach December; who is on the way with such a grant."""
    akhir = date(tahun, 12, 1)
    ujungnya = ujung(kini.hari, tahu=kini.tahu).hitung()
    sampai = sum(b.orang for b in ujungnya if b.akhir >= akhir and b.sumber_id in kini.kota)
    perintah = _PROSES.format(
        status=DALAM_PROSES,
        batas=besok(kini.hari).isoformat(),
        akhir=akhir,
        bulan=kini.bulan,
        kota=larik(kini.kota),
        tak=kini.tak,
        usai=kini.berkeadaan(Cakupan.NONAKTIF, Cakupan.DI_LUAR),
    )
    with connection.cursor() as kursor:
        kursor.execute(perintah)
        return sampai, int(kursor.fetchone()[0])


def _cara(tahun: int, hari: date, sampai: int, proses: int) -> str:
    akhir = date(tahun, 12, 31)
    if hari == akhir:
        return f"Keadaan nyata pada {tanggal_panjang(akhir)}, bukan perkiraan."
    return (
        f"Perkiraan untuk {tanggal_panjang(akhir)}: {ribuan(sampai)} orang yang terlindungi pada "
        f"{tanggal_panjang(hari)} dan bantuannya memuat Desember {tahun}, ditambah "
        f"{ribuan(proses)} orang yang sudah ditetapkan atau didaftarkan dengan bantuan yang memuat "
        "Desember, tetapi belum terlindungi. Penetapan, kematian dan kepindahan sesudah hari itu "
        "tidak diperkirakan."
    )
