"""Places that somebody left and nobody took over: a grant that ended before its last month.

A place is a grant of rutin aid, with the months that its decree promised and that nobody will use.
Who takes it over names the grant (``BarisPenetapan.menggantikan``), so that A → B → C can be read.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    DurationField,
    Exists,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractYear, Greatest

from iuran.models import (
    Bantuan,
    BarisPerubahanBantuan,
    JenisBantuan,
    JenisPerubahanBantuan,
    JenisSumber,
    StatusBantuan,
    SumberDana,
)
from peserta.models import JenisPeristiwa, Peristiwa, Peserta
from pijar.bulan import (
    nama_bulan,
    rentang_bulan,
    selisih_bulan,
    tambah_bulan,
    tanggal_panjang,
)
from pijar.models import Pengguna
from verifikasi.models import BarisPenetapan, Penetapan

BERAKHIR = (StatusBantuan.BERHENTI, StatusBantuan.BATAL)
HIDUP = (StatusBantuan.DITETAPKAN, StatusBantuan.BERJALAN)


class _Sampai(Func):
    """The last of a number of months that begin with a month."""

    template = "(%(expressions)s)::date"
    arg_joiner = " + "
    output_field = DateField()


class _Bulan(Func):
    """A number of months, less the first."""

    template = "make_interval(months => (%(expressions)s)::int - 1)"
    output_field = DurationField()


class Tempat(NamedTuple):
    """One free place: from which month, how many months, rupiah a month, and who pays."""

    bantuan: Bantuan
    baris: BarisPenetapan | None
    mulai: date
    bulan: int
    rupiah: int
    sumber: SumberDana
    sebab: str

    @property
    def sampai(self) -> date:
        return tambah_bulan(self.mulai, self.bulan - 1)

    @property
    def asal(self) -> Peserta:
        """Who left."""
        return self.bantuan.peserta

    @property
    def penetapan(self) -> Penetapan | None:
        """The decree that gave the place; None for people from before this system."""
        return self.baris.penetapan if self.baris else None


def tempat_kosong(petugas: Pengguna, mulai: date) -> QuerySet[Bantuan]:
    """Grants of this officer's area whose place is free from ``mulai`` on, the longest first."""
    return kosong(Bantuan.objects.for_petugas(petugas), mulai)


def kosong(bantuan: QuerySet[Bantuan], mulai: date) -> QuerySet[Bantuan]:
    """Those of these grants of which months from ``mulai`` on are left that nobody will use.

    Not those that went over to another source (the person keeps the place) or gave the place back
    to the one before, whose person has another grant of the same source then, or that are filled.
    No decree gives what a civil servant pays for somebody (ASN/PNS Peduli): nobody takes that over.
    Each comes with ``mulai_sisa`` and ``rencana_akhir``, the first and the last of the months left,
    and ``pembayar``, the source that pays the first of them.
    """
    milik = Bantuan.objects.filter(
        peserta=OuterRef("peserta"),
        sumber=OuterRef("sumber"),
        status__in=HIDUP,
        bulan_akhir__gte=mulai,
    )
    pengganti = BarisPenetapan.objects.filter(menggantikan=OuterRef("pk"), hidup=True)
    kembali = BarisPerubahanBantuan.objects.berlaku().filter(
        bantuan_baru=OuterRef("pk"), perubahan__jenis=JenisPerubahanBantuan.KEMBALIKAN
    )
    # The part after New Year goes with its first part, unless that one ran to its end.
    utuh = Q(sambungan_dari=None) | ~Q(sambungan_dari__nomor_sk=F("nomor_sk"))
    ditinggal = ~Q(sambungan_dari__status__in=BERAKHIR) | _pindah("sambungan_dari")
    berakhir = bantuan.filter(
        utuh | ditinggal,
        ~_pindah("pk"),
        ~Exists(kembali),
        ~Exists(milik),
        ~Exists(pengganti),
        status__in=BERAKHIR,
        jenis=JenisBantuan.RUTIN,
        sumber__tahun__gte=mulai.year - 1,
    ).exclude(sumber__jenis=JenisSumber.ASN)
    return _dengan_sisa(berakhir, mulai)


