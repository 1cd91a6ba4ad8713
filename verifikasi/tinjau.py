"""The criteria asked again after the approval: who does not meet them any more, and why.

Asked is the version in force on the day, of what is known of the person on that day. What was
settled in the approved case stands: a criterion that two verifiers overruled, and an answer of a
verifier to what the data leaves open, as long as its proof is valid. Data that is missing refuses
nobody; what was proved and is proved no more does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet

from iuran.perlindungan import salah_satu
from peserta.models import JenisPeristiwa, Peserta, Status, UsulanPeristiwa
from pijar.bulan import WIB
from verifikasi.fakta import fakta_orang
from verifikasi.kriteria import FaktaKasus, nilai
from verifikasi.kriteria_massal import gugur
from verifikasi.models import (
    Jawaban,
    JawabanKriteria,
    Kriteria,
    Pengajuan,
    Pengesampingan,
    Saat,
    StatusPengajuan,
    VersiKriteria,
)
from verifikasi.takaran import lengkap

SEKALI = 2_000
PERISTIWA = "peristiwa"
KALIMAT_PERISTIWA = "Peristiwanya diusulkan dan belum diputus."


class Lihat(NamedTuple):
    """One person looked at again: every criterion as a look keeps it, and the approved case."""

    peserta: Peserta
    versi: VersiKriteria
    hasil: list[dict[str, Any]]
    gagal: tuple[str, ...]
    kasus: Pengajuan | None

    @property
    def kalimat(self) -> str:
        """Why the person falls out, for the officer."""
        return " ".join(h["kalimat"] for h in self.hasil if h.get("gagal"))


class _Bahan(NamedTuple):
    """What is known of some people: facts, approved case, its answers, overruled, refused, event.

    ``ditolak`` are the codes that the data refuses, or whose proof ran out.
    """

    fakta: dict[int, FaktaKasus]
    kasus: dict[int, Pengajuan]
    jawaban: dict[int, dict[str, JawabanKriteria]]
    lewat: dict[int, set[str]]
    ditolak: dict[int, list[str]]
    peristiwa: set[int]


def lihat(orang: QuerySet[Peserta], *, saat: Saat, pada: date) -> Iterator[Lihat]:
    """Look at each of these people; a constant number of queries for each 2.000 of them."""
    versi = VersiKriteria.objects.pada(pada)
    if versi is None:
        return
    ditanya = [k for k in versi.daftar_kriteria.order_by("urutan") if saat in k.saat]
    ids = list(orang.order_by("pk").values_list("pk", flat=True))
    for awal in range(0, len(ids), SEKALI):
        semua = Peserta.objects.filter(pk__in=ids[awal : awal + SEKALI])
        kelompok = list(semua.select_related("kelurahan__kecamatan", "pekerjaan").order_by("pk"))
        bahan = _bahan(kelompok, versi, saat, pada)
        for p in kelompok:
            hasil = [_satu(k, p.pk, bahan, saat, pada) for k in ditanya]
            if p.pk in bahan.peristiwa:
                hasil.append(_hasil(PERISTIWA, Jawaban.TIDAK, KALIMAT_PERISTIWA, gagal=True))
            gagal = tuple(h["kode"] for h in hasil if h.get("gagal"))
            yield Lihat(p, versi, hasil, gagal, bahan.kasus.get(p.pk))


def yang_gugur(orang: QuerySet[Peserta], *, saat: Saat, pada: date) -> dict[int, Lihat]:
    """Those of ``orang`` who do not meet the criteria any more, by their id.

    One statement finds whom the data refuses; only they are looked at one by one.
    """
    versi = VersiKriteria.objects.pada(pada)
    if versi is None:
        return {}
    ditolak = {*gugur(orang, versi, saat=saat, pada=pada), *_berperistiwa(orang)}
    dicari = Peserta.objects.filter(pk__in=ditolak)
    return {s.peserta.pk: s for s in lihat(dicari, saat=saat, pada=pada) if s.gagal}


def masih_memenuhi(pks: Iterable[int], *, pada: date) -> list[int]:
    """Those of ``pks``, in their order, without layak people who fall out on ``pada``."""
    daftar = list(pks)
    layak = Peserta.objects.filter(salah_satu("pk", daftar), status=Status.LAYAK)
    keluar = yang_gugur(layak, saat=Saat.PEMBEKUAN, pada=pada)
    return [pk for pk in daftar if pk not in keluar]


def _berperistiwa(orang: QuerySet[Peserta]) -> set[int]:
    """Those whose life event is proposed and not yet decided; an accident ends nothing."""
    henti = UsulanPeristiwa.objects.menunggu().filter(peserta__in=orang.order_by().values("pk"))
    henti = henti.exclude(jenis=JenisPeristiwa.KECELAKAAN)
    return set(henti.values_list("peserta", flat=True))


def _bahan(kelompok: Sequence[Peserta], versi: VersiKriteria, saat: Saat, pada: date) -> _Bahan:
    ids = [p.pk for p in kelompok]
    kasus = _kasus_layak(ids)
    per_kasus = {k.pk: orang for orang, k in kasus.items()}
    jawaban: dict[int, dict[str, JawabanKriteria]] = defaultdict(dict)
    for j in JawabanKriteria.objects.filter(pengajuan__in=per_kasus):
        jawaban[per_kasus[j.pengajuan_id]][j.kode] = j
    lewat: dict[int, set[str]] = defaultdict(set)
    for p in Pengesampingan.objects.filter(pengajuan__in=per_kasus).hidup():
        if p.berlaku:
            lewat[per_kasus[p.pengajuan_id]].add(p.kode)
    orang = Peserta.objects.filter(pk__in=ids)
    return _Bahan(
        _fakta(kelompok, saat, pada),
        kasus,
        jawaban,
        lewat,
        gugur(orang, versi, saat=saat, pada=pada),
        _berperistiwa(orang),
    )


def _kasus_layak(ids: Collection[int]) -> dict[int, Pengajuan]:
    """The newest approved case of each person."""
    semua = Pengajuan.objects.filter(peserta__in=ids, status=StatusPengajuan.DISETUJUI)
    terbaru = semua.order_by("peserta_id", "-pk").distinct("peserta_id")
    return {k.peserta_id: k for k in terbaru}


def _fakta(kelompok: Sequence[Peserta], saat: Saat, pada: date) -> dict[int, FaktaKasus]:
    """The facts of today; who is decreed is paid by their own grant, which is no other payer."""
    semua = fakta_orang(kelompok, pada=pada)
    if saat == Saat.PEMBEKUAN:
        return semua
    return {pk: replace(isi, pembayar="", dibayar_sampai=None) for pk, isi in semua.items()}


def _satu(k: Kriteria, orang: int, bahan: _Bahan, saat: Saat, pada: date) -> dict[str, Any]:
    """One criterion of one person; the data's answer falls where the approved case settled it."""
    jawaban, kalimat = nilai(k, bahan.fakta[orang], pada=pada, saat=saat)
    if jawaban == Jawaban.YA or k.kode not in bahan.ditolak.get(orang, ()):
        return _hasil(k.kode, jawaban, kalimat)
    lama = bahan.jawaban[orang].get(k.kode)
    if lama and _sudah_putus(k, jawaban, lama, bahan.lewat[orang], pada):
        return _hasil(k.kode, Jawaban.YA, kalimat, dasar=lama.dasar, oleh=lama.oleh_id)
    return _hasil(k.kode, jawaban, kalimat, gagal=True)


def _sudah_putus(
    k: Kriteria, jawaban: str, lama: JawabanKriteria, lewat: Collection[str], pada: date
) -> bool:
    """Whether two verifiers overruled what the data refuses, or one answered what it leaves open.

    An answer of one verifier counts as long as the proof in whose place it stands.
    """
    if jawaban == Jawaban.TIDAK:
        return k.kode in lewat
    if lama.oleh_id is None or lama.jawaban != Jawaban.YA:
        return False
    hari = k.bukti_hari or lengkap(k.jenis, k.parameter).get("berlaku_hari")
    return hari is None or pada - lama.pada.astimezone(WIB).date() <= timedelta(days=hari)


def _hasil(kode: str, jawaban: str, kalimat: str, **lain: Any) -> dict[str, Any]:
    return {"kode": kode, "jawaban": str(jawaban), "kalimat": kalimat, **lain}
