"""Places that somebody left and nobody took over: a grant that ended before its last month.

A place is a grant of rutin aid, with the months that its decree promised and that nobody will use.
Who takes it over names the grant (``BarisPenetapan.menggantikan``), so that A → B → C can be read.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
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
    When,
)
from django.db.models.functions import Coalesce

from iuran.models import Bantuan, JenisBantuan, JenisSumber, StatusBantuan, SumberDana
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
    """Those of these grants that ended before their last month, which is ``mulai`` or later.

    Not those whose person has another grant of the same source then, nor those that are filled. No
    decree gives what a civil servant pays for somebody (ASN/PNS Peduli): nobody takes that over.
    """
    milik = Bantuan.objects.filter(
        peserta=OuterRef("peserta"),
        sumber=OuterRef("sumber"),
        status__in=HIDUP,
        bulan_akhir__gte=mulai,
    )
    pengganti = BarisPenetapan.objects.filter(menggantikan=OuterRef("pk"), hidup=True)
    # The part after New Year goes with its first part, unless that one ran to its end.
    utuh = Q(sambungan_dari=None) | ~Q(sambungan_dari__nomor_sk=F("nomor_sk"))
    lanjutan = Case(
        When(sambungan__nomor_sk=F("nomor_sk"), then=F("sambungan__jumlah_bulan")), default=0
    )
    akhir = _Sampai(
        Coalesce("baris_penetapan__bulan_awal", "bulan_awal"), _Bulan(F("jumlah_bulan") + lanjutan)
    )
    return (
        bantuan.filter(
            utuh | ~Q(sambungan_dari__status__in=BERAKHIR),
            ~Exists(milik),
            ~Exists(pengganti),
            status__in=BERAKHIR,
            jenis=JenisBantuan.RUTIN,
            sumber__tahun__gte=mulai.year - 1,
        )
        .exclude(sumber__jenis=JenisSumber.ASN)
        .annotate(rencana_akhir=akhir)
        .filter(rencana_akhir__gte=mulai)
        .order_by("sumber__tahun", "sumber__urutan", "sumber", "-rencana_akhir", "pk")
    )


def rinci(bantuan: Iterable[Bantuan], mulai: date) -> list[Tempat]:
    """These free grants as places, in the same order; four queries for any number."""
    daftar = list(bantuan)
    isi = {b.pk: b for b in _lengkap([b.pk for b in daftar])}
    return [_rinci(isi[b.pk], b.rencana_akhir, mulai) for b in daftar]  # type: ignore[attr-defined]


def _lengkap(pks: Sequence[int]) -> QuerySet[Bantuan]:
    """Grants with all that tells whose place it is and why it is free."""
    orang = Peserta.objects.select_related("kelurahan__kecamatan").prefetch_related(
        Prefetch(
            "daftar_peristiwa",
            Peristiwa.objects.filter(dibatalkan_pada=None).exclude(jenis=JenisPeristiwa.KECELAKAAN),
            to_attr="peristiwa_berlaku",
        )
    )
    siap = Bantuan.objects.filter(pk__in=pks).select_related(
        "sumber",
        "sambungan__sumber",
        "sambungan_dari__baris_penetapan__penetapan",
        "sambungan_dari__baris_penetapan__dikeluarkan",
        "baris_penetapan__penetapan",
        "baris_penetapan__dikeluarkan",
    )
    return siap.prefetch_related(Prefetch("peserta", orang))


def _rinci(bantuan: Bantuan, akhir: date, mulai: date) -> Tempat:
    baris = baris_tempat(bantuan)
    lanjut = getattr(bantuan, "sambungan", None)
    if lanjut is not None and lanjut.nomor_sk != bantuan.nomor_sk:
        lanjut = None
    sisa = sisa_tempat(
        mulai_tempat(
            bantuan.bulan_akhir if bantuan.status == StatusBantuan.BERHENTI else None,
            baris.bulan_awal if baris else bantuan.bulan_awal,
            mulai,
        ),
        akhir,
        {b.sumber.tahun: b.nominal_per_bulan for b in (bantuan, lanjut) if b is not None},
    )
    pembayar = lanjut if lanjut and sisa.mulai.year == lanjut.sumber.tahun else bantuan
    return Tempat(bantuan, baris, *sisa, pembayar.sumber, sebab(bantuan, baris))


class Sisa(NamedTuple):
    """What is left of a place: from which month, how many months, and the rupiah for them."""

    mulai: date
    bulan: int
    rupiah: int


def mulai_tempat(berhenti: date | None, awal: date, mulai: date) -> date:
    """The first free month: after the last used one, or the first of a grant that never ran."""
    return max(mulai, tambah_bulan(berhenti, 1) if berhenti else awal)


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
    """Why somebody left the place; the person's events that stand are loaded."""
    acara: list[Peristiwa] = getattr(bantuan.peserta, "peristiwa_berlaku", [])
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


