"""Quality of the lists and speed of the decisions per kelurahan, in one object.

Screen and Excel show the same :class:`Mutu`. Sums over rows of applied lists and over decided
cases of a period, all within the officer's area; no name, no number of a person, no ranking.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, Q, QuerySet

from laporan.periode import Periode
from peserta.impor import MutuBaris, kekeliruan, mutu_baris
from peserta.models import BarisImpor, Kecamatan, Kelurahan
from pijar.models import Pengguna
from pijar.rupiah import persen
from verifikasi.models import Jawaban, JawabanKriteria, Kriteria, Pengajuan, StatusPengajuan

TERSERING = 3
TANPA_KELURAHAN = "Kelurahan tidak terbaca"
DIPUTUSKAN = (StatusPengajuan.DISETUJUI, StatusPengajuan.DIKEMBALIKAN, StatusPengajuan.DITOLAK)
_KELURAHAN, _KECAMATAN = "peserta__kelurahan", "peserta__kelurahan__kecamatan"
NOL = MutuBaris(0, 0, 0)

DEFINISI = (
    "Baris dibaca: baris orang dalam berkas yang dimasukkan pada masa ini dan tidak dibatalkan, "
    "menurut kelurahan yang tertulis di barisnya.",
    "Langsung masuk: tanpa yang perlu diperbaiki dan tanpa peringatan sejak berkas dibaca, "
    "termasuk yang datanya sudah sama. Setelah dibetulkan: semula perlu diperbaiki atau "
    "peringatan, lalu dibetulkan di halaman impor atau dicentang setelah dicek. Belum masuk: "
    "sisanya. Jumlah ketiganya sama dengan baris dibaca. Baris yang dibetulkan di Excel lalu "
    "diunggah lagi terhitung di berkas barunya.",
    "Yang sering perlu dibetulkan: paling banyak tiga jenis, dihitung per temuan; satu baris dapat "
    "memuat beberapa temuan.",
    "Diputuskan: pengajuan yang disetujui, dikembalikan atau ditolak pada masa ini, menurut tempat "
    "tinggal orangnya sekarang. Hari sampai putusan: nilai tengah (median) sejak diajukan.",
    "Dikembalikan: bagian dari yang diputuskan. Yang belum terpenuhi: kriteria yang paling sering "
    "dijawab tidak atau belum ada data pada pengajuan yang dikembalikan.",
)


class Persentil(Aggregate):
    """The value below which the share ``bagian`` lies; a half is the median."""

    function = "percentile_cont"
    template = "%(function)s(%(bagian)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, lama: Any, bagian: float = 0.5) -> None:
        super().__init__(lama, bagian=bagian, output_field=DurationField())


@dataclass(frozen=True)
class AngkaPutusan:
    """Decided cases of one place: how many, the median days, how many were returned."""

    diputuskan: int = 0
    hari: Decimal | None = None
    dikembalikan: int = 0


@dataclass(frozen=True)
class BarisMutu:
    """One place. ``keliru`` lists mistakes in words with their counts, the commonest first."""

    kode: str
    nama: str
    kecamatan: str
    baris: MutuBaris
    keliru: tuple[tuple[str, int], ...]
    putusan: AngkaPutusan
    belum_terpenuhi: str

    @property
    def persen_langsung(self) -> Decimal | None:
        return persen(self.baris.langsung, self.baris.dibaca)

    @property
    def persen_dibetulkan(self) -> Decimal | None:
        return persen(self.baris.dibetulkan, self.baris.dibaca)

    @property
    def persen_belum(self) -> Decimal | None:
        return persen(self.baris.belum, self.baris.dibaca)


@dataclass(frozen=True)
class Mutu:
    """All figures of ``periode``: the whole area, its kecamatan, their kelurahan, by name."""

    periode: Periode
    total: BarisMutu
    kecamatan: tuple[BarisMutu, ...]
    kelurahan: tuple[BarisMutu, ...]

    @property
    def definisi(self) -> tuple[str, ...]:
        return DEFINISI

    @property
    def kosong(self) -> bool:
        return not (self.total.baris.dibaca or self.total.putusan.diputuskan)

    def di(self, kecamatan: str) -> tuple[BarisMutu, ...]:
        """The kelurahan of one kecamatan, or all kecamatan when none is named."""
        if not kecamatan:
            return self.kecamatan + tuple(b for b in self.kelurahan if not b.kode)
        return tuple(b for b in self.kelurahan if b.kode.startswith(kecamatan))


def hitung_mutu(petugas: Pengguna, periode: Periode) -> Mutu:
    """Count everything of ``periode`` in the officer's area, in a fixed number of queries."""
    baris = BarisImpor.objects.for_petugas(petugas).diterapkan(periode.mulai, periode.sebelum)
    kasus = Pengajuan.objects.for_petugas(petugas).filter(
        status__in=DIPUTUSKAN,
        diputuskan_pada__gte=periode.mulai,
        diputuskan_pada__lt=periode.sebelum,
    )
    bahan = _Bahan(
        hasil=mutu_baris(baris),
        keliru=kekeliruan(baris),
        putusan=putusan(kasus, _KELURAHAN) | putusan(kasus, _KECAMATAN) | putusan(kasus, ""),
        kriteria=kriteria_kembali(kasus),
        judul=dict(Kriteria.objects.order_by("versi").values_list("kode", "judul")),
    )
    kecamatan = list(Kecamatan.objects.for_petugas(petugas))
    nama = {k.kode: k.nama for k in kecamatan}
    per_kelurahan = [
        bahan.baris(k.kode, k.nama, nama.get(k.kecamatan_id, ""))
        for k in Kelurahan.objects.for_petugas(petugas).order_by("kecamatan__nama", "nama")
    ]
    if "" in bahan.hasil:
        per_kelurahan.append(bahan.tanpa_kelurahan())
    return Mutu(
        periode=periode,
        total=bahan.baris("", "Seluruhnya", ""),
        kecamatan=tuple(bahan.baris(k.kode, k.nama, k.nama) for k in kecamatan),
        kelurahan=tuple(per_kelurahan),
    )


