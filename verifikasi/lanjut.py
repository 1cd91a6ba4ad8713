"""What an extension would take: people by reason, months, rupiah, and the room of the sources."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Q, QuerySet

from iuran.buku import Bagian, KeadaanSumber, Kelompok, bagi, keadaan_sumber, tambahan
from iuran.models import SumberDana
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan
from verifikasi.models import (
    LAYAK_LANJUT,
    BarisPerpanjangan,
    KeadaanBaris,
    KeputusanLanjut,
    Perpanjangan,
    VonisLanjut,
)
from verifikasi.perintah import Perintah
from verifikasi.sebab import PER_KODE, SEBAB, Sebab
from verifikasi.vonis import RencanaLanjut

PER_KELOMPOK = "SELECT sebab, lama, transport, count(*), 0 FROM ({sql}) n GROUP BY 1, 2, 3"
SATU_SEBAB = "SELECT peserta_id, lama FROM ({sql}) n WHERE sebab = %(satu_sebab)s ORDER BY 1"


class Kotak(NamedTuple):
    """The people of one reason, and how many of them a verifier has approved already."""

    sebab: Sebab
    orang: int
    disetujui: int = 0

    @property
    def langkah(self) -> str:
        """What comes next for them."""
        if not self.disetujui or self.sebab.vonis not in LAYAK_LANJUT:
            return self.sebab.langkah
        if self.disetujui == self.orang:
            return "Sudah disetujui verifikator."
        return f"{ribuan(self.disetujui)} di antaranya sudah disetujui verifikator."


class Ruang(NamedTuple):
    """One source: what the people need of it, and the room that it has before them."""

    sumber: SumberDana
    orang: int
    bulan: int
    rupiah: int
    keadaan: KeadaanSumber

    @property
    def sisa_orang(self) -> int:
        return self.keadaan.sisa_orang - self.keadaan.orang_baru

    @property
    def sisa_rupiah(self) -> int:
        return self.keadaan.sisa_rupiah - self.keadaan.rupiah_baru


class Biaya(NamedTuple):
    """People, worker-months and rupiah of a group; ``pesan`` says why they cannot be given."""

    orang: int
    bulan: int
    ruang: list[Ruang]
    pesan: str = ""

    @property
    def rupiah(self) -> int:
        return sum(r.rupiah for r in self.ruang)


class Ringkasan(NamedTuple):
    """People by reason; what those who go along cost, and what they would with all attestations."""

    kotak: list[Kotak]
    ikut: Biaya
    mungkin: Biaya

    @property
    def orang(self) -> int:
        return sum(k.orang for k in self.kotak)

    @property
    def nonaktif(self) -> int:
        """Whose cover is over today, so that the board of ends does not count them."""
        return sum(k.orang for k in self.kotak if k.sebab.kode == "nonaktif")

    def per_vonis(self) -> list[tuple[VonisLanjut, int, list[Kotak]]]:
        """The reasons under their verdict, with its people."""
        kelompok = [(v, [k for k in self.kotak if k.sebab.vonis == v]) for v in VonisLanjut]
        return [(v, sum(k.orang for k in isi), isi) for v, isi in kelompok if isi]


def ringkas_nilai(perintah: Perintah, rencana: RencanaLanjut) -> Ringkasan:
    """The effect of an extension that is not prepared yet."""
    with connection.cursor() as kursor:
        kursor.execute(PER_KELOMPOK.format(sql=perintah.sql), perintah.isi)
        return _ringkas(kursor.fetchall(), rencana)


def orang_sebab(perintah: Perintah, sebab: str) -> list[tuple[int, int]]:
    """Ids of the people of one reason before the extension is prepared, each with their months."""
    with connection.cursor() as kursor:
        sql = SATU_SEBAB.format(sql=perintah.sql)
        kursor.execute(sql, perintah.isi | {"satu_sebab": sebab})
        return kursor.fetchall()


def ringkas_baris(perpanjangan: Perpanjangan, baris: QuerySet[BarisPerpanjangan]) -> Ringkasan:
    """The effect of the open lines of a prepared one, without those that were refused."""
    buka = baris.filter(keadaan__in=[KeadaanBaris.TERBUKA, KeadaanBaris.DIAMBIL])
    kolom = ("sebab", "jumlah_bulan", "peserta__pekerjaan__transport")
    setuju = Q(keputusan=KeputusanLanjut.DISETUJUI)
    isi = buka.exclude(keputusan=KeputusanLanjut.TIDAK).order_by().values_list(*kolom)
    hitung = list(isi.annotate(n=Count("pk"), disetujui=Count("pk", filter=setuju)))
    return _ringkas(hitung, rencana_dari(perpanjangan))


def rencana_dari(perpanjangan: Perpanjangan) -> RencanaLanjut:
    return RencanaLanjut(
        perpanjangan.sumber, perpanjangan.bulan_awal, perpanjangan.jumlah_bulan, perpanjangan.jht
    )


def _ringkas(baris: Sequence[Any], rencana: RencanaLanjut) -> Ringkasan:
    orang: Counter[str] = Counter()
    setuju: Counter[str] = Counter()
    for sebab, _, _, n, disetujui in baris:
        orang[sebab] += n
        setuju[sebab] += disetujui
    kotak = [Kotak(s, orang[s.kode], setuju[s.kode]) for s in SEBAB if orang[s.kode]]
    mungkin = (*LAYAK_LANJUT, VonisLanjut.PERNYATAAN)
    return Ringkasan(
        kotak,
        _biaya(_kelompok(baris, LAYAK_LANJUT, rencana)),
        _biaya(_kelompok(baris, mungkin, rencana)),
    )


def _kelompok(
    baris: Iterable[Any], vonis: Sequence[VonisLanjut], rencana: RencanaLanjut
) -> list[Kelompok]:
    return [
        Kelompok(rencana.sumber, rencana.bulan_awal, lama, transport, rencana.jht, n)
        for sebab, lama, transport, n, _ in baris
        if PER_KODE[sebab].vonis in vonis and lama
    ]


def _biaya(kelompok: Sequence[Kelompok]) -> Biaya:
    orang = sum(k.orang for k in kelompok)
    bulan = sum(k.orang * k.jumlah_bulan for k in kelompok)
    try:
        return Biaya(orang, bulan, _ruang(bagi(kelompok)))
    except AturanDilanggarError as penolakan:
        return Biaya(orang, bulan, [], penolakan.kalimat)


def _ruang(bagian: Sequence[Bagian]) -> list[Ruang]:
    """Each source with what it must give, also while its budget is not passed."""
    perlu = tambahan(bagian)
    orang: Counter[int] = Counter()
    bulan: Counter[int] = Counter()
    for b in bagian:
        orang[b.sumber.pk] += b.kelompok.orang
        bulan[b.sumber.pk] += b.kelompok.orang * b.jumlah
    semua = {b.sumber.pk: b.sumber for b in bagian}
    keadaan = keadaan_sumber(perlu, semua.values())
    return [
        Ruang(k.sumber, orang[k.sumber.pk], bulan[k.sumber.pk], perlu[k.sumber.pk].rupiah, k)
        for k in sorted(keadaan, key=lambda k: (k.sumber.tahun, k.sumber.urutan, k.sumber.pk))
    ]
