"""What samples say of each verifier, and of approvals in bulk: for a fair talk, not a ranking.

Every number comes with its size and its interval, verifiers in the order of the alphabet. A case of
several samples counts once, by its last visit. The shares are not weighted: they tell of the people
who were visited.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from laporan.mutu import DIPUTUSKAN, AngkaPutusan, putusan
from laporan.periode import Periode
from pijar.models import Pengguna
from verifikasi.models import Kunjungan, OrangUjiPetik, Pengajuan, StatusPengajuan
from verifikasi.selang import CUKUP, Bagian, bagian

DEFINISI = (
    "Disetujui: pengajuan yang disetujui verifikator itu pada masa ini. Sekaligus: disetujui "
    "bersama pengajuan lain dalam satu tindakan.",
    "Diuji: yang terambil dalam uji petik. Dinilai: yang dikunjungi dan memenuhi atau tidak "
    "memenuhi. Pindah atau meninggal sesudah disetujui tidak dihitung ke verifikatornya, dan yang "
    "belum dikunjungi tidak dihitung memenuhi.",
    "Bagian tidak memenuhi: dari yang dinilai, dengan selang 95% (Wilson). Tidak ditimbang menurut "
    "kelurahan dan pekerjaan. Selang yang saling menutupi tidak menunjukkan perbedaan.",
    f"Kurang dari {CUKUP} dinilai: angkanya belum dapat dipakai menilai apa pun, dan pengajuan "
    "setiap verifikator tidak sama sulitnya. Bicarakan kasusnya satu per satu.",
)


@dataclass(frozen=True)
class BarisBicara:
    """One verifier, or one way of approving."""

    nama: str
    disetujui: int
    sekaligus: int
    diuji: int
    memenuhi: int
    gagal: int
    berubah: int
    putusan: AngkaPutusan

    @property
    def dinilai(self) -> int:
        return self.memenuhi + self.gagal

    @property
    def bagian(self) -> Bagian | None:
        return bagian(self.gagal, self.dinilai)

    @property
    def hari(self) -> Decimal | None:
        return self.putusan.hari


@dataclass(frozen=True)
class BahanBicara:
    """The ways of approving, and the verifiers by name."""

    cara: tuple[BarisBicara, ...]
    verifikator: tuple[BarisBicara, ...]

    @property
    def definisi(self) -> tuple[str, ...]:
        return DEFINISI


def bahan_bicara(petugas: Pengguna, periode: Periode) -> BahanBicara:
    """Everything approved in the period in the officer's area; three queries."""
    semua = Pengajuan.objects.for_petugas(petugas).filter(
        diputuskan_pada__gte=periode.mulai, diputuskan_pada__lt=periode.sebelum
    )
    diputuskan = putusan(semua.filter(status__in=DIPUTUSKAN), "diputuskan_oleh")
    disetujui = _dengan_hasil(semua.filter(status=StatusPengajuan.DISETUJUI).order_by())
    per_cara = {h["sekaligus"]: h for h in _hitung(disetujui.values("sekaligus"))}
    nama = F("diputuskan_oleh__nama")
    orang = _hitung(disetujui.values("diputuskan_oleh", nama=nama)).order_by(
        "nama", "diputuskan_oleh"
    )
    return BahanBicara(
        cara=tuple(
            _baris(label, per_cara[sekaligus], AngkaPutusan())
            for sekaligus, label in ((True, "Sekaligus"), (False, "Satu per satu"))
            if sekaligus in per_cara
        ),
        verifikator=tuple(_baris(h["nama"], h, diputuskan[h["diputuskan_oleh"]]) for h in orang),
    )


def _dengan_hasil(kasus: QuerySet[Pengajuan]) -> QuerySet[Any]:
    """Whether each case was approved with others, was drawn, and what its last visit says."""
    bersama = Pengajuan.objects.filter(
        status=StatusPengajuan.DISETUJUI,
        diputuskan_oleh=OuterRef("diputuskan_oleh"),
        diputuskan_pada=OuterRef("diputuskan_pada"),
    ).exclude(pk=OuterRef("pk"))
    diambil = OrangUjiPetik.objects.filter(pengajuan=OuterRef("pk"), uji__dibatalkan_pada=None)
    kunjungan = Kunjungan.objects.kini().filter(orang__pengajuan=OuterRef("pk"))
    return kasus.annotate(
        sekaligus=Exists(bersama),
        diambil=Exists(diambil),
        hasil=Subquery(kunjungan.order_by("-tanggal", "-pk").values("hasil")[:1]),
    )


def _hitung(kelompok: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return kelompok.annotate(
        disetujui=Count("pk"),
        bersama=Count("pk", filter=Q(sekaligus=True)),
        diuji=Count("pk", filter=Q(diambil=True)),
        **{h: Count("pk", filter=Q(hasil=h)) for h in ("memenuhi", "gagal", "berubah")},
    )


def _baris(nama: str, h: Any, putusan: AngkaPutusan) -> BarisBicara:
    return BarisBicara(
        nama,
        h["disetujui"],
        h["bersama"],
        h["diuji"],
        h["memenuhi"],
        h["gagal"],
        h["berubah"],
        putusan,
    )
