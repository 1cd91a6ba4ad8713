"""Who may be drawn into a sample, and who is: SQL over all approvals of a period.

A person is one line: the last approval of the period. Where they lived and what they worked is what
the case kept when it was submitted, so it never changes. The order within a stratum is the MD5 of
seed and case id: the same seed over the same cases gives the same people, on any machine.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import connection

from pijar.bulan import WIB
from pijar.models import Pengguna
from verifikasi.models import CaraPutusan, UjiPetik
from verifikasi.selang import banyak_diambil

DISETUJUI = """
    WITH putusan AS (
        SELECT p.id, p.peserta_id, p.diputuskan_oleh_id, p.diputuskan_pada,
               p.cuplikan->>'kelurahan' AS kelurahan, p.cuplikan->>'pekerjaan' AS pekerjaan,
               count(*) OVER (PARTITION BY p.diputuskan_oleh_id, p.diputuskan_pada) AS sekali
        FROM verifikasi_pengajuan p
        WHERE p.status = 'disetujui'
          AND p.diputuskan_pada >= %(mulai)s AND p.diputuskan_pada < %(sebelum)s
    ), populasi AS (
        SELECT DISTINCT ON (p.peserta_id) p.id, p.kelurahan, p.pekerjaan
        FROM putusan p
        JOIN peserta_peserta o ON o.id = p.peserta_id AND o.digabung_ke_id IS NULL
        WHERE (%(cara)s = 'semua' OR (%(cara)s = 'sekaligus') = (p.sekali > 1))
          AND (%(verifikator)s::bigint IS NULL OR p.diputuskan_oleh_id = %(verifikator)s)
          AND (%(wilayah)s::text[] = '{}' OR p.kelurahan LIKE ANY(%(wilayah)s::text[]))
        ORDER BY p.peserta_id, p.diputuskan_pada DESC, p.id DESC
    )
"""
STRATA = f"""{DISETUJUI}
    SELECT kelurahan, pekerjaan, count(*)::int AS populasi FROM populasi GROUP BY 1, 2
"""  # noqa: S608  # constants of this module
SIDIK = f"""{DISETUJUI}
    SELECT count(*), coalesce(md5(string_agg(id::text, ',' ORDER BY id)), '') FROM populasi
"""  # noqa: S608  # as above
# Rounded up as banyak_diambil says; a test holds them equal.
TERPILIH = """
    , urut AS (
        SELECT id, kelurahan, pekerjaan,
               row_number() OVER (
                   PARTITION BY kelurahan, pekerjaan ORDER BY md5(%(benih)s || ':' || id), id
               ) AS ke,
               count(*) OVER (PARTITION BY kelurahan, pekerjaan) AS populasi
        FROM populasi
    ), terpilih AS (
        SELECT * FROM urut WHERE ke <= (populasi * %(persen)s + 99) / 100
    )
"""
TERAMBIL = f"{DISETUJUI}{TERPILIH} SELECT id FROM terpilih"  # noqa: S608  # as above
TULIS = f"""{DISETUJUI}{TERPILIH}
    , strata AS (
        INSERT INTO verifikasi_strataujipetik
            (uji_id, kelurahan_id, pekerjaan_id, populasi, diambil)
        SELECT %(uji)s, kelurahan, pekerjaan, max(populasi), count(*)
        FROM terpilih GROUP BY kelurahan, pekerjaan ORDER BY kelurahan, pekerjaan
        RETURNING id, kelurahan_id, pekerjaan_id
    )
    INSERT INTO verifikasi_orangujipetik (uji_id, strata_id, pengajuan_id, nomor)
    SELECT %(uji)s, s.id, t.id, row_number() OVER (ORDER BY t.kelurahan, t.pekerjaan, t.ke)
    FROM terpilih t
    JOIN strata s ON s.kelurahan_id = t.kelurahan AND s.pekerjaan_id = t.pekerjaan
    ORDER BY 4
"""  # noqa: S608  # as above


@dataclass(frozen=True)
class Pilihan:
    """Which approvals: decided from ``mulai`` to ``sampai``, how, by whom, of which places."""

    mulai: date
    sampai: date
    cara: str = CaraPutusan.SEMUA
    verifikator: Pengguna | None = None
    wilayah: tuple[str, ...] = ()

    @property
    def parameter(self) -> dict[str, Any]:
        """For the SQL; a day begins at midnight in Semarang."""
        besok = self.sampai + timedelta(days=1)
        return {
            "mulai": datetime.combine(self.mulai, time.min, tzinfo=WIB),
            "sebelum": datetime.combine(besok, time.min, tzinfo=WIB),
            "cara": str(self.cara),
            "verifikator": self.verifikator.pk if self.verifikator else None,
            "wilayah": [f"{kode}%" for kode in self.wilayah],
        }


def pilihan_dari(uji: UjiPetik) -> Pilihan:
    """The choice that a sample was drawn by."""
    return Pilihan(uji.mulai, uji.sampai, uji.cara, uji.verifikator, tuple(uji.wilayah))


class Hitungan(NamedTuple):
    """What a draw would take: people approved so, strata that are not empty, people drawn."""

    populasi: int
    strata: int
    diambil: int


def hitung_undian(pilihan: Pilihan, persen: int) -> Hitungan:
    """Count before drawing; nothing is written."""
    orang = [n for _, _, n in _baca(STRATA, pilihan.parameter)]
    return Hitungan(sum(orang), len(orang), sum(banyak_diambil(n, persen) for n in orang))


def sidik_populasi(pilihan: Pilihan) -> tuple[int, str]:
    """How many people, and the MD5 of their cases' ids."""
    ((jumlah, sidik),) = _baca(SIDIK, pilihan.parameter)
    return jumlah, sidik


def ambil_lagi(uji: UjiPetik) -> set[int]:
    """The cases that the seed of ``uji`` draws from what its choice finds now."""
    isi = pilihan_dari(uji).parameter | {"benih": uji.benih, "persen": uji.persen}
    return {pk for (pk,) in _baca(TERAMBIL, isi)}


def tulis_undian(uji: UjiPetik) -> None:
    """Write strata and people of a sample that was just made; two statements' work in one."""
    isi = {"benih": uji.benih, "persen": uji.persen, "uji": uji.pk}
    with connection.cursor() as kursor:
        kursor.execute(TULIS, pilihan_dari(uji).parameter | isi)


def _baca(sql: str, isi: dict[str, Any]) -> list[Any]:
    with connection.cursor() as kursor:
        kursor.execute(sql, isi)
        return kursor.fetchall()
