"""A case as it stands today: stored answers of verifiers, and the rules run again for the rest.

A person may turn 65 or find another payer while the case waits. So the rules answer anew whenever a
case is shown or decided, and an answer of a verifier stands.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pijar.nada import Nada
from verifikasi.fakta import fakta_kasus
from verifikasi.kriteria import SINGKAT, FaktaKasus, nilai
from verifikasi.models import (
    Jawaban,
    JawabanKriteria,
    Kriteria,
    Pengajuan,
    StatusPengajuan,
    lengkapi_dasar,
)


class HasilKriteria(NamedTuple):
    """One criterion of a case: the answer, why, and who gave it (``tersimpan.oleh_id``)."""

    kriteria: Kriteria
    jawaban: str
    penjelasan: str
    tersimpan: JawabanKriteria

    @property
    def oleh_orang(self) -> bool:
        return self.tersimpan.oleh_id is not None

    @property
    def kata(self) -> str:
        return Jawaban(self.jawaban).label

    @property
    def singkat(self) -> str:
        """A word or two for narrow places."""
        return SINGKAT.get(self.kriteria.kode, self.kriteria.judul)

    @property
    def nada(self) -> Nada:
        """The chip's tone: a criterion that only warns is never red."""
        if self.jawaban != Jawaban.YA and not self.kriteria.wajib:
            return Nada.PERHATIAN
        return Jawaban(self.jawaban).nada

    @property
    def menghalangi(self) -> bool:
        """Whether the criterion keeps the case from being approved."""
        return self.kriteria.wajib and self.jawaban != Jawaban.YA

    @property
    def terbuka(self) -> bool:
        return self.jawaban == Jawaban.BELUM_ADA_DATA

    @property
    def gagal(self) -> bool:
        return self.kriteria.wajib and self.jawaban == Jawaban.TIDAK


def nilai_kasus(kasus: Iterable[Pengajuan], *, pada: date) -> dict[int, list[HasilKriteria]]:
    """The criteria of each case, by its id, in the order an officer reads them."""
    daftar = list(kasus)
    tersimpan: dict[int, dict[str, JawabanKriteria]] = defaultdict(dict)
    for jawaban in JawabanKriteria.objects.filter(pengajuan__in=daftar):
        tersimpan[jawaban.pengajuan_id][jawaban.kode] = jawaban
    kriteria: dict[int, list[Kriteria]] = defaultdict(list)
    dipakai = list(
        Kriteria.objects.filter(versi__in={p.versi_id for p in daftar}).order_by("urutan")
    )
    lengkapi_dasar(dipakai)
    for k in dipakai:
        kriteria[k.versi_id].append(k)
    fakta, hasil = fakta_kasus(daftar, dipakai, pada=pada), {}
    for p in daftar:
        milik = tersimpan[p.pk]
        isi = fakta[p.pk]
        hasil[p.pk] = [
            _hasil(milik.get(k.kode) or JawabanKriteria(pengajuan=p, kode=k.kode), p, k, isi, pada)
            for k in kriteria[p.versi_id]
        ]
    return hasil


def _hasil(
    tersimpan: JawabanKriteria, kasus: Pengajuan, k: Kriteria, isi: FaktaKasus, pada: date
) -> HasilKriteria:
    """The stored answer of a verifier or a decided case; otherwise today's answer of the rule."""
    if tersimpan.oleh_id is not None or kasus.status != StatusPengajuan.MENUNGGU:
        return HasilKriteria(k, tersimpan.jawaban, tersimpan.penjelasan, tersimpan)
    return HasilKriteria(k, *nilai(k, isi, pada=pada), tersimpan)
