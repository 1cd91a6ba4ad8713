"""The new look at whoever is to be extended: one statement for a whole list; nothing is written."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from iuran.buku import SEBAB_SYARAT, di_luar, sebab_di_luar, syarat_bulan
from iuran.models import Bantuan, SumberDana
from iuran.perlindungan import PilihanCakupan, bercakupan
from peserta.models import Kecamatan, Kelurahan, Pekerjaan, Peserta
from pijar.bulan import tambah_bulan
from pijar.models import Pengguna
from verifikasi.batas_lanjut import batas_lanjut
from verifikasi.masa import TENGGANG, dibiayai_sql, terlalu_tua
from verifikasi.models import Perpanjangan
from verifikasi.perintah import Perintah, bernama
from verifikasi.sebab import SEBAB

_PILIH = "\n".join(f"WHEN {s.syarat} THEN '{s.kode}'" for s in SEBAB)
_VONIS = json.dumps({s.kode: s.vonis for s in SEBAB})
NILAI = """
    SELECT p.id AS peserta_id, v.sebab, %(vonis)s::jsonb ->> v.sebab AS vonis, m.lama AS lama,
           n.id AS pernyataan_id, k.transport
    FROM ({kandidat}) c
    JOIN peserta_peserta p ON p.id = c.id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
    LEFT JOIN LATERAL (
        SELECT bool_or(b.bulan_awal <= %(akhir)s AND b.bulan_akhir >= %(awal)s) AS dibiayai,
               bool_or(b.bulan_akhir >= %(tenggang)s) AS baru
        FROM iuran_bantuan b WHERE b.peserta_id = p.id AND b.status <> 'batal'
    ) g ON true
    LEFT JOIN LATERAL (
        SELECT s.id, s.bekerja, s.sakit FROM verifikasi_pernyataan s
        WHERE s.peserta_id = p.id AND s.ditarik_pada IS NULL AND s.tanggal >= %(sejak)s
        ORDER BY s.tanggal DESC, s.id DESC LIMIT 1
    ) n ON true
    CROSS JOIN LATERAL (SELECT {lama} AS lama) m
    CROSS JOIN LATERAL (SELECT CASE {pilih} END AS sebab) v
"""


@dataclass(frozen=True)
class RencanaLanjut:
    """What is to be given: the source, the first month and how many."""

    sumber: SumberDana
    bulan_awal: date
    jumlah_bulan: int
    jht: bool = False


@dataclass(frozen=True)
class Saringan:
    """Whom an admin asks for: whose cover ends with ``bulan``, narrowed; or just ``orang``."""

    bulan: date | None = None
    sumber: SumberDana | None = None
    kecamatan: Kecamatan | None = None
    kelurahan: Kelurahan | None = None
    pekerjaan: Pekerjaan | None = None
    orang: tuple[int, ...] | None = None


def kandidat(saringan: Saringan, *, oleh: Pengguna) -> QuerySet[Peserta]:
    """The people of the officer's area whom an extension looks at, merged ones too.

    Their last grant ends with the month; nothing pays the next one.
    """
    lain = {
        "kelurahan__kecamatan": saringan.kecamatan,
        "kelurahan": saringan.kelurahan,
        "pekerjaan": saringan.pekerjaan,
        "pk__in": saringan.orang,
    }
    dipakai = {kolom: isi for kolom, isi in lain.items() if isi is not None}
    orang = Peserta.objects.filter(oleh.q_wilayah(), **dipakai).order_by()
    if saringan.bulan is None:
        return orang if saringan.orang is not None else orang.none()
    berikut = tambah_bulan(saringan.bulan, 1)
    lanjut = Bantuan.objects.hidup().filter(
        peserta=OuterRef("peserta"), bulan_awal__lte=berikut, bulan_akhir__gte=berikut
    )
    habis = Bantuan.objects.hidup().filter(~Exists(lanjut), bulan_akhir=saringan.bulan)
    if saringan.sumber:
        habis = habis.filter(sumber=saringan.sumber)
    return orang.filter(pk__in=habis.order_by().values("peserta"))


def nilai(
    orang: QuerySet[Peserta],
    rencana: RencanaLanjut | Perpanjangan,
    *,
    pada: date,
    milik: Perpanjangan | None = None,
) -> Perintah:
    """The look at ``orang`` for these months, as known on ``pada``.

    The lines of ``milik``, and those of a decree drafted from it, are in nobody's way.
    """
    kandidat_sql, isi = bernama(orang.order_by().values("pk"))
    # Of whom the rule of cover is asked there are few; they are found once.
    nonaktif = bercakupan(Peserta.objects.filter(pk__in=orang), PilihanCakupan.NONAKTIF, pada)
    awal, jumlah, batas = rencana.bulan_awal, rencana.jumlah_bulan, batas_lanjut(pada)
    isi |= {
        "vonis": _VONIS,
        "awal": awal,
        "akhir": tambah_bulan(awal, jumlah - 1),
        "jumlah": jumlah,
        "tenggang": tambah_bulan(awal, -TENGGANG),
        "tua": terlalu_tua(awal, batas.bulan_maks) or date.min,
        "pekerjaan": list(batas.pekerjaan),
        "sejak": batas.pernyataan_sejak(pada),
        "milik": milik.pk if milik else None,
        "nonaktif": list(nonaktif.order_by().values_list("pk", flat=True)),
        **_di_luar_syarat(orang, rencana),
    }
    lama = dibiayai_sql("p.tanggal_lahir", "%(awal)s::date", "%(jumlah)s", batas.bulan_maks)
    return Perintah(NILAI.format(kandidat=kandidat_sql, lama=lama, pilih=_PILIH), isi)


def _di_luar_syarat(
    orang: QuerySet[Peserta], rencana: RencanaLanjut | Perpanjangan
) -> dict[str, list[int]]:
    """Whom the source, or its successor after December, may not fund; by reason."""
    hasil: dict[str, list[int]] = {f"syarat_{kode}": [] for kode in SEBAB_SYARAT}
    for syarat in syarat_bulan(rencana.sumber, rencana.bulan_awal, rencana.jumlah_bulan):
        luar = Peserta.objects.filter(pk__in=orang.values("pk")).filter(di_luar(syarat))
        for p in luar.iterator(5_000):
            hasil[f"syarat_{sebab_di_luar(syarat, p)}"].append(p.pk)
    return hasil
