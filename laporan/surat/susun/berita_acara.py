"""The minutes of verification behind a decree: who decided what, on which basis.

Its cases are those decided since the decree before, and the approvals of everybody in this one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.kata import banyak
from laporan.surat.susun.sk import KODE_BERITA_ACARA, pastikan_bukan_batal, wilayah
from laporan.surat.susun.tinjauan import dikesampingkan, pemeriksaan
from pijar.bulan import NAMA_BULAN, WIB, besok, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.models import DasarHukum, Pengguna
from pijar.rupiah import ribuan, terbilang
from pijar.samar import samarkan
from verifikasi.models import (
    BarisPenetapan,
    Jawaban,
    JawabanKriteria,
    Kriteria,
    Penetapan,
    Pengajuan,
    StatusPenetapan,
    StatusPengajuan,
    lengkapi_dasar,
)

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
DIPUTUS = (StatusPengajuan.DISETUJUI, StatusPengajuan.DIKEMBALIKAN, StatusPengajuan.DITOLAK)
JUDUL_PUTUSAN = ("Layak", "Dikembalikan", "Tidak layak")
LEBAR_PUTUSAN = (12, 22, 14, 14)
LEBAR_JAWABAN = {Jawaban.YA: 9, Jawaban.TIDAK: 12, Jawaban.BELUM_ADA_DATA: 15}
PUTUSAN = dict(zip(DIPUTUS, JUDUL_PUTUSAN, strict=True))


class Kasus(NamedTuple):
    """One decided case, with the facts frozen when it was submitted."""

    pk: int
    versi: int
    status: str
    alasan: str
    nama: str
    nik: str
    kelurahan: str
    kecamatan: str
    verifikator: str
    nip: str
    pada: datetime
    ditetapkan: bool

    @property
    def urutan(self) -> tuple[str, str, str, int]:
        return (self.kecamatan, self.kelurahan, self.nama, self.pk)

    @property
    def putusan(self) -> str:
        if self.status == StatusPengajuan.DISETUJUI and not self.ditetapkan:
            return "Layak, belum ditetapkan"
        return PUTUSAN[StatusPengajuan(self.status)]


def susun(bahan: Bahan) -> Isi:
    """The minutes of the day ``bahan.tanggal``; a frozen decree's end when it was frozen.

    Raises AturanDilanggarError when nobody was decided.
    """
    penetapan: Penetapan = bahan.objek
    pastikan_bukan_batal(penetapan)
    sebelum = _sebelum(penetapan)
    kasus = _kasus(penetapan, bahan, sebelum)
    if not kasus:
        raise AturanDilanggarError(
            "Belum ada pengajuan yang diputuskan untuk penetapan ini. Peserta perpanjangan tidak "
            "diverifikasi dengan berita acara."
        )
    return Isi(
        bentuk=Bentuk.BERITA_ACARA,
        perihal=f"Verifikasi Calon Peserta untuk Penetapan {penetapan.nomor}",
        pembuka=[_pembuka(bahan.tanggal, len(kasus), sebelum)],
        fakta=_fakta(kasus),
        tabel=_tabel(kasus, penetapan),
        penutup=[
            "Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana "
            "mestinya."
        ],
        judul_lampiran="Berita Acara Verifikasi",
        lampiran=[_daftar(kasus)],
    )


def _pembuka(hari: date, n: int, sebelum: Penetapan | None) -> str:
    sejak = (
        f" yang diputuskan sejak penetapan {sebelum.nomor} tanggal "
        f"{tanggal_panjang(sebelum.tanggal)}"
        if sebelum
        else ""
    )
    return (
        f"{hari_ini(hari)}, yang bertanda tangan di bawah ini menyatakan telah melaksanakan "
        f"verifikasi atas {banyak(n)} calon peserta program jaminan sosial ketenagakerjaan bagi "
        f"pekerja rentan{sejak}, dengan hasil sebagai berikut."
    )


def _fakta(kasus: Sequence[Kasus]) -> list[tuple[str, str]]:
    hasil = Counter(k.status for k in kasus)
    return [
        ("Layak", banyak(hasil[StatusPengajuan.DISETUJUI])),
        ("Ditetapkan", banyak(sum(k.ditetapkan for k in kasus))),
        ("Dikembalikan", banyak(hasil[StatusPengajuan.DIKEMBALIKAN])),
        ("Tidak layak", banyak(hasil[StatusPengajuan.DITOLAK])),
    ]


def hari_ini(hari: date) -> str:
    """``Pada hari ini Senin tanggal lima bulan Januari tahun dua ribu dua puluh enam (…)``."""
    return (
        f"Pada hari ini {HARI[hari.weekday()]} tanggal {terbilang(hari.day, '')} bulan "
        f"{NAMA_BULAN[hari.month - 1]} tahun {terbilang(hari.year, '')} ({tanggal_panjang(hari)})"
    )


def _sebelum(penetapan: Penetapan) -> Penetapan | None:
    """The decree frozen last before this one; of a draft, the last of all."""
    lain = Penetapan.objects.filter(status=StatusPenetapan.DITETAPKAN).exclude(pk=penetapan.pk)
    if penetapan.ditetapkan_pada:
        lain = lain.filter(ditetapkan_pada__lt=penetapan.ditetapkan_pada)
    return lain.order_by("-ditetapkan_pada").first()


def _kasus(penetapan: Penetapan, bahan: Bahan, sebelum: Penetapan | None) -> list[Kasus]:
    """The decided cases of this officer's area, in the order of the annex; one query."""
    oleh: Pengguna = bahan.oleh
    akhir = penetapan.ditetapkan_pada or besok(bahan.tanggal)
    semua = Pengajuan.objects.for_petugas(oleh).filter(
        status__in=DIPUTUS, diputuskan_pada__lte=akhir
    )
    terakhir = Pengajuan.objects.filter(
        peserta=OuterRef("peserta"), status=StatusPengajuan.DISETUJUI, diputuskan_pada__lte=akhir
    ).order_by("-pk")
    tercantum = BarisPenetapan.objects.filter(penetapan=penetapan, peserta=OuterRef("peserta"))
    dasar = Exists(tercantum) & Q(pk=Subquery(terakhir.values("pk")[:1]))
    isi = semua.annotate(ditetapkan=Q(dasar))
    if sebelum:
        isi = isi.filter(Q(ditetapkan=True) | Q(diputuskan_pada__gt=sebelum.ditetapkan_pada))
    return sorted(
        (
            Kasus(
                pk, versi, status, " ".join(alasan.split()),
                c["nama"], samarkan(c["nik"]), c["nama_kelurahan"], c["nama_kecamatan"],
                nama, nip, pada, ditetapkan,
            )
            for pk, versi, status, alasan, c, nama, nip, pada, ditetapkan in isi.values_list(
                "pk", "versi", "status", "alasan", "cuplikan", "diputuskan_oleh__nama",
                "diputuskan_oleh__nip", "diputuskan_pada", "ditetapkan",
            )
            if pada is not None
        ),
        key=lambda k: k.urutan,
    )  # fmt: skip


