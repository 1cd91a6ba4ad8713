"""A case as it stands today: stored answers of people, the rules run again for the rest.

A person may turn 65 or find another payer while the case waits, so what the data answers is
computed anew whenever a case is shown or decided; what a verifier answered stands.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pijar.nada import Nada
from verifikasi.actions.fakta import fakta, tanggungan
from verifikasi.kriteria import SINGKAT, Fakta, nilai
from verifikasi.models import Jawaban, JawabanKriteria, Kriteria, Pengajuan, StatusPengajuan


class Hasil(NamedTuple):
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
        """Whether it keeps the case from being approved."""
        return self.kriteria.wajib and self.jawaban != Jawaban.YA

    @property
    def terbuka(self) -> bool:
        return self.jawaban == Jawaban.BELUM_ADA_DATA

    @property
    def gagal(self) -> bool:
        return self.kriteria.wajib and self.jawaban == Jawaban.TIDAK


def nilai_kasus(kasus: Iterable[Pengajuan], *, pada: date) -> dict[int, list[Hasil]]:
    """The criteria of each case, by its id, in the order an officer reads them."""
    daftar = list(kasus)
    tersimpan: dict[int, dict[str, JawabanKriteria]] = defaultdict(dict)
    for jawaban in JawabanKriteria.objects.filter(pengajuan__in=daftar):
        tersimpan[jawaban.pengajuan_id][jawaban.kode] = jawaban
    kriteria: dict[int, list[Kriteria]] = defaultdict(list)
    for k in Kriteria.objects.filter(versi__in={p.versi_id for p in daftar}).order_by("urutan"):
        kriteria[k.versi_id].append(k)
    ditanggung = tanggungan(
        [p.peserta_id for p in daftar if p.status == StatusPengajuan.MENUNGGU], pada=pada
    )
    hasil = {}
    for p in daftar:
        isi = fakta(
            p.cuplikan,
            keterangan_kerja=p.keterangan_kerja_tanggal,
            tanggungan=ditanggung.get(p.peserta_id),
        )
        milik = tersimpan[p.pk]
        hasil[p.pk] = [
            _hasil(milik.get(k.kode) or JawabanKriteria(pengajuan=p, kode=k.kode), p, k, isi, pada)
            for k in kriteria[p.versi_id]
        ]
    return hasil


def _hasil(
    tersimpan: JawabanKriteria, kasus: Pengajuan, k: Kriteria, isi: Fakta, pada: date
) -> Hasil:
    """The stored answer where a person gave it or the case is decided; else the rule's of today."""
    if tersimpan.oleh_id is not None or kasus.status != StatusPengajuan.MENUNGGU:
        return Hasil(k, tersimpan.jawaban, tersimpan.penjelasan, tersimpan)
    return Hasil(k, *nilai(k.kode, isi, k.parameter, pada=pada), tersimpan)


def simpan_yang_berubah(hasil: Iterable[Hasil]) -> None:
    """Write down what the rules answer today where it differs from what was stored."""
    berubah = []
    for h in hasil:
        if (h.jawaban, h.penjelasan) != (h.tersimpan.jawaban, h.tersimpan.penjelasan):
            h.tersimpan.jawaban, h.tersimpan.penjelasan = h.jawaban, h.penjelasan
            berubah.append(h.tersimpan)
    JawabanKriteria.objects.bulk_create(
        berubah,
        batch_size=1_000,
        update_conflicts=True,
        unique_fields=["pengajuan", "kode"],
        update_fields=["jawaban", "penjelasan", "pada"],
    )
