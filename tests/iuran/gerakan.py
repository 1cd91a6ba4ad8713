"""A small movement made at random, and its figures counted promise by promise in Python."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from iuran.buku import BulanBukti, IsiBukti, tulis_bukti
from iuran.gerakan import BarisGerakan
from iuran.models import OPD, Iuran, Janji, PegawaiOPD, PenempatanOPD, TargetOPD
from iuran.penyumbang.aturan import Janjinya, KeadaanJanji, keadaan_janji
from pijar.bulan import akhir_bulan, rentang_bulan, tambah_bulan
from tests.factories import JanjiFactory, PenggunaFactory, PenyumbangFactory, sumber

NAMA_OPD = ("Dinas Sosial", "Dinas Tenaga Kerja", "Kecamatan Tugu", "Inspektorat")


class Gerak:
    """Donors of four offices, of whom some moved; promises, of whose months some are paid."""

    def __init__(self, acak: Random, penyumbang: int = 5) -> None:
        for tahun in (2025, 2026, 2027):
            sumber("ASN", tahun)
        self.acak, self.admin = acak, PenggunaFactory()
        self.opd = list(OPD.objects.filter(nama__in=NAMA_OPD).order_by("nama"))
        for opd in self.opd[:3]:
            self._bilangan(opd)
        for _ in range(penyumbang):
            self._penyumbang()

    def _bilangan(self, opd: OPD) -> None:
        for pada in (date(2025, 1, 1), date(2026, 5, 17)):
            PegawaiOPD.objects.create(
                opd=opd, pada=pada, jumlah=self.acak.randrange(1, 90), asal="BKPP"
            )
        TargetOPD.objects.create(opd=opd, tahun=2026, orang=self.acak.randrange(1, 9))

    def _penyumbang(self) -> None:
        orang = PenyumbangFactory(opd=self.acak.choice(self.opd), sejak=self.hari(2025, 12))
        for _ in range(self.acak.randrange(3)):
            PenempatanOPD.objects.get_or_create(
                penyumbang=orang,
                sejak=max(orang.sejak, self.hari(2025, 24)),
                defaults={"opd": self.acak.choice(self.opd), "oleh": self.admin},
            )
        for _ in range(self.acak.randrange(1, 4)):
            self._janji(orang)

    def hari(self, tahun: int, bulan: int) -> date:
        return date(tahun, 1, 1) + timedelta(days=self.acak.randrange(30 * bulan))

    def _janji(self, orang) -> None:
        mulai = tambah_bulan(date(2025, 6, 1), self.acak.randrange(14))
        tempo = self.acak.choice([1, 3, 6, 12])
        janji = JanjiFactory(penyumbang=orang, mulai=mulai, tempo=tempo)
        self.bayar(janji)
        if self.acak.random() < 0.15 and not Iuran.objects.filter(bantuan__janji=janji).exists():
            janji.status, janji.sebab_akhir = "batal", "keliru"
            janji.save()

    def bayar(self, janji: Janji) -> None:
        """Some of the months, each with evidence of its own day."""
        lama = (janji.sampai.year - janji.mulai.year) * 12 + janji.sampai.month - janji.mulai.month
        for n, bulan in enumerate(rentang_bulan(janji.mulai, lama + 1)):
            if self.acak.random() < 0.65:
                tanggal = bulan + timedelta(days=self.acak.randrange(-20, 90))
                isi = IsiBukti("slip", f"S-{janji.pk}-{n}", tanggal, 16_800)
                tulis_bukti(isi, [BulanBukti(janji.pk, janji.peserta_id, bulan)], oleh=self.admin)


def opd_pada(penyumbang, hari: date) -> int:
    """The office of a donor on a day; before the first one, the first."""
    masa = sorted(penyumbang.daftar_penempatan.all(), key=lambda m: m.sejak)
    return ([m for m in masa if m.sejak <= hari] or masa[:1])[-1].opd_id


def hitung_satu_satu(bulan: date, pada: date) -> dict[int, Counter[str]]:
    """Every measure from the rows, one promise after the other, by the pure rule."""
    hari = min(akhir_bulan(bulan), pada)
    lalu = tambah_bulan(bulan, -1)
    hasil: dict[int, Counter[str]] = {opd.pk: Counter() for opd in OPD.objects.all()}
    ikut: set[tuple[str, int, int]] = set()
    for janji in Janji.objects.select_related("penyumbang"):
        for isi in _terbayar(janji, hari):
            if isi.bulan.year == bulan.year:
                tempat = hasil[opd_pada(janji.penyumbang, min(akhir_bulan(isi.bulan), hari))]
                tempat.update(bulan_tahun=1, rupiah_tahun=isi.nominal)
        for b, h, akhiran in ((bulan, hari, ""), (lalu, akhir_bulan(lalu), "_lalu")):
            if janji.status != "batal" and janji.mulai <= b <= janji.sampai:
                opd = opd_pada(janji.penyumbang, h)
                ikut.add((f"penyumbang{akhiran}", opd, janji.penyumbang_id))
                _bulan(hasil[opd], janji, b, h, akhiran)
    for nama, opd, _ in ikut:
        hasil[opd][nama] += 1
    return hasil


def _bulan(tempat: Counter[str], janji: Janji, bulan: date, hari: date, akhiran: str) -> None:
    """A promise that runs in a month: whether it was paid, and how it stands."""
    lunas = {i.bulan for i in _terbayar(janji, hari)}
    tempat.update({f"dijanji{akhiran}": 1, f"lunas{akhiran}": bulan in lunas})
    if not akhiran:
        _keadaan(tempat, janji, lunas, hari)


def _terbayar(janji: Janji, hari: date) -> list[Iuran]:
    semua = Iuran.objects.filter(bantuan__janji=janji, hidup=True).select_related("pembayaran")
    return [i for i in semua if i.pembayaran and i.pembayaran.tanggal <= hari]


def _keadaan(tempat: Counter[str], janji: Janji, lunas: set[date], hari: date) -> None:
    keadaan = keadaan_janji(Janjinya(janji.mulai, janji.sampai, lunas), hari).keadaan
    if keadaan in (KeadaanJanji.TENGGANG, KeadaanJanji.PUTUS, KeadaanJanji.BELUM_AKTIF):
        tempat[str(keadaan)] += 1


def angka_baris(b: BarisGerakan) -> Counter[str]:
    """What :func:`hitung_satu_satu` counts, of one office."""
    nama = ("penyumbang", "dijanji", "lunas", "tenggang", "putus", "belum_aktif", "bulan_tahun")
    lalu = ("rupiah_tahun", "penyumbang_lalu", "dijanji_lalu", "lunas_lalu")
    return Counter({n: getattr(b, n) for n in (*nama, *lalu)})