def _hitung(status: Iterable[str]) -> list[Sel]:
    """How many of each decision, and all."""
    n = Counter(status)
    return [*(n[s] for s in DIPUTUS), sum(n.values())]


def _kolom_putusan() -> list[Kolom]:
    judul = zip((*JUDUL_PUTUSAN, "Jumlah"), LEBAR_PUTUSAN, strict=True)
    return [Kolom(j, JenisKolom.ANGKA, lebar) for j, lebar in judul]


def _tabel(kasus: Sequence[Kasus], penetapan: Penetapan) -> list[Tabel]:
    awal = [_per_verifikator(kasus), _per_kriteria(kasus), *dikesampingkan([k.pk for k in kasus])]
    return [*awal, *pemeriksaan(penetapan), _per_kelurahan(kasus), _tim(kasus)]


def _per_verifikator(kasus: Sequence[Kasus]) -> Tabel:
    """Who decided how many cases, between which days."""
    per: dict[str, list[Kasus]] = defaultdict(list)
    for k in kasus:
        per[k.verifikator].append(k)
    kolom = [Kolom("Verifikator", lebar=24, kunci=True), Kolom("Tanggal", lebar=24)]
    baris: list[list[Sel]] = [
        [nama, _tanggal(daftar), *_hitung(k.status for k in daftar)]
        for nama, daftar in sorted(per.items())
    ]
    jumlah: list[Sel] = ["Jumlah", None, *_hitung(k.status for k in kasus)]
    return Tabel([*kolom, *_kolom_putusan()], baris, "Menurut verifikator", jumlah)


def _tanggal(daftar: Sequence[Kasus]) -> str:
    hari = sorted({k.pada.astimezone(WIB).date() for k in daftar})
    if len(hari) == 1:
        return tanggal_panjang(hari[0])
    return f"{tanggal_panjang(hari[0])} s.d. {tanggal_panjang(hari[-1])}"


