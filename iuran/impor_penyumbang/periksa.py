"""Clean one answer of the form: donor, worker, promise. No query and no clock.

:mod:`peserta.bersih.periksa` checks the worker's own columns, as of any list of people.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from iuran.models import OPD
from iuran.penyumbang import AWAL_GERAKAN, JAUH, baca_tempo
from peserta.bersih.alasan import Alasan, Temuan, galat, info, kutip, peringatan
from peserta.bersih.kontak import bersihkan_hp
from peserta.bersih.mirip import Saran, saran, termirip
from peserta.bersih.nama import bersihkan_nama
from peserta.bersih.nip import bersihkan_nip
from peserta.bersih.opd import kunci_opd
from peserta.bersih.periksa import KOLOM, BarisBersih, Kamus, Mentah, periksa_baris
from peserta.bersih.teks import rapikan, rapikan_panjang
from pijar.bulan import WIB, awal_bulan, baca_bulan, nama_bulan, tambah_bulan
from pijar.excel import Sel
from pijar.tanggal import urai_tanggal

PANJANG_OPD = 150
KODE_USIA, KODE_ASN = "usia_di_atas_batas", "pekerja_asn"
TIDAK_LAYAK = frozenset((KODE_USIA, KODE_ASN))
"""Findings of a cell by which a worker cannot be protected."""
ORANG = tuple(k for k in KOLOM if k not in ("nik", "nama"))
"""The worker's columns that a staged row keeps as JSON."""

_PEKERJAAN_ASN = re.compile(
    r"\b(?:PNS|ASN|CPNS|PPPK|P3K|PEGAWAI NEGERI(?: SIPIL)?|APARATUR SIPIL NEGARA)\b"
)
_JAM = re.compile(r"[ T,]+([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?[ ]?([AP]M)?.*", re.I)
_TITIK_NOL_EXCEL = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's own zero, without a zone
_SERIAL = range(36_526, 73_051)  # 2000 to 2099
_CONTOH_BULAN = "Tulis bulan dan tahun, misalnya Maret 2026 atau 03/2026."
_CONTOH_TEMPO = "Tulis 1 bulan, 3 bulan, 6 bulan, atau 12 bulan."
_LAIN = "Pilih pekerja lain."


class Kantor(NamedTuple):
    pk: int
    nama: str
    aktif: bool


class Acuan:
    """The offices by the keys of their names and other spellings."""

    def __init__(self, daftar: Iterable[OPD]) -> None:
        self._kantor: dict[str, Kantor] = {}
        self._saran: list[Saran] = []
        self._hasil: dict[str, tuple[int | None, Temuan]] = {}
        semua = list(daftar)
        for opd in semua:
            for kunci in opd.ejaan:
                self._kantor[kunci] = Kantor(opd.pk, opd.nama, opd.aktif)
        for opd in semua:
            kunci = kunci_opd(opd.nama)
            self._kantor[kunci] = Kantor(opd.pk, opd.nama, opd.aktif)
            if opd.aktif:
                self._saran.append(saran(opd.nama, kunci))

    def cari(self, tulisan: str) -> tuple[int | None, Temuan]:
        """The office of a typed name, or why none was found, with similar names."""
        if tulisan not in self._hasil:
            self._hasil[tulisan] = self._cari(tulisan)
        return self._hasil[tulisan]

    def mirip(self, tulisan: str) -> list[str]:
        """Names of offices similar to a typed one, best first."""
        return termirip(kunci_opd(tulisan), self._saran)

    def _cari(self, tulisan: str) -> tuple[int | None, Temuan]:
        if not tulisan:
            return None, galat("opd_kosong", "opd", "", "OPD kosong.", "Isi OPD penyumbang.")
        kantor = self._kantor.get(kunci_opd(tulisan))
        if kantor is None:
            dekat = self.mirip(tulisan)
            perbaikan = f"Mungkin {', atau '.join(dekat)}. " if dekat else ""
            perbaikan += "Pilih OPD-nya di atas daftar; ejaan ini lalu diingat."
            return None, galat("opd_asing", "opd", tulisan, "OPD ini belum dikenal.", perbaikan)
        if not kantor.aktif:
            sebab = f"{kantor.nama} tidak ada lagi sebagai OPD."
            return None, galat("opd_tutup", "opd", tulisan, sebab, "Tulis OPD penggantinya.")
        return kantor.pk, ()


