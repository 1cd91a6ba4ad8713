"""The verdict on each answer. Pure.

Rows are judged alone first, then beside each other: of one donor's answers for one worker the
latest counts, of several donors of one worker the first.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from iuran.impor_penyumbang.donatur import NasibDonatur, nilai_donatur
from iuran.impor_penyumbang.fakta import Asn, Fakta
from iuran.impor_penyumbang.pekerja import NasibJawaban, nilai_pekerja
from iuran.impor_penyumbang.periksa import Jawaban
from iuran.models import BERJANJI, MENGUBAH_JANJI, NasibPekerja, NasibPenyumbang
from peserta.bersih.alasan import PERINGATAN, Alasan, info, peringatan
from peserta.bersih.nip import isi_nip
from peserta.models import Vonis
from pijar.bulan import WIB, waktu_wib

N, P = NasibPenyumbang, NasibPekerja
BERBUAT = (*BERJANJI, *MENGUBAH_JANJI)
_TERAKHIR = datetime(9999, 1, 1, tzinfo=WIB)  # an answer without a time counts as the latest
_HANYA = "Bila dicentang, hanya penyumbangnya yang dicatat; pekerjanya dicarikan nanti."


@dataclass(slots=True)
class VonisJawaban:
    """What becomes of an answer; ``alasan``: all findings, those of its cells first."""

    jawaban: Jawaban
    donatur: NasibDonatur
    pekerja: NasibJawaban

    @property
    def alasan(self) -> tuple[Alasan, ...]:
        semua = self.jawaban.temuan + self.donatur.alasan + self.pekerja.alasan
        return semua + self._hanya_penyumbang()

    @property
    def perubahan(self) -> dict[str, list[Any]]:
        return self.donatur.perubahan | self.pekerja.perubahan

    @property
    def vonis(self) -> Vonis:
        donatur, pekerja = self.donatur.nasib, self.pekerja.nasib
        if pekerja == P.DIGANTI:
            return Vonis.SAMA
        if donatur == N.GALAT or pekerja == P.GALAT:
            return Vonis.GALAT
        if donatur == N.KENAL and pekerja not in BERBUAT:
            return Vonis.SAMA if pekerja == P.SAMA else Vonis.GALAT
        if self._perlu_dilihat:
            return Vonis.PERINGATAN
        berubah = donatur == N.UBAH or pekerja in MENGUBAH_JANJI
        return Vonis.UBAH if berubah else Vonis.BARU

    @property
    def akibat(self) -> tuple[object, ...]:
        """What applying the row would do; the same again when nothing changed meanwhile."""
        satu = self.pekerja
        return (self.donatur.nasib, satu.nasib, satu.peserta_id, satu.janji_id, self.perubahan)

    @property
    def _perlu_dilihat(self) -> bool:
        if self.pekerja.nasib not in (*BERBUAT, P.SAMA):
            return True
        semua = self.jawaban.temuan + self.donatur.alasan + self.pekerja.alasan
        return any(a.tingkat == PERINGATAN for a in semua)

    def _hanya_penyumbang(self) -> tuple[Alasan, ...]:
        bisa = self.vonis == Vonis.PERINGATAN and self.pekerja.nasib not in (*BERBUAT, P.SAMA)
        return info("hanya_penyumbang", "nip", "", _HANYA) if bisa else ()


def beri_vonis(daftar: Sequence[Jawaban], fakta: Fakta) -> list[VonisJawaban]:
    """The verdict on every answer, in the list's order."""
    fakta = fakta._replace(asn=_asn(daftar, fakta))
    tampak = [b for b in daftar if not b.sembunyi]
    terbaru = {nip: semua[-1] for nip, semua in _per(tampak, lambda b: b.nip).items()}
    hasil = [
        VonisJawaban(b, nilai_donatur(b, terbaru.get(b.nip), fakta), nilai_pekerja(b, fakta))
        for b in daftar
    ]
    _yang_terbaru(hasil)
    _yang_pertama(hasil)
    return hasil


def _asn(daftar: Sequence[Jawaban], fakta: Fakta) -> dict[date, list[Asn]]:
    """Civil servants by birth date: the donors of this list beside those who are here."""
    asn = defaultdict(list, {lahir: [*semua] for lahir, semua in fakta.asn.items()})
    for b in daftar:
        if b.nip and (isi := isi_nip(b.nip)):
            asn[isi.lahir].append(Asn(b.nama_asn, isi.kelamin))
    return asn


