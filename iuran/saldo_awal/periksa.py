"""Check one row of an opening list: card, decree, source and months.

No query and no clock; :mod:`peserta.bersih.periksa` checks the person's own columns.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from iuran.buku import pilih_tarif
from iuran.models import JenisBantuan, KondisiInsidental, SumberDana, Tarif
from peserta.bersih.alasan import Alasan, Temuan, galat, kutip, peringatan
from peserta.bersih.kpj import baca_kpj, catatan_kpj
from peserta.bersih.periksa import Mentah
from peserta.bersih.tanggal import bersihkan_kelahiran
from peserta.bersih.teks import huruf_angka, rapikan, rapikan_panjang
from pijar.bulan import awal_bulan, baca_bulan, nama_bulan, rentang_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError
from pijar.excel import Sel, kosong

PANJANG_SK = 100
SEJAK_TERAWAL = 2014  # UU 24/2011: BPJS Ketenagakerjaan works since then
PALING_LAMA = {JenisBantuan.RUTIN: 12, JenisBantuan.INSIDENTAL: 3}
_TAHUN = re.compile(r"\b20[0-9]{2}\b")
_ANGKA_BULAN = re.compile(r"([0-9]{1,3})(?:[.,]0+)?\s*(?:BULAN|BLN)?", re.IGNORECASE)
_CONTOH_BULAN = "Tulis bulan dan tahun, misalnya Januari 2026 atau 01-2026."
_BACA_ULANG = "lalu tekan Baca ulang."


class Acuan:
    """Reference data for checking a row: sources, conditions and tariffs as they are now."""

    def __init__(
        self,
        sumber: Iterable[SumberDana],
        kondisi: Iterable[KondisiInsidental],
        tarif: Iterable[Tarif],
    ) -> None:
        self.daftar_sumber = list(sumber)
        self.tarif = list(tarif)
        self.kondisi = {huruf_angka(t): k.kode for k in kondisi for t in (k.kode, k.nama)}
        self._bertarif: dict[tuple[date, str, bool], bool] = {}

    def cocok(self, sebutan: str, tahun: int) -> list[SumberDana]:
        """Sources of ``tahun`` whose code or name is ``sebutan``."""
        return [
            s
            for s in self.daftar_sumber
            if s.tahun == tahun and sebutan in (huruf_angka(s.kode), huruf_angka(s.nama))
        ]

    def berikut(self, sumber: SumberDana) -> SumberDana | None:
        """The source that pays after New Year."""
        for s in self.daftar_sumber:
            if s.aktif and (s.kode, s.tahun) == (sumber.kode, sumber.tahun + 1):
                return s
        return None

    def bertarif(self, bulan: date, jenis_sumber: str, *, transport: bool) -> bool:
        """Whether a tariff holds in that month."""
        kunci = (bulan, jenis_sumber, transport)
        if kunci not in self._bertarif:
            try:
                pilih_tarif(self.tarif, bulan=bulan, jenis_sumber=jenis_sumber, transport=transport)
                self._bertarif[kunci] = True
            except AturanDilanggarError:
                self._bertarif[kunci] = False
        return self._bertarif[kunci]


@dataclass(slots=True)
class IsiSaldo:
    """A row's card and grant; None or empty where nothing usable stands.

    ``lanjut`` pays the months after New Year, ``lunas`` is the last paid month, ``sejak`` the first
    month of the membership.
    """

    kpj: str = ""
    nomor_sk: str = ""
    sumber: SumberDana | None = None
    lanjut: SumberDana | None = None
    jenis: JenisBantuan = JenisBantuan.RUTIN
    kondisi: str | None = None
    awal: date | None = None
    jumlah: int | None = None
    lunas: date | None = None
    sejak: date | None = None
    alasan: list[Alasan] = field(default_factory=list)

    @property
    def akhir(self) -> date | None:
        """The last month that is promised."""
        return tambah_bulan(self.awal, self.jumlah - 1) if self.awal and self.jumlah else None


def periksa_saldo(mentah: Mentah, acuan: Acuan, *, transport: bool) -> IsiSaldo:
    """Clean and check one row; ``transport`` tells whether the person works in transport."""
    isi = IsiSaldo()
    isi.alasan += (
        *_isi_kartu(isi, mentah),
        *_isi_jenis(isi, mentah, acuan),
        *_isi_bulan(isi, mentah),
        *_isi_sumber(isi, mentah, acuan),
        *_isi_lunas(isi, mentah),
        *_isi_sejak(isi, mentah),
        *_periksa_tarif(isi, acuan, transport),
    )
    return isi


def _isi_kartu(isi: IsiSaldo, mentah: Mentah) -> Temuan:
    sel = mentah.get("kpj")
    isi.kpj, salah = baca_kpj(sel)
    isi.nomor_sk = rapikan_panjang(mentah.get("nomor_sk"), PANJANG_SK)
    temuan: Temuan = ()
    if salah or not isi.kpj:
        sebab = salah or "KPJ kosong; peserta yang sudah terdaftar pasti mempunyai kartu."
        temuan = galat("kpj", "kpj", sel, sebab, "Salin KPJ dari kartu atau tanyakan ke BPJS.")
    elif catatan := catatan_kpj(isi.kpj):
        perbaikan = "Centang baris ini bila kartunya memang demikian."
        temuan = peringatan("kpj_panjang", "kpj", sel, catatan, perbaikan)
    if not isi.nomor_sk:
        temuan += galat("sk", "nomor_sk", "", "Nomor SK kosong.", "Isi nomor penetapan yang lama.")
    return temuan


def _isi_jenis(isi: IsiSaldo, mentah: Mentah, acuan: Acuan) -> Temuan:
    tulisan, sel = huruf_angka(rapikan(mentah.get("jenis_bantuan"))), mentah.get("kondisi")
    if tulisan and tulisan not in ("RUTIN", "INSIDENTAL"):
        sebab = f"Jenis bantuan {kutip(rapikan(mentah['jenis_bantuan']))} tidak dikenal."
        return galat("jenis", "jenis_bantuan", "", sebab, "Tulis rutin atau insidental.")
    isi.jenis = JenisBantuan(tulisan.lower() or JenisBantuan.RUTIN)
    if isi.jenis == JenisBantuan.RUTIN:
        return ()
    isi.kondisi = acuan.kondisi.get(huruf_angka(rapikan(sel)))
    if isi.kondisi:
        return ()
    pilihan = ", ".join(sorted({*acuan.kondisi.values()}))
    sebab = "Bantuan insidental harus menyebut kondisinya."
    return galat("kondisi", "kondisi", sel, sebab, f"Tulis salah satu: {pilihan}.")


def _isi_bulan(isi: IsiSaldo, mentah: Mentah) -> Temuan:
    isi.awal = bulan_sel(mentah.get("bulan_awal"))
    temuan: Temuan = ()
    if isi.awal is None:
        sel = mentah.get("bulan_awal")
        sebab = "Bulan pertama kosong." if kosong(sel) else "Bulan pertama tidak terbaca."
        temuan = galat("bulan_awal", "bulan_awal", sel, sebab, _CONTOH_BULAN)
    sel = mentah.get("jumlah_bulan")
    cocok = _ANGKA_BULAN.fullmatch(rapikan(sel))
    jumlah, maks = int(cocok[1]) if cocok else 0, PALING_LAMA[isi.jenis]
    if 1 <= jumlah <= maks:
        isi.jumlah = jumlah
        return temuan
    sebab = f"Bantuan {isi.jenis.label.lower()} lamanya 1 sampai {maks} bulan."
    perbaikan = "Isi jumlah bulan menurut SK; lebih dari setahun berarti lebih dari satu SK."
    return temuan + galat("jumlah_bulan", "jumlah_bulan", sel, sebab, perbaikan)


def bulan_sel(sel: Sel) -> date | None:
    """The month in a cell: a date, or a month as people write it; None when it is neither."""
    if isinstance(sel, (date, datetime)):
        return awal_bulan(sel)
    if kosong(sel):
        return None
    if bulan := baca_bulan(rapikan(sel)):
        return bulan
    tanggal = bersihkan_kelahiran(sel, 2099).tanggal
    return awal_bulan(tanggal) if tanggal else None


def _isi_sumber(isi: IsiSaldo, mentah: Mentah, acuan: Acuan) -> Temuan:
    tulisan = rapikan(mentah.get("sumber"))
    if not tulisan:
        return _galat_sumber("", "Sumber dana kosong.", "Tulis kode atau nama sumber dananya.")
    tahun = _tahun_sumber(isi, tulisan, mentah.get("tahun"))
    if tahun is None:  # the missing month is reported already
        return ()
    sebutan = (huruf_angka(tulisan), huruf_angka(_TAHUN.sub("", tulisan)))
    cocok = next((c for s in sebutan if (c := acuan.cocok(s, tahun))), [])
    if len(cocok) != 1:
        return _sumber_tak_pasti(tulisan, tahun, cocok, acuan)
    if not cocok[0].aktif:
        perbaikan = f"Aktifkan di Kelola > Sumber dana, {_BACA_ULANG}"
        return _galat_sumber(tulisan, f"Sumber dana {cocok[0]} tidak aktif.", perbaikan)
    isi.sumber = cocok[0]
    return _periksa_tahun(isi, isi.sumber, acuan)


def _tahun_sumber(isi: IsiSaldo, tulisan: str, sel_tahun: Sel) -> int | None:
    """The year named with the source, or in its own column, or that of the first month."""
    if cocok := _TAHUN.search(tulisan) or _TAHUN.search(rapikan(sel_tahun)):
        return int(cocok[0])
    return isi.awal.year if isi.awal else None


def _galat_sumber(tulisan: str, sebab: str, perbaikan: str) -> Temuan:
    return galat("sumber", "sumber", tulisan, sebab, perbaikan)


def _sumber_tak_pasti(tulisan: str, tahun: int, cocok: list[SumberDana], acuan: Acuan) -> Temuan:
    ada = ", ".join(s.kode for s in cocok or acuan.daftar_sumber if s.tahun == tahun)
    if cocok:
        sebab = f"Sumber dana {kutip(tulisan)} tahun {tahun} ada lebih dari satu."
        return _galat_sumber(tulisan, sebab, f"Tulis kodenya: {ada}.")
    sebab = f"Sumber dana {kutip(tulisan)} tahun {tahun} tidak dikenal."
    perbaikan = f"Tulis salah satu: {ada}; " if ada else ""
    perbaikan += f"bila memang sumber lain, tambahkan di Kelola > Sumber dana, {_BACA_ULANG}"
    return _galat_sumber(tulisan, sebab, perbaikan[0].upper() + perbaikan[1:])


def _periksa_tahun(isi: IsiSaldo, sumber: SumberDana, acuan: Acuan) -> Temuan:
    """Check that the grant begins in its source's year; later months need next year's source."""
    if isi.awal is None or isi.akhir is None:
        return ()
    if isi.awal.year != sumber.tahun:
        sebab = f"Bulan pertama {nama_bulan(isi.awal)} di luar tahun sumber dana {sumber}."
        perbaikan = "Betulkan bulan pertamanya atau tahun sumber dananya."
        return _galat_sumber(str(sumber), sebab, perbaikan)
    if isi.akhir.year > sumber.tahun:
        isi.lanjut = acuan.berikut(sumber)
        if isi.lanjut is None:
            sebab = (
                f"Bantuan sampai {nama_bulan(isi.akhir)} melewati tahun sumber dana {sumber}, "
                f"sedangkan {sumber.kode} {sumber.tahun + 1} belum ada."
            )
            perbaikan = f"Tambahkan di Kelola > Sumber dana, {_BACA_ULANG}"
            return _galat_sumber(str(sumber), sebab, perbaikan)
    return ()


def _isi_lunas(isi: IsiSaldo, mentah: Mentah) -> Temuan:
    sel = mentah.get("bulan_lunas")
    if kosong(sel) or rapikan(sel) in ("-", "–", "0"):
        return ()
    lunas = bulan_sel(sel)
    if lunas is None:
        return _galat_lunas(sel, "Bulan terakhir yang dibayar tidak terbaca.", _CONTOH_BULAN)
    if isi.awal is None or isi.akhir is None:
        return ()
    if lunas < tambah_bulan(isi.awal, -1):
        sebab = f"Lunas s.d. {nama_bulan(lunas)} mendahului bulan pertama {nama_bulan(isi.awal)}."
        return _galat_lunas(sel, sebab, "Betulkan salah satunya; kosongkan bila belum dibayar.")
    if lunas > isi.akhir:
        sebab = f"Lunas s.d. {nama_bulan(lunas)} melewati bulan terakhir {nama_bulan(isi.akhir)}."
        return _galat_lunas(sel, sebab, "Betulkan bulan itu atau jumlah bulannya.")
    isi.lunas = lunas if lunas >= isi.awal else None
    return ()


def _galat_lunas(sel: Sel, sebab: str, perbaikan: str) -> Temuan:
    return galat("bulan_lunas", "bulan_lunas", sel, sebab, perbaikan)


def _isi_sejak(isi: IsiSaldo, mentah: Mentah) -> Temuan:
    sel = mentah.get("peserta_sejak")
    if kosong(sel) or rapikan(sel) in ("-", "–", "0"):
        return ()
    sejak = bulan_sel(sel)
    sebab = ""
    if sejak is None:
        sebab = "Bulan menjadi peserta tidak terbaca."
    elif isi.awal and sejak > isi.awal:
        sebab = (
            f"Peserta sejak {nama_bulan(sejak)} sesudah bulan pertamanya, {nama_bulan(isi.awal)}."
        )
    elif sejak.year < SEJAK_TERAWAL:
        sebab = f"Peserta sejak {nama_bulan(sejak)} mendahului BPJS Ketenagakerjaan."
    if sebab:
        return galat("peserta_sejak", "peserta_sejak", sel, sebab, _CONTOH_BULAN)
    isi.sejak = sejak
    return ()


def _periksa_tarif(isi: IsiSaldo, acuan: Acuan, transport: bool) -> Temuan:
    if not (isi.awal and isi.jumlah and isi.sumber):
        return ()
    for bulan in rentang_bulan(isi.awal, isi.jumlah):
        sumber = isi.sumber if bulan.year == isi.sumber.tahun else isi.lanjut
        if sumber and not acuan.bertarif(bulan, sumber.jenis, transport=transport):
            sebab = f"Belum ada tarif iuran yang berlaku pada {nama_bulan(bulan)}."
            perbaikan = f"Susun dan konfirmasi tarifnya di Iuran > Tarif, {_BACA_ULANG}"
            return galat("tarif", "bulan_awal", "", sebab, perbaikan)
    return ()