def putusan(kasus: QuerySet[Pengajuan], tingkat: str) -> dict[Any, AngkaPutusan]:
    """Decisions per place or verifier; ``tingkat`` is the path to it, empty for all together."""
    ukuran = {
        "diputuskan": Count("pk"),
        "lama": Persentil(F("diputuskan_pada") - F("diajukan_pada")),
        "dikembalikan": Count("pk", filter=Q(status=StatusPengajuan.DIKEMBALIKAN)),
    }
    if not tingkat:
        return {"": _angka_putusan(kasus.aggregate(**ukuran))}
    hitungan = kasus.order_by().values(tempat=F(tingkat)).annotate(**ukuran)
    return {h["tempat"]: _angka_putusan(h) for h in hitungan}


def _angka_putusan(h: Mapping[str, Any]) -> AngkaPutusan:
    return AngkaPutusan(h["diputuskan"], dalam_hari(h["lama"]), h["dikembalikan"])


def dalam_hari(lama: timedelta | None) -> Decimal | None:
    """Days with one decimal."""
    if lama is None:
        return None
    return Decimal(lama / timedelta(days=1)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def kriteria_kembali(kasus: QuerySet[Pengajuan]) -> dict[str, Counter[str]]:
    """Criteria that stood in the way of the returned cases, per kelurahan code."""
    jawaban = JawabanKriteria.objects.filter(
        pengajuan__in=kasus.filter(status=StatusPengajuan.DIKEMBALIKAN).order_by(),
        jawaban__in=[Jawaban.TIDAK, Jawaban.BELUM_ADA_DATA],
    )
    hitungan = (
        jawaban.order_by()
        .values_list("pengajuan__peserta__kelurahan", "kode")
        .annotate(kali=Count("pk"))
    )
    hasil: dict[str, Counter[str]] = {}
    for kelurahan, kode, kali in hitungan:
        hasil.setdefault(kelurahan, Counter())[kode] += kali
    return hasil


@dataclass(frozen=True)
class _Bahan:
    """Counts per code of a kelurahan; a larger place sums all codes that begin with its own.

    Medians cannot be summed: ``putusan`` holds them for every level.
    """

    hasil: dict[str, MutuBaris]
    keliru: dict[str, Counter[str]]
    putusan: dict[str, AngkaPutusan]
    kriteria: dict[str, Counter[str]]
    judul: dict[str, str]

    def baris(self, kode: str, nama: str, kecamatan: str) -> BarisMutu:
        """The place whose kelurahan codes begin with ``kode``; "" is the whole area."""
        hasil = [h for k, h in self.hasil.items() if k.startswith(kode)]
        jumlah = MutuBaris(*(sum(angka) for angka in zip(*hasil, strict=True))) if hasil else NOL
        belum = _jumlah(self.kriteria, kode).most_common(1)
        return BarisMutu(
            kode=kode,
            nama=nama,
            kecamatan=kecamatan,
            baris=jumlah,
            keliru=_tersering(_jumlah(self.keliru, kode)),
            putusan=self.putusan.get(kode, AngkaPutusan()),
            belum_terpenuhi=self.judul.get(belum[0][0], belum[0][0]) if belum else "",
        )

    def tanpa_kelurahan(self) -> BarisMutu:
        """The rows whose kelurahan could not be read; no decision belongs to them."""
        keliru = _tersering(self.keliru.get("", Counter()))
        return BarisMutu("", TANPA_KELURAHAN, "", self.hasil[""], keliru, AngkaPutusan(), "")


def _jumlah(hitungan: dict[str, Counter[str]], kode: str) -> Counter[str]:
    semua: Counter[str] = Counter()
    for tempat, satu in hitungan.items():
        if tempat.startswith(kode):
            semua.update(satu)
    return semua


def _tersering(hitungan: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The commonest, and of equally common ones the first by name."""
    urut = sorted(hitungan.items(), key=lambda h: (-h[1], h[0]))
    return tuple(urut[:TERSERING])
