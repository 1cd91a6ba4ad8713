"""One person's cover: month by month, and what follows from it on a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, TextChoices

from iuran.models import Iuran
from iuran.perlindungan.cakupan import BULAN_NONAKTIF, dengan_cakupan
from peserta.models import Peserta
from pijar.bulan import awal_bulan, rentang_bulan, selisih_bulan, tambah_bulan
from pijar.nada import Bernada, Nada


class KeadaanBulan(TextChoices):
    LUNAS = "lunas", "Lunas"
    DITAGIH = "ditagih", "Ditagih"
    BELUM = "belum", "Belum ditagih"
    MATI = "mati", "Dibatalkan"
    KOSONG = "kosong", "Tidak ditanggung"


@dataclass(frozen=True)
class Bulan:
    """One month of one person; ``iuran`` is its ledger row, None where there is none."""

    bulan: date
    keadaan: KeadaanBulan
    iuran: Iuran | None
    akan_datang: bool

    @property
    def hidup(self) -> bool:
        return self.iuran is not None and self.iuran.hidup

    @property
    def singkat(self) -> str:
        """One short word for a small box."""
        if self.keadaan == KeadaanBulan.BELUM:
            return "Nanti" if self.akan_datang else "Belum"
        return {KeadaanBulan.MATI: "Batal", KeadaanBulan.KOSONG: "Jeda"}.get(
            self.keadaan, self.keadaan.label
        )

    @property
    def gambar(self) -> str:
        """The class of the box (see ``.bulan`` in pijar.css)."""
        if self.keadaan in (KeadaanBulan.MATI, KeadaanBulan.KOSONG):
            return "tidak-ada"
        return "mendatang" if self.singkat == "Nanti" else self.keadaan.value

    @property
    def keterangan(self) -> str:
        """The proof of the state: the SP2D, the bill, or the reason."""
        if self.iuran is None:
            return ""
        if self.keadaan == KeadaanBulan.LUNAS and self.iuran.pembayaran:
            return str(self.iuran.pembayaran)
        if self.keadaan == KeadaanBulan.DITAGIH and self.iuran.tagihan:
            return f"Tagihan {self.iuran.tagihan.nomor}"
        return self.iuran.alasan_mati


class StatusPerlindungan(Bernada):
    AKTIF = "aktif", Nada.BAIK, "Aktif"
    MENUNGGAK = "menunggak", Nada.PERHATIAN, "Menunggak"
    NONAKTIF = "nonaktif", Nada.BURUK, "Nonaktif"
    BELUM_MULAI = "belum_mulai", Nada.PROSES, "Belum mulai"
    JEDA = "jeda", Nada.NETRAL, "Jeda"
    BERAKHIR = "berakhir", Nada.AKHIR, "Berakhir"
    BELUM_ADA = "belum_ada", Nada.NETRAL, "Belum ada"


@dataclass(frozen=True)
class Perlindungan:
    """One person's cover on ``pada``; all months are first days.

    ``dibayar_sampai`` is the last paid month, ``mulai_masa`` the first month of the membership that
    runs now or ran last, ``jkm_penuh_sejak`` the month from which a death is paid in full.
    """

    pada: date
    status: StatusPerlindungan
    tunggakan: int
    mulai: date | None
    berakhir: date | None
    dibayar_sampai: date | None
    mulai_masa: date | None
    jkm_penuh_sejak: date | None
    bulan: Sequence[Bulan]

    @property
    def kata_status(self) -> str:
        """The status in words; of arrears also how many months."""
        kata = self.status.label
        lama = self.status == StatusPerlindungan.MENUNGGAK
        return f"{kata} {self.tunggakan} bulan" if lama else kata

    @property
    def per_tahun(self) -> list[tuple[int, list[Bulan]]]:
        """Months of each year, the newest year first."""
        tahun = sorted({b.bulan.year for b in self.bulan}, reverse=True)
        return [(t, [b for b in self.bulan if b.bulan.year == t]) for t in tahun]


def riwayat_bulan(peserta: Peserta, pada: date) -> list[Bulan]:
    """Every month from the person's first ledger row to the last, gaps included, as of ``pada``.

    A month with several rows shows the live one, else the row that died last.
    """
    baris: dict[date, Iuran] = {}
    semua = peserta.daftar_iuran.filter(jenis="iuran").select_related(
        "sumber", "tagihan", "pembayaran"
    )
    for iuran in semua.order_by("hidup", "pk"):
        baris[iuran.bulan] = iuran
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
    if iuran.pembayaran and iuran.pembayaran.tanggal <= pada:
        return KeadaanBulan.LUNAS
    return KeadaanBulan.DITAGIH if iuran.tagihan else KeadaanBulan.BELUM


def perlindungan(peserta: Peserta, pada: date) -> Perlindungan:
    """Everything about one person's cover on ``pada``, in two queries."""
    kini: Any = dengan_cakupan(Peserta.objects.filter(pk=peserta.pk), pada).get()
    bulan = riwayat_bulan(peserta, pada)
    hidup = [b.bulan for b in bulan if b.hidup]
    lunas = [b.bulan for b in bulan if b.keadaan == KeadaanBulan.LUNAS]
    masa = masa_kepesertaan(bulan, pada)
    return Perlindungan(
        pada=pada,
        status=_status(kini.cakupan, hidup, awal_bulan(pada)),
        tunggakan=kini.tunggakan,
        mulai=min(hidup, default=None),
        berakhir=max(hidup, default=None),
        dibayar_sampai=max(lunas, default=None),
        mulai_masa=masa[0].bulan if masa else None,
        jkm_penuh_sejak=jkm_penuh_sejak(masa),
        bulan=bulan,
    )


def _status(cakupan: str, hidup: Sequence[date], bulan: date) -> StatusPerlindungan:
    if cakupan:
        return StatusPerlindungan(cakupan)
    if not hidup:
        return StatusPerlindungan.BELUM_ADA
    if bulan < hidup[0]:
        return StatusPerlindungan.BELUM_MULAI
    return StatusPerlindungan.BERAKHIR if bulan > hidup[-1] else StatusPerlindungan.JEDA


def masa_kepesertaan(bulan: Sequence[Bulan], pada: date) -> list[Bulan]:
    """The months, up to ``pada``'s, of the membership that runs now or ran last.

    A gap ends it, and so do three unpaid months in a row: coming back is a new enrolment, which
    begins with the next paid month (Permenaker 1/2025).
    """
    masa: list[list[Bulan]] = [[]]
    utang = 0
    for b in bulan:
        if b.akan_datang:
            break
        if not b.hidup:
            masa.append([])
            utang = 0
            continue
        lunas = b.keadaan == KeadaanBulan.LUNAS
        if lunas and utang >= BULAN_NONAKTIF:
            masa.append([])
        utang = 0 if lunas else utang + 1
        masa[-1].append(b)
    return next((m for m in reversed(masa) if m), [])


def jkm_penuh_sejak(masa: Sequence[Bulan]) -> date | None:
    """The month after the third paid one; None until then (how BPJS counts: to be confirmed)."""
    lunas = [b.bulan for b in masa if b.keadaan == KeadaanBulan.LUNAS]
    perlu = settings.JKM_PENUH_SETELAH_BULAN
    return tambah_bulan(lunas[perlu - 1], 1) if len(lunas) >= perlu else None


def bulan_dilebur(peserta: Peserta) -> QuerySet[Iuran]:
    """Paid or billed months of rows that were merged into ``peserta`` later."""
    baris = Iuran.objects.hidup().filter(peserta__digabung_ke=peserta)
    return baris.select_related("sumber").order_by("bulan")