def dibayar_oleh(kosong: QuerySet[Bantuan], sumber: SumberDana) -> QuerySet[Bantuan]:
    """Those of the places of :func:`kosong` whose first month left this source pays."""
    return kosong.filter(Q(pembayar=sumber.pk))


def _pindah(bantuan: str) -> Exists:
    """For a query on grants: another source took the months over, and pays them still."""
    baris = BarisPerubahanBantuan.objects.berlaku().filter(
        bantuan=OuterRef(bantuan), perubahan__jenis=JenisPerubahanBantuan.PINDAH
    )
    return Exists(baris)


def _dengan_sisa(bantuan: QuerySet[Bantuan], mulai: date) -> QuerySet[Bantuan]:
    """Those with months left from ``mulai`` on: the first, the last, and who pays the first."""
    sama = Q(sambungan__nomor_sk=F("nomor_sk"))
    lanjutan = Case(When(sama & ~_pindah("sambungan"), then="sambungan__jumlah_bulan"), default=0)
    awal = Coalesce("baris_penetapan__bulan_awal", "bulan_awal")
    # After the last used month, or the first month of a grant that never ran.
    sesudah = _Sampai(F("bulan_akhir"), _Bulan(Value(2)))
    bebas = Case(When(status=StatusBantuan.BERHENTI, then=sesudah), default=awal)
    sisa = bantuan.annotate(
        mulai_sisa=Greatest(Value(mulai, DateField()), bebas),
        rencana_akhir=_Sampai(awal, _Bulan(F("jumlah_bulan") + lanjutan)),
    )
    nanti = sama & Q(sambungan__sumber__tahun=ExtractYear("mulai_sisa"))
    pembayar = Case(
        When(nanti, then="sambungan__sumber"), default="sumber", output_field=BigIntegerField()
    )
    kosong = sisa.filter(rencana_akhir__gte=F("mulai_sisa")).annotate(pembayar=pembayar)
    return kosong.order_by("sumber__tahun", "sumber__urutan", "sumber", "-rencana_akhir", "pk")


def rinci(kosong: Iterable[Bantuan]) -> list[Tempat]:
    """These free grants of :func:`kosong` as places, in the same order; constant queries."""
    daftar: list[Any] = list(kosong)
    isi = {b.pk: b for b in lengkap([b.pk for b in daftar])}
    return [_rinci(isi[b.pk], b) for b in daftar]


def lengkap(pks: Sequence[int]) -> QuerySet[Bantuan]:
    """Grants with all that tells whose place it is and why it is free."""
    orang = Peserta.objects.select_related("kelurahan__kecamatan").prefetch_related(
        Prefetch(
            "daftar_peristiwa",
            Peristiwa.objects.filter(dibatalkan_pada=None).exclude(jenis=JenisPeristiwa.KECELAKAAN),
            to_attr="peristiwa_berlaku",
        )
    )
    habis = BarisPerubahanBantuan.objects.berlaku().filter(
        perubahan__jenis=JenisPerubahanBantuan.PENDEKKAN, bulan_akhir_baru=None
    )
    siap = Bantuan.objects.filter(pk__in=pks).select_related(
        "sumber",
        "sambungan__sumber",
        "sambungan_dari__baris_penetapan__penetapan",
        "sambungan_dari__baris_penetapan__dikeluarkan",
        "baris_penetapan__penetapan",
        "baris_penetapan__dikeluarkan",
    )
    return siap.prefetch_related(
        Prefetch("peserta", orang),
        Prefetch("daftar_perubahan", habis.select_related("perubahan"), to_attr="pemendekan"),
    )


def _rinci(bantuan: Bantuan, kosong: Any) -> Tempat:
    baris = baris_tempat(bantuan)
    bagian = [bantuan]
    if (lanjut := getattr(bantuan, "sambungan", None)) and lanjut.nomor_sk == bantuan.nomor_sk:
        bagian.append(lanjut)
    nominal = {b.sumber.tahun: b.nominal_per_bulan for b in bagian}
    sisa = sisa_tempat(kosong.mulai_sisa, kosong.rencana_akhir, nominal)
    pembayar = next(b.sumber for b in bagian if b.sumber_id == kosong.pembayar)
    return Tempat(bantuan, baris, *sisa, pembayar, sebab(bantuan, baris))


