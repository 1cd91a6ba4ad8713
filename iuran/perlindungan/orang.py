"""One person's cover: month by month, and what follows from it on a date."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from iuran.models import Bantuan, Iuran, SumberDana
from iuran.perlindungan.aturan import (
    BULAN_NONAKTIF,
    DIJAMIN,
    Cakupan,
    batas_nonaktif,
)
from iuran.perlindungan.bayar import dibayar_pada
from iuran.perlindungan.bulan import Bulan, KeadaanBulan
from iuran.perlindungan.cakupan import dengan_cakupan
from peserta.models import JenisPeristiwa, Peristiwa, Peserta
from pijar.bulan import awal_bulan, rentang_bulan, selisih_bulan, tambah_bulan
from pijar.nada import Bernada, Nada


class StatusPerlindungan(Bernada):
    """The states of cover, and for who has none the reason."""

    LUNAS = "lunas", Nada.BAIK, "Lunas"
    TENGGANG = "tenggang", Nada.PERHATIAN, "Tenggang"
    BELUM_AKTIF = "belum_aktif", Nada.PROSES, "Belum aktif"
    NONAKTIF = "nonaktif", Nada.BURUK, "Nonaktif"
    DI_LUAR = "di_luar", Nada.NETRAL, "Masih dijamin, sudah keluar program"
    BELUM_MULAI = "belum_mulai", Nada.PROSES, "Belum mulai"
    JEDA = "jeda", Nada.NETRAL, "Jeda"
    BERAKHIR = "berakhir", Nada.AKHIR, "Berakhir"
    BELUM_ADA = "belum_ada", Nada.NETRAL, "Belum ada"


@dataclass(frozen=True)
class Perlindungan:
    """One person's cover on ``pada``; all months are first days.

    ``lunas_sampai`` ends the unbroken run of paid months. ``mulai_masa`` is the first month of the
    membership that runs now or ran last, ``jkm_penuh_sejak`` the month from which a death is paid
    in full, ``sejak`` the month of a membership that began before the ledger.
    """

    pada: date
    status: StatusPerlindungan
    tunggakan: int
    mulai: date | None
    berakhir: date | None
    lunas_sampai: date | None
    mulai_masa: date | None
    jkm_penuh_sejak: date | None
    sejak: date | None
    meninggal: date | None
    bulan: Sequence[Bulan]

    @property
    def dijamin(self) -> bool:
        """Whether there is cover on this day, by our record."""
        return self.status in DIJAMIN

    @property
    def kata_status(self) -> str:
        """The status in words; of a person in grace also how many months are unpaid."""
        return kata_cakupan(self.status, self.tunggakan)

    @property
    def jeda(self) -> list[tuple[date, date]]:
        """Gaps between covered months, each by its first and last month."""
        hidup = [b.bulan for b in self.bulan if b.hidup]
        return [
            (tambah_bulan(satu, 1), tambah_bulan(dua, -1))
            for satu, dua in pairwise(hidup)
            if selisih_bulan(satu, dua) > 1
        ]

    @property
    def per_tahun(self) -> list[tuple[int, list[Bulan]]]:
        """Months of each year, the newest year first."""
        tahun = sorted({b.bulan.year for b in self.bulan}, reverse=True)
        return [(t, [b for b in self.bulan if b.bulan.year == t]) for t in tahun]


def kata_cakupan(status: Bernada, tunggakan: int) -> str:
    """A state in words: of a grace also how many months are unpaid."""
    if status != Cakupan.TENGGANG:
        return status.label
    return f"{status.label}: iuran belum dibayar {tunggakan} bulan"


def riwayat_bulan(peserta: Peserta, pada: date) -> list[Bulan]:
    """Every month from the person's first ledger row to the last, gaps included, as of ``pada``.

    A month with several rows shows the live one, else the row that died last.
    """
    semua = peserta.daftar_iuran.filter(jenis="iuran").select_related(
        "sumber", "tagihan", "pembayaran", "bantuan"
    )
    return _deret({iuran.bulan: iuran for iuran in semua.order_by("hidup", "pk")}, pada)


class RingkasBulan(NamedTuple):
    """The end of the unbroken run of paid months, and who pays the month of the day."""

    lunas_sampai: date | None
    sumber: SumberDana | None


def ringkas_bulan(orang: Sequence[int], pada: date) -> dict[int, RingkasBulan]:
    """The two facts of each of ``orang`` (ids of people) on ``pada``, in five queries."""
    hasil = {}
    for pk, bulan in deret_bulan(orang, pada).items():
        kini = next((b.iuran for b in bulan if b.bulan == awal_bulan(pada)), None)
        hasil[pk] = RingkasBulan(
            lunas_sampai(bulan, masa_kepesertaan(bulan, pada)), kini.sumber if kini else None
        )
    return hasil


def deret_bulan(orang: Sequence[int], pada: date) -> dict[int, list[Bulan]]:
    """:func:`riwayat_bulan` of each of ``orang`` (ids of people), in five queries."""
    baris: defaultdict[int, dict[date, Iuran]] = defaultdict(dict)
    semua = Iuran.objects.filter(peserta__in=orang, jenis="iuran").order_by("hidup", "pk")
    for iuran in semua.prefetch_related("sumber", "tagihan", "pembayaran", "bantuan"):
        baris[iuran.peserta_id][iuran.bulan] = iuran
    return {pk: _deret(baris[pk], pada) for pk in orang}


def _deret(baris: Mapping[date, Iuran], pada: date) -> list[Bulan]:
    """The months from the first row to the last, gaps included."""
    if not baris:
        return []
    awal, akhir = min(baris), max(baris)
    return [
        _bulan(bulan, baris.get(bulan), pada)
        for bulan in rentang_bulan(awal, selisih_bulan(awal, akhir) + 1)
    ]


def _bulan(bulan: date, iuran: Iuran | None, pada: date) -> Bulan:
    return Bulan(bulan, _keadaan(iuran, pada), iuran, bulan > awal_bulan(pada))


def _keadaan(iuran: Iuran | None, pada: date) -> KeadaanBulan:
    if iuran is None:
        return KeadaanBulan.KOSONG
    if not iuran.hidup:
        return KeadaanBulan.MATI
    if iuran.gugur:
        return KeadaanBulan.GUGUR
    if (dibayar := dibayar_pada(iuran)) and dibayar <= pada:
        return KeadaanBulan.LUNAS
    return KeadaanBulan.DITAGIH if iuran.tagihan else KeadaanBulan.BELUM


def perlindungan(peserta: Peserta, pada: date) -> Perlindungan:
    """Everything about one person's cover on ``pada``, in two queries."""
    kini: Any = _kini(peserta, pada)
    bulan = riwayat_bulan(peserta, pada)
    hidup = [b.bulan for b in bulan if b.hidup]
    akhir = max(hidup, default=None)
    masa = masa_kepesertaan(bulan, pada)
    sejak = kini.peserta_sejak if masa and masa[0].bulan == kini.bulan_pertama else None
    return Perlindungan(
        pada=pada,
        status=_status(kini, hidup, awal_bulan(pada)),
        tunggakan=kini.tunggakan,
        mulai=min(hidup, default=None),
        berakhir=min(akhir, awal_bulan(kini.meninggal)) if akhir and kini.meninggal else akhir,
        lunas_sampai=lunas_sampai(bulan, masa),
        mulai_masa=sejak or (masa[0].bulan if masa else None),
        jkm_penuh_sejak=jkm_penuh_sejak(masa, sejak),
        sejak=sejak,
        meninggal=kini.meninggal,
        bulan=bulan,
    )


