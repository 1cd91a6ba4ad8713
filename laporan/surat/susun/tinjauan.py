"""What minutes say beside the decisions: overruled criteria, and the look before freezing."""

from collections.abc import Collection

from django.db.models import Count, Q

from laporan.surat.isi import JenisKolom, Kolom, Sel, Tabel
from peserta.bersih.alasan import tanpa_angka_panjang
from pijar.bulan import tanggal_panjang
from verifikasi.models import (
    Kriteria,
    Penetapan,
    Pengesampingan,
    SaatTinjauan,
    StatusPengesampingan,
    Tinjauan,
)


def dikesampingkan(kasus: Collection[int]) -> list[Tabel]:
    """The criteria that two verifiers overruled in these cases, each with its paper; 2 queries."""
    daftar = Pengesampingan.objects.filter(
        pengajuan__in=kasus, status=StatusPengesampingan.DIKONFIRMASI
    )
    semua = list(
        daftar.select_related("pengajuan", "diusulkan_oleh", "diputus_oleh").order_by("pk")
    )
    if not semua:
        return []
    kriteria = Kriteria.objects.filter(versi__in={p.pengajuan.versi_id for p in semua})
    judul = {(k.versi_id, k.kode): k.judul for k in kriteria}
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 6),
        Kolom("Nama", lebar=22, kunci=True),
        Kolom("Kriteria dan temuan", lebar=34),
        Kolom("Surat dan alasan", lebar=34),
        Kolom("Diusulkan dan dikonfirmasi", lebar=24),
    ]
    baris: list[list[Sel]] = [_baris(n, p, judul) for n, p in enumerate(semua, 1)]
    return [Tabel(kolom, baris, "Kriteria yang dikesampingkan dua verifikator")]


def _baris(n: int, p: Pengesampingan, judul: dict[tuple[int, str], str]) -> list[Sel]:
    kriteria = judul[p.pengajuan.versi_id, p.kode]
    surat = f"{p.nomor} tanggal {tanggal_panjang(p.tanggal)}: {p.alasan}"
    kedua = p.diputus_oleh.nama if p.diputus_oleh else ""
    return [
        n,
        p.pengajuan.nama,
        f"{kriteria}: {p.temuan}",
        tanpa_angka_panjang(surat),
        f"{p.diusulkan_oleh.nama}; {kedua}",
    ]


def pemeriksaan(penetapan: Penetapan) -> list[Tabel]:
    """How many were looked at once more before this decree was frozen, and how many fell out."""
    hitung = Tinjauan.objects.filter(penetapan=penetapan, saat=SaatTinjauan.PEMBEKUAN).aggregate(
        semua=Count("pk"), gugur=Count("pk", filter=Q(lulus=False))
    )
    if not hitung["semua"]:
        return []
    kolom = [Kolom(j, JenisKolom.ANGKA, 30) for j in ("Diperiksa lagi", "Tetap", "Dikeluarkan")]
    baris: list[list[Sel]] = [[hitung["semua"], hitung["semua"] - hitung["gugur"], hitung["gugur"]]]
    return [Tabel(kolom, baris, "Pemeriksaan sebelum ditetapkan")]
