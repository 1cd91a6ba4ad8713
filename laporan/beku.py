"""What the report of a month holds: counted now, or as it was kept; and the hash of it.

The same parts are read by the screen, the paper and its Excel. Whatever is kept is plain data.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from iuran.models import Iuran
from laporan.angka import Angka, dari_json, hitung_laporan, ke_json
from laporan.bekuan import dari_polos, ke_polos
from laporan.cakupan import Cakupan, cakupan
from laporan.jalur import Jalur, jalur
from laporan.keluarga import Keluarga, keluarga
from laporan.models import LaporanBulanan
from laporan.pergerakan import Pergerakan, pergerakan
from laporan.ringkasan import Beda, perbedaan, ringkasan
from laporan.risiko_bulan import risiko_bulan
from laporan.serapan import Serapan, serapan
from laporan.titik import Titik, titik_terbuka
from laporan.wilayah import Wilayah, wilayah
from pijar.bulan import nama_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError

DILIHAT_KE_BELAKANG = 12  # closed months whose later facts a report tells
T = TypeVar("T")
Maju = Callable[[int, int], None]
# The measures that are kept beside the figures, by name; each counts a month on its last day.
UKURAN: dict[type, tuple[str, Callable[[date, date], Any]]] = {
    Pergerakan: ("gerak", lambda bulan, hari: pergerakan(bulan, pada=hari)),
    Jalur: ("jalur", lambda bulan, hari: jalur(bulan.year, pada=hari)),
    Serapan: ("serapan", lambda bulan, hari: serapan(bulan.year, pada=hari)),
    Cakupan: ("cakupan", lambda _, hari: cakupan(pada=hari)),
    Keluarga: ("keluarga", lambda _, hari: keluarga(pada=hari)),
    Wilayah: ("wilayah", lambda _, hari: wilayah(pada=hari)),
}


class Koreksi(NamedTuple):
    """A figure of a month closed before, as reported last and as known now."""

    bulan: date
    beda: Beda


class IsiLaporan(NamedTuple):
    """All parts. ``lalu``: the figures of the report before, by name; none for the first."""

    angka: Angka
    koreksi: list[Koreksi]
    lalu: dict[str, int]
    titik: list[Titik]
    tambahan: dict[str, Any]

    @property
    def dibanding_lalu(self) -> list[Beda]:
        """Which figures differ from the report before; empty without one."""
        return perbedaan(self.lalu.items(), ringkasan(self.angka)) if self.lalu else []

    def ukuran(self, kelas: type[T]) -> T | None:
        """One kept measure; None in a report that was closed before it was kept."""
        isi = self.tambahan.get(UKURAN[kelas][0])
        return dari_polos(kelas, isi) if isi else None

    @property
    def risiko(self) -> list[dict[str, Any]]:
        return list(self.tambahan.get("risiko", []))


def awal_program() -> date | None:
    """The first month of the ledger; None before anybody has a grant."""
    return Iuran.objects.order_by("bulan").values_list("bulan", flat=True).first()


def pastikan_bulan(bulan: date, *, pada: date) -> None:
    """Raise AturanDilanggarError for a month that cannot be reported on ``pada``."""
    if bulan > pada:
        raise AturanDilanggarError(
            f"{nama_bulan(bulan)} belum dimulai. Pilih bulan yang sudah berakhir."
        )
    if tambah_bulan(bulan, 1) > pada:
        raise AturanDilanggarError(
            f"{nama_bulan(bulan)} masih berjalan. Laporannya dapat disusun mulai "
            f"1 {nama_bulan(tambah_bulan(bulan, 1))}."
        )
    awal = awal_program()
    if awal is None:
        raise AturanDilanggarError(
            f"Belum ada data untuk {nama_bulan(bulan)}: belum seorang pun mempunyai bantuan iuran."
        )
    if bulan < awal:
        raise AturanDilanggarError(
            f"{nama_bulan(bulan)} mendahului program: iuran pertama tercatat untuk "
            f"{nama_bulan(awal)}. Pilih bulan itu atau sesudahnya."
        )


def pastikan_berisi(angka: Angka) -> None:
    """Raise AturanDilanggarError when every figure of the month is nought."""
    if not any(n for nama, n in ringkasan(angka) if nama != "Target peserta dibayar kota"):
        raise AturanDilanggarError(
            f"Tidak ada data untuk {nama_bulan(angka.bulan)}, jadi tidak ada yang dilaporkan. "
            "Periksa bulannya."
        )


def isi_kini(
    laporan: LaporanBulanan, *, pada: date, maju: Maju = lambda n, dari: None
) -> IsiLaporan:
    """Everything counted now; ``pada`` is today, the figures are those of the month's last day.

    ``maju`` is told the closed months that were counted again.
    """
    lalu = sebelum(laporan)
    angka = hitung_laporan(laporan.bulan, pada=laporan.per_tanggal)
    angka_lalu = dict(ringkasan(dari_json(lalu.angka or {}))) if lalu else {}
    risiko = risiko_bulan(pada, lalu.tambahan.get("risiko", []) if lalu else [])
    return IsiLaporan(
        angka,
        koreksi_sebelumnya(laporan, maju),
        angka_lalu,
        titik_terbuka(laporan.bulan, pada),
        {"risiko": risiko, **_ukuran(laporan)},
    )


def _ukuran(laporan: LaporanBulanan) -> dict[str, Any]:
    bulan, hari = laporan.bulan, laporan.per_tanggal
    return {nama: ke_polos(hitung(bulan, hari)) for nama, hitung in UKURAN.values()}


def sebelum(laporan: LaporanBulanan) -> LaporanBulanan | None:
    """The closed report before this one."""
    return LaporanBulanan.objects.ditutup().filter(bulan__lt=laporan.bulan).first()


def koreksi_sebelumnya(laporan: LaporanBulanan, maju: Maju = lambda n, dari: None) -> list[Koreksi]:
    """Later facts about months closed before, that no report has told yet, the oldest first."""
    lama = LaporanBulanan.objects.ditutup().filter(bulan__lt=laporan.bulan)
    daftar = list(reversed(lama.order_by("-bulan")[:DILIHAT_KE_BELAKANG]))
    hasil = []
    for n, satu in enumerate(daftar, 1):
        maju(n, len(daftar) + 1)
        kini = ringkasan(hitung_laporan(satu.bulan, pada=satu.per_tanggal))
        hasil += [Koreksi(satu.bulan, b) for b in perbedaan(_terakhir(satu, daftar), kini)]
    return hasil


def _terakhir(laporan: LaporanBulanan, daftar: list[LaporanBulanan]) -> list[tuple[str, int]]:
    """The figures of a closed month as reported last: its own, mended by the reports since."""
    angka = dict(ringkasan(dari_json(laporan.angka or {})))
    for sesudah in daftar:
        if sesudah.bulan > laporan.bulan:
            angka |= {
                k.beda.nama: k.beda.baru
                for k in _koreksi(sesudah.koreksi)
                if k.bulan == laporan.bulan
            }
    return list(angka.items())


def sejak_ditutup(laporan: LaporanBulanan) -> list[Beda]:
    """The figures of a kept month that today's knowledge would give otherwise.

    Both speak of the same day. What came after it is in neither.
    """
    if laporan.angka is None:
        return []
    kini = hitung_laporan(laporan.bulan, pada=laporan.per_tanggal)
    return perbedaan(ringkasan(dari_json(laporan.angka)), ringkasan(kini))


def simpan(laporan: LaporanBulanan, isi: IsiLaporan) -> None:
    """Put the parts on the row as plain data, and the hash of all; the caller saves it."""
    laporan.angka = ke_json(isi.angka)
    laporan.koreksi = [{"bulan": k.bulan.isoformat(), **k.beda._asdict()} for k in isi.koreksi]
    tambahan = isi.tambahan | {
        "lalu": isi.lalu,
        "titik": [t._asdict() for t in isi.titik],
    }
    laporan.tambahan = ke_polos(tambahan)
    laporan.sha256 = sidik_laporan(laporan)


def isi_beku(laporan: LaporanBulanan) -> IsiLaporan:
    """The parts of a kept report, as they were."""
    tambahan = dict(laporan.tambahan)
    return IsiLaporan(
        dari_json(laporan.angka or {}),
        _koreksi(laporan.koreksi),
        tambahan.pop("lalu", {}),
        [Titik(**t) for t in tambahan.pop("titik", [])],
        tambahan,
    )


def isi_laporan(laporan: LaporanBulanan, *, pada: date) -> IsiLaporan:
    """As kept, or counted now while nothing is kept."""
    return isi_beku(laporan) if laporan.beku else isi_kini(laporan, pada=pada)


def angka_beku(laporan: LaporanBulanan) -> dict[str, Any]:
    """All kept figures: what a correction must differ in. Words and open points are none."""
    beku = {nama: laporan.tambahan.get(nama) for nama, _ in UKURAN.values()}
    return {**(laporan.angka or {}), **beku}


def sidik_laporan(laporan: LaporanBulanan) -> str:
    """SHA-256 over the canonical JSON of figures and words: equal contents, equal hash."""
    isi = {
        "bulan": laporan.bulan.isoformat(),
        "versi": laporan.versi,
        "angka": laporan.angka,
        "tambahan": laporan.tambahan,
        "koreksi": laporan.koreksi,
        "catatan": laporan.catatan,
        "masalah": laporan.masalah,
        "usulan": laporan.usulan,
    }
    teks = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(teks.encode()).hexdigest()


def _koreksi(isi: list[dict[str, Any]]) -> list[Koreksi]:
    return [
        Koreksi(date.fromisoformat(k["bulan"]), Beda(k["nama"], k["lama"], k["baru"])) for k in isi
    ]