def _per_kriteria(kasus: Sequence[Kasus]) -> Tabel:
    """How each criterion was answered, on which legal basis, how often by a verifier; 3 queries."""
    jawaban = JawabanKriteria.objects.filter(pengajuan__in=[k.pk for k in kasus]).order_by()
    cacah = {str(j): Count("pk", filter=Q(jawaban=j)) for j in LEBAR_JAWABAN}
    cacah["orang"] = Count("pk", filter=Q(oleh__isnull=False))
    hitung = {
        (versi, kode): n
        for versi, kode, *n in jawaban.values("pengajuan__versi", "kode")
        .annotate(**cacah)
        .values_list("pengajuan__versi", "kode", *cacah)
    }
    daftar = Kriteria.objects.filter(versi__in={k.versi for k in kasus})
    kriteria = list(daftar.select_related("versi").order_by("-versi__berlaku_mulai", "urutan"))
    lengkapi_dasar(kriteria)
    kolom = [
        Kolom("Kriteria", lebar=30, kunci=True),
        Kolom("Dasar", lebar=32, kunci=True),
        *(Kolom(Jawaban(j).label, JenisKolom.ANGKA, lebar) for j, lebar in LEBAR_JAWABAN.items()),
        Kolom("Dijawab verifikator", JenisKolom.ANGKA, 22),
    ]
    kosong = [0] * (len(kolom) - 2)
    baris: list[list[Sel]] = [
        [k.judul, _nama_hukum(k.dasar), *hitung.get((k.versi_id, k.kode), kosong)] for k in kriteria
    ]
    return Tabel(kolom, baris, "Menurut kriteria")


def _nama_hukum(d: DasarHukum) -> str:
    """By number and year; without them by its subject."""
    return d.judul if d.nomor or d.tahun else f"{d.sebutan} tentang {d.tentang}"


def _per_kelurahan(kasus: Sequence[Kasus]) -> Tabel:
    per: dict[tuple[str, str], list[str]] = defaultdict(list)
    for k in kasus:
        per[k.kecamatan, k.kelurahan].append(k.status)
    kolom = [Kolom("Kecamatan", lebar=24, kunci=True), Kolom("Kelurahan", lebar=24, kunci=True)]
    baris: list[list[Sel]] = [[*tempat, *_hitung(s)] for tempat, s in sorted(per.items())]
    jumlah: list[Sel] = ["Jumlah", None, *_hitung(k.status for k in kasus)]
    return Tabel([*kolom, *_kolom_putusan()], baris, "Menurut kelurahan", jumlah)


def _tim(kasus: Sequence[Kasus]) -> Tabel:
    """Where the verifiers sign."""
    siapa = sorted({(k.verifikator, k.nip) for k in kasus})
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 8),
        Kolom("Nama", lebar=34, kunci=True),
        Kolom("NIP", lebar=26),
        Kolom("Tanda tangan", lebar=34),
    ]
    baris: list[list[Sel]] = [
        [n, nama, nip, f"{n}. ………………………"] for n, (nama, nip) in enumerate(siapa, 1)
    ]
    return Tabel(kolom, baris, "Pelaksana verifikasi")


def _daftar(kasus: Sequence[Kasus]) -> Tabel:
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 6),
        Kolom("Nama", lebar=25, kunci=True),
        Kolom("NIK", lebar=24, kunci=True),
        Kolom("Kelurahan", lebar=17),
        Kolom("Kecamatan", lebar=17),
        Kolom("Putusan", lebar=20),
        Kolom("Verifikator", lebar=18),
        Kolom("Tanggal", JenisKolom.TANGGAL, 25),
        Kolom("Alasan", lebar=26),
    ]
    baris: list[list[Sel]] = [
        [
            n, k.nama, k.nik, k.kelurahan, k.kecamatan, k.putusan, k.verifikator,
            k.pada.astimezone(WIB).date().isoformat(), k.alasan,
        ]
        for n, k in enumerate(kasus, 1)
    ]  # fmt: skip
    kosong: list[Sel] = [None] * (len(kolom) - 2)
    jumlah: list[Sel] = [None, f"Jumlah {ribuan(len(kasus))} orang", *kosong]
    return Tabel(kolom, baris, "Daftar putusan", jumlah)


JENIS = {
    KODE_BERITA_ACARA: JenisSurat(
        "Berita acara verifikasi",
        Bentuk.BERITA_ACARA,
        Penetapan,
        susun,
        "menetapkan",
        lambda b: f"Berita acara verifikasi penetapan {b.objek.nomor}",
        wilayah,
    )
}
