"""Every figure opened: one table of it, whose total equals the figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from iuran.models import SumberDana
from laporan.bentuk_ukuran import MENURUT, TEMPAT, Bahan, Ukuran
from laporan.jembatan import BarisJembatan, jembatan
from laporan.kelompok import Isi, Jumlah, gabung
from laporan.ukuran import TERDAFTAR, UKURAN
from peserta.models import Cabang, Kecamatan, Kelurahan, Pekerjaan
from pijar.bulan import akhir_bulan, awal_bulan, nama_bulan
from pijar.errors import AturanDilanggarError

BERJEMBATAN = ("terlindungi", "seluruh_terlindungi", "terlindungi_lain", TERDAFTAR)
TANPA_SUMBER = "Tanpa iuran bulan ini"
TANPA_BULAN = "Tanpa bantuan bulan ini"
TANPA_ORANG = "Orangnya belum dikenal"


@dataclass(frozen=True)
class BarisRincian:
    """One group: ``kode`` as the address of a list has it, people (or worker-months), rupiah."""

    kode: str
    nama: str
    orang: int
    rupiah: int


@dataclass(frozen=True)
class Rincian:
    """One figure, grouped by ``menurut``; ``jembatan`` ties it to the other populations.

    ``angka`` is its name, with a colon and the part that is asked for: "lewat:2026-07-15".
    """

    angka: str
    nama: str
    menurut: str
    bulan: date
    dari: date
    pada: date
    baris: tuple[BarisRincian, ...]
    jembatan: tuple[BarisJembatan, ...] = ()

    @property
    def ukuran(self) -> Ukuran:
        return UKURAN[self.angka.partition(":")[0]]

    @property
    def orang(self) -> int:
        """The total, and the figure itself."""
        return sum(b.orang for b in self.baris)

    @property
    def rupiah(self) -> int:
        return sum(b.rupiah for b in self.baris)

    @property
    def kepala(self) -> str:
        """The title of the first column."""
        return self.ukuran.arti_bulan if self.menurut == "bulan" else MENURUT[self.menurut]

    @property
    def berorang(self) -> bool:
        """Whether people are counted, and not only rupiah."""
        return self.ukuran.satuan != "rupiah"

    @property
    def berrupiah(self) -> bool:
        return self.ukuran.rupiah or not self.berorang


def buka(angka: str, menurut: str, *, bulan: date, pada: date, dari: date | None = None) -> Rincian:
    """The figure ``angka`` of ``bulan`` until ``pada``; a movement from ``dari`` on.

    An empty ``menurut`` is the figure's first. Raises AturanDilanggarError for a figure that is
    unknown or is not grouped so.
    """
    ukuran = periksa(angka, menurut)
    bagian = angka.partition(":")[2]
    hari = min(pada, akhir_bulan(bulan))
    bahan = Bahan(awal_bulan(bulan), hari, awal_bulan(dari or bulan), bagian)
    menurut = menurut or ukuran.menurut[0]
    isi = ukuran.hitung(bahan, menurut)
    return Rincian(
        angka=angka,
        nama=ukuran.bernama(bagian),
        menurut=menurut,
        bulan=bahan.bulan,
        dari=bahan.dari,
        pada=hari,
        baris=_baris(isi, menurut),
        jembatan=jembatan(bahan.himpunan) if angka in BERJEMBATAN else (),
    )


def periksa(angka: str, menurut: str) -> Ukuran:
    """The figure of this name. Raises AturanDilanggarError, which says what may be asked for."""
    kode, titik_dua, bagian = angka.partition(":")
    ukuran = UKURAN.get(kode)
    if ukuran is None or (titik_dua and not (bagian and ukuran.bagian)):
        raise AturanDilanggarError(
            f"Tidak ada angka bernama “{angka[:40]}”. Buka angkanya dari beranda, atau pilih "
            "salah satu pada halaman rincian."
        )
    if menurut and menurut not in ukuran.menurut:
        pilihan = ", ".join(MENURUT[m].lower() for m in ukuran.menurut)
        raise AturanDilanggarError(
            f"{ukuran.nama} tidak dapat dirinci menurut “{menurut[:40]}”. Pilih {pilihan}."
        )
    ukuran.bernama(bagian)
    return ukuran


def _baris(isi: Isi, menurut: str) -> tuple[BarisRincian, ...]:
    """The groups with their names: months in order, others with the largest first."""
    nama = NAMA[menurut](isi)
    lengkap = gabung([{k: Jumlah() for k in nama}, isi]) if menurut == "kecamatan" else isi
    nama |= {None: TANPA_ORANG} if menurut in TEMPAT else {}
    baris = [
        BarisRincian(_kode(kunci), nama.get(kunci, str(kunci)), n.orang, n.rupiah)
        for kunci, n in lengkap.items()
        if n != Jumlah() or menurut == "kecamatan"
    ]
    if menurut == "bulan":
        return tuple(sorted(baris, key=lambda b: b.kode))
    return tuple(sorted(baris, key=lambda b: (-b.orang, -b.rupiah, b.nama, b.kode)))


def _kode(kunci: Any) -> str:
    if isinstance(kunci, date):
        return f"{kunci:%Y-%m}"
    return "" if kunci is None else str(kunci)


def _nama_sumber(kunci: Iterable[Any]) -> dict[Any, str]:
    semua = SumberDana.objects.in_bulk([k for k in kunci if k])
    nama: dict[Any, str] = {
        pk: f"{s} ({s.gelombang})" if s.gelombang else str(s) for pk, s in semua.items()
    }
    return nama | {None: TANPA_SUMBER}


def _nama_kelurahan(_: Iterable[Any]) -> dict[Any, str]:
    """With the kecamatan: two kelurahan bear the same name."""
    semua = Kelurahan.objects.values_list("kode", "nama", "kecamatan__nama")
    return {kode: f"{nama}, {kecamatan}" for kode, nama, kecamatan in semua}


def _nama_bulan(kunci: Iterable[Any]) -> dict[Any, str]:
    return {k: nama_bulan(k) for k in kunci if k} | {None: TANPA_BULAN}


NAMA = {
    "sumber": _nama_sumber,
    "kecamatan": lambda _: dict(Kecamatan.objects.values_list("kode", "nama")),
    "kelurahan": _nama_kelurahan,
    "pekerjaan": lambda _: dict(Pekerjaan.objects.values_list("kode", "nama")),
    "bulan": _nama_bulan,
    "cabang": lambda _: dict(Cabang.choices),
}
