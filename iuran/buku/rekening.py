"""The statement of a source: every change of its ceiling, bill, payment and money that came back.

Lines count by the date of their paper, whenever they were typed in. The balance is the ceiling less
what was paid; what is billed and unpaid stands beside it. No line names a person.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Case, Count, F, Max, Q, Sum, Value, When
from django.db.models.functions import TruncDate

from iuran.buku.realisasi import sejak_perubahan
from iuran.models import (
    AlokasiPembayaran,
    Iuran,
    JenisBayar,
    JenisKoreksi,
    KoreksiPembayaran,
    StatusKoreksi,
    StatusPembayaran,
    StatusPerubahan,
    StatusTagihan,
    SumberDana,
    Tagihan,
)
from pijar.bulan import WIB, nama_bulan, tanggal_panjang
from pijar.rupiah import ribuan

TERBIT = (StatusTagihan.DITERBITKAN, StatusTagihan.DIBAYAR)


class Saldo(NamedTuple):
    """Rupiah: the ceiling less what was paid, and what is billed and unpaid."""

    sisa: int = 0
    terutang: int = 0


class Mutasi(NamedTuple):
    """One line; ``urut`` is its place among those of its day. Rupiah, each with its sign.

    Money paid back lowers what was billed and what was paid.
    """

    tanggal: date
    urut: int
    bukti: str
    uraian: str
    pagu: int = 0
    ditagih: int = 0
    dibayar: int = 0


class Baris(NamedTuple):
    """A line with the balance after it."""

    mutasi: Mutasi
    saldo: Saldo


class Rekening(NamedTuple):
    """The lines from ``dari`` to ``sampai``, both days included, between two balances."""

    sumber: SumberDana
    dari: date
    sampai: date
    awal: Saldo
    daftar: list[Baris]

    @property
    def akhir(self) -> Saldo:
        return self.daftar[-1].saldo if self.daftar else self.awal

    @property
    def jumlah(self) -> tuple[int, int, int]:
        """What the lines add to ceiling, billed and paid."""
        isi = [b.mutasi for b in self.daftar]
        return sum(m.pagu for m in isi), sum(m.ditagih for m in isi), sum(m.dibayar for m in isi)


def rekening(sumber: SumberDana, dari: date, sampai: date) -> Rekening:
    """The statement of ``sumber``; eight queries, whatever its length."""
    saldo = awal = Saldo()
    daftar = []
    for m in sorted(_mutasi(sumber), key=lambda m: m[:3]):
        if m.tanggal > sampai:
            break
        saldo = Saldo(saldo.sisa + m.pagu - m.dibayar, saldo.terutang + m.ditagih - m.dibayar)
        if m.tanggal < dari:
            awal = saldo
        else:
            daftar.append(Baris(m, saldo))
    return Rekening(sumber, dari, sampai, awal, daftar)


def _mutasi(sumber: SumberDana) -> Iterator[Mutasi]:
    yield from _pagu(sumber)
    yield from _tagihan(sumber)
    yield from _pembayaran(sumber)
    yield from _bukti(sumber)
    yield from _koreksi(sumber)
    yield from _setoran(sumber)


def _pagu(sumber: SumberDana) -> Iterator[Mutasi]:
    """The first ceiling, and each change from the date of its paper; the newest change counts."""
    sah = sumber.daftar_perubahan.filter(status=StatusPerubahan.DISAHKAN)
    daftar = sorted(sah, key=lambda p: (sejak_perubahan(p), p.pk))
    if not daftar:
        yield Mutasi(date(sumber.tahun, 1, 1), 0, "", "Pagu awal", sumber.pagu)
        return
    pertama = min(daftar, key=lambda p: p.pk)
    pagu, terbaru = pertama.pagu_lama, 0
    mulai = min(date(sumber.tahun, 1, 1), sejak_perubahan(daftar[0]))
    if pertama.pagu == pagu:  # a source that begins here: its first paper brings the ceiling
        mulai = sejak_perubahan(daftar[0])
    yield Mutasi(mulai, 0, "", "Pagu awal", pagu)
    for p in daftar:
        terbaru = max(terbaru, p.pk)
        kini = next(lain.pagu for lain in daftar if lain.pk == terbaru)
        bukti = p.nomor or "Tanpa nomor"
        keadaan = f"{p.get_keadaan_display()}: {p.alasan}"
        yield Mutasi(sejak_perubahan(p), 1, bukti, keadaan, kini - pagu)
        pagu = kini


def _tagihan(sumber: SumberDana) -> Iterator[Mutasi]:
    """Issued bills, what was set off in them, and those cancelled; a divided one by its parts."""
    semua = Tagihan.objects.filter(sumber=sumber, tanggal__isnull=False).order_by("pk")
    balik = Iuran.objects.pembalik().filter(
        sumber=sumber, hidup=False, tagihan__isnull=False, tagihan__status__in=TERBIT
    )
    jumlah = balik.order_by().values("tagihan").annotate(n=Count("pk"), uang=Sum("nominal"))
    kompensasi = {pk: (n, uang) for pk, n, uang in jumlah.values_list("tagihan", "n", "uang")}
    for t in semua:
        isi = f"{nama_bulan(t.bulan)}, {ribuan(t.jumlah_orang)} orang"
        if t.status in TERBIT and t.tanggal:
            n, uang = kompensasi.get(t.pk, (0, 0))
            yield Mutasi(t.tanggal, 2, t.nomor, f"Tagihan {isi}", 0, t.total - uang)
            if n:
                kata = f"Kompensasi {ribuan(n)} orang-bulan"
                yield Mutasi(t.tanggal, 3, t.nomor, kata, 0, uang)
        elif t.status == StatusTagihan.DIBATALKAN and _pernah_terbit(t) and t.tanggal:
            yield Mutasi(t.tanggal, 2, t.nomor, f"Tagihan {isi}", 0, t.total)
            batal = max(_hari(t.dibatalkan_pada), t.tanggal)
            yield Mutasi(batal, 4, t.nomor, f"Tagihan dibatalkan: {t.alasan_batal}", 0, -t.total)


def _pernah_terbit(t: Tagihan) -> bool:
    """A bill that was issued by itself; a part is cancelled for its successors or its whole."""
    return t.induk_id is None and t.diterbitkan_pada is not None


def _pembayaran(sumber: SumberDana) -> Iterator[Mutasi]:
    """Payments with the part of them that this source bore; a cancelled one is taken back."""
    bagian = (
        AlokasiPembayaran.objects.filter(tagihan__sumber=sumber)
        .order_by()
        .values("pembayaran__tanggal", "pembayaran__jenis", "pembayaran__nomor", "berlaku")
        .annotate(
            uang=Sum("nominal"),
            n=Count("pk"),
            batal=Max("pembayaran__koreksi__diputus_pada"),
        )
        .values_list("pembayaran__tanggal", "pembayaran__nomor", "berlaku", "uang", "n", "batal")
    )
    for tanggal, nomor, berlaku, uang, n, batal in bagian:
        yield Mutasi(tanggal, 5, nomor, f"Pembayaran {ribuan(n)} tagihan", 0, 0, uang)
        if not berlaku:
            hari = max(_hari(batal), tanggal)
            yield Mutasi(hari, 6, nomor, "Pembayaran dibatalkan", 0, 0, -uang)


def _bukti(sumber: SumberDana) -> Iterator[Mutasi]:
    """Civil servants' evidence: it is billed and paid at once; slips of a day are one line.

    A list of BPJS stands by itself. The months of a cancelled paper are taken back on the day of
    the correction.
    """
    baris = Iuran.objects.filter(sumber=sumber, tagihan=None, pembayaran__isnull=False)
    bagian = baris.order_by().values_list(
        "pembayaran__jenis",
        "pembayaran__tanggal",
        _nomor_daftar(),
        _hari_batal(),
    )
    for jenis, tanggal, nomor, batal, n, uang, kertas in bagian.annotate(
        n=Count("pk"), uang=Sum("nominal"), kertas=Count("pembayaran", distinct=True)
    ):
        apa = "Daftar bayar BPJS" if jenis == JenisBayar.BPJS else f"{ribuan(kertas)} bukti bayar"
        kata = f"{apa}, {ribuan(n)} orang-bulan"
        yield Mutasi(tanggal, 5, nomor, kata, 0, uang, uang)
        if batal:
            yield Mutasi(max(batal, tanggal), 6, nomor, f"Dibatalkan: {kata}", 0, -uang, -uang)


def _nomor_daftar() -> Case:
    """The number of a list; slips are too many to be named."""
    return Case(
        When(pembayaran__jenis=JenisBayar.BPJS, then=F("pembayaran__nomor")), default=Value("")
    )


def _hari_batal() -> Case:
    """The day on which the paper was cancelled, NULL for one that counts."""
    hari = TruncDate("pembayaran__koreksi__diputus_pada")
    return Case(When(pembayaran__status=StatusPembayaran.DIBATALKAN, then=hari))


def _koreksi(sumber: SumberDana) -> Iterator[Mutasi]:
    """Numbers and dates of payments that were mended: the payment stands where it belongs."""
    lewat_tagihan = AlokasiPembayaran.objects.filter(tagihan__sumber=sumber)
    berbukti = Iuran.objects.filter(sumber=sumber, tagihan=None, pembayaran__isnull=False)
    daftar = KoreksiPembayaran.objects.filter(
        Q(pembayaran__in=lewat_tagihan.order_by().values("pembayaran"))
        | Q(pembayaran__in=berbukti.order_by().values("pembayaran")),
        status=StatusKoreksi.DIKONFIRMASI,
        jenis=JenisKoreksi.BETULKAN,
    )
    for k in daftar:
        uraian = (
            f"Pembayaran dikoreksi, semula {k.nomor_lama} tanggal {tanggal_panjang(k.tanggal_lama)}"
        )
        yield Mutasi(_hari(k.diputus_pada), 7, k.nomor_baru, uraian)


def _setoran(sumber: SumberDana) -> Iterator[Mutasi]:
    """Money paid back by STS in the year, and settlements taken back since."""
    balik = Iuran.objects.pembalik().filter(sumber=sumber, hidup=False, setor_pada__isnull=False)
    kelompok = balik.order_by().values_list("setor_pada", "alasan_mati", "dicabut_pada")
    for hari, alasan, dicabut, n, uang in kelompok.annotate(n=Count("pk"), uang=Sum("nominal")):
        kata = f"{alasan}, {ribuan(n)} orang-bulan"
        yield Mutasi(hari, 8, "STS", kata, 0, uang, uang)
        if dicabut:
            yield Mutasi(max(_hari(dicabut), hari), 9, "STS", f"Dicabut: {kata}", 0, -uang, -uang)


def _hari(saat: datetime | None) -> date:
    """The day of a decision, in western Indonesia; the database holds that there is one."""
    return saat.astimezone(WIB).date() if saat else date.min
