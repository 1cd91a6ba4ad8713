"""Figures of the reconciliation: the bins of a list, open points on a day, alarms."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import starmap
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Max, Min, QuerySet, Sum
from django.urls import reverse
from django.utils.http import urlencode

from iuran.models import (
    AlokasiPembayaran,
    BagianDaftar,
    DaftarBPJS,
    Iuran,
    JenisDaftar,
    TitikRekonsiliasi,
)
from iuran.rekonsiliasi.vonis import Jumlah
from peserta.models import Cabang
from pijar.bulan import WIB, nama_bulan, tanggal_panjang
from pijar.rupiah import rupiah


class Rekap(NamedTuple):
    """The bins of a list in the order of the page, and the sums of both sides."""

    bagian: list[tuple[BagianDaftar, Jumlah]]
    semua: Jumlah
    bernominal: bool

    def dari(self, bagian: BagianDaftar) -> Jumlah:
        """The sums of one bin."""
        return dict(self.bagian)[bagian]


def rekap(daftar: DaftarBPJS) -> Rekap:
    """What page, Excel and minutes say of a list that was read; no query."""
    isi = daftar.jumlah
    return Rekap(
        [(b, Jumlah(*isi["bagian"][b.value])) for b in BagianDaftar],
        Jumlah(*isi["semua"]),
        bool(isi["bernominal"]),
    )


def titik_pada(daftar: DaftarBPJS, hari: date) -> dict[BagianDaftar, int]:
    """Points of the list's branch and kind that were open at the end of ``hari``, by bin.

    Whatever is settled, or taken back, later does not change them.
    """
    titik = TitikRekonsiliasi.objects.terbuka_pada(hari).filter(
        jenis_daftar=daftar.jenis, cabang=daftar.cabang
    )
    jumlah = dict(titik.order_by().values_list("jenis").annotate(Count("pk")))
    return {b: jumlah[b.value] for b in BagianDaftar if b.value in jumlah}


class Peringatan(NamedTuple):
    """``jumlah`` of what ``label`` says, with day and rupiah; the page where it is done.

    ``angka`` names the figure that opens it for who meets no person: its kind, and which of these.
    """

    jumlah: int
    label: str
    tautan: str
    angka: str
    sejak: date | None = None
    rupiah: int = 0


def peringatan(pada: date) -> list[Peringatan]:
    """Every alarm of the reconciliation for an admin of the whole city."""
    return [
        *_menunggu(),
        *(p for b in belum_dibukukan(pada) for p in _satu_bulan(*b)),
        *starmap(_tidak_dikenal, banyak_tidak_dikenal()),
        *_terbuka(),
    ]


def _menunggu() -> Iterator[Peringatan]:
    daftar = list(DaftarBPJS.objects.menunggu().order_by("dibuat_pada"))
    if daftar:
        sejak = tanggal_panjang(daftar[0].dibuat_pada)
        uang = sum(rekap(d).semua.rupiah_kita for d in daftar)
        label = f"daftar BPJS menunggu diperiksa sejak {sejak}: {rupiah(uang)}"
        alamat = reverse("iuran:rekonsiliasi_detail", args=[daftar[0].pk])
        hari = _hari(daftar[0].dibuat_pada)
        yield Peringatan(len(daftar), label, alamat, "bpjs_menunggu", hari, uang)


class BelumDibukukan(NamedTuple):
    """Paid months of a branch for which no posting list came."""

    cabang: Cabang
    bulan: date
    baris: QuerySet[Iuran]


def belum_dibukukan(pada: date) -> Iterator[BelumDibukukan]:
    """Months paid some days ago for which a branch that sends posting lists has sent none."""
    batas = pada - timedelta(days=settings.POSTING_TERLAMBAT_HARI)
    posting = DaftarBPJS.objects.berlaku().filter(jenis=JenisDaftar.POSTING).order_by()
    ada = set(posting.values_list("cabang", "bulan"))
    if not ada:
        return
    dibayar = AlokasiPembayaran.objects.filter(
        berlaku=True,
        pembayaran__tanggal__lte=batas,
        tagihan__bulan__gte=min(bulan for _, bulan in ada),
    )
    semua = dibayar.order_by("tagihan__bulan").values_list("tagihan__bulan").distinct()
    for cabang in sorted({c for c, _ in ada}):
        sejak = min(bulan for c, bulan in ada if c == cabang)
        for (bulan,) in semua:
            if bulan >= sejak and (cabang, bulan) not in ada:
                lunas = Iuran.objects.lunas().filter(
                    bulan=bulan,
                    pembayaran__tanggal__lte=batas,
                    peserta__kelurahan__kecamatan__cabang=cabang,
                )
                yield BelumDibukukan(Cabang(cabang), bulan, lunas)


def _satu_bulan(cabang: Cabang, bulan: date, lunas: QuerySet[Iuran]) -> Iterator[Peringatan]:
    isi = lunas.aggregate(n=Count("pk"), uang=Sum("nominal"), terakhir=Max("pembayaran__tanggal"))
    if isi["n"]:
        label = (
            f"iuran {nama_bulan(bulan)} di {cabang.label} dibayar "
            f"{tanggal_panjang(isi['terakhir'])}, daftar posting BPJS belum ada: "
            f"{rupiah(isi['uang'])}"
        )
        isian = {"bulan": f"{bulan:%Y-%m}", "cabang": cabang.value, "jenis": JenisDaftar.POSTING}
        alamat = f"{reverse('iuran:rekonsiliasi')}?{urlencode(isian)}"
        angka = f"bpjs_posting:{bulan:%Y-%m}-{cabang}"
        yield Peringatan(isi["n"], label, alamat, angka, isi["terakhir"], isi["uang"])


def banyak_tidak_dikenal() -> Iterator[tuple[DaftarBPJS, Jumlah, int]]:
    """The newest list of a branch and kind with many of ours whom BPJS does not know.

    With these, and how many are ours.
    """
    titik = TitikRekonsiliasi.objects.terbuka().filter(jenis=BagianDaftar.TIDAK_ADA)
    sisa = dict(titik.order_by().values_list("terakhir").annotate(Count("pk")))
    if not sisa:
        return
    for daftar in DaftarBPJS.objects.berlaku().filter(pk__in=sisa):
        isi = rekap(daftar)
        kita, hilang = isi.semua.orang, isi.dari(BagianDaftar.TIDAK_ADA)
        if hilang.orang * 100 > kita * settings.TIDAK_DIKENAL_BATAS_PERSEN:
            yield daftar, hilang, kita


def _tidak_dikenal(daftar: DaftarBPJS, hilang: Jumlah, kita: int) -> Peringatan:
    label = (
        f"dari {kita} orang yang kita bayar tidak dikenal BPJS menurut {sebut_daftar(daftar)}: "
        f"{rupiah(hilang.rupiah_kita)}"
    )
    alamat = reverse("iuran:rekonsiliasi_detail", args=[daftar.pk])
    alamat, angka = f"{alamat}?bagian={BagianDaftar.TIDAK_ADA}", f"bpjs_tidak_dikenal:{daftar.pk}"
    return Peringatan(hilang.orang, label, alamat, angka, daftar.tanggal, hilang.rupiah_kita)


def sebut_daftar(daftar: DaftarBPJS) -> str:
    return (
        f"{daftar.get_jenis_display().lower()} {nama_bulan(daftar.bulan)}, "
        f"{daftar.get_cabang_display()}, tanggal {tanggal_panjang(daftar.tanggal)}"
    )


def _terbuka() -> Iterator[Peringatan]:
    isi = (
        TitikRekonsiliasi.objects.terbuka()
        .order_by()
        .aggregate(n=Count("pk"), uang=Sum("rupiah"), sejak=Min("dibuat_pada"))
    )
    if isi["n"]:
        label = (
            f"selisih dengan BPJS belum selesai, terlama sejak {tanggal_panjang(isi['sejak'])}: "
            f"{rupiah(isi['uang'])}"
        )
        alamat = reverse("iuran:rekonsiliasi_titik")
        sejak = _hari(isi["sejak"])
        yield Peringatan(isi["n"], label, alamat, "bpjs_selisih", sejak, isi["uang"])


def _hari(saat: datetime) -> date:
    """The day of a moment, in western Indonesia."""
    return saat.astimezone(WIB).date()
