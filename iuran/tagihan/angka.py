"""Figures and people of one bill: sums over the ledger.

Screen, PDF and Excel all start here, so that they cannot disagree.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q, Sum

from iuran.models import Iuran, JenisIuran, StatusTagihan, Tagihan, TitikRekonsiliasi
from iuran.models.buku import IuranQuerySet
from iuran.perlindungan import dilaporkan
from peserta.bersih.teks import ada_isi
from peserta.models import JenisPeristiwa, Peristiwa
from peserta.tampak import baris_orang, sebut_orang
from pijar.beruntun import Bagian, Beruntun
from pijar.bulan import tanggal_panjang
from pijar.rupiah import ribuan, rupiah
from pijar.sidik import Isi, baca_baris

ISI_IURAN = ("bulan", "jenis", "nominal", "hidup", "sumber", "bantuan")
KPJ_MENYUSUL = "menyusul"


class BarisTarif(NamedTuple):
    """People of a bill at one tariff; all amounts in rupiah a month."""

    jkk: int
    jkm: int
    jht: int
    orang: int

    @property
    def nominal(self) -> int:
        return self.jkk + self.jkm + self.jht

    @property
    def jumlah(self) -> int:
        return self.nominal * self.orang


class BarisWilayah(NamedTuple):
    """People and rupiah of a bill in one kecamatan; ``tanpa_kpj``: their card is to come."""

    kecamatan: str
    orang: int
    jumlah: int
    tanpa_kpj: int = 0


class Kompensasi(NamedTuple):
    """Months paid in vain that a bill sets off; ``jumlah`` is negative, or 0 without any."""

    bulan: int
    jumlah: int


class RincianTagihan(NamedTuple):
    """A bill's breakdown; both lists, each with the set-off, sum to the same people and rupiah."""

    per_tarif: list[BarisTarif]
    per_kecamatan: list[BarisWilayah]
    kompensasi: Kompensasi

    @property
    def orang(self) -> int:
        return sum(b.orang for b in self.per_tarif)

    @property
    def total(self) -> int:
        return sum(b.jumlah for b in self.per_tarif) + self.kompensasi.jumlah

    @property
    def tanpa_kpj(self) -> int:
        """People who are paid for before their card is there."""
        return sum(b.tanpa_kpj for b in self.per_kecamatan)

    @property
    def ada_jht(self) -> bool:
        return any(b.jht for b in self.per_tarif)


def baris_tagihan(tagihan: Tagihan) -> IuranQuerySet:
    """The rows of the bill; of a divided one those of its parts."""
    if tagihan.status != StatusTagihan.DIBAGI:
        return Iuran.objects.filter(tagihan=tagihan)
    return Iuran.objects.filter(tagihan__in=tagihan.daftar_bagian.hidup().values("pk"))


def rincian(tagihan: Tagihan) -> RincianTagihan:
    """The breakdown of the rows in ``tagihan``, by tariff and by kecamatan; two queries."""
    baris = baris_tagihan(tagihan).order_by()
    tarif = baris.values_list("jenis", "jkk", "jkm", "jht").annotate(orang=Count("pk"))
    semua = list(tarif.order_by("-jkk", "-jkm", "-jht"))
    balik = [BarisTarif(*b) for jenis, *b in semua if jenis == JenisIuran.PEMBALIK]
    wilayah = (
        baris.orang()
        .values_list("peserta__kelurahan__kecamatan__nama")
        .annotate(
            orang=Count("pk"),
            jumlah=Sum("nominal"),
            tanpa_kpj=Count("pk", filter=Q(peserta__kpj="")),
        )
        .order_by("peserta__kelurahan__kecamatan__nama")
    )
    return RincianTagihan(
        [BarisTarif(*b) for jenis, *b in semua if jenis == JenisIuran.IURAN],
        [BarisWilayah(*b) for b in wilayah],
        Kompensasi(sum(b.orang for b in balik), sum(b.jumlah for b in balik)),
    )


class BarisTagihan(NamedTuple):
    """One person's line of a bill, or a set-off (``jenis`` pembalik, negative amounts)."""

    nik: str
    kpj: str
    nama: str
    kelurahan: str
    kecamatan: str
    jkk: int
    jkm: int
    jht: int
    nominal: int
    bagian: str
    jenis: str
    bulan: date


def daftar_orang(tagihan: Tagihan) -> Iterator[BarisTagihan]:
    """Every person by kecamatan, kelurahan and name, then the set-offs; streamed."""
    baris = (
        baris_tagihan(tagihan)
        .annotate(
            kelurahan=F("peserta__kelurahan__nama"),
            kecamatan=F("peserta__kelurahan__kecamatan__nama"),
        )
        .order_by("jenis", "kecamatan", "kelurahan", "peserta__nama", "pk")
        .values_list(
            "peserta__nik",
            "peserta__kpj",
            "peserta__nama",
            "kelurahan",
            "kecamatan",
            "jkk",
            "jkm",
            "jht",
            "nominal",
            "tagihan__nama_bagian",
            "jenis",
            "bulan",
        )
    )
    semua = (BarisTagihan(*b) for b in baris.iterator(5000))
    return (b if b.kpj else b._replace(kpj=KPJ_MENYUSUL) for b in semua)