def ringkas(kosong: QuerySet[Bantuan], mulai: date) -> list[Ringkas]:
    """Places, months and rupiah left by source, in the order of the sources; two queries."""
    hasil: dict[int, Ringkas] = {}
    sumber = {s.pk: s for s in SumberDana.objects.all()}
    for pk, lanjut, berhenti, awal, akhir, uang, uang_lanjut in _angka(kosong):
        nominal = {sumber[pk].tahun: uang}
        if uang_lanjut:
            nominal[sumber[lanjut].tahun] = uang_lanjut
        sisa = sisa_tempat(mulai_tempat(berhenti, awal, mulai), akhir, nominal)
        bayar = lanjut if uang_lanjut and sisa.mulai.year == sumber[lanjut].tahun else pk
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
    """Source, its follower, last used month, first and last month, rupiah a month of both."""
    lanjut = Case(When(sambungan__nomor_sk=F("nomor_sk"), then=F("sambungan__nominal_per_bulan")))
    berhenti = Case(When(status=StatusBantuan.BERHENTI, then=F("bulan_akhir")))
    awal = Coalesce("baris_penetapan__bulan_awal", "bulan_awal")
    return kosong.values_list(
        "sumber", "sambungan__sumber", berhenti, awal, "rencana_akhir", "nominal_per_bulan", lanjut
    )


class Mata(NamedTuple):
    """One link of a chain: who held the place, by which line of a decree, and why they left it."""

    peserta: Peserta
    bantuan: Bantuan | None
    baris: BarisPenetapan | None
    sebab: str

    @property
    def sampai(self) -> date | None:
        """The last month that was theirs; None for who still waits in a draft or had none."""
        if self.bantuan is None or self.bantuan.status == StatusBantuan.BATAL:
            return None
        lanjut: Any = getattr(self.bantuan, "sambungan", None)
        sama = lanjut is not None and lanjut.nomor_sk == self.bantuan.nomor_sk
        if not sama or lanjut.status == StatusBantuan.BATAL:
            return self.bantuan.bulan_akhir
        akhir: date = lanjut.bulan_akhir
        return akhir


def rantai(bantuan: Bantuan) -> list[Mata]:
    """Everybody who held this place, the first one first; who waits in a draft stands last."""
    pk = bantuan.pk
    while sebelum := _sebelum(pk):
        pk = sebelum
    hasil = []
    berikut: int | None = pk
    while berikut is not None:
        kini = _lengkap([berikut]).get()
        baris = baris_tempat(kini)
        keluar = sebab(kini, baris) if kini.status in BERAKHIR else ""
        hasil.append(Mata(kini.peserta, kini, baris, keluar))
        lanjut = BarisPenetapan.objects.filter(menggantikan=kini, hidup=True)
        pengganti = lanjut.select_related("peserta__kelurahan", "penetapan", "bantuan").first()
        berikut = pengganti.bantuan_id if pengganti else None
        if pengganti and berikut is None:
            hasil.append(Mata(pengganti.peserta, None, pengganti, ""))
    return hasil


def _sebelum(pk: int) -> int | None:
    """The grant whose place this one took over."""
    lanjutan = Q(bantuan__sambungan=pk, bantuan__sambungan__nomor_sk=F("bantuan__nomor_sk"))
    baris = BarisPenetapan.objects.filter(Q(bantuan=pk) | lanjutan)
    return baris.exclude(menggantikan=None).values_list("menggantikan", flat=True).first()
