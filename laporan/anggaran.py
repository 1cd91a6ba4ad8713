"""The budget's alarms: months past their due day, a deficit, a year that closes unpaid."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def peringatan(pada: date) -> list[Peringatan]:
    """Every alarm of the whole city on ``pada``; empty on most days."""
    return [*jatuh_tempo(pada), *defisit(), *tahun_tutup(pada)]


def jatuh_tempo(pada: date) -> list[Peringatan]:
    """Worker-months that were not paid on their due day, by this day, the oldest first.

    The city's and others' stand apart.
    """
    per_tempo: dict[tuple[date, bool], list[Lewat]] = defaultdict(list)
    for satu in lewat_tempo(pada):
        per_tempo[satu.tempo, not satu.sumber.dibayar_kota].append(satu)
    return [_lewat(tempo, per_tempo[tempo, lain], pada) for tempo, lain in sorted(per_tempo)]


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
    """Sources whose ceiling or quota was cut below what is bound, until that is resolved."""
    hasil = []
    for s in SumberDana.objects.filter(defisit_sejak__isnull=False).with_keuangan():
        sejak = tanggal_panjang(s.defisit_sejak) if s.defisit_sejak else ""
        alamat = reverse("iuran:sumber_detail", args=[s.pk])
        orang, bulan = orang_terbanyak(s)
        if s.defisit:
            label = f"sumber dana defisit: {s} kurang {rupiah(s.defisit)} sejak {sejak}"
            hasil.append(Peringatan(1, label, alamat))
        if bulan and orang > s.kuota:
            label = f"orang melebihi kuota {s} pada {nama_bulan(bulan)}, sejak {sejak}"
            hasil.append(Peringatan(orang - s.kuota, label, alamat))
    return hasil


def tahun_tutup(pada: date) -> list[Peringatan]:
    """Unpaid bills and unbilled months of sources whose last day for SP2D is near or past."""
    kota = SumberDana.objects.dibayar_kota().order_by("tahun", "urutan", "kode")
    dekat = [s for s in kota.filter(tahun__lte=pada.year) if diingatkan(s, pada)]
    semua = utang_sumber(dekat, pada)
    utang = [p for s in dekat if s.pk in semua for p in _dari(semua[s.pk])]
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
