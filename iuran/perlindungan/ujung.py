"""The month with which the cover of each protected person ends: one piece of SQL for every count.

The ledger says who is protected today; the grants say until when. A grant that waits for its file
gives its months too, so an extension counts from its decree on. A stopped grant has run, and gives
the months that are left of it; a void one gives none. The end is the last month that grants give
without a gap: everybody protected has one.

Nearly everybody has one grant and none to come, and is counted from two indexes alone. Those with
grants to come are followed from grant to grant. The SQL is built here from dates, ids and names of
tables only: no value of a user is in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, F, Q
from django.db.models.expressions import RawSQL

from iuran.models import Bantuan, StatusBantuan
from iuran.perlindungan.aturan import TERLINDUNGI
from iuran.perlindungan.buku import Syarat
from iuran.perlindungan.cakupan import tanpa_keadaan
from peserta.models import Status
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan
from pijar.keadaan import sekali

DITERIMA = (Status.DIDAFTARKAN, Status.TERDAFTAR)
"""BPJS may have accepted people of these for payment; those of the first still lack their card."""

# The row of the month and the grant that gives it; a row that outlived its grant ends by itself.
_KINI = """
    SELECT i.peserta_id, coalesce(j.bulan_akhir, i.bulan) AS akhir,
           coalesce(j.sumber_id, i.sumber_id) AS sumber_id
    FROM iuran_iuran i
    LEFT JOIN iuran_bantuan j ON j.peserta_id = i.peserta_id
     AND j.bulan_awal <= '{bulan}' AND j.bulan_akhir >= '{bulan}' AND j.status <> 'batal'
    WHERE i.bulan = '{bulan}' AND i.hidup{baris}{akhir}
      AND NOT (i.peserta_id = ANY ('{{{tak}}}'::bigint[]))
      AND NOT EXISTS (SELECT FROM peserta_peserta o WHERE o.id = i.peserta_id
        AND (o.status NOT IN {diterima} OR o.digabung_ke_id IS NOT NULL))
"""
_UJUNG = f"""
    WITH RECURSIVE nanti AS MATERIALIZED (
        SELECT j.peserta_id, j.bulan_awal, j.bulan_akhir, j.sumber_id FROM iuran_bantuan j
        WHERE j.bulan_akhir > '{{bulan}}' AND j.bulan_awal > '{{bulan}}'
          AND j.status <> 'batal'{{ditahan}}{{bantuan}}
    ), punya AS MATERIALIZED (
        SELECT peserta_id, max(bulan_awal) AS terakhir FROM nanti GROUP BY peserta_id
    ), rantai AS (
        SELECT b.peserta_id, b.akhir, b.sumber_id, p.terakhir
        FROM ({_KINI.replace("{akhir}", "")}) b JOIN punya p ON p.peserta_id = b.peserta_id
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
                 AND j.status <> 'batal'{{ditahan}}) END
    FROM rantai r
    WHERE NOT EXISTS (SELECT FROM nanti n WHERE n.peserta_id = r.peserta_id
        AND n.bulan_awal = (r.akhir + interval '1 month')::date)