class Sisa(NamedTuple):
    """What is left of a place: from which month, how many months, and the rupiah for them."""

    mulai: date
    bulan: int
    rupiah: int


def sisa_tempat(mulai: date, akhir: date, nominal: Mapping[int, int]) -> Sisa:
    """The months up to ``akhir``, each at the rupiah that its year's grant promised."""
    bulan = rentang_bulan(mulai, selisih_bulan(mulai, akhir) + 1)
    return Sisa(mulai, len(bulan), sum(nominal.get(b.year, 0) for b in bulan))


def baris_tempat(bantuan: Bantuan) -> BarisPenetapan | None:
    """The line of a decree that gave this place, also to the part after New Year."""
    if baris := getattr(bantuan, "baris_penetapan", None):
        return baris
    induk = bantuan.sambungan_dari
    if induk is None or induk.nomor_sk != bantuan.nomor_sk:
        return None
    return getattr(induk, "baris_penetapan", None)


def sebab(bantuan: Bantuan, baris: BarisPenetapan | None) -> str:
    """Why somebody left the place; ``bantuan`` comes from :func:`lengkap`."""
    acara: list[Peristiwa] = getattr(bantuan.peserta, "peristiwa_berlaku", [])
    pendek: list[BarisPerubahanBantuan] = getattr(bantuan, "pemendekan", [])
    if pendek:  # none of its months was left, so nothing else ended it
        perubahan = pendek[-1].perubahan
        terakhir = nama_bulan(tambah_bulan(perubahan.mulai, -1))
        return f"Dipendekkan sampai {terakhir}: {perubahan.alasan}"
    if acara:  # the newest stands first
        return f"{acara[0].get_jenis_display()}, {tanggal_panjang(acara[0].tanggal)}"
    if baris and baris.dikeluarkan:
        return f"Dikeluarkan dari SK: {baris.dikeluarkan.alasan}"
    if bantuan.status == StatusBantuan.BERHENTI:
        return f"Dihentikan sejak {nama_bulan(tambah_bulan(bantuan.bulan_akhir, 1))}"
    return "Tidak jadi didaftarkan"


class Ringkas(NamedTuple):
    """The free places of one source."""

    sumber: SumberDana
    orang: int
    bulan: int
    rupiah: int


def ringkas(kosong: QuerySet[Bantuan]) -> list[Ringkas]:
    """Places, months and rupiah left by who pays them, in the order of the sources; two queries."""
    hasil: dict[int, Ringkas] = {}
    sumber = {s.pk: s for s in SumberDana.objects.all()}
    for pk, lanjut, bayar, mulai, akhir, uang, uang_lanjut in _angka(kosong):
        nominal = {sumber[pk].tahun: uang}
        if uang_lanjut:
            nominal[sumber[lanjut].tahun] = uang_lanjut
        sisa = sisa_tempat(mulai, akhir, nominal)
        _, n, bulan, rupiah = hasil.get(bayar) or (None, 0, 0, 0)
        hasil[bayar] = Ringkas(sumber[bayar], n + 1, bulan + sisa.bulan, rupiah + sisa.rupiah)
    return sorted(hasil.values(), key=lambda r: (r.sumber.tahun, r.sumber.urutan, r.sumber.pk))


def jumlah(daftar: Sequence[Tempat]) -> Sisa | None:
    """Months and rupiah of several places, and the first month of all; None without places."""
    if not daftar:
        return None
    bulan, uang = sum(t.bulan for t in daftar), sum(t.rupiah for t in daftar)
    return Sisa(min(t.mulai for t in daftar), bulan, uang)


def _angka(kosong: QuerySet[Bantuan]) -> Iterable[tuple[Any, ...]]:
    """Source, its follower, who pays, first and last month left, rupiah a month of both."""
    lanjut = Case(When(sambungan__nomor_sk=F("nomor_sk"), then=F("sambungan__nominal_per_bulan")))
    sisa = ("pembayar", "mulai_sisa", "rencana_akhir")
    return kosong.values_list("sumber", "sambungan__sumber", *sisa, "nominal_per_bulan", lanjut)
