"""Clean and check one row of a list of people.

This module uses no model, no query and no clock: :mod:`peserta.impor.vonis` adds the findings that
need the database. For speed (100.000 rows in a few seconds) the code is flat, and builds a finding
only for a row that has one.
"""

from dataclasses import dataclass, field, make_dataclass
from datetime import date

from peserta.bersih.alasan import (
    GALAT,
    PERINGATAN,
    Alasan,
    Temuan,
    galat,
    info,
    peringatan,
    tanggal_indonesia,
)
from peserta.bersih.bidang import BIDANG_DAFTAR
from peserta.bersih.kamus import USIA_MUSTAHIL, Kamus
from peserta.bersih.kesejahteraan import (
    baca_kesejahteraan,
    bersihkan_cara_kerja,
    bersihkan_penghasilan,
    bersihkan_status_bpjs,
)
from peserta.bersih.kontak import RtRw, bersihkan_email, bersihkan_hp, bersihkan_rt_rw
from peserta.bersih.nama import (
    baca_nama,
    bersihkan_jenis_kelamin,
    bersihkan_nama_ibu,
)
from peserta.bersih.nik import (
    BagianLahir,
    bagian_lahir,
    bersihkan_nik,
    jenis_kelamin_dari_nik,
    nik_serasi,
    tanggal_lahir_dari_nik,
)
from peserta.bersih.nomor import bersihkan_no_kk
from peserta.bersih.pekerjaan import cocokkan_pekerjaan
from peserta.bersih.silang import (
    KELAMIN,
    Mentah,
    beda_kelamin,
    beda_tanggal,
    di_kpj,
    tertukar,
)
from peserta.bersih.tanggal import (
    Kelahiran,
    bersihkan_desil_pada,
    bersihkan_kelahiran,
    bersihkan_tempat,
    teks_usia,
    usia_bulan,
)
from peserta.bersih.teks import rapikan, rapikan_panjang
from peserta.bersih.wilayah import cocokkan_wilayah
from pijar.excel import Sel

BARU = "baru"
_POLOS = tuple(b for b in BIDANG_DAFTAR if b.panjang)
"""The register that gives deciles today; used for a row with a decile and no register."""

_SEBAB_TUKAR = "NIK dan No. KK tampaknya tertukar: angka di kolom KK cocok dengan tanggal lahir."
_KLIK_TUKAR = "Klik “Tukar NIK dan KK”."
_SEBAB_TUKAR_KPJ = "NIK dan KPJ tampaknya tertukar: kolom KPJ berisi NIK, kolom NIK tidak."
_KLIK_TUKAR_KPJ = "Klik “Tukar NIK dan KPJ”."

__all__ = ["Alasan", "BarisBersih", "Kamus", "Mentah", "periksa_baris"]


@dataclass(slots=True)
class BarisBersih:
    """The cleaned cells of a row, named like the columns of ``Peserta``, with the findings.

    An unusable cell gives empty text, or None for a date or number. Places and occupations are
    codes. The plain texts of the table follow below.
    """

    nik: str = ""
    no_kk: str = ""
    nama: str = ""
    nama_cari: str = ""
    tempat_lahir: str = ""
    tanggal_lahir: date | None = None
    jenis_kelamin: str = ""
    nama_ibu: str = ""
    rt: str = ""
    rw: str = ""
    kelurahan: str = ""
    hp: str = ""
    email: str = ""
    pekerjaan: str = ""
    penghasilan: int | None = None
    cara_kerja: str = ""
    status_bpjs: str = ""
    register_kesejahteraan: str = ""
    desil: int | None = None
    desil_pada: date | None = None
    keterangan: str = ""
    alasan: list[Alasan] = field(default_factory=list)

    @property
    def vonis(self) -> str:
        """The worst level found: ``galat``, ``peringatan``, or else ``baru``."""
        if not self.alasan:
            return BARU
        tingkat = {a.tingkat for a in self.alasan}
        return next((t for t in (GALAT, PERINGATAN) if t in tingkat), BARU)


BarisLengkap = make_dataclass(
    "BarisLengkap", [(b.kode, str, "") for b in _POLOS], bases=(BarisBersih,), slots=True
)
"""A row with the plain texts of the table, which have no rule of their own."""
KOLOM = ("nama_cari", *(b.kode for b in BIDANG_DAFTAR))
"""The columns of a staged row that hold a cleaned value, under the same names."""