@dataclass(slots=True)
class Jawaban:
    """One answer, cleaned. ``orang``: the worker's columns ``ORANG``; ``kosong``: no worker named.

    ``temuan`` are the findings of the cells, of donor, promise and worker. ``sembunyi``: the row is
    hidden in the file.
    """

    nomor: int
    waktu: datetime | None = None
    nip: str = ""
    nama_asn: str = ""
    hp_asn: str = ""
    opd_id: int | None = None
    opd_tulis: str = ""
    nik: str = ""
    nama: str = ""
    orang: dict[str, object] = field(default_factory=dict)
    tempo: int | None = None
    mulai: date | None = None
    kosong: bool = False
    temuan: Temuan = ()
    sembunyi: bool = False

    @property
    def sampai(self) -> date | None:
        """The last month of the first term."""
        return tambah_bulan(self.mulai, self.tempo - 1) if self.mulai and self.tempo else None


def periksa_jawaban(
    nomor: int, mentah: Mentah, *, acuan: Acuan, kamus: Kamus, pada: date
) -> Jawaban:
    """Clean one row of the form, read on the day ``pada``; ``mentah`` maps fields to cells."""
    ambil = mentah.get
    waktu, soal_waktu = baca_waktu(ambil("waktu"), pada)
    nama_asn, soal_nama = bersihkan_nama(ambil("nama_asn"))
    hp, soal_hp = bersihkan_hp(ambil("hp_asn"))
    opd_tulis = rapikan_panjang(ambil("opd"), PANJANG_OPD)
    opd_id, soal_opd = acuan.cari(opd_tulis)
    jawaban = Jawaban(nomor, waktu, "", nama_asn, hp, opd_id, opd_tulis)
    bersih = periksa_baris(mentah, kamus, pada)
    nip, soal_nip = bersihkan_nip(ambil("nip"), nik=bersih.nik or None)
    jawaban.nip = nip or ""
    jawaban.temuan = soal_waktu + soal_nip
    jawaban.temuan += _di_kolom(soal_nama, "nama_asn") + soal_opd + _di_kolom(soal_hp, "hp_asn")
    if not (rapikan(ambil("nik")) or rapikan(ambil("nama"))):
        jawaban.kosong = True
        return jawaban
    _isi_pekerja(jawaban, bersih, mentah)
    jawaban.tempo, soal_tempo = periksa_tempo(ambil("tempo"))
    jawaban.mulai, soal_mulai = periksa_mulai(ambil("mulai"), pada)
    jawaban.temuan += soal_tempo + soal_mulai
    return jawaban


def _isi_pekerja(jawaban: Jawaban, bersih: BarisBersih, mentah: Mentah) -> None:
    jawaban.nik, jawaban.nama = bersih.nik, bersih.nama
    jawaban.orang = {k: getattr(bersih, k) for k in ORANG}
    temuan = tuple(map(_tentang_usia, bersih.alasan))
    if _PEKERJAAN_ASN.search(rapikan(mentah.get("pekerjaan")).upper()):
        temuan = tuple(a for a in temuan if a.kolom != "pekerjaan")
        sebab = "Pekerjanya ditulis sebagai pegawai negeri; gerakan ini untuk pekerja rentan."
        temuan += peringatan(KODE_ASN, "pekerjaan", mentah.get("pekerjaan"), sebab, _LAIN)
    jawaban.temuan += temuan


def _di_kolom(temuan: Temuan, kolom: str) -> Temuan:
    return tuple(a._replace(kolom=kolom) for a in temuan)


def _tentang_usia(a: Alasan) -> Alasan:
    """Reword the import's age warning: verification would refuse this worker."""
    return a._replace(perbaikan=_LAIN) if a.kode == KODE_USIA else a


