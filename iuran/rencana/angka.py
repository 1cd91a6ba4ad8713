"""What a plan is counted from: the year's sources with what is bound, the tariffs, the targets.

Every read is a sum for a source and month. Rows in a bill are summed by the bill.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Sum
from django.utils.module_loading import import_string

from iuran.buku import orang_per_bulan, penerus_sumber, pilih_tarif
from iuran.models import (
    Bantuan,
    BarisRencana,
    Iuran,
    JenisSumber,
    PerubahanPagu,
    StatusBantuan,
    Tagihan,
    Tarif,
)
from iuran.models.sumber import BELUM_DITAGIH, BERISI, DISETOR, SumberDanaQuerySet
from iuran.rencana.aturan import (
    DasarSumber,
    HasilSumber,
    Keinginan,
    Target,
    biaya_target,
    rencanakan,
)
from pijar.bulan import awal_bulan, rentang_bulan
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan, rupiah

PerBulan = Counter[tuple[int, date]]


class Dasar(NamedTuple):
    """Everything that a plan of ``tahun`` is counted from, as it stood on ``pada``.

    ``tanpa_penerus``: sources of the year before that nobody goes on paying for, with their people
    in December.
    """

    tahun: int
    pada: date
    sumber: list[DasarSumber]
    target: dict[str, int]
    tanpa_penerus: list[tuple[str, int]]

    @property
    def terbuka_mulai(self) -> date:
        """The first month in which somebody may still be added."""
        return max(awal_bulan(self.pada), date(self.tahun, 1, 1))

    @property
    def isi(self) -> dict[str, str]:
        """The real figures by their label, for telling later what has changed."""
        isi = {
            f"Target {JenisSumber(jenis).label} {self.tahun}": f"{ribuan(orang)} orang"
            for jenis, orang in self.target.items()
        }
        for s in self.sumber:
            isi[f"Pagu {s.nama}"] = f"{rupiah(s.pagu)} ({s.keadaan.label})"
            isi[f"Kuota {s.nama}"] = f"{ribuan(s.kuota)} orang"
            isi[f"Terikat {s.nama}"] = rupiah(sum(s.terikat))
            tarif = (rupiah(t) if t else "tidak ada" for t in s.tarif)
            isi[f"Tarif {s.nama}"] = ", ".join(dict.fromkeys(tarif))
        return isi


class Rencana(NamedTuple):
    """The plan of a year: each source, and the target of each kind."""

    dasar: Dasar
    sumber: list[HasilSumber]
    target: list[Target]
    tidak_disebut: list[str]

    @property
    def kota(self) -> list[HasilSumber]:
        return [h for h in self.sumber if h.dasar.kota]


def baca_dasar(semua: SumberDanaQuerySet, tahun: int, *, pada: date) -> Dasar:
    """Read what ``semua`` (the sources that an officer may see) gives for the year."""
    daftar = list(semua.filter(tahun=tahun).order_by("urutan", "kode"))
    pks = [s.pk for s in daftar]
    bulan = rentang_bulan(date(tahun, 1, 1), 12)
    orang, uang = orang_per_bulan(pks), _uang(pks, tahun)
    usulan = dict(
        PerubahanPagu.objects.diusulkan().filter(sumber__in=pks).values_list("sumber", "pagu")
    )
    tarif = list(Tarif.objects.berlaku())
    penerus = penerus_sumber(daftar)
    sumber = [
        DasarSumber(
            pk=s.pk,
            nama=f"{s} ({s.gelombang})" if s.gelombang else str(s),
            jenis=s.jenis,
            gelombang=s.gelombang,
            keadaan=s.cip,
            aktif=s.aktif,
            pagu=s.pagu,
            kuota=s.kuota,
            orang=tuple(orang.get((s.pk, b), 0) for b in bulan),
            terikat=tuple(uang[s.pk, b] for b in bulan),
            tarif=tarif_bulan(tarif, s.jenis, bulan),
            penerus=str(penerus[s.pk]) if s.pk in penerus else "",
            usulan=usulan.get(s.pk),
        )
        for s in daftar
    ]
    target: dict[str, int] = import_string(settings.TARGET_TAHUN)(tahun) if daftar else {}
    return Dasar(tahun, pada, sumber, target, _tanpa_penerus(semua, tahun, pada))


def tarif_bulan(
    daftar: Iterable[Tarif], jenis: str, bulan: Sequence[date]
) -> tuple[int | None, ...]:
    """The tariff of each month for work outside transport, without JHT."""
    semua = list(daftar)

    def satu(b: date) -> int | None:
        try:
            return pilih_tarif(semua, bulan=b, jenis_sumber=jenis, transport=False).nominal
        except AturanDilanggarError:
            return None

    return tuple(satu(b) for b in bulan)


def _uang(pks: Sequence[int], tahun: int) -> PerBulan:
    """Rupiah that are bound, by source and month: the same that the page of a source sums."""
    tahunnya = {"sumber__in": pks, "bulan__year": tahun}
    uang: PerBulan = Counter()
    tagihan = Tagihan.objects.filter(status__in=BERISI, sumber__in=pks).order_by()
    baris = Iuran.objects.filter(sumber__in=pks).order_by()
    for daftar, jumlah in (
        (tagihan, "total"),
        (baris.filter(BELUM_DITAGIH, **tahunnya), "nominal"),
        (baris.filter(DISETOR), "nominal"),
    ):
        per_bulan = daftar.values_list("sumber", "bulan").annotate(n=Sum(jumlah))
        for sumber, bulan, n in per_bulan:
            uang[sumber, bulan] += n
    janji = Bantuan.objects.filter(status=StatusBantuan.DITETAPKAN, sumber__in=pks).order_by()
    kelompok = janji.values_list("sumber", "bulan_awal", "bulan_akhir", "nominal_per_bulan")
    for sumber, awal, akhir, nominal, n in kelompok.annotate(n=Count("pk")):
        for bulan in rentang_bulan(awal, akhir.month - awal.month + 1):
            uang[sumber, bulan] += nominal * n
    return uang


def _tanpa_penerus(semua: SumberDanaQuerySet, tahun: int, pada: date) -> list[tuple[str, int]]:
    """Sources of the year before whose people nobody pays for in ``tahun``."""
    if tahun <= pada.year:
        return []
    dulu = list(semua.filter(tahun=tahun - 1).order_by("urutan", "kode"))
    penerus = penerus_sumber(dulu)
    putus = {s.pk: s for s in dulu if s.pk not in penerus}
    desember = date(tahun - 1, 12, 1)
    orang = orang_per_bulan(list(putus)) if putus else {}
    banyak = [(str(s), orang.get((pk, desember), 0)) for pk, s in putus.items()]
    return [(nama, n) for nama, n in banyak if n]


def keinginan_awal(dasar: Dasar) -> dict[int, Keinginan]:
    """A wish for each source without a scenario: the target of its kind, else its quota.

    The main source of a kind takes what the others do not pay for already.
    """
    ingin = {}
    utama: dict[str, int] = {}
    for s in sorted(dasar.sumber, key=lambda s: bool(s.gelombang)):
        if s.aktif:
            utama.setdefault(s.jenis, s.pk)
    for s in dasar.sumber:
        orang = max(s.orang)
        if utama.get(s.jenis) == s.pk:
            lain = sum(max(x.orang) for x in dasar.sumber if x.jenis == s.jenis and x.pk != s.pk)
            orang = max(orang, dasar.target.get(s.jenis, s.kuota) - lain)
        ingin[s.pk] = _sampai_desember(dasar, orang)
    return ingin


def _sampai_desember(dasar: Dasar, orang: int) -> Keinginan:
    mulai = min(dasar.terbuka_mulai, date(dasar.tahun, 12, 1))
    return Keinginan(orang, mulai, 13 - mulai.month)


def keinginan_skenario(dasar: Dasar, baris: Iterable[BarisRencana]) -> dict[int, Keinginan]:
    """The wishes of a scenario; an assumed tariff holds in its own months, else the table."""
    bulan = rentang_bulan(date(dasar.tahun, 1, 1), 12)
    sumber = {s.pk: s for s in dasar.sumber}
    ingin = {}
    for b in baris:
        tarif = None
        if b.tarif and b.sumber_id in sumber:
            biasa = zip(bulan, sumber[b.sumber_id].tarif, strict=True)
            tarif = tuple(b.tarif.nominal if b.tarif.mencakup(n) else t for n, t in biasa)
        ingin[b.sumber_id] = Keinginan(
            b.orang,
            b.bulan_awal,
            b.jumlah_bulan,
            b.persen_ganti,
            b.pagu,
            tarif,
            b.tarif.sebutan if b.tarif else "",
        )
    return ingin


def susun_rencana(dasar: Dasar, ingin: Mapping[int, Keinginan]) -> Rencana:
    """The plan of every source; one that is not wished for keeps what is bound."""
    hasil = [
        rencanakan(
            s,
            ingin.get(s.pk) or _sampai_desember(dasar, 0),
            tahun=dasar.tahun,
            terbuka_mulai=dasar.terbuka_mulai,
        )
        for s in dasar.sumber
    ]
    target = [biaya_target(jenis, orang, hasil) for jenis, orang in dasar.target.items()]
    return Rencana(dasar, hasil, target, [s.nama for s in dasar.sumber if s.pk not in ingin])