def _kini(peserta: Peserta, pada: date) -> Peserta:
    """The person with their cover, the day of their death, and since when they are a member."""
    mati = Peristiwa.objects.filter(
        peserta=OuterRef("pk"), jenis=JenisPeristiwa.MENINGGAL, dibatalkan_pada=None
    )
    lama = Bantuan.objects.hidup().filter(peserta=OuterRef("pk"), peserta_sejak__isnull=False)
    lama = lama.order_by("bulan_awal")
    satu = Peserta.objects.filter(pk=peserta.pk).annotate(
        meninggal=Subquery(mati.values("tanggal")[:1]),
        peserta_sejak=Subquery(lama.values("peserta_sejak")[:1]),
        bulan_pertama=Subquery(lama.values("bulan_awal")[:1]),
    )
    return dengan_cakupan(satu, pada).get()


def _status(kini: Any, hidup: Sequence[date], bulan: date) -> StatusPerlindungan:
    if kini.cakupan:
        return StatusPerlindungan(kini.cakupan)
    if not hidup:
        return StatusPerlindungan.BELUM_ADA
    if bulan < hidup[0]:
        return StatusPerlindungan.BELUM_MULAI
    # A row of this very month without cover: the person died, or left before the first payment.
    selesai = bulan > hidup[-1] or bulan in hidup or bool(kini.meninggal)
    return StatusPerlindungan.BERAKHIR if selesai else StatusPerlindungan.JEDA


