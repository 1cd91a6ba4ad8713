"""What a sample says: how many were visited, what failed, and what became of those who failed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from peserta.models import Kecamatan, Kelurahan, Peristiwa, UsulanPeristiwa
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from verifikasi.models import (
    HasilKunjungan,
    Kunjungan,
    OrangUjiPetik,
    Pengajuan,
    StrataUjiPetik,
    UjiPetik,
)
from verifikasi.selang import Bagian, IsiStrata, bagian, bagian_tertimbang

DIPUTUS = ("disetujui", "dikembalikan", "ditolak")
DEFINISI = (
    "Populasi: orang yang pengajuannya disetujui pada masa itu, satu kali menurut persetujuan "
    "terakhirnya, di kelurahan dan dengan pekerjaan saat diajukan.",
    "Diambil: sekian persen dari setiap kelurahan dan pekerjaan, dibulatkan ke atas, jadi paling "
    "sedikit satu orang. Urutannya acak menurut benih: benih dan populasi yang sama mengambil "
    "orang yang sama.",
    "Tidak memenuhi: dikunjungi dan tidak ditemukan, atau ditemukan tetapi satu jawaban tidak "
    "sesuai persetujuannya. Pindah atau meninggal sesudah disetujui dihitung tersendiri: bukan "
    "memenuhi, bukan pula tidak memenuhi. Yang belum dikunjungi tidak pernah dihitung memenuhi.",
    "Bagian tidak memenuhi ditimbang: setiap orang yang dikunjungi mewakili populasi kelurahan dan "
    "pekerjaannya dibagi yang dikunjungi di sana. Kelurahan dan pekerjaan yang belum dikunjungi "
    "tidak terwakili.",
    "Selang 95%: rumus Wilson dengan jumlah sampel efektif (Kish), tanpa koreksi populasi "
    "terbatas, jadi sedikit lebih lebar. Makin sedikit yang dinilai, makin lebar.",
)


class Lanjut(Bernada):
    """What became of somebody who failed, the furthest first."""

    PERISTIWA = "peristiwa", Nada.BAIK, "Peristiwanya dicatat"
    DIPUTUS = "diputus", Nada.BAIK, "Diperiksa ulang dan diputuskan"
    USULAN = "usulan", Nada.PROSES, "Peristiwanya diusulkan"
    PERIKSA = "periksa", Nada.PROSES, "Sedang diperiksa ulang"
    DITOLAK = "ditolak", Nada.PERHATIAN, "Usulan peristiwanya ditolak"
    BELUM = "belum", Nada.BURUK, "Belum ditindaklanjuti"


@dataclass(frozen=True)
class Ringkasan:
    """A sample, or the part of it in an officer's area."""

    populasi: int
    strata: int
    diambil: int
    memenuhi: int
    gagal: int
    berubah: int
    tertimbang: Bagian | None
    tak_terwakili: int

    @property
    def dikunjungi(self) -> int:
        return self.memenuhi + self.gagal + self.berubah

    @property
    def belum(self) -> int:
        return self.diambil - self.dikunjungi

    @property
    def dinilai(self) -> int:
        return self.memenuhi + self.gagal

    @property
    def selesai(self) -> bool:
        return self.belum == 0

    @property
    def definisi(self) -> tuple[str, ...]:
        return DEFINISI


def ringkas(uji: UjiPetik, petugas: Pengguna) -> Ringkasan:
    """Count the sample in the officer's area; one query."""
    semua = StrataUjiPetik.objects.for_petugas(petugas).filter(uji=uji)
    kolom = ("populasi", "diambil", "memenuhi", "gagal", "berubah")
    strata: list[dict[str, int]] = [*cast(Any, semua.dengan_hasil()).values(*kolom)]
    jumlah: Counter[str] = Counter()
    for s in strata:
        jumlah.update(s)
    isi = [
        IsiStrata(
            s["populasi"],
            s["memenuhi"] + s["gagal"] + s["berubah"],
            s["memenuhi"] + s["gagal"],
            s["gagal"],
        )
        for s in strata
    ]
    return Ringkasan(
        populasi=jumlah["populasi"],
        strata=len(strata),
        diambil=jumlah["diambil"],
        memenuhi=jumlah["memenuhi"],
        gagal=jumlah["gagal"],
        berubah=jumlah["berubah"],
        tertimbang=bagian_tertimbang(isi),
        tak_terwakili=sum(s.populasi for s in isi if not s.dinilai),
    )


