"""Who waits for a file to BPJS, by its kind: reads only.

Nobody waits twice: whoever stands on a waiting line waits for its answer first, and what BPJS
refused is sent again only after an admin or a newer change mended it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from iuran.models import (
    BARIS_BERHASIL,
    BERBANTUAN,
    Bantuan,
    BarisBerkas,
    BarisPerubahanBantuan,
    HasilBaris,
    JenisBerkasBPJS,
    SumberDana,
)
from iuran.models.perubahan_bantuan import BarisPerubahanBantuanQuerySet
from peserta.models import (
    Cabang,
    Peristiwa,
    PerubahanData,
    Peserta,
    Status,
    StatusPerubahanData,
)
from peserta.models.perubahan import KE_BPJS
from pijar.models import Pengguna

CABANG = "peserta__kelurahan__kecamatan__cabang"
SEMUA_CABANG = "Semua cabang"
# A stop that BPJS heard of, or that an admin holds.
DIBERITAHU = Q(hasil__in=[HasilBaris.MENUNGGU, *BARIS_BERHASIL]) | Q(ditahan=True)


class Siap(NamedTuple):
    """A person and the matter of their line: a grant, the newest change, or an event.

    A stop names the event, or the shortened grant of somebody who stays enrolled.
    """

    peserta_id: int
    bantuan_id: int | None = None
    perubahan_id: int | None = None
    peristiwa_id: int | None = None
    isi: dict[str, list[Any]] | None = None


class KelompokSiap(NamedTuple):
    """People who wait for the same file; ``cabang`` empty means every branch.

    Source and first month belong to an enrolment and an extension only.
    """

    jenis: JenisBerkasBPJS
    cabang: str
    jumlah: int = 0
    sumber: SumberDana | None = None
    bulan_awal: date | None = None

    @property
    def nama_cabang(self) -> str:
        return Cabang(self.cabang).label if self.cabang else SEMUA_CABANG

    @property
    def kunci(self) -> str:
        """The value by which an address names the group."""
        if self.sumber is None or self.bulan_awal is None:
            return f"{self.jenis}:{self.cabang}"
        return f"{self.jenis}:{self.cabang}:{self.sumber.pk}:{self.bulan_awal:%Y-%m}"


def kelompok_siap(petugas: Pengguna, jenis: JenisBerkasBPJS) -> list[KelompokSiap]:
    """Waiting people by branch, and by source and first month where the file asks for months.

    Where several branches wait, one more group holds them all.
    """
    if jenis not in BERBANTUAN:
        orang = Peserta.objects.filter(pk__in=orang_siap(petugas, jenis)).order_by()
        per_cabang = orang.values_list("kelurahan__kecamatan__cabang").annotate(Count("pk"))
        return _dengan_semua([KelompokSiap(jenis, kode, n) for kode, n in sorted(per_cabang)])
    kolom = ("bulan_awal", "sumber", CABANG)
    (menunggu,) = _menunggu(jenis, petugas)
    baris = menunggu.order_by("bulan_awal", "sumber__urutan", "sumber", CABANG)
    sumber = SumberDana.objects.in_bulk()
    semua = []
    banyak = Count("peserta", distinct=True)
    for _, satu in groupby(baris.values_list(*kolom).annotate(banyak), key=lambda b: b[:2]):
        semua += _dengan_semua(
            [KelompokSiap(jenis, kode, n, sumber[pk], bulan) for bulan, pk, kode, n in satu]
        )
    return semua


def _dengan_semua(kelompok: list[KelompokSiap]) -> list[KelompokSiap]:
    if len(kelompok) < 2:
        return kelompok
    jumlah = sum(k.jumlah for k in kelompok)
    return [*kelompok, kelompok[0]._replace(cabang="", jumlah=jumlah)]


def orang_siap(petugas: Pengguna, jenis: JenisBerkasBPJS) -> QuerySet[Any]:
    """The people who wait for a file of this kind, each once."""
    return _orang(_menunggu(jenis, petugas))


def orang_kelompok(kelompok: KelompokSiap, petugas: Pengguna) -> QuerySet[Any]:
    """The people of one group, each once."""
    return _orang(_menunggu_kelompok(kelompok, petugas))


def siap(kelompok: KelompokSiap, petugas: Pengguna) -> list[Siap]:
    """The people of one group, each with the matter of their line."""
    semua, *pendek = _menunggu_kelompok(kelompok, petugas)
    if kelompok.jenis == JenisBerkasBPJS.PERUBAHAN:
        return _perubahan(semua.order_by().values("peserta"))
    if kelompok.jenis == JenisBerkasBPJS.PENGHENTIAN:
        terbaru = semua.order_by().values_list("peserta_id").annotate(Max("pk"))
        henti = [Siap(orang, peristiwa_id=pk) for orang, pk in terbaru]
        baris: BarisPerubahanBantuanQuerySet = pendek[0]  # type: ignore[assignment]  # its class
        bantuan = baris.terbaru().values_list("peserta_id", "bantuan_id")
        return [*henti, *(Siap(orang, bantuan_id=pk) for orang, pk in bantuan)]
    return [Siap(orang, bantuan_id=pk) for pk, orang in semua.values_list("pk", "peserta_id")]


def _orang(sumber: Sequence[QuerySet[Any]]) -> QuerySet[Any]:
    satu, *lain = (semua.order_by().values("peserta") for semua in sumber)
    return satu.union(*lain) if lain else satu.distinct()


def _menunggu_kelompok(kelompok: KelompokSiap, petugas: Pengguna) -> list[QuerySet[Any]]:
    saring: dict[str, Any] = {CABANG: kelompok.cabang} if kelompok.cabang else {}
    if kelompok.sumber is not None:
        saring |= {"sumber": kelompok.sumber, "bulan_awal": kelompok.bulan_awal}
    return [semua.filter(**saring) for semua in _menunggu(kelompok.jenis, petugas)]


def _menunggu(jenis: JenisBerkasBPJS, petugas: Pengguna) -> list[QuerySet[Any]]:
    """The matters that wait for a file of this kind, in the officer's area.

    Whoever stands on a waiting line of this kind waits for its answer first, whatever its matter.
    """
    baris = BarisBerkas.objects.menunggu().filter(peserta=OuterRef("peserta"), jenis=jenis)
    return [semua.filter(~Exists(baris)) for semua in _perlu(jenis, petugas)]


def _perlu(jenis: JenisBerkasBPJS, petugas: Pengguna) -> list[QuerySet[Any]]:
    """The matters that BPJS was not told of, in the officer's area; stops come from two tables."""
    if jenis == JenisBerkasBPJS.PENDAFTARAN:
        return [Bantuan.objects.for_petugas(petugas).siap_didaftarkan()]
    if jenis == JenisBerkasBPJS.PERPANJANGAN:
        return [Bantuan.objects.for_petugas(petugas).siap_diperpanjang()]
    if jenis == JenisBerkasBPJS.PERUBAHAN:
        menunggu = perubahan_menunggu(PerubahanData.objects.for_petugas(petugas).ke_bpjs())
        return [menunggu.exclude(peserta__in=diubah_kembali(menunggu))]
    return [
        henti_menunggu(Peristiwa.objects.for_petugas(petugas)),
        pendek_menunggu(BarisPerubahanBantuan.objects.for_petugas(petugas)),
    ]