def masa_kepesertaan(bulan: Sequence[Bulan], pada: date) -> list[Bulan]:
    """The months, up to ``pada``'s, of the membership that runs now or ran last."""
    return next((m for m in reversed(semua_masa(bulan, pada)) if m), [])


def semua_masa(bulan: Sequence[Bulan], pada: date) -> list[list[Bulan]]:
    """The months, up to ``pada``'s, of each membership; some are empty.

    A gap ends it, and so do three unpaid months in a row: coming back is a new enrolment, which
    begins with the next paid month (Permenaker 1/2025).
    """
    masa: list[list[Bulan]] = [[]]
    terhenti = False
    for b in bulan:
        if b.akan_datang:
            break
        if not b.hidup:
            masa.append([])
            terhenti = False
            continue
        if terhenti and b.keadaan == KeadaanBulan.LUNAS:
            masa.append([])
            terhenti = False
        masa[-1].append(b)
        terhenti = terhenti or _tiga_belum_dibayar(masa[-1], pada)
    return masa


def tidak_sejak(bulan: Sequence[Bulan], pada: date, meninggal: date | None = None) -> date | None:
    """The first day without cover after the last membership that was paid; None if none was.

    For who is not covered on ``pada``: the memberships end by a gap, three unpaid months, a death.
    """
    for masa in reversed(semua_masa(bulan, pada)):
        if any(b.keadaan == KeadaanBulan.LUNAS for b in masa):
            return _sesudah(masa, pada, meninggal)
    return None


def _sesudah(masa: Sequence[Bulan], pada: date, meninggal: date | None) -> date:
    """The first day after the cover of one membership."""
    henti = (b for ke, b in enumerate(masa, 1) if _tiga_belum_dibayar(masa[:ke], pada))
    if terakhir := next(henti, None):
        sejak = batas_nonaktif(terakhir.bulan) + timedelta(days=1)
    else:
        sejak = tambah_bulan(masa[-1].bulan, 1)
    return min(sejak, tambah_bulan(awal_bulan(meninggal), 1)) if meninggal else sejak


def _tiga_belum_dibayar(masa: Sequence[Bulan], pada: date) -> bool:
    """Whether the last three months were all unpaid when the time of the last was over."""
    batas = batas_nonaktif(masa[-1].bulan)
    tiga = masa[-BULAN_NONAKTIF:]
    return len(tiga) == BULAN_NONAKTIF and pada > batas and not any(b.dibayar(batas) for b in tiga)


def lunas_sampai(bulan: Sequence[Bulan], masa: Sequence[Bulan]) -> date | None:
    """The end of the unbroken run of paid months of this membership, also those paid ahead."""
    sampai = None
    for b in bulan:
        if masa and b.bulan >= masa[0].bulan:
            if b.keadaan != KeadaanBulan.LUNAS:
                break
            sampai = b.bulan
    return sampai


def jkm_penuh_sejak(masa: Sequence[Bulan], sejak: date | None = None) -> date | None:
    """The month after the third paid one; None until then (how BPJS counts: to be confirmed).

    Months of a membership from ``sejak`` on that stand in no ledger count as paid: an opening
    list says so.
    """
    dulu = rentang_bulan(sejak, selisih_bulan(sejak, masa[0].bulan)) if sejak and masa else []
    lunas = [*dulu, *(b.bulan for b in masa if b.keadaan == KeadaanBulan.LUNAS)]
    perlu = settings.JKM_PENUH_SETELAH_BULAN
    return tambah_bulan(lunas[perlu - 1], 1) if len(lunas) >= perlu else None


def bulan_dilebur(peserta: Peserta) -> QuerySet[Iuran]:
    """Paid or billed months of rows that were merged into ``peserta`` later."""
    baris = Iuran.objects.hidup().filter(peserta__digabung_ke=peserta)
    return baris.select_related("sumber").order_by("bulan")