def periksa_baris(mentah: Mentah, kamus: Kamus, pada: date) -> BarisBersih:
    """Clean and check one row; ``mentah`` maps codes of the table of fields to cells."""
    baris: BarisBersih = BarisLengkap()
    for b in _POLOS:
        setattr(baris, b.kode, rapikan_panjang(mentah.get(b.kode), b.panjang))
    temuan = (
        _isi_orang(baris, mentah)
        + _isi_kelahiran(baris, mentah, pada, kamus)
        + _isi_nomor(baris, mentah, pada)
        + _isi_alamat(baris, mentah, kamus)
        + _isi_kerja(baris, mentah, kamus)
        + _isi_kesejahteraan(baris, mentah, pada)
    )
    if temuan:
        if baris.nik and (not baris.jenis_kelamin or baris.tanggal_lahir is None):
            temuan = _menurut_nik(baris, temuan, pada, kamus)
        baris.alasan.extend(temuan)
    return baris


def _menurut_nik(baris: BarisBersih, temuan: Temuan, pada: date, kamus: Kamus) -> Temuan:
    """Fill an empty sex and an empty birth date from the NIK; a note replaces the finding."""
    ganti: dict[str, Temuan] = {}
    kosong = {a.kode for a in temuan}
    if "jenis_kelamin_kosong" in kosong:
        baris.jenis_kelamin = jenis_kelamin_dari_nik(baris.nik)
        sebab = f"Jenis kelamin diisi {KELAMIN[baris.jenis_kelamin]} menurut NIK."
        ganti["jenis_kelamin_kosong"] = info("kelamin_menurut_nik", "jenis_kelamin", "", sebab)
    if "tanggal_kosong" in kosong:
        lahir = baris.tanggal_lahir = tanggal_lahir_dari_nik(baris.nik, pada)
        sebab = f"Tanggal lahir diisi {tanggal_indonesia(lahir)} menurut NIK."
        ganti["tanggal_kosong"] = info("lahir_menurut_nik", "tanggal_lahir", "", sebab)
        ganti["tanggal_kosong"] += _periksa_usia(tanggal_indonesia(lahir), lahir, pada, kamus)
    return tuple(baru for a in temuan for baru in ganti.get(a.kode, (a,)))


def _isi_orang(baris: BarisBersih, mentah: Mentah) -> Temuan:
    ambil = mentah.get
    baris.nama, baris.nama_cari, alasan_nama = baca_nama(ambil("nama"))
    baris.jenis_kelamin, alasan_kelamin = bersihkan_jenis_kelamin(ambil("jenis_kelamin"))
    baris.nama_ibu, alasan_ibu = bersihkan_nama_ibu(ambil("nama_ibu"))
    return alasan_nama + alasan_kelamin + alasan_ibu


def _isi_kelahiran(baris: BarisBersih, mentah: Mentah, pada: date, kamus: Kamus) -> Temuan:
    ambil = mentah.get
    kelahiran = baca_kelahiran(ambil("tanggal_lahir"), ambil("kelahiran"), pada, kamus)
    baris.tempat_lahir = bersihkan_tempat(ambil("tempat_lahir")) or kelahiran.tempat
    baris.tanggal_lahir = kelahiran.tanggal
    return kelahiran.alasan


def baca_kelahiran(sel: Sel, gabungan: Sel, pada: date, kamus: Kamus) -> Kelahiran:
    """Read the birth date from its own column, else from the combined one; check the age."""
    if sel is None or sel == "":
        sel = gabungan
    hasil = bersihkan_kelahiran(sel, pada.year)
    if hasil.tanggal is None:
        return hasil
    usia = _periksa_usia(sel, hasil.tanggal, pada, kamus)
    return hasil._replace(alasan=hasil.alasan + usia) if usia else hasil


def _periksa_usia(sel: Sel, lahir: date, pada: date, kamus: Kamus) -> Temuan:
    """The finding of an age that is impossible or above the limit."""
    usia = usia_bulan(lahir, pada)
    if 0 <= usia <= kamus.usia_wajar:
        return ()
    batas = kamus.batas_usia_bulan
    if batas is None or not 0 <= usia <= USIA_MUSTAHIL:
        sebab = "Tanggal lahir di masa depan." if usia < 0 else f"Usia {teks_usia(usia)} mustahil."
        return galat("tanggal_lahir_mustahil", "tanggal_lahir", sel, sebab, "Cocokkan dengan KTP.")
    sebab = f"Usia {teks_usia(usia)}, di atas {teks_usia(batas)}: verifikasi akan menolak."
    perbaikan = "Periksa tanggal lahirnya; centang baris ini bila tetap didata."
    return peringatan("usia_di_atas_batas", "tanggal_lahir", sel, sebab, perbaikan)


