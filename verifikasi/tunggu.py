"""The waiting list as a page shows it: people of an area with their rank in the city."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, overload

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from iuran.buku import memenuhi
from iuran.models import SumberDana
from peserta.models import Kecamatan, Pekerjaan, Peserta
from pijar.bulan import awal_bulan
from pijar.models import Pengguna
from verifikasi.masa import terlalu_tua
from verifikasi.models import AturanUrutan, BarisPenetapan
from verifikasi.urutan import (
    URUTAN,
    Fakta,
    Nilai,
    bagian_kelurahan,
    dengan_poin,
    menunggu_tempat,
    nilai,
)

# The whole city is ranked; then those whom the officer asked for are picked out.
PERINGKAT = """
    SELECT k.id, k.urutan FROM ({kota}) k WHERE k.id IN ({dicari})
    ORDER BY k.urutan LIMIT %s OFFSET %s
"""


class Saringan(NamedTuple):
    """Whom to show; ``sumber`` keeps those whom that source may pay from its first month on."""

    sumber: SumberDana | None = None
    kecamatan: Kecamatan | None = None
    pekerjaan: Pekerjaan | None = None


class BarisTunggu(NamedTuple):
    """One person with their rank and the points of each measure."""

    urutan: int
    orang: Peserta
    nilai: Nilai
    poin: int
    menunggu: int | None
    bagian: int
    dalam_draf: bool


class DaftarTunggu(Sequence[BarisTunggu]):
    """The people of a filter by their rank; a page reads no more than its own rows."""

    def __init__(
        self, petugas: Pengguna, aturan: AturanUrutan, pada: date, saring: Saringan
    ) -> None:
        self.aturan, self.pada = aturan, pada
        self.bagian = bagian_kelurahan()
        milik = menunggu_tempat(Peserta.objects.for_petugas(petugas))
        self.dicari = disaring(milik, saring, pada)

    def __len__(self) -> int:
        return self.dicari.count()

    @overload
    def __getitem__(self, ke: int) -> BarisTunggu: ...
    @overload
    def __getitem__(self, ke: slice) -> Sequence[BarisTunggu]: ...
    def __getitem__(self, ke: int | slice) -> BarisTunggu | Sequence[BarisTunggu]:
        if isinstance(ke, int):
            return self._ambil(ke, 1)[0]
        awal = ke.start or 0
        return self._ambil(awal, (ke.stop or len(self)) - awal)

    def _ambil(self, awal: int, banyak: int) -> list[BarisTunggu]:
        peringkat = self._peringkat(awal, banyak)
        semua = dengan_poin(
            Peserta.objects.filter(pk__in=list(peringkat)), self.aturan, self.pada, self.bagian
        )
        draf = BarisPenetapan.objects.filter(peserta=OuterRef("pk"), hidup=True, bantuan=None)
        semua = semua.annotate(dalam_draf=Exists(draf))
        orang = semua.select_related("kelurahan__kecamatan", "pekerjaan")
        baris = [self._baris(peringkat[o.pk], o) for o in orang]
        return sorted(baris, key=lambda b: b.urutan)

    def _peringkat(self, awal: int, banyak: int) -> dict[int, int]:
        kota = dengan_poin(menunggu_tempat(), self.aturan, self.pada, self.bagian)
        kota = kota.annotate(urutan=Window(RowNumber(), order_by=URUTAN)).order_by()
        isi_kota, nilai_kota = kota.values("id", "urutan").query.sql_with_params()
        isi, nilai_isi = self.dicari.order_by().values("id").query.sql_with_params()
        perintah = PERINGKAT.format(kota=isi_kota, dicari=isi)
        with connection.cursor() as kursor:
            kursor.execute(perintah, [*nilai_kota, *nilai_isi, banyak, awal])
            return dict(kursor.fetchall())

    def _baris(self, urutan: int, o: Peserta) -> BarisTunggu:
        menunggu, bagian = o.menunggu, o.bagian  # type: ignore[attr-defined]
        hasil = nilai(Fakta(menunggu, o.desil, o.tanggal_lahir, bagian), self.aturan, self.pada)
        dalam_draf: bool = o.dalam_draf  # type: ignore[attr-defined]
        poin = hasil.poin(self.aturan)
        return BarisTunggu(urutan, o, hasil, poin, menunggu, bagian, dalam_draf)


def disaring(orang: QuerySet[Peserta], saring: Saringan, pada: date) -> QuerySet[Peserta]:
    """The people of a filter.

    A source pays from its first open month, nobody who is 65 by then, and whom its rules let in.
    """
    if saring.kecamatan:
        orang = orang.filter(kelurahan__kecamatan=saring.kecamatan)
    if saring.pekerjaan:
        orang = orang.filter(pekerjaan=saring.pekerjaan)
    if saring.sumber:
        bulan = max(awal_bulan(pada), date(saring.sumber.tahun, 1, 1))
        if batas := terlalu_tua(bulan):
            orang = orang.filter(tanggal_lahir__gt=batas)
        orang = orang.filter(memenuhi(saring.sumber.syarat))
    return orang