def _urut(b: Jawaban) -> tuple[datetime, int]:
    return b.waktu or _TERAKHIR, b.nomor


def _per(daftar: Sequence[Jawaban], kunci: Callable[[Jawaban], Any]) -> dict[Any, list[Jawaban]]:
    """Answers by ``kunci``, the earliest first; those without it are left out."""
    hasil: dict[Hashable, list[Jawaban]] = defaultdict(list)
    for b in sorted(daftar, key=_urut):
        if kunci(b):
            hasil[kunci(b)].append(b)
    return hasil


def _bertabrakan(a: Jawaban, b: Jawaban) -> bool:
    """Whether two answers promise one month twice."""
    if not (a.mulai and a.sampai and b.mulai and b.sampai):
        return False
    return a.mulai <= b.sampai and b.mulai <= a.sampai


def _kelompok(
    hasil: Sequence[VonisJawaban], kunci: Callable[[Jawaban], Any]
) -> list[list[VonisJawaban]]:
    """Rows that would act on one worker, more than one of them, the earliest first."""
    ikut = {
        id(v.jawaban): v
        for v in hasil
        if not v.jawaban.sembunyi
        and v.donatur.nasib != N.GALAT
        and v.pekerja.nasib in (*BERBUAT, P.SAMA)
    }
    semua = _per([v.jawaban for v in ikut.values()], kunci).values()
    return [[ikut[id(b)] for b in satu] for satu in semua if len(satu) > 1]


def _yang_terbaru(hasil: Sequence[VonisJawaban]) -> None:
    """One donor answered several times for one worker: the latest counts."""
    for semua in _kelompok(hasil, lambda b: (b.nip, b.nik)):
        for i, v in enumerate(semua):
            baru = [w for w in semua[i + 1 :] if _menggantikan(w, v)]
            if baru:
                sebab = f"Diganti jawaban yang lebih baru di baris {baru[-1].jawaban.nomor}."
                v.pekerja = NasibJawaban(P.DIGANTI, info("diganti", "nik", "", sebab))


def _menggantikan(baru: VonisJawaban, lama: VonisJawaban) -> bool:
    """Whether both speak of the same months, or change the same promise."""
    ubah = {baru.pekerja.nasib, lama.pekerja.nasib} <= {*MENGUBAH_JANJI}
    sama = ubah and baru.pekerja.janji_id == lama.pekerja.janji_id
    return sama or _bertabrakan(baru.jawaban, lama.jawaban)


def _yang_pertama(hasil: Sequence[VonisJawaban]) -> None:
    """Several donors chose one worker for the same months: the first who answered is proposed."""
    pertama = {k: semua[0] for k, semua in _per([v.jawaban for v in hasil], _pasangan).items()}

    def giliran(v: VonisJawaban) -> tuple[datetime, int]:
        return _urut(pertama[_pasangan(v.jawaban)])

    for semua in _kelompok(hasil, lambda b: b.nik):
        terpilih: list[VonisJawaban] = []
        for v in sorted(semua, key=giliran):
            menang = next((w for w in terpilih if _bersaing(w, v)), None)
            if menang is None:
                terpilih.append(v)
            else:
                v.pekerja = _kembar(v, menang, pertama[_pasangan(menang.jawaban)].waktu)


def _pasangan(b: Jawaban) -> tuple[str, str] | None:
    return (b.nip, b.nik) if b.nip and b.nik else None


def _bersaing(a: VonisJawaban, b: VonisJawaban) -> bool:
    return a.jawaban.nip != b.jawaban.nip and _bertabrakan(a.jawaban, b.jawaban)


def _kembar(v: VonisJawaban, menang: VonisJawaban, waktu: datetime | None) -> NasibJawaban:
    siapa = menang.jawaban
    pada = f" pada {waktu_wib(waktu)}" if waktu else ""
    sebab = f"Lebih dahulu dipilih {siapa.nama_asn} (baris {siapa.nomor}){pada}."
    alasan = peringatan("pekerja_kembar", "nik", "", sebab, "Tawarkan pekerja lain.")
    return NasibJawaban(P.KEMBAR, alasan, v.pekerja.peserta_id)