def _isi_nomor(baris: BarisBersih, mentah: Mentah, pada: date) -> Temuan:
    """Check NIK and KK against each other, and against the birth date and sex already read."""
    sel_nik = mentah.get("nik")
    baris.no_kk, alasan_kk = bersihkan_no_kk(mentah.get("no_kk"))
    alasan_nik = nik_serasi(sel_nik, baris.tanggal_lahir, baris.jenis_kelamin)
    if alasan_nik is not None:
        baris.nik = str(sel_nik)
        return alasan_nik + alasan_kk
    nik, alasan_nik = bersihkan_nik(sel_nik)
    bagian = bagian_lahir(nik[6:12]) if nik else None
    if salah_kolom := _salah_kolom(baris, mentah, nik, bagian):
        return salah_kolom
    baris.nik = nik or ""
    if bagian:
        alasan_nik += _beda_nik(baris, mentah, bagian, pada)
    return alasan_nik + alasan_kk


def _salah_kolom(
    baris: BarisBersih, mentah: Mentah, nik: str | None, bagian: BagianLahir | None
) -> Temuan:
    """The galat of a NIK that stands in the column of KPJ or KK; a swapped KK becomes empty."""
    lahir, sel_nik = baris.tanggal_lahir, mentah.get("nik")
    if nik is None and di_kpj(mentah, lahir):
        return galat("nik_kpj_tertukar", "nik", sel_nik, _SEBAB_TUKAR_KPJ, _KLIK_TUKAR_KPJ)
    if lahir is None or (bagian and bagian[:3] == (lahir.day, lahir.month, lahir.year % 100)):
        return ()
    if not tertukar(mentah, lahir):
        return ()
    baris.no_kk = ""
    return galat("nik_kk_tertukar", "nik", sel_nik, _SEBAB_TUKAR, _KLIK_TUKAR)


def _beda_nik(baris: BarisBersih, mentah: Mentah, bagian: BagianLahir, pada: date) -> Temuan:
    """Warnings where the NIK states another birth date or another sex than the row."""
    lahir, kelamin = baris.tanggal_lahir, baris.jenis_kelamin
    temuan: Temuan = ()
    if lahir:
        temuan = beda_tanggal(baris.nik, bagian, lahir, pada)
    if kelamin and bagian.kelamin != kelamin:
        temuan += beda_kelamin(mentah.get("jenis_kelamin"), kelamin, bagian.kelamin)
    return temuan


def _isi_alamat(baris: BarisBersih, mentah: Mentah, kamus: Kamus) -> Temuan:
    ambil = mentah.get
    baris.rt, baris.rw, alasan_rt_rw = baca_rt_rw(ambil("rt_rw"), ambil("rt"), ambil("rw"))
    wilayah = cocokkan_wilayah(ambil("kecamatan"), ambil("kelurahan"), kamus)
    baris.kelurahan = wilayah.kelurahan
    baris.hp, alasan_hp = bersihkan_hp(ambil("hp"))
    baris.email, alasan_email = bersihkan_email(ambil("email"))
    return alasan_rt_rw + wilayah.alasan + alasan_hp + alasan_email


def baca_rt_rw(gabungan: Sel, sel_rt: Sel, sel_rw: Sel) -> RtRw:
    """Read RT and RW from their own columns, else from the combined one."""
    satu = bersihkan_rt_rw(gabungan, "rt_rw")
    rt, rw = bersihkan_rt_rw(sel_rt, "rt"), bersihkan_rt_rw(sel_rw, "rw")
    alasan = satu.alasan + rt.alasan + rw.alasan
    return RtRw(rt.rt or satu.rt, rw.rw or rt.rw or satu.rw, alasan)


def _isi_kerja(baris: BarisBersih, mentah: Mentah, kamus: Kamus) -> Temuan:
    ambil = mentah.get
    baris.pekerjaan, alasan_kerja = cocokkan_pekerjaan(ambil("pekerjaan"), kamus)
    baris.keterangan = rapikan(ambil("keterangan"))
    baris.penghasilan, alasan_penghasilan = bersihkan_penghasilan(ambil("penghasilan"))
    baris.cara_kerja, alasan_cara = bersihkan_cara_kerja(ambil("cara_kerja"))
    return alasan_kerja + alasan_penghasilan + alasan_cara


def _isi_kesejahteraan(baris: BarisBersih, mentah: Mentah, pada: date) -> Temuan:
    ambil = mentah.get
    baris.status_bpjs, alasan_status = bersihkan_status_bpjs(ambil("status_bpjs"))
    baris.desil, baris.register_kesejahteraan, alasan = baca_kesejahteraan(
        ambil("desil"), ambil("register_kesejahteraan")
    )
    baris.desil_pada, alasan_cek = bersihkan_desil_pada(ambil("desil_pada"), pada)
    return alasan_status + alasan + alasan_cek
