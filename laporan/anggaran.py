"""The budget's alarms: months past their due day, a deficit, a year that closes unpaid.

What is counted is said here once; the work list and the Sekda's risks put it into their own words.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Sum
from django.urls import reverse

from iuran.buku import (
    Lewat,
    UtangSumber,
    diingatkan,
    lewat_tempo,
    orang_terbanyak,
    utang_sumber,
)
from iuran.models import Iuran, SumberDana
from iuran.perlindungan import BULAN_NONAKTIF, batas_nonaktif
from pijar.bulan import nama_bulan, tambah_bulan, tanggal_panjang
from pijar.rupiah import ribuan, rupiah


class Peringatan(NamedTuple):
    """``jumlah`` things of this kind, in words with rupiah and date, and the page that mends it.

    ``tempo`` is the day by which it is done.
    """

    jumlah: int
    label: str
    tautan: str
    tempo: date | None = None

    @property
    def kalimat(self) -> str:
        return f"{ribuan(self.jumlah)} {self.label}"


class Kurang(NamedTuple):
    """A source whose ceiling or quota was cut below what is bound.

    ``rupiah`` and ``orang`` are what is lacking; ``bulan`` is the fullest month.
    """

    sumber: SumberDana
    rupiah: int
    orang: int
    bulan: date | None

    @property
    def sejak(self) -> str:
        return tanggal_panjang(self.sumber.defisit_sejak) if self.sumber.defisit_sejak else ""


def lewat_menurut_tempo(
    pada: date, kecuali: Container[int] = ()
) -> dict[tuple[date, bool], list[Lewat]]:
    """What was not paid on its due day, by this day and whether the city pays, the oldest first.

    ``kecuali`` are ids of sources that are told otherwise.
    """
    per_tempo: dict[tuple[date, bool], list[Lewat]] = defaultdict(list)
    for satu in lewat_tempo(pada):
        if satu.sumber.pk not in kecuali:
            per_tempo[satu.tempo, satu.sumber.dibayar_kota].append(satu)
    return per_tempo


def menutup(pada: date) -> list[SumberDana]:
    """The city's sources whose last day for SP2D is near or past."""
    kota = SumberDana.objects.dibayar_kota().order_by("tahun", "urutan", "kode")
    return [s for s in kota.filter(tahun__lte=pada.year) if diingatkan(s, pada)]


def utang_menutup(pada: date) -> dict[int, UtangSumber]:
    """What is unpaid of these, by source id."""
    return utang_sumber(menutup(pada), pada)


def kekurangan() -> Iterator[Kurang]:
    """Which sources lack money or places, until that is resolved."""
    for s in SumberDana.objects.filter(defisit_sejak__isnull=False).with_keuangan():
        orang, bulan = orang_terbanyak(s)
        yield Kurang(s, s.defisit, max(0, orang - s.kuota), bulan)


def peringatan(pada: date) -> list[Peringatan]:
    """Every alarm of the whole city on ``pada``; empty on most days."""
    return [*jatuh_tempo(pada), *defisit(), *tahun_tutup(pada)]


def jatuh_tempo(pada: date) -> list[Peringatan]:
    """Worker-months that were not paid on their due day, by this day, the oldest first.

    The city's and others' stand apart.
    """
    semua = sorted(lewat_menurut_tempo(pada).items(), key=lambda s: (s[0][0], not s[0][1]))
    return [_lewat(tempo, daftar, pada) for (tempo, _), daftar in semua]


def _lewat(tempo: date, daftar: Sequence[Lewat], pada: date) -> Peringatan:
    sumber = ", ".join(dict.fromkeys(str(b.sumber) for b in daftar))
    ketiga = tambah_bulan(min(b.bulan for b in daftar), BULAN_NONAKTIF - 1)
    batas = batas_nonaktif(ketiga)
    nonaktif = f"; bulan ketiga, nonaktif sesudah {tanggal_panjang(batas)}"
    label = (
        f"orang-bulan lewat jatuh tempo {tanggal_panjang(tempo)}, "
        f"{rupiah(sum(b.rupiah for b in daftar))}: {sumber}"
        f"{nonaktif if ketiga <= pada <= batas else ''}"
    )
    alamat = f"{reverse('iuran:tagihan_lewat')}?tempo={tempo:%Y-%m-%d}"
    return Peringatan(sum(b.orang for b in daftar), label, alamat, tempo)


def defisit() -> list[Peringatan]:
    """Sources whose ceiling or quota was cut below what is bound."""
    hasil = []
    for k in kekurangan():
        alamat = reverse("iuran:sumber_detail", args=[k.sumber.pk])
        if k.rupiah:
            label = f"sumber dana defisit: {k.sumber} kurang {rupiah(k.rupiah)} sejak {k.sejak}"
            hasil.append(Peringatan(1, label, alamat))
        if k.bulan and k.orang:
            label = f"orang melebihi kuota {k.sumber} pada {nama_bulan(k.bulan)}, sejak {k.sejak}"
            hasil.append(Peringatan(k.orang, label, alamat))
    return hasil


def tahun_tutup(pada: date) -> list[Peringatan]:
    """Unpaid bills and unbilled months of sources whose last day for SP2D is near or past."""
    dekat = menutup(pada)
    utang = [p for u in utang_sumber(dekat, pada).values() for p in _dari(u)]
    return [*utang, *kompensasi(dekat, pada)]


def kompensasi(sumber: Iterable[SumberDana], pada: date) -> list[Peringatan]:
    """Set-offs of these sources that no bill has taken, before and after their last day.

    A set-off lowers a bill of its own source and year. Where none comes any more, it is withdrawn
    and BPJS asked to pay back.
    """
    diperiksa = {s.pk: s for s in sumber}
    menunggu = Iuran.objects.menunggu_kompensasi().filter(sumber__in=list(diperiksa)).order_by()
    hasil = []
    for pk, bulan, uang in menunggu.values_list("sumber").annotate(n=Count("pk"), u=Sum("nominal")):
        s = diperiksa[pk]
        tutup = f"SP2D terakhir {tanggal_panjang(s.tutup_sp2d)}"
        langkah = (
            f"{tutup} sudah lewat: cabut penyelesaiannya, lalu minta dikembalikan"
            if pada > s.tutup_sp2d
            else f"belum mengurangi tagihan mana pun; {tutup}"
        )
        label = f"orang-bulan kompensasi {s}, {rupiah(-uang)}: {langkah}"
        alamat = reverse("iuran:penyelesaian_daftar")
        hasil.append(Peringatan(bulan, label, alamat, s.tutup_sp2d))
    return hasil


def _dari(u: UtangSumber) -> list[Peringatan]:
    s = u.sumber
    tutup = f"SP2D terakhir {tanggal_panjang(s.tutup_sp2d)}"
    alamat = reverse("iuran:sumber_detail", args=[s.pk])
    utang_tahun = f"menjadi utang tahun {s.tahun}: " if u.jatuh else ""
    hasil = []
    if u.tagihan:
        label = f"tagihan {s} belum dibayar, {utang_tahun}{rupiah(u.rupiah_ditagih)}; {tutup}"
        hasil.append(Peringatan(u.tagihan, label, alamat, s.tutup_sp2d))
    if u.orang_lain:
        label = f"orang-bulan {s} belum ditagih, {utang_tahun}{rupiah(u.rupiah_lain)}; {tutup}"
        hasil.append(Peringatan(u.orang_lain, label, alamat, s.tutup_sp2d))
    return hasil
