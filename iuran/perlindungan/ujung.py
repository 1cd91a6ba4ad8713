"""The month with which the cover of each protected person ends: one piece of SQL for every count.

The ledger says who is protected today; the grants say until when. A grant that waits for its file
gives its months too, so an extension counts from its decree on. A stopped grant gives what is left
of it. The end is the last month that grants give without a gap: everybody protected has one.

Nearly everybody has one grant and none to come, and is counted from two indexes alone. Those with
grants to come are followed from grant to grant. The SQL is built here from dates, ids and names of
tables only: no value of a user is in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField, F
from django.db.models.expressions import RawSQL

from iuran.perlindungan.aturan import TERLINDUNGI
from iuran.perlindungan.buku import Syarat
from iuran.perlindungan.cakupan import tanpa_keadaan
from peserta.models import Status
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan

DITERIMA = (Status.DIDAFTARKAN, Status.TERDAFTAR)
"""BPJS may have accepted people of these for payment; those of the first still lack their card."""

# A grant that gives months: it waits for its rows, runs, or was stopped after months that stand.
_MEMBERI = """
    (j.status IN ('ditetapkan', 'berjalan') OR j.status = 'berhenti' AND EXISTS (
        SELECT FROM iuran_iuran k
        WHERE k.peserta_id = j.peserta_id AND k.bulan = j.bulan_akhir AND k.hidup))
"""
# The row of the month and the grant that gives it; a row that outlived its grant ends by itself.
_KINI = f"""
    SELECT i.peserta_id, coalesce(j.bulan_akhir, i.bulan) AS akhir,
           coalesce(j.sumber_id, i.sumber_id) AS sumber_id
    FROM iuran_iuran i
    LEFT JOIN iuran_bantuan j ON j.peserta_id = i.peserta_id
     AND j.bulan_awal <= '{{bulan}}' AND j.bulan_akhir >= '{{bulan}}' AND j.status <> 'batal'
     AND {_MEMBERI}
    WHERE i.bulan = '{{bulan}}' AND i.hidup{{baris}}
      AND NOT (i.peserta_id = ANY ('{{{{{{tak}}}}}}'::bigint[]))
      AND NOT EXISTS (SELECT FROM peserta_peserta o WHERE o.id = i.peserta_id
        AND (o.status NOT IN {{diterima}} OR o.digabung_ke_id IS NOT NULL))
"""
_UJUNG = f"""
    WITH RECURSIVE nanti AS MATERIALIZED (
        SELECT j.peserta_id, j.bulan_awal, j.bulan_akhir, j.sumber_id FROM iuran_bantuan j
        WHERE j.bulan_akhir > '{{bulan}}' AND j.bulan_awal > '{{bulan}}' AND j.status <> 'batal'
          AND {_MEMBERI}{{bantuan}}
    ), punya AS MATERIALIZED (
        SELECT peserta_id, max(bulan_awal) AS terakhir FROM nanti GROUP BY peserta_id
    ), rantai AS (
        SELECT b.peserta_id, b.akhir, b.sumber_id, p.terakhir
        FROM ({_KINI}) b JOIN punya p ON p.peserta_id = b.peserta_id
        UNION ALL
        SELECT r.peserta_id, n.bulan_akhir, n.sumber_id, r.terakhir
        FROM rantai r JOIN nanti n ON n.peserta_id = r.peserta_id
         AND n.bulan_awal = (r.akhir + interval '1 month')::date
    )
    SELECT b.peserta_id, b.akhir, b.sumber_id, NULL::date AS lanjut
    FROM ({_KINI}) b
    WHERE NOT EXISTS (SELECT FROM punya p WHERE p.peserta_id = b.peserta_id)
    UNION ALL
    SELECT r.peserta_id, r.akhir, r.sumber_id,
           CASE WHEN r.terakhir > r.akhir THEN (
               SELECT min(j.bulan_awal) FROM iuran_bantuan j
               WHERE j.peserta_id = r.peserta_id AND j.bulan_awal > r.akhir
                 AND j.status <> 'batal' AND {_MEMBERI}) END
    FROM rantai r
    WHERE NOT EXISTS (SELECT FROM nanti n WHERE n.peserta_id = r.peserta_id
        AND n.bulan_awal = (r.akhir + interval '1 month')::date)
