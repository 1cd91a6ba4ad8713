"""What a tariff would change before it is confirmed: months, people and rupiah of each source.

Ledger rows in no bill are counted anew. Rows in a bill keep their amounts until they leave it,
paid rows for ever, and so do the people's promised months of other tariffs.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max

from iuran.buku.tarif import (
    Tempat,
    ditutup,
    halangan,
    nominal_termahal,
    tempat_dipilih,
    tutup,
)
from iuran.models import Bantuan, Iuran, StatusBantuan, SumberDana, Tarif
from pijar.bulan import awal_bulan, nama_bulan, rentang_bulan, selisih_bulan
from pijar.rupiah import ribuan, rupiah

# Rows whose month, payer and sector choose the tariff, and whose amounts differ from it.
BERLAKU = """
    unnest(%(bulan)s::date[], %(jenis)s::text[], %(transport)s::bool[])
        AS t(bulan, jenis, transport),
    iuran_sumberdana s, peserta_peserta p, peserta_pekerjaan k
"""
COCOK = """
    i.hidup AND i.jenis = 'iuran' AND i.bulan = t.bulan
    AND s.id = i.sumber_id AND s.jenis = t.jenis
    AND p.id = i.peserta_id AND k.kode = p.pekerjaan_id AND k.transport = t.transport
    AND (i.jkk, i.jkm, i.jht) IS DISTINCT FROM
        (%(jkk)s, %(jkm)s, CASE WHEN i.jht > 0 THEN %(jht)s ELSE 0 END)
"""
HITUNG = f"""
    SELECT i.sumber_id, i.tagihan_id IS NOT NULL OR i.pembayaran_id IS NOT NULL,
           i.pembayaran_id IS NOT NULL, count(*),
           count(DISTINCT i.peserta_id), sum(i.nominal),
           sum(%(jkk)s + %(jkm)s + CASE WHEN i.jht > 0 THEN %(jht)s ELSE 0 END),
           min(i.bulan), max(i.bulan)
    FROM iuran_iuran i, {BERLAKU}
    WHERE {COCOK}
    GROUP BY 1, 2, 3
"""  # noqa: S608 - constants of this module only
JANJI = """
    SELECT s.jenis, k.transport, b.jht, b.bulan_awal, b.bulan_akhir
    FROM iuran_bantuan b
    JOIN iuran_sumberdana s ON s.id = b.sumber_id
    JOIN peserta_peserta p ON p.id = b.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
    WHERE b.status = 'ditetapkan' AND b.bulan_akhir >= %(mulai)s
    GROUP BY 1, 2, 3, 4, 5
"""
NILAI_JANJI = """
    SELECT b.sumber_id,
           sum((baru.nominal - b.nominal_per_bulan)
               * (extract(month FROM b.bulan_akhir) - extract(month FROM b.bulan_awal) + 1))
    FROM iuran_bantuan b
    JOIN iuran_sumberdana s ON s.id = b.sumber_id
    JOIN peserta_peserta p ON p.id = b.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
    JOIN unnest(%(jenis)s::text[], %(transport)s::bool[], %(jht)s::bool[], %(awal)s::date[],
                %(akhir)s::date[], %(nominal)s::int[])
         AS baru(jenis, transport, jht, awal, akhir, nominal)
      ON baru.jenis = s.jenis AND baru.transport = k.transport AND baru.jht = b.jht
     AND baru.awal = b.bulan_awal AND baru.akhir = b.bulan_akhir
    WHERE b.status = 'ditetapkan'
    GROUP BY 1
