"""An amending decree beside what it amends: people, months and rupiah by source, before and after.

The amended decree stays as it was issued. What it says now is its own lines and those of the frozen
decrees that amend it, without those that left. Who left after some months used them: these stay.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import RawSQL

from iuran.buku import bagi, kelompokkan
from iuran.models import (
    Bantuan,
    BarisBerkas,
    HasilBaris,
    JenisBerkasBPJS,
    StatusBantuan,
    SumberDana,
)
from pijar.bulan import selisih_bulan
from verifikasi.isi_sk import daftar_sk, pastikan_dibiayai
from verifikasi.models import BarisPenetapan, BarisPerubahan, Penetapan, StatusPenetapan
from verifikasi.models.pemicu import KELUARGA_SK
from verifikasi.models.penetapan import BarisPenetapanQuerySet


class Isi(NamedTuple):
    """People who begin with one source, its worker-months and rupiah."""

    orang: int = 0
    bulan: int = 0
    rupiah: int = 0

    def tambah(self, lain: "Isi", kali: int = 1) -> "Isi":
        return Isi(*(a + kali * b for a, b in zip(self, lain, strict=True)))


class Banding(NamedTuple):
    """One source before and after an amendment."""

    sumber: SumberDana
    semula: Isi
    menjadi: Isi

    @property
    def selisih(self) -> Isi:
        return self.menjadi.tambah(self.semula, -1)


def keluarga(penetapan: Penetapan) -> QuerySet[Penetapan]:
    """The decree and the frozen ones that amend it, also amendments of an amendment."""
    pks = RawSQL(KELUARGA_SK.format(asal="%s"), [penetapan.pk])  # noqa: S611 - a constant
    return Penetapan.objects.filter(pk__in=pks)


def baris_berlaku(penetapan: Penetapan) -> BarisPenetapanQuerySet:
    """The list as it stands now: lines of the decree and its amendments that nobody took out."""
    semua = BarisPenetapan.objects.filter(penetapan__in=keluarga(penetapan))
    return semua.berlaku().filter(bantuan__isnull=False)


def baris_keluar(penetapan: Penetapan) -> QuerySet[BarisPerubahan]:
    """Who leaves by this amending decree, with the reason of each."""
    return BarisPerubahan.objects.filter(perubahan__melalui=penetapan)


def keluar_dan_berkasnya(penetapan: Penetapan) -> QuerySet[BarisPerubahan]:
    """The same with ``henti``: the number of the newest file that tells BPJS of the stop."""
    berkas = BarisBerkas.objects.filter(
        jenis=JenisBerkasBPJS.PENGHENTIAN,
        peristiwa__isnull=False,
        peserta=OuterRef("baris__peserta"),
    ).exclude(hasil=HasilBaris.BATAL)
    nomor = Subquery(berkas.order_by("-pk").values("berkas_bpjs__nomor")[:1])
    semua = baris_keluar(penetapan).annotate(henti=nomor)
    return semua.select_related("baris__peserta__kelurahan", "baris__sumber").order_by("pk")


def semula(penetapan: Penetapan) -> QuerySet[BarisPenetapan]:
    """The lines as they stood before this amending decree: in a draft, as they stand now."""
    asal, saat = penetapan.mengubah, penetapan.ditetapkan_pada
    if asal is None:  # it amends nothing
        return BarisPenetapan.objects.none()
    if saat is None:
        return baris_berlaku(asal)
    lain = BarisPenetapan.objects.filter(
        penetapan__in=keluarga(asal), penetapan__ditetapkan_pada__lt=saat
    )
    nanti = Q(dikeluarkan__melalui=penetapan) | Q(dikeluarkan__diputus_pada__gt=saat)
    return lain.filter(Q(dikeluarkan=None) | nanti)


def banding(penetapan: Penetapan) -> list[Banding]:
    """Each source before and after the amendment; constant queries.

    Raises AturanDilanggarError for a draft whose lines cannot be given.
    """
    dulu = _jumlah(semula(penetapan))
    keluar = baris_keluar(penetapan).values("baris")
    kini: dict[int, Isi] = dict(dulu)
    for asal, kali in (
        (_jumlah(BarisPenetapan.objects.filter(pk__in=keluar)), -1),
        (_terpakai(keluar), 1),
        (_masuk(penetapan), 1),
    ):
        for pk, isi in asal.items():
            kini[pk] = kini.get(pk, Isi()).tambah(isi, kali)
    sumber = SumberDana.objects.filter(pk__in=kini).order_by("tahun", "urutan", "kode")
    return [Banding(s, dulu.get(s.pk, Isi()), kini[s.pk]) for s in sumber]


def total(daftar: Iterable[Banding]) -> tuple[Isi, Isi]:
    """The sums before and after."""
    dulu, kini = Isi(), Isi()
    for b in daftar:
        dulu, kini = dulu.tambah(b.semula), kini.tambah(b.menjadi)
    return dulu, kini


def bantuan_dari(baris: QuerySet[BarisPenetapan]) -> QuerySet[Bantuan]:
    """The grants of these lines, those after New Year included."""
    pks = baris.order_by().values("pk")
    lanjutan = Q(sambungan_dari__baris_penetapan__in=pks, sambungan_dari__nomor_sk=F("nomor_sk"))
    return Bantuan.objects.filter(Q(baris_penetapan__in=pks) | lanjutan)


def _jumlah(baris: QuerySet[BarisPenetapan]) -> dict[int, Isi]:
    """What was promised to these lines, by the id of the source."""
    hitung = bantuan_dari(baris).order_by().values_list("sumber")
    isi = hitung.annotate(
        orang=Count("baris_penetapan"),
        bulan=Sum("jumlah_bulan"),
        uang=Sum(F("jumlah_bulan") * F("nominal_per_bulan")),
    )
    return {pk: Isi(orang, bulan, uang) for pk, orang, bulan, uang in isi}


def _terpakai(keluar: QuerySet) -> dict[int, Isi]:
    """Months that people used before they left, whatever they had been promised."""
    hasil: dict[int, Isi] = {}
    berhenti = bantuan_dari(BarisPenetapan.objects.filter(pk__in=keluar)).filter(
        status=StatusBantuan.BERHENTI
    )
    for b in berhenti:
        bulan = selisih_bulan(b.bulan_awal, b.bulan_akhir) + 1
        isi = Isi(0, bulan, bulan * b.nominal_per_bulan)
        hasil[b.sumber_id] = hasil.get(b.sumber_id, Isi()).tambah(isi)
    return hasil


def _masuk(penetapan: Penetapan) -> dict[int, Isi]:
    """What this decree promises to its own lines, or would."""
    if penetapan.status == StatusPenetapan.DITETAPKAN:
        return _jumlah(penetapan.daftar_baris.all())
    pastikan_dibiayai(penetapan)
    hasil: dict[int, Isi] = {}
    for b in bagi(kelompokkan(daftar_sk(penetapan))):
        orang = b.kelompok.orang
        isi = Isi(0 if b.lanjutan else orang, b.jumlah * orang, b.rupiah)
        hasil[b.sumber.pk] = hasil.get(b.sumber.pk, Isi()).tambah(isi)
    return hasil