def baca_waktu(sel: Sel, pada: date) -> tuple[datetime | None, Temuan]:
    """The moment of an answer in WIB; None with a warning when it cannot be one."""
    waktu = _waktu(sel)
    if waktu and AWAL_GERAKAN <= waktu.date() <= pada + timedelta(days=1):
        return waktu.replace(tzinfo=WIB), ()
    if waktu is None and not rapikan(sel):
        return None, ()
    sebab = f"Waktu jawaban {kutip(rapikan(sel))} tidak terbaca atau tidak mungkin."
    perbaikan = "Jawaban ini dianggap yang terbaru; periksa bila ada jawaban lain."
    return None, peringatan("waktu_tidak_terbaca", "waktu", sel, sebab, perbaikan)


def _waktu(sel: Sel) -> datetime | None:
    if isinstance(sel, datetime):
        return sel.replace(tzinfo=None)
    if isinstance(sel, date):
        return datetime(sel.year, sel.month, sel.day)  # noqa: DTZ001 - the caller adds WIB
    if isinstance(sel, int | float) and not isinstance(sel, bool):
        if int(sel) not in _SERIAL:
            return None
        return _TITIK_NOL_EXCEL + timedelta(days=int(sel), seconds=round(sel % 1 * 86_400))
    return _waktu_tertulis(rapikan(sel))


def _waktu_tertulis(tulisan: str) -> datetime | None:
    jam = _JAM.search(tulisan)
    bagian = urai_tanggal(tulisan[: jam.start()] if jam else tulisan)
    if bagian is None:
        return None
    hari, bulan, tahun = bagian
    if bulan > 12 >= hari:
        hari, bulan = bulan, hari
    try:
        return datetime(tahun, bulan, hari, *_pukul(jam))  # noqa: DTZ001 - as above
    except ValueError:
        return None


def _pukul(jam: re.Match[str] | None) -> tuple[int, int, int]:
    """Hour, minute and second; midnight where none is written."""
    if jam is None:
        return 0, 0, 0
    pukul, menit, detik = (int(angka or 0) for angka in jam.groups()[:3])
    if jam[4]:
        pukul = pukul % 12 + (12 if jam[4].upper() == "PM" else 0)
    return pukul, menit, detik


def periksa_tempo(sel: Sel) -> tuple[int | None, Temuan]:
    """Months that the donor pays at a time, in his own words."""
    tulisan = rapikan(sel)
    if not tulisan:
        return None, galat("tempo_kosong", "tempo", sel, "Periode kosong.", _CONTOH_TEMPO)
    if tempo := baca_tempo(tulisan):
        return tempo, ()
    sebab = f"Periode {kutip(tulisan)} tidak dikenal."
    return None, galat("tempo_asing", "tempo", sel, sebab, _CONTOH_TEMPO)


def periksa_mulai(sel: Sel, pada: date) -> tuple[date | None, Temuan]:
    """The first month of the promise; a month far ahead is refused, a past one needs evidence."""
    tulisan, kini = rapikan(sel), awal_bulan(pada)
    if not tulisan:
        return None, galat("mulai_kosong", "mulai", sel, "Bulan mulai kosong.", _CONTOH_BULAN)
    mulai = _bulan(sel, tulisan)
    if mulai is None:
        sebab = f"Bulan mulai {kutip(tulisan)} tidak terbaca."
        return None, galat("mulai_tidak_terbaca", "mulai", sel, sebab, _CONTOH_BULAN)
    if mulai > tambah_bulan(kini, JAUH):
        sebab = f"Bulan mulai {nama_bulan(mulai)} lebih dari {JAUH} bulan lagi."
        return None, galat("mulai_jauh", "mulai", sel, sebab, "Periksa tahunnya.")
    if mulai < AWAL_GERAKAN:
        sebab = f"Bulan mulai {nama_bulan(mulai)} sebelum gerakan ini ada (awal 2025)."
        return None, galat("mulai_lama", "mulai", sel, sebab, "Periksa tahunnya.")
    if mulai < kini:
        sebab = f"{nama_bulan(mulai)} sudah lewat: bulan yang lewat dihitung hanya bila ada bukti."
        return mulai, info("mulai_lewat", "mulai", sel, sebab)
    return mulai, ()


def _bulan(sel: Sel, tulisan: str) -> date | None:
    if not isinstance(sel, str) and (waktu := _waktu(sel)):
        return awal_bulan(waktu)
    if bulan := baca_bulan(tulisan):
        return bulan
    if waktu := _waktu_tertulis(tulisan):
        return awal_bulan(waktu)
    return None