"""
BAGIAN = 3  # parts of the text that speak of the people asked for


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
            syarat.append(f"u.akhir IN ({_tanggal(self.bulan)})" if self.bulan else "false")
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
    """The ends of cover as seen on ``pada``, of the people ``di`` or of the whole city.

    ``tak`` are people with a row of the month and without protection; ``ditahan`` are grants that
    wait and are held, by person and first month: they give nothing.
    """

    pada: date
    tak: frozenset[int] = field(repr=False)
    di: PesertaQuerySet | None = None
    ditahan: tuple[tuple[int, date], ...] = ()

    def hitung(self) -> list[BarisUjung]:
        """How many people lose cover, by month, source and gap."""
        return _hitung_kota(self) if self.di is None else _hitung(self)

    def saring(
        self, orang: PesertaQuerySet, apa: Saring, *, banyak: bool = False
    ) -> PesertaQuerySet:
        """Those of ``orang`` whose cover ends so.

        ``banyak``: they are a large part of everybody, so that a page finds its people sooner by
        asking one after the other than by collecting all.
        """
        if banyak:
            satu, _ = self.sql("= {0}")
            satu = satu.replace("'{", "'{{").replace("}'", "}}'")
            pola = f"EXISTS (SELECT FROM ({satu}) u WHERE {apa.sql})"
            return orang.filter(Syarat(pola, F("pk"), output_field=BooleanField()))
        semua, isi = self.sql(*self.milik(), bulan=apa.bulan or ())
        ids = f"(SELECT u.peserta_id FROM ({semua}) u WHERE {apa.sql})"
        return orang.filter(pk__in=RawSQL(ids, isi))  # noqa: S611 - dates and ids of ours

    def orang(self, pks: Iterable[int]) -> dict[int, UjungOrang]:
        """The end of each of these few people who is protected."""
        ids = ",".join(f"{pk:d}" for pk in pks)
        perintah, _ = self.sql(f"= ANY ('{{{ids}}}'::bigint[])")
        with connection.cursor() as kursor:
            kursor.execute(perintah)
            return {pk: UjungOrang(*b) for pk, *b in kursor.fetchall()}

    def milik(self) -> tuple[str, tuple[Any, ...]]:
        if self.di is None:
            return "", ()
        perintah, isi = self.di.order_by().values("pk").query.sql_with_params()
        return f"IN ({perintah})", tuple(isi)

    def sql(
        self, orang: str, isi: tuple[Any, ...] = (), bulan: Sequence[date] = ()
    ) -> tuple[str, tuple[Any, ...]]:
        """The ends as rows (peserta_id, akhir, sumber_id, lanjut), of everybody or of ``orang``.

        ``bulan``: the months that are asked for, where the others need not be found.
        """
        kini, akhir = awal_bulan(self.pada), ""
        if bulan and kini not in bulan:  # a row that outlived its grant ends with its own month
            akhir = f" AND j.bulan_akhir IN ({_tanggal(bulan)})"
        perintah = _UJUNG.format(
            bulan=kini,
            tak=",".join(map(str, sorted(self.tak))),
            diterima=tuple(s.value for s in DITERIMA),
            baris=orang and f" AND i.peserta_id {orang}",
            bantuan=orang and f" AND j.peserta_id {orang}",
            akhir=akhir,
            ditahan=_bukan(self.ditahan),
        )
        return perintah, isi * BAGIAN


def _hitung(ujung: Ujung) -> list[BarisUjung]:
    perintah, isi = ujung.sql(*ujung.milik())
    with connection.cursor() as kursor:
        kursor.execute(
            f"SELECT u.akhir, u.sumber_id, u.lanjut, count(*) FROM ({perintah}) u "
            "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            isi,
        )
        return [BarisUjung(*b) for b in kursor.fetchall()]


_hitung_kota = sekali(_hitung)


def _tanggal(bulan: Iterable[date]) -> str:
    return ", ".join(f"'{b}'" for b in bulan)


def _bukan(ditahan: Iterable[tuple[int, date]]) -> str:
    """The grant is none of these; one that is alive is known by its person and first month."""
    isi = ", ".join(f"({pk:d}, date '{awal}')" for pk, awal in ditahan)
    return f" AND (j.peserta_id, j.bulan_awal) NOT IN (VALUES {isi})" if isi else ""


def bantuan_ditahan(di: Iterable[int] | None = None) -> tuple[tuple[int, date], ...]:
    """Grants of which BPJS does not know and is not told: refused, or taken out of their file.

    Of everybody, or of the people ``di`` (ids).
    """
    menunggu = Bantuan.objects.filter(status=StatusBantuan.DITETAPKAN)
    if di is not None:
        menunggu = menunggu.filter(peserta__in=di)
    langsung = Q(daftar_baris__ditahan=True)
    lanjutan = Q(
        sambungan_dari__status=StatusBantuan.DITETAPKAN, sambungan_dari__daftar_baris__ditahan=True
    )
    semua = menunggu.filter(langsung | lanjutan).order_by("peserta", "bulan_awal").distinct()
    return tuple(semua.values_list("peserta", "bulan_awal"))


def ujung(
    pada: date, di: PesertaQuerySet | None = None, tahu: Mapping[int, str] | None = None
) -> Ujung:
    """The ends of cover on ``pada``, of the people ``di`` or of the whole city.

    ``tahu`` is :func:`iuran.perlindungan.keadaan_lain` of all states, where the caller has it.
    Every grant of a decree counts, so that a report says the same for ever;
    :func:`bantuan_ditahan` are for who acts today.
    """
    if tahu is None:
        return Ujung(pada, frozenset(tanpa_keadaan(TERLINDUNGI, pada, di)), di)
    return Ujung(pada, frozenset(pk for pk, isi in tahu.items() if isi not in TERLINDUNGI), di)
