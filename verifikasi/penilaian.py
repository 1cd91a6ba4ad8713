"""A case as it stands today: the rules run again, and beside them the answers of verifiers.

A person may turn 65 or find another payer while the case waits. So the rules answer anew whenever a
case is shown or decided. An answer of a verifier stands for what the data leaves open; what the
data refuses is let pass by two verifiers with a paper (:class:`Pengesampingan`), or by nobody.
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
    Kesampingkan,
    Kriteria,
    Pengajuan,
    Pengesampingan,
    StatusPengajuan,
    lengkapi_dasar,
)


class HasilKriteria(NamedTuple):
    """One criterion of a case: the answer, what the data says, and who answered.

    ``tersimpan.oleh_id`` is the verifier who answered; ``pengesampingan`` waits or holds.
    """

    kriteria: Kriteria
    jawaban: str
    menurut_data: str
    penjelasan: str
    tersimpan: JawabanKriteria
    pengesampingan: Pengesampingan | None = None

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
    def dikesampingkan(self) -> bool:
        """Whether two verifiers let it pass although the data refuses it."""
        return self.pengesampingan is not None and self.pengesampingan.berlaku

    @property
    def ditolak_data(self) -> bool:
        """Whether the data refuses it, and a verifier's ya alone does not change that."""
        ditolak = self.kriteria.wajib and self.menurut_data == Jawaban.TIDAK
        return ditolak and not self.dikesampingkan

    @property
    def dapat_dikesampingkan(self) -> bool:
        """Whether two verifiers could let it pass, and nobody has proposed that yet."""
        boleh = self.kriteria.kesampingkan == Kesampingkan.DUA_ORANG
        return self.ditolak_data and boleh and self.pengesampingan is None

    @property
    def menghalangi(self) -> bool:
        """Whether the criterion keeps the case from being approved."""
        return self.ditolak_data or (self.kriteria.wajib and self.jawaban != Jawaban.YA)

    @property
    def sebab(self) -> str:
        """Why it stands as it does: what the data says, or the basis of a verifier's answer."""
        return self.penjelasan if self.ditolak_data else self.tersimpan.dasar or self.penjelasan

    @property
    def terbuka(self) -> bool:
        return self.jawaban == Jawaban.BELUM_ADA_DATA

    @property
    def gagal(self) -> bool:
        return self.ditolak_data or (self.kriteria.wajib and self.jawaban == Jawaban.TIDAK)


def nilai_kasus(kasus: Iterable[Pengajuan], *, pada: date) -> dict[int, list[HasilKriteria]]:
    """The criteria of each case, by its id, in the order an officer reads them."""
    return nilai_dan_fakta(kasus, pada=pada)[0]


def nilai_dan_fakta(
    kasus: Iterable[Pengajuan], *, pada: date
) -> tuple[dict[int, list[HasilKriteria]], dict[int, FaktaKasus]]:
    """The same, and beside it the facts by which the rules answered."""
    daftar = list(kasus)
    tersimpan: dict[int, dict[str, JawabanKriteria]] = defaultdict(dict)
    for jawaban in JawabanKriteria.objects.filter(pengajuan__in=daftar):
        tersimpan[jawaban.pengajuan_id][jawaban.kode] = jawaban
    lewat = {
        (p.pengajuan_id, p.kode): p
        for p in Pengesampingan.objects.filter(pengajuan__in=daftar)
        .hidup()
        .select_related("diusulkan_oleh", "diputus_oleh")
    }
    kriteria: dict[int, list[Kriteria]] = defaultdict(list)
    dipakai = list(
        Kriteria.objects.filter(versi__in={p.versi_id for p in daftar})
        .select_related("versi")
        .order_by("urutan")
    )
    lengkapi_dasar(dipakai)
    for k in dipakai:
        kriteria[k.versi_id].append(k)
    fakta, hasil = fakta_kasus(daftar, dipakai, pada=pada), dict[int, list[HasilKriteria]]()
    for p in daftar:
        milik = tersimpan[p.pk]
        isi = fakta[p.pk]
        hasil[p.pk] = [
            _hasil(
                milik.get(k.kode) or JawabanKriteria(pengajuan=p, kode=k.kode), p, k, isi, pada
            )._replace(pengesampingan=lewat.get((p.pk, k.kode)))
            for k in kriteria[p.versi_id]
        ]
    return hasil, fakta


def _hasil(
    tersimpan: JawabanKriteria, kasus: Pengajuan, k: Kriteria, isi: FaktaKasus, pada: date
) -> HasilKriteria:
    """Today's answer of the rule under a verifier's; a decided case keeps what was stored."""
    if kasus.status != StatusPengajuan.MENUNGGU:
        t = tersimpan
        return HasilKriteria(k, t.jawaban, t.menurut_data, t.penjelasan, t)
    jawaban, penjelasan = nilai(k, isi, pada=pada)
    berlaku = jawaban if tersimpan.oleh_id is None else tersimpan.jawaban
    return HasilKriteria(k, str(berlaku), str(jawaban), penjelasan, tersimpan)