def orang_tagihan(
    tagihan: Tagihan,
    cari: str,
    *,
    hanya_keluar: bool = False,
    hanya_dilaporkan: bool = False,
    hanya_asing: bool = False,
) -> Beruntun:
    """The people of the bill by name, then its set-offs; ``cari`` is a part of a name.

    ``hanya_keluar``: only those for whom the city may no longer pay; ``hanya_dilaporkan``: only
    those whom another office's list reports; ``hanya_asing``: those unknown at BPJS. In
    two lists, so that the first page of 130.000 people is read in the order of names.
    """
    baris = baris_tagihan(tagihan).select_related("peserta__kelurahan__kecamatan")
    if cari:
        senama = baris.filter(peserta__nama__icontains=cari)
        baris = senama if ada_isi(cari) else baris.none()
    if hanya_keluar:
        baris = baris.sudah_keluar()
    if hanya_dilaporkan:
        baris = baris.filter(peserta__in=dilaporkan().values("peserta"))
    if hanya_asing:
        titik = TitikRekonsiliasi.objects.dalam_tagihan(tagihan)
        baris = baris.filter(peserta__in=titik.values("peserta"))
    urut = baris.order_by("peserta__nama", "pk")
    return Beruntun([Bagian(b.count(), b) for b in (urut.orang(), urut.pembalik())])


def kecamatan_tagihan(tagihan: Tagihan) -> list[tuple[str, str]]:
    """The kecamatan of the bill's people, each with how many, as choices."""
    kunci = "peserta__kelurahan__kecamatan"
    hitungan = (
        tagihan.daftar_iuran.orang()
        .order_by(f"{kunci}__nama")
        .values_list(kunci, f"{kunci}__nama")
        .annotate(orang=Count("pk"))
    )
    return [(kode, f"{nama} ({ribuan(orang)} orang)") for kode, nama, orang in hitungan if kode]


def cabang_tagihan(tagihan: Tagihan) -> list[str]:
    """The codes of the branches that serve the bill's people."""
    cabang = baris_tagihan(tagihan).orang().order_by("peserta__kelurahan__kecamatan__cabang")
    return list(cabang.values_list("peserta__kelurahan__kecamatan__cabang", flat=True).distinct())


class Kertas(NamedTuple):
    """One paper or code of a bill, for its page."""

    judul: str
    nomor: str
    tanggal: date | None
    kata_tanggal: str = "tanggal"


def papan_kertas(tagihan: Tagihan) -> list[Kertas]:
    """The codes and papers of the bill that are known, in the order in which they come."""
    semua = [
        Kertas("NPP", tagihan.npp, None),
        Kertas("Kode rekening", tagihan.kode_rekening, None),
        Kertas("Kode iuran BPJS", tagihan.kode_iuran, tagihan.kode_iuran_tempo, "paling lambat"),
        Kertas("SPD", tagihan.spd_nomor, tagihan.spd_tanggal),
        Kertas("SPP", tagihan.spp_nomor, tagihan.spp_tanggal),
        Kertas("SPM", tagihan.spm_nomor, tagihan.spm_tanggal),
    ]
    return [k for k in semua if k.nomor or k.tanggal]


class Keluar(NamedTuple):
    """One row of a bill for which the city may no longer pay, and why."""

    iuran: Iuran
    sebab: str


def orang_keluar(baris: IuranQuerySet) -> IuranQuerySet:
    """The rows for which the city may no longer pay, with their people, by name.

    These few are found first: in the order of names the database would look at the whole bill.
    """
    keluar = list(baris.sudah_keluar().order_by().values_list("pk", flat=True))
    orang = Iuran.objects.filter(pk__in=keluar)
    return orang.select_related("bantuan", "peserta__kelurahan__kecamatan").order_by(
        "peserta__nama", "pk"
    )


def dengan_sebab(baris: Iterable[Iuran]) -> list[Keluar]:
    """These rows with the event that ended the payment; one query whatever their number."""
    semua = list(baris)
    peristiwa = Peristiwa.objects.filter(
        peserta__in={b.peserta_id for b in semua}, dibatalkan_pada=None
    ).exclude(jenis=JenisPeristiwa.KECELAKAAN)
    sebab = {
        p.peserta_id: f"{p.get_jenis_display()}, {tanggal_panjang(p.tanggal)}"
        for p in peristiwa.order_by("tanggal", "pk")
    }
    return [
        Keluar(
            b,
            "BPJS tidak menerima bulan ini"
            if b.gugur
            else sebab.get(b.peserta_id, "Bantuannya berakhir sebelum bulan ini"),
        )
        for b in semua
    ]


def isi_terbit(tagihan: Tagihan) -> Isi:
    """What the admin who issues sees and confirms: the sums, every row, and who is taken out."""
    baris = tagihan.daftar_iuran.all()
    sebut = sebut_orang(Iuran.objects.all())
    keluar = baca_baris(baris.sudah_keluar(), "pk", "peserta", sebut=sebut)
    return {
        "Jumlah orang": ribuan(tagihan.jumlah_orang),
        "Total": rupiah(tagihan.total),
        "Yang dikeluarkan": f"{ribuan(len(keluar.isi))} orang",
        "Daftar yang dikeluarkan": keluar,
        "Daftar orang": baris_orang(baris, *ISI_IURAN, kunci="pk", sebut=sebut),
    }
