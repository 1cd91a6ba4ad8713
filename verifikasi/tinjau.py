"""The criteria asked again after the approval: who does not meet them any more, and why.

Asked is the version in force on the day, of what is known of the person on that day. What was
settled in the approved case stands: a criterion that two verifiers overruled, and an answer of a
verifier to what the data leaves open, as long as its proof is valid. Data that is missing refuses
nobody; what was proved and is proved no more does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import batched
from typing import Any, NamedTuple

from django.db.models import QuerySet

from peserta.models import JenisPeristiwa, Peserta, UsulanPeristiwa
from pijar.bulan import WIB
from verifikasi.fakta import berkas, cuplikan, fakta, penyumbang, tanggungan
from verifikasi.kriteria import FaktaKasus, nilai
from verifikasi.models import (
    Jawaban,
    JawabanKriteria,
    JenisKriteria,
    Kriteria,
    Pengajuan,
    Pengesampingan,
    Pernyataan,
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
    """What is known of some people: facts, approved case, its answers, overruled, event."""

    fakta: dict[int, FaktaKasus]
    kasus: dict[int, Pengajuan]
    jawaban: dict[int, dict[str, JawabanKriteria]]
    lewat: dict[int, set[str]]
    peristiwa: set[int]


def lihat(orang: QuerySet[Peserta], *, saat: Saat, pada: date) -> Iterator[Lihat]:
    """Look at each of these people; a constant number of queries for each 2.000 of them."""
    versi = VersiKriteria.objects.pada(pada)
    if versi is None:
        return
    ditanya = [k for k in versi.daftar_kriteria.order_by("urutan") if saat in k.saat]
    semua = orang.select_related("kelurahan__kecamatan", "pekerjaan").order_by("pk")
    for kelompok in batched(semua.iterator(SEKALI), SEKALI):
        bahan = _bahan(kelompok, saat, pada)
        for p in kelompok:
            hasil = [_satu(k, p.pk, bahan, saat, pada) for k in ditanya]
            if p.pk in bahan.peristiwa:
                hasil.append(_hasil(PERISTIWA, Jawaban.TIDAK, KALIMAT_PERISTIWA, gagal=True))
            gagal = tuple(h["kode"] for h in hasil if h.get("gagal"))
            yield Lihat(p, versi, hasil, gagal, bahan.kasus.get(p.pk))


def yang_gugur(orang: QuerySet[Peserta], *, saat: Saat, pada: date) -> dict[int, Lihat]:
    """Those of ``orang`` who do not meet the criteria any more, by their id."""
    return {s.peserta.pk: s for s in lihat(orang, saat=saat, pada=pada) if s.gagal}


def _bahan(kelompok: Sequence[Peserta], saat: Saat, pada: date) -> _Bahan:
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
    henti = UsulanPeristiwa.objects.menunggu().filter(peserta__in=ids)
    henti = henti.exclude(jenis=JenisPeristiwa.KECELAKAAN)
    return _Bahan(
        _fakta(kelompok, kasus, saat, pada),
        kasus,
        jawaban,
        lewat,
        set(henti.values_list("peserta", flat=True)),
    )


def _kasus_layak(ids: Collection[int]) -> dict[int, Pengajuan]:
    """The newest approved case of each person."""
    semua = Pengajuan.objects.filter(peserta__in=ids, status=StatusPengajuan.DISETUJUI)
    terbaru = semua.order_by("peserta", "-pk").distinct("peserta")
    return {k.peserta_id: k for k in terbaru}


def _fakta(
    kelompok: Sequence[Peserta], kasus: dict[int, Pengajuan], saat: Saat, pada: date
) -> dict[int, FaktaKasus]:
    """The facts of today; who is decreed is paid by their own grant, so that it is no other."""
    ids = [p.pk for p in kelompok]
    ditanggung = tanggungan(ids if saat == Saat.PEMBEKUAN else [], pada=pada)
    dijanjikan = penyumbang(ids, pada=pada)
    papan = berkas(ids)
    pernyataan = Pernyataan.objects.filter(peserta__in=ids, ditarik_pada=None, tanggal__lte=pada)
    terbaru = {p.peserta_id: p for p in pernyataan.order_by("tanggal", "pk")}
    hasil = {}
    for p in kelompok:
        tanggal = [k.keterangan_kerja_tanggal] if (k := kasus.get(p.pk)) else []
        if p.pk in terbaru:
            tanggal.append(terbaru[p.pk].tanggal)
        hasil[p.pk] = fakta(
            cuplikan(p),
            keterangan_kerja=max((t for t in tanggal if t), default=None),
            tanggungan=ditanggung.get(p.pk),
            penyumbang=dijanjikan.get(p.pk, ""),
            berkas=papan.get(p.pk),
        )
    return hasil


def _satu(k: Kriteria, orang: int, bahan: _Bahan, saat: Saat, pada: date) -> dict[str, Any]:
    """One criterion of one person, with what was settled in the approved case."""
    jawaban, kalimat = nilai(k, bahan.fakta[orang], pada=pada, saat=saat)
    lama = bahan.jawaban.get(orang, {}).get(k.kode)
    isi = {"dasar": lama.dasar, "oleh": lama.oleh_id} if lama and lama.oleh_id else {}
    if k.wajib and jawaban == Jawaban.TIDAK and k.kode in bahan.lewat.get(orang, ()):
        return _hasil(k.kode, Jawaban.YA, kalimat, **isi)
    if not k.wajib or jawaban == Jawaban.YA:
        return _hasil(k.kode, jawaban, kalimat)
    if jawaban == Jawaban.TIDAK:
        return _hasil(k.kode, jawaban, kalimat, gagal=True)
    if lama is None or lama.jawaban != Jawaban.YA:
        return _hasil(k.kode, jawaban, kalimat)
    if isi and _masih_berlaku(k, lama, pada):
        return _hasil(k.kode, Jawaban.YA, kalimat, **isi)
    return _hasil(k.kode, jawaban, kalimat, gagal=True, **isi)


def _masih_berlaku(k: Kriteria, lama: JawabanKriteria, pada: date) -> bool:
    """Whether a verifier's own answer still counts: as long as the proof that it stands for."""
    batas = lengkap(k.jenis, k.parameter)
    hari = k.bukti_hari or (
        batas["berlaku_hari"] if k.jenis == JenisKriteria.MASIH_BEKERJA else None
    )
    return hari is None or pada - lama.pada.astimezone(WIB).date() <= timedelta(days=hari)


def _hasil(kode: str, jawaban: str, kalimat: str, **lain: Any) -> dict[str, Any]:
    return {"kode": kode, "jawaban": str(jawaban), "kalimat": kalimat, **lain}
