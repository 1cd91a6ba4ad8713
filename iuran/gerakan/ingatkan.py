"""Running promises with their bin on a day: counted, filtered, and told row by row."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    Expression,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.lookups import GreaterThanOrEqual, IsNull, LessThanOrEqual

from iuran.buku import pilih_tarif
from iuran.gerakan.golongan import AKAN_HABIS, DITAGIH, Golongan, hari_tersisa, tangga
from iuran.models import OPD, Bantuan, Janji, JenisSumber, StatusPenyumbang, Tarif
from iuran.models.janji import JanjiQuerySet
from iuran.penyumbang import Janjinya, Keadaan, keadaan_janji
from peserta.models import Status
from pijar.bulan import (
    akhir_bulan,
    awal_bulan,
    nama_bulan,
    rentang_bulan,
    selisih_bulan,
    tambah_bulan,
    tanggal_panjang,
)
from pijar.errors import AturanDilanggarError

URUT = ("penyumbang__nama", "penyumbang_id", "pk")
Bergolongan = QuerySet[Any, Any]
"""Promises with what the functions below add to them."""
TERKAIT = ("penyumbang__opd", "peserta__pekerjaan", "peserta__kelurahan__kecamatan")


def dengan_golongan(janji: JanjiQuerySet, pada: date) -> Bergolongan:
    """The running ones of ``janji``, each with its ``golongan`` on ``pada``.

    The same rule as :func:`iuran.gerakan.golongan.golongan_janji`, in SQL.
    """
    bayar = Subquery(_dibayar().annotate(isi=_menurut_bayar(pada)).values("isi"))
    golongan: Case = Case(
        When(peserta__status=Status.BERHENTI, then=Value(Golongan.PEKERJA.value)),
        When(~Q(penyumbang__status=StatusPenyumbang.AKTIF), then=Value(Golongan.PENYUMBANG.value)),
        When(~Q(peserta__status=Status.TERDAFTAR), then=Value(Golongan.KARTU.value)),
        default=bayar,
        output_field=CharField(),
    )
    return janji.aktif().annotate(golongan=golongan)


def dengan_lunas(janji: Bergolongan) -> Bergolongan:
    """``lunas_sampai``: the last month of each that evidence paid, or None."""
    return janji.annotate(lunas_sampai=Subquery(_dibayar().annotate(isi=_terakhir()).values("isi")))


def _dibayar() -> QuerySet[Bantuan, Any]:
    """The months that evidence paid under the outer promise, as grants.

    A grant of a promise is paid whole, month by month, until its evidence is cancelled; an event
    may move ``bulan_akhir`` back, so its own length counts.
    """
    return Bantuan.objects.hidup().filter(janji=OuterRef("pk")).order_by()


def _terakhir() -> Func:
    """The last month over all grants. No Aggregate: that would group by grant."""
    return Func(
        F("bulan_awal"),
        F("jumlah_bulan"),
        template="max((%(expressions)s - 1))::date)",
        arg_joiner=" + make_interval(months => ",
        output_field=DateField(),
    )


def _menurut_bayar(pada: date) -> Case:
    """The bin by the last paid month, for one outer promise."""
    belum = Case(
        When(LessThanOrEqual(OuterRef("mulai"), awal_bulan(pada)), then=_nilai(Golongan.BAYAR)),
        default=_nilai(Golongan.AMAN),
    )
    selesai = GreaterThanOrEqual(_terakhir(), OuterRef("sampai"))
    return Case(
        When(IsNull(_terakhir(), True), then=belum),
        When(selesai, then=_langkah(pada, berlanjut=False)),
        default=_langkah(pada, berlanjut=True),
        output_field=CharField(),
    )


def _langkah(pada: date, *, berlanjut: bool) -> Expression:
    langkah = tangga(pada, berlanjut=berlanjut)
    return Case(
        *(When(LessThanOrEqual(_terakhir(), bulan), then=_nilai(g)) for g, bulan in langkah),
        default=_nilai(Golongan.AMAN),
    )


def _nilai(golongan: Golongan) -> Value:
    return Value(golongan.value, output_field=CharField())


def hitung_golongan(janji: JanjiQuerySet, pada: date) -> Counter[Golongan]:
    """How many running promises are in each bin; one query."""
    isi = dengan_golongan(janji, pada).order_by().values_list("golongan")
    return Counter({Golongan(g): n for g, n in isi.annotate(n=Count("pk"))})


def hitung_ditagih(janji: JanjiQuerySet, pada: date) -> Counter[Golongan]:
    """How many are in each bin of :data:`iuran.gerakan.golongan.DITAGIH`; one query.

    Whoever is paid for this month or longer owes nothing and is left out at once, by an index:
    the first page asks this for the whole city.
    """
    lunas = Bantuan.objects.hidup().filter(
        janji=OuterRef("pk"), janji__isnull=False, bulan_akhir__gte=awal_bulan(pada)
    )
    hitung = hitung_golongan(janji.filter(~Exists(lunas)), pada)
    return Counter({g: hitung[g] for g in DITAGIH if hitung[g]})


class BarisOPD(NamedTuple):
    """An office and its running promises by bin."""

    opd: OPD
    hitung: Counter[Golongan]

    @property
    def akan_habis(self) -> int:
        return sum(self.hitung[g] for g in AKAN_HABIS.values())

    @property
    def diurus(self) -> int:
        """What the office itself must settle."""
        return sum(self.hitung[g] for g in DIURUS)

    @property
    def semua(self) -> int:
        return self.hitung.total()


DIURUS = (Golongan.PENYUMBANG, Golongan.PEKERJA, Golongan.KARTU, Golongan.HABIS)


def menurut_opd(janji: JanjiQuerySet, pada: date) -> list[BarisOPD]:
    """Every office with a running promise, by name; two queries."""
    isi = dengan_golongan(janji, pada).order_by().values_list("penyumbang__opd", "golongan")
    hitung: dict[int, Counter[Golongan]] = {}
    for opd, golongan, n in isi.annotate(n=Count("pk")):
        hitung.setdefault(opd, Counter())[Golongan(golongan)] = n
    return [BarisOPD(o, hitung[o.pk]) for o in OPD.objects.filter(pk__in=hitung)]


class Ingatan(NamedTuple):
    """One promise as the list tells it.

    ``bulan``: the months to pay next, empty where none is asked for. ``nominal``: what they cost by
    the tariffs in force, in rupiah; None without months, or while one of them has no tariff.
    """

    janji: Janji
    golongan: Golongan
    keadaan: Keadaan
    bulan: list[date]
    nominal: int | None
    kalimat: str

    @property
    def kata_bulan(self) -> str:
        """``Desember 2026``, or the first and last of several."""
        if not self.bulan:
            return ""
        awal, akhir = nama_bulan(self.bulan[0]), nama_bulan(self.bulan[-1])
        return awal if awal == akhir else f"{awal} s.d. {akhir}"

    @property
    def tempo(self) -> date | None:
        """The last day on which the first of the months is paid in time."""
        return self.keadaan.tempo if self.bulan else None


def baca_ingatan(janji: Iterable[Any], pada: date) -> Iterator[Ingatan]:
    """Promises with ``golongan``, ``lunas_sampai`` and :data:`TERKAIT`, as the list tells them."""
    harga = _harga()
    for satu in janji:
        golongan, lunas = Golongan(satu.golongan), satu.lunas_sampai
        isi = Janjinya(satu.mulai, satu.sampai, (lunas,) if lunas else ())
        keadaan = keadaan_janji(isi, pada)
        bulan = bulan_dibayar(satu.tempo, isi, keadaan, pada) if golongan in BERBULAN else []
        transport = satu.peserta.pekerjaan.transport
        yield Ingatan(
            *(satu, golongan, keadaan, bulan),
            _jumlah(harga(b, transport) for b in bulan) if bulan else None,
            kalimat(satu, golongan, keadaan, pada),
        )


BERBULAN = frozenset({Golongan.TENGGANG, Golongan.BAYAR, *AKAN_HABIS.values()})
"""Bins whose donor pays next months; who lapsed is enrolled anew first."""


def bulan_dibayar(tempo: int, janji: Janjinya, keadaan: Keadaan, pada: date) -> list[date]:
    """The next months to pay: a term, and at least until this month, within the promise."""
    if keadaan.berikut is None:
        return []
    perlu = selisih_bulan(keadaan.berikut, awal_bulan(pada)) + 1
    sisa = selisih_bulan(keadaan.berikut, janji.sampai) + 1
    return rentang_bulan(keadaan.berikut, min(max(tempo, perlu), sisa))


def _harga() -> Any:
    """The rupiah of a month by the tariffs in force, None where it has none; one query."""
    tarif = list(Tarif.objects.berlaku())

    @cache
    def satu(bulan: date, transport: bool) -> int | None:
        try:
            asn = JenisSumber.ASN
            return pilih_tarif(tarif, bulan=bulan, jenis_sumber=asn, transport=transport).nominal
        except AturanDilanggarError:
            return None

    return satu


def _jumlah(harga: Iterable[int | None]) -> int | None:
    jumlah = 0
    for satu in harga:
        if satu is None:
            return None
        jumlah += satu
    return jumlah


def kalimat(janji: Janji, golongan: Golongan, keadaan: Keadaan, pada: date) -> str:
    """Why the promise is in its bin, and what comes next."""
    p, lunas = janji.penyumbang, keadaan.lunas_sampai
    match golongan:
        case Golongan.PEKERJA:
            return "Pekerja sudah berhenti dari program. Akhiri janjinya."
        case Golongan.PENYUMBANG:
            hari = tanggal_panjang(p.keluar_pada) if p.keluar_pada else ""
            return f"{p.get_status_display()} {hari}. Cari penyumbang lain untuk pekerjanya."
        case Golongan.KARTU:
            return f"Pekerja berstatus {janji.peserta.get_status_display()}, kartunya belum ada."
        case Golongan.HABIS:
            return f"Masa janji selesai {nama_bulan(janji.sampai)}. Perpanjang atau akhiri."
    if lunas is None:
        return f"Belum pernah dibayar, mulai {nama_bulan(janji.mulai)}."
    return _kalimat_bayar(golongan, janji.sampai, lunas, keadaan.menunggak, pada)


def _kalimat_bayar(
    golongan: Golongan, sampai: date, lunas: date, menunggak: int, pada: date
) -> str:
    sampai_lunas = f"Lunas s.d. {nama_bulan(lunas)}"
    if golongan == Golongan.PUTUS:
        mulai = nama_bulan(tambah_bulan(lunas, 1))
        return f"Iuran belum dibayar sejak {mulai}. Daftarkan ulang pekerjanya ke BPJS."
    if golongan == Golongan.TENGGANG:
        return f"{sampai_lunas}; iuran belum dibayar {menunggak} bulan."
    if golongan in AKAN_HABIS.values():
        akhir, sisa = tanggal_panjang(akhir_bulan(lunas)), hari_tersisa(lunas, pada)
        kapan = f"{sisa} hari lagi" if sisa else "hari ini"
        lanjut = "" if lunas < sampai else " Masa janjinya juga selesai; perpanjang bila lanjut."
        return f"Perlindungan habis {akhir}, {kapan}.{lanjut}"
    return f"{sampai_lunas}."