def bagian_strata(strata: StrataUjiPetik, paling_sedikit: int) -> Bagian | None:
    """The share of one stratum (with its results) where at least so many were judged."""
    dinilai = strata.memenuhi + strata.gagal  # type: ignore[attr-defined]  # dengan_hasil
    return bagian(strata.gagal, dinilai) if dinilai >= paling_sedikit else None  # type: ignore[attr-defined]


def tersebar(daftar: Iterable[UjiPetik], petugas: Pengguna) -> dict[int, tuple[int, int]]:
    """Of each sample how many people in the officer's area were drawn and visited; one query."""
    daftar = list(daftar)
    per_uji = OrangUjiPetik.objects.for_petugas(petugas).filter(uji__in=daftar).order_by()
    pertama = Q(daftar_kunjungan__menggantikan=None)
    angka = per_uji.values_list("uji").annotate(
        diambil=Count("pk", distinct=True),
        dikunjungi=Count("daftar_kunjungan", filter=pertama),
    )
    hasil = {pk: (diambil, dikunjungi) for pk, diambil, dikunjungi in angka}
    return {u.pk: hasil.get(u.pk, (0, 0)) for u in daftar}


def nama_wilayah(daftar: Iterable[UjiPetik]) -> dict[int, str]:
    """The places of each sample in words; two queries."""
    daftar = list(daftar)
    kode = {k for u in daftar for k in u.wilayah}
    nama = {
        **{k.pk: f"Kecamatan {k.nama}" for k in Kecamatan.objects.filter(pk__in=kode)},
        **{k.pk: f"Kelurahan {k.nama}" for k in Kelurahan.objects.filter(pk__in=kode)},
    }
    return {u.pk: ", ".join(nama[k] for k in u.wilayah) or "Seluruh kota" for u in daftar}


def perlu_lanjut(kunjungan: QuerySet[Kunjungan]) -> QuerySet[Kunjungan]:
    """Visits that something must follow: everybody who does not simply meet the criteria."""
    return kunjungan.filter(pengganti=None).exclude(hasil=HasilKunjungan.MEMENUHI)


def dengan_lanjut(kunjungan: QuerySet[Kunjungan]) -> QuerySet[Kunjungan]:
    """With ``lanjut``: what became of the person since the visit was recorded."""
    return kunjungan.annotate(
        lanjut=Case(
            When(_sejak(Peristiwa, "dibuat_pada", dibatalkan_pada=None), Value(Lanjut.PERISTIWA)),
            When(_sejak(UsulanPeristiwa, "dibuat_pada", status="diusulkan"), Value(Lanjut.USULAN)),
            When(_sejak(Pengajuan, "diajukan_pada", status="menunggu"), Value(Lanjut.PERIKSA)),
            When(_sejak(Pengajuan, "diputuskan_pada", status__in=DIPUTUS), Value(Lanjut.DIPUTUS)),
            When(_sejak(UsulanPeristiwa, "dibuat_pada", status="ditolak"), Value(Lanjut.DITOLAK)),
            default=Value(Lanjut.BELUM),
            output_field=CharField(),
        )
    )


def hitung_lanjut(kunjungan: QuerySet[Kunjungan]) -> list[tuple[Lanjut, int]]:
    """How many of the visits that something must follow stand where; one query."""
    semua: Any = dengan_lanjut(perlu_lanjut(kunjungan)).order_by()
    jumlah = dict(semua.values_list("lanjut").annotate(n=Count("pk")))
    return [(satu, jumlah[satu]) for satu in Lanjut if satu in jumlah]


def _sejak(model: Any, waktu: str, **syarat: object) -> Exists:
    orang = OuterRef("orang__pengajuan__peserta")
    sejak = {f"{waktu}__gte": OuterRef("dicatat_pada")}
    return Exists(model.objects.filter(peserta=orang, **sejak, **syarat))