def perubahan_menunggu(semua: QuerySet[PerubahanData]) -> QuerySet[PerubahanData]:
    """Those of these changes that BPJS was not told yet and that no older answer keeps.

    Whoever is in a file that waits is among them: :func:`_menunggu` leaves them out.
    """
    baris = BarisBerkas.objects.filter(peserta=OuterRef("peserta"), jenis=JenisBerkasBPJS.PERUBAHAN)
    dibawa = baris.exclude(hasil=HasilBaris.BATAL).filter(perubahan__gte=OuterRef("pk"))
    return belum_diketahui(semua).filter(~Exists(dibawa))


def diubah_kembali(menunggu: QuerySet[PerubahanData]) -> list[int]:
    """People of these waiting changes who have the data again that BPJS has: nothing is to tell."""
    semua = PerubahanData.objects.filter(peserta__in=menunggu.order_by().values("peserta"))
    per_orang = belum_diketahui(semua).order_by().values("peserta").annotate(n=Count("pk"))
    berulang = per_orang.filter(n__gt=1).values("peserta")
    return [s.peserta_id for s in _perubahan(berulang) if not s.isi]


def henti_menunggu(semua: QuerySet[Peristiwa]) -> QuerySet[Peristiwa]:
    """Events that stopped enrolled people, and that BPJS was not told yet."""
    baris = BarisBerkas.objects.filter(peserta=OuterRef("peserta"), peristiwa=OuterRef("pk"))
    return semua.filter(
        ~Exists(baris.filter(DIBERITAHU)),
        dibatalkan_pada=None,
        status_sebelum=Status.TERDAFTAR,
        peserta__status=Status.BERHENTI,
        peserta__digabung_ke=None,
    ).exclude(peserta__kpj="")