"""


class Jumlah(NamedTuple):
    """Ledger rows of one source and stage: months, people, rupiah before and after."""

    sumber_id: int
    ditagih: bool
    dibayar: bool
    bulan: int
    orang: int
    sebelum: int
    sesudah: int
    awal: date
    akhir: date


class AkibatSumber(NamedTuple):
    """One source: what the tariff counts anew, and what is left of the ceiling."""

    sumber: SumberDana
    bulan: int
    orang: int
    iuran: int
    janji: int

    @property
    def selisih(self) -> int:
        """Rupiah that the source needs more (or less): ledger rows and promises."""
        return self.iuran + self.janji

    @property
    def sisa(self) -> int:
        """Rupiah left of the ceiling afterwards."""
        return self.sumber.sisa - self.selisih

    @property
    def kurang(self) -> int:
        """Rupiah by which the tariff breaks the ceiling; 0 when it holds."""
        return max(0, -self.sisa)


class Akibat(NamedTuple):
    """All that confirming a tariff does; ``halangan`` says why it cannot be confirmed."""

    daftar: list[AkibatSumber]
    diubah: list[Jumlah]
    tetap: list[Jumlah]
    ditutup: list[Tarif]
    halangan: str

    @property
    def bulan(self) -> int:
        return sum(j.bulan for j in self.diubah)

    @property
    def selisih(self) -> int:
        return sum(j.sesudah - j.sebelum for j in self.diubah)

    @property
    def masa(self) -> tuple[date, date] | None:
        """First and last month that is counted anew."""
        if not self.diubah:
            return None
        return min(j.awal for j in self.diubah), max(j.akhir for j in self.diubah)

    @property
    def ditagih(self) -> Jumlah | None:
        """Rows in a bill that waits for its payment; they keep their amounts."""
        return _gabung([j for j in self.tetap if not j.dibayar])

    @property
    def dibayar(self) -> Jumlah | None:
        return _gabung([j for j in self.tetap if j.dibayar])

    @property
    def defisit(self) -> list[AkibatSumber]:
        """Sources whose ceiling would be broken."""
        return [a for a in self.daftar if a.kurang]

    def sebagai_teks(self) -> dict[str, str]:
        """What the page shows, by label, for the fingerprint."""
        isi = {
            f"{a.sumber}": f"{ribuan(a.bulan)} orang-bulan, {ribuan(a.orang)} orang, "
            f"{rupiah(a.selisih)}, sisa {rupiah(a.sisa)}"
            for a in self.daftar
        }
        for label, j in (("Sudah ditagih", self.ditagih), ("Sudah dibayar", self.dibayar)):
            isi[label] = f"{ribuan(j.bulan)} orang-bulan" if j else "tidak ada"
        isi["Tarif yang ditutup"] = ", ".join(
            f"{rupiah(t.nominal)} sejak {nama_bulan(t.berlaku_mulai)}" for t in self.ditutup
        )
        return isi


def _gabung(daftar: Sequence[Jumlah]) -> Jumlah | None:
    if not daftar:
        return None
    return daftar[0]._replace(
        bulan=sum(j.bulan for j in daftar),
        orang=sum(j.orang for j in daftar),
        sebelum=sum(j.sebelum for j in daftar),
        sesudah=sum(j.sesudah for j in daftar),
        awal=min(j.awal for j in daftar),
        akhir=max(j.akhir for j in daftar),
    )


def sesudah_dikonfirmasi(tarif: Tarif) -> tuple[list[Tarif], list[Tarif]]:
    """The active rows as they would be, and those that ``tarif`` closes; nothing is written."""
    kini = [t for t in Tarif.objects.berlaku() if t.pk != tarif.pk]
    lama = ditutup(tarif, kini)
    pengganti = copy(tarif)
    pengganti.aktif = True
    for t in lama:
        tutup(t, pengganti)
    return [*(t for t in kini if t.aktif), pengganti], lama


def akibat(tarif: Tarif) -> Akibat:
    """Read what confirming the draft ``tarif`` would change."""
    kini = list(Tarif.objects.berlaku())
    asli = ditutup(tarif, kini)
    daftar, _ = sesudah_dikonfirmasi(tarif)
    alangan = halangan(tarif, asli)
    if alangan:
        return Akibat([], [], [], asli, alangan)
    jumlah = _hitung(parameter(tarif, daftar))
    janji = nilai_janji(tarif, daftar)
    diubah = [j for j in jumlah if not j.ditagih]
    per_sumber = {j.sumber_id: j for j in diubah}
    pks = {*per_sumber, *janji}
    sumber = SumberDana.objects.filter(pk__in=pks).with_keuangan().order_by("tahun", "urutan", "pk")
    return Akibat(
        daftar=[_akibat_sumber(s, per_sumber.get(s.pk), janji.get(s.pk, 0)) for s in sumber],
        diubah=diubah,
        tetap=[j for j in jumlah if j.ditagih],
        ditutup=asli,
        halangan="",
    )


def _akibat_sumber(sumber: SumberDana, j: Jumlah | None, janji: int) -> AkibatSumber:
    if j is None:
        return AkibatSumber(sumber, 0, 0, 0, janji)
    return AkibatSumber(sumber, j.bulan, j.orang, j.sesudah - j.sebelum, janji)


def parameter(tarif: Tarif, daftar: Iterable[Tarif]) -> dict[str, Any]:
    """The places in which ``tarif`` is chosen, as columns, and its amounts."""
    tempat = tempat_dipilih(tarif_aktif(tarif), daftar, _bulan(tarif))
    return {
        **{nama: [getattr(t, nama) for t in tempat] for nama in Tempat._fields},
        "jkk": tarif.jkk,
        "jkm": tarif.jkm,
        "jht": tarif.jht,
    }


def tarif_aktif(tarif: Tarif) -> Tarif:
    """A copy of the draft that counts as confirmed."""
    salinan = copy(tarif)
    salinan.aktif = True
    return salinan


def _bulan(tarif: Tarif) -> list[date]:
    """The months of ``tarif`` that the ledger knows."""
    akhir = Iuran.objects.hidup().aggregate(n=Max("bulan"))["n"]
    if akhir is None or akhir < tarif.berlaku_mulai:
        return []
    akhir = min(akhir, awal_bulan(tarif.berlaku_sampai)) if tarif.berlaku_sampai else akhir
    return rentang_bulan(tarif.berlaku_mulai, selisih_bulan(tarif.berlaku_mulai, akhir) + 1)


def _hitung(isi: dict[str, Any]) -> list[Jumlah]:
    with connection.cursor() as kursor:
        kursor.execute(HITUNG, isi)
        return [Jumlah(*baris) for baris in kursor.fetchall()]


def janji_baru(tarif: Tarif, daftar: Sequence[Tarif]) -> dict[str, list[Any]]:
    """Rupiah a month of promised grants that reach into the tariff: that of the dearest month."""
    with connection.cursor() as kursor:
        kursor.execute(JANJI, {"mulai": tarif.berlaku_mulai})
        kelompok = kursor.fetchall()
    kolom: dict[str, list[Any]] = {
        k: [] for k in ("jenis", "transport", "jht", "awal", "akhir", "nominal")
    }
    for jenis, transport, jht, awal, akhir in kelompok:
        bulan = rentang_bulan(awal, selisih_bulan(awal, akhir) + 1)
        nominal = nominal_termahal(daftar, bulan, jenis_sumber=jenis, transport=transport, jht=jht)
        for nama, nilai in zip(kolom, (jenis, transport, jht, awal, akhir, nominal), strict=True):
            kolom[nama].append(nilai)
    return kolom


def nilai_janji(tarif: Tarif, daftar: Sequence[Tarif]) -> dict[int, int]:
    """By source id: rupiah that grants without a card cost more, or less."""
    if not Bantuan.objects.filter(status=StatusBantuan.DITETAPKAN).exists():
        return {}
    with connection.cursor() as kursor:
        kursor.execute(NILAI_JANJI, janji_baru(tarif, daftar))
        return {pk: int(n) for pk, n in kursor.fetchall() if n}