"""


class BarisUjung(NamedTuple):
    """People whose cover ends with ``akhir``; ``lanjut`` is the month in which it goes on."""

    akhir: date
    sumber_id: int
    lanjut: date | None
    orang: int


class UjungOrang(NamedTuple):
    """The same of one person."""

    akhir: date
    sumber_id: int
    lanjut: date | None


@dataclass(frozen=True)
class Saring:
    """Which ends are meant: last months, one source, only gaps; nothing means every end."""

    bulan: tuple[date, ...] | None = None
    sumber: int | None = None
    jeda: bool = False

    @property
    def sql(self) -> str:
        syarat = ["true"]
        if self.bulan is not None:
            bulan = ", ".join(f"'{b}'" for b in self.bulan)
            syarat.append(f"u.akhir IN ({bulan})" if bulan else "false")
        if self.sumber is not None:
            syarat.append(f"u.sumber_id = {self.sumber:d}")
        if self.jeda:
            syarat.append("u.lanjut IS NOT NULL")
        return " AND ".join(syarat)

    def cocok(self, b: BarisUjung) -> bool:
        """Whether the group is meant."""
        return (
            (self.bulan is None or b.akhir in self.bulan)
            and (self.sumber is None or b.sumber_id == self.sumber)
            and (not self.jeda or b.lanjut is not None)
        )


@dataclass(frozen=True)
class Ujung:
    """The ends of cover as seen on ``pada``; ``tak`` are people with a row but no protection."""

    pada: date
    tak: frozenset[int] = field(repr=False)

    def hitung(self, di: PesertaQuerySet | None = None) -> list[BarisUjung]:
        """How many people of ``di``, or of the whole city, by month, source and gap."""
        syarat, isi = "", ()
        if di is not None:
            orang, isi = di.order_by().values("pk").query.sql_with_params()
            syarat = f"WHERE u.peserta_id IN ({orang})"
        perintah = f"""
            SELECT u.akhir, u.sumber_id, u.lanjut, count(*) FROM ({self.sql()}) u
            {syarat} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """
        with connection.cursor() as kursor:
            kursor.execute(perintah, isi)
            return [BarisUjung(*b) for b in kursor.fetchall()]

    def saring(self, di: PesertaQuerySet, apa: Saring, *, banyak: bool = False) -> PesertaQuerySet:
        """Those of ``di`` whose cover ends so.

        ``banyak``: they are a large part of everybody, so that a page finds its people sooner by
        asking one after the other than by collecting all.
        """
        if not banyak:
            ids = f"(SELECT u.peserta_id FROM ({self.sql()}) u WHERE {apa.sql})"
            return di.filter(pk__in=RawSQL(ids, ()))  # noqa: S611 - dates and ids of ours
        satu = self.sql("= {0}").replace("'{", "'{{").replace("}'", "}}'")
        pola = f"EXISTS (SELECT FROM ({satu}) u WHERE {apa.sql})"
        return di.filter(Syarat(pola, F("pk"), output_field=BooleanField()))

    def orang(self, pks: Iterable[int]) -> dict[int, UjungOrang]:
        """The end of each of these few people who is protected."""
        ids = ",".join(f"{pk:d}" for pk in pks)
        with connection.cursor() as kursor:
            kursor.execute(self.sql(f"= ANY ('{{{ids}}}'::bigint[])"))
            return {pk: UjungOrang(*b) for pk, *b in kursor.fetchall()}

    def sql(self, orang: str = "") -> str:
        """The ends as rows (peserta_id, akhir, sumber_id, lanjut), of everybody or of ``orang``."""
        return _UJUNG.format(
            bulan=awal_bulan(self.pada),
            tak=",".join(map(str, sorted(self.tak))),
            diterima=tuple(s.value for s in DITERIMA),
            baris=orang and f" AND i.peserta_id {orang}",
            bantuan=orang and f" AND j.peserta_id {orang}",
        )


def ujung(
    pada: date, di: PesertaQuerySet | None = None, tahu: Mapping[int, str] | None = None
) -> Ujung:
    """The ends of cover on ``pada``.

    ``di`` narrows the people of whom the rule of cover is asked; ``tahu`` is
    :func:`iuran.perlindungan.keadaan_lain` of all states, where the caller has it.
    """
    if tahu is None:
        return Ujung(pada, frozenset(tanpa_keadaan(TERLINDUNGI, pada, di)))
    return Ujung(pada, frozenset(pk for pk, isi in tahu.items() if isi not in TERLINDUNGI))