def pendek_menunggu(semua: BarisPerubahanBantuanQuerySet) -> BarisPerubahanBantuanQuerySet:
    """Shortenings of enrolled people's grants that BPJS was not told yet.

    Any file made after the decision tells it; one made before told an older end.
    """
    baris = BarisBerkas.objects.filter(
        peserta=OuterRef("peserta"),
        jenis=JenisBerkasBPJS.PENGHENTIAN,
        bantuan__isnull=False,
        berkas_bpjs__disusun_pada__gte=OuterRef("perubahan__diputus_pada"),
    )
    return semua.masih_pendek().filter(
        ~Exists(baris.filter(DIBERITAHU)),
        peserta__status=Status.TERDAFTAR,
        peserta__digabung_ke=None,
    )


def belum_diketahui(semua: QuerySet[PerubahanData]) -> QuerySet[PerubahanData]:
    """Those of these changes whose old value BPJS has, sent or not: neither accepted nor left out.

    A change that takes a refused one back counts too. Whoever was enrolled by a later file was
    enrolled with the new value.
    """
    baris = BarisBerkas.objects.filter(peserta=OuterRef("peserta"), hasil__in=BARIS_BERHASIL)
    diterima = baris.filter(jenis=JenisBerkasBPJS.PERUBAHAN, perubahan__gte=OuterRef("pk"))
    sesudahnya = baris.filter(
        jenis=JenisBerkasBPJS.PENDAFTARAN, berkas_bpjs__dikirim_pada__gt=OuterRef("diputus_pada")
    )
    return semua.filter(
        Q(ke_bpjs=True) | Q(mengganti__isnull=False),
        ~Exists(diterima),
        ~Exists(sesudahnya),
        status=StatusPerubahanData.DITERAPKAN,
        dibiarkan_pada=None,
    )


def _perubahan(orang: QuerySet[Any]) -> list[Siap]:
    """One line for each person: all columns that changed since BPJS last accepted a change."""
    ditolak = BarisBerkas.objects.filter(
        peserta__in=orang, jenis=JenisBerkasBPJS.PERUBAHAN, hasil=HasilBaris.DITOLAK
    )
    sampai = dict(ditolak.order_by().values_list("peserta").annotate(Max("perubahan")))
    semua = belum_diketahui(PerubahanData.objects.filter(peserta__in=orang)).order_by("pk")
    per_orang: dict[int, list[PerubahanData]] = defaultdict(list)
    for satu in semua:
        per_orang[satu.peserta_id].append(satu)
    return [
        Siap(siapa, perubahan_id=daftar[-1].pk, isi=_gabung(daftar, sampai.get(siapa, 0)))
        for siapa, daftar in per_orang.items()
    ]


def _gabung(daftar: Sequence[PerubahanData], ditolak: int) -> dict[str, list[Any]]:
    """Each column that differs, with the oldest value that BPJS has and the newest that we have.

    What BPJS refused up to the change ``ditolak`` goes again only when a later one mends it.
    """
    baru = [u for u in daftar if u.pk > ditolak]
    lama = [u for u in daftar if u.pk <= ditolak]
    isi = _satukan([*lama, *baru] if _membetulkan(baru, lama) else baru)
    return {k: p for k, p in isi.items() if k in KE_BPJS and p[0] != p[1]}


def _membetulkan(baru: Sequence[PerubahanData], lama: Sequence[PerubahanData]) -> bool:
    """Whether one of the new changes mends what BPJS refused."""
    kolom = {k for u in lama for k in u.isi}
    return any(u.mengganti_id or kolom & u.isi.keys() for u in baru)


def _satukan(daftar: Sequence[PerubahanData]) -> dict[str, list[Any]]:
    isi: dict[str, list[Any]] = {}
    for u in daftar:
        for nama, (dulu, kini) in u.isi.items():
            isi[nama] = [isi.get(nama, [dulu])[0], kini]
    return isi
