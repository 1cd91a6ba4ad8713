"""Months paid in vain: the list over all people and sources, its state, its cause, its sums."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from iuran.models import Iuran, JenisPenyelesaian, PenyelesaianKelebihan, StatusPenyelesaian
from iuran.models.buku import IuranQuerySet
from iuran.models.keluar import keluar, peristiwa_sebelum
from peserta.models import JenisPeristiwa
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.nada import Bernada, Nada
from pijar.rupiah import ribuan, rupiah

URUTAN = ("peserta__nama", "bulan", "pk")
TANPA_PERISTIWA = "bantuan"
SEBAB = [
    *((j.value, str(j.label)) for j in JenisPeristiwa if j != JenisPeristiwa.KECELAKAAN),
    (TANPA_PERISTIWA, "Bantuannya berakhir"),
]


class KeadaanKelebihan(Bernada):
    """How far a month paid in vain has come."""

    BELUM = "belum", Nada.PERHATIAN, "Belum diminta"
    DIUSULKAN = "diusulkan", Nada.PROSES, "Menunggu admin lain"
    KOMPENSASI = "kompensasi", Nada.BAIK, "Dikompensasikan"
    PENGEMBALIAN = "pengembalian", Nada.BAIK, "Dikembalikan"
    DITOLAK = "ditolak", Nada.BURUK, "Ditolak BPJS"
    URUNG = "urung", Nada.PERHATIAN, "Diselesaikan, tetapi peristiwanya dibatalkan"


DAPAT_DIMINTA = (KeadaanKelebihan.BELUM, KeadaanKelebihan.DITOLAK)


def daftar_kelebihan(iuran: IuranQuerySet) -> IuranQuerySet:
    """What was paid in vain among ``iuran``, settled or not, each with its ``keadaan``."""
    return dengan_keadaan(iuran.kelebihan_dan_selesai())


def dengan_keadaan(daftar: IuranQuerySet) -> IuranQuerySet:
    """These months paid in vain (with ``baris``), each with its ``keadaan``."""
    selesai = Q(baris__penyelesaian__status=StatusPenyelesaian.DIKONFIRMASI)
    keadaan = Case(
        When(baris=None, then=Value(KeadaanKelebihan.BELUM)),
        When(~selesai, then=Value(KeadaanKelebihan.DIUSULKAN)),
        When(~keluar(), then=Value(KeadaanKelebihan.URUNG)),
        *(
            When(baris__penyelesaian__jenis=jenis, then=Value(jenis.value))
            for jenis in JenisPenyelesaian
        ),
        output_field=CharField(),
    )
    return daftar.annotate(keadaan=keadaan)


def belum_diminta(iuran: IuranQuerySet) -> IuranQuerySet:
    """Months paid in vain that nobody has asked back yet."""
    return daftar_kelebihan(iuran).filter(Q(baris=None))


def saring_keadaan(daftar: IuranQuerySet, *keadaan: str) -> IuranQuerySet:
    """Those of :func:`daftar_kelebihan` in one of these states."""
    return daftar.filter(Q(keadaan__in=keadaan))


class Jumlah(NamedTuple):
    """Months, people and rupiah of a list."""

    bulan: int
    orang: int
    nominal: int

    def __str__(self) -> str:
        return f"{ribuan(self.bulan)} bulan dari {ribuan(self.orang)} orang, {rupiah(self.nominal)}"


def urut_dan_jumlah(daftar: IuranQuerySet) -> tuple[list[int], Jumlah]:
    """The ids of a list by name and month, and its sums; one query finds both."""
    baris = list(daftar.order_by(*URUTAN).values_list("pk", "peserta_id", "nominal"))
    isi = Jumlah(len(baris), len({b[1] for b in baris}), sum(b[2] for b in baris))
    return [b[0] for b in baris], isi


class Kelebihan(NamedTuple):
    """One month paid in vain: its row, since when and why, and the settlement that holds it."""

    iuran: Any
    keadaan: KeadaanKelebihan
    sebab: str
    sejak: date | None
    dicatat: datetime | None
    penyelesaian_id: int | None
    surat: str

    @property
    def dapat_diminta(self) -> bool:
        return self.keadaan in DAPAT_DIMINTA


def dengan_rincian(daftar: IuranQuerySet) -> IuranQuerySet:
    """With person, source, bill, settlement (``baris``) and first event; by name and month."""
    peristiwa = peristiwa_sebelum()
    rinci = daftar.select_related(
        "peserta__kelurahan__kecamatan", "sumber", "tagihan", "pembayaran", "bantuan"
    ).annotate(
        sebab_jenis=Subquery(peristiwa.values("jenis")[:1]),
        sejak=Subquery(peristiwa.values("tanggal")[:1]),
        dicatat=Subquery(peristiwa.values("dibuat_pada")[:1]),
        sebab_tertulis=F("baris__sebab"),
        penyelesaian=F("baris__penyelesaian"),
        surat=F("baris__penyelesaian__surat_nomor"),
    )
    return rinci.order_by(*URUTAN)


def saring_sebab(daftar: IuranQuerySet, sebab: str) -> IuranQuerySet:
    """Those that this kind of event caused; ``bantuan`` for a grant that ended by itself."""
    jenis = Coalesce(Subquery(peristiwa_sebelum().values("jenis")[:1]), Value(TANPA_PERISTIWA))
    return daftar.alias(kata_sebab=jenis).filter(kata_sebab=sebab)


def rinci(daftar: Iterable[Any]) -> list[Kelebihan]:
    """The rows of :func:`dengan_rincian` in words; no query."""
    return [
        Kelebihan(
            iuran=i,
            keadaan=KeadaanKelebihan(i.keadaan),
            sebab=kata_sebab(i),
            sejak=i.sejak,
            dicatat=i.dicatat,
            penyelesaian_id=i.penyelesaian,
            surat=i.surat or "",
        )
        for i in daftar
    ]


def kata_sebab(iuran: Any) -> str:
    """Why the month was paid in vain; where the event is gone, as its settlement tells."""
    if iuran.sebab_jenis:
        return str(JenisPeristiwa(iuran.sebab_jenis).label)
    return iuran.sebab_tertulis or f"Bantuannya berakhir {nama_bulan(iuran.bantuan.bulan_akhir)}"


def sebab_lengkap(iuran: Any) -> str:
    """The cause with its day, as a line of a settlement keeps it."""
    hari = f", {tanggal_panjang(iuran.sejak)}" if iuran.sejak else ""
    return f"{kata_sebab(iuran)}{hari}"[:120]


class Pemakaian(NamedTuple):
    """Where the set-offs of a settlement are: a bill (None while they wait), months, rupiah."""

    tagihan_id: int | None
    nomor: str | None
    bulan: int
    nominal: int


def pemakaian(penyelesaian: PenyelesaianKelebihan) -> list[Pemakaian]:
    """The reversals that a settlement wrote, by bill; none after a late STS or a refusal."""
    balik = Iuran.objects.pembalik().filter(
        membalik__daftar_kelebihan__penyelesaian=penyelesaian,
        membalik__daftar_kelebihan__hidup=True,
        setor_pada=None,
        dicabut_pada=None,
    )
    baris = balik.order_by("tagihan").values_list("tagihan", "tagihan__nomor")
    return [Pemakaian(*b) for b in baris.annotate(n=Count("pk"), jumlah=Sum("nominal"))]
