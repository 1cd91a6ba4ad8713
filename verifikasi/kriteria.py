"""The rules of a case: pure functions of frozen facts and a date.

Which rules apply, with which limits and on which legal basis, are rows of ``Kriteria``; a code
without a rule here is answered by the verifier. No clock and no query in this module.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from peserta.models import StatusBPJS
from pijar.bulan import nama_bulan, tanggal_panjang
from verifikasi.models import Jawaban

KODE_KOTA = "33.74"
AWAL_KK = "3374"
Parameter = Mapping[str, int]


@dataclass(frozen=True)
class FaktaKasus:
    """Facts of one person for the rules, frozen when the case was submitted.

    ``pembayar`` names the source of a live grant or ledger month from the month of ``pada`` on,
    ``dibayar_sampai`` is its last month. ``penyumbang`` is the civil servant who promised to pay.
    """

    tanggal_lahir: date
    kelurahan: str
    no_kk: str
    pekerjaan: str
    pekerjaan_aktif: bool
    status_bpjs: str
    desil: int | None
    wilayah_nik: str = ""
    keterangan_kerja: date | None = None
    pembayar: str = ""
    dibayar_sampai: date | None = None
    penyumbang: str = ""


class Penilaian(NamedTuple):
    """The answer of a rule and the sentence that tells the officer why."""

    jawaban: str
    penjelasan: str


Aturan = Callable[[FaktaKasus, Parameter, date], Penilaian]


def bulan_genap(lahir: date, pada: date) -> int:
    """Completed months of life on ``pada``.

    A person born on the 31st completes a shorter month on the 1st of the next.
    """
    return (pada.year - lahir.year) * 12 + pada.month - lahir.month - (pada.day < lahir.day)


def usia(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """At most ``bulan_maks`` completed months (779: until the day before the 65th birthday)."""
    bulan, terbanyak = bulan_genap(fakta.tanggal_lahir, pada), parameter["bulan_maks"]
    tahun_min = parameter["tahun_min"]
    if bulan < 0:
        return Penilaian(Jawaban.TIDAK, "Tanggal lahirnya belum tiba. Periksa KTP.")
    kini = f"Berusia {bulan // 12} tahun {bulan % 12} bulan pada {tanggal_panjang(pada)}"
    if bulan > terbanyak:
        batas = f"{terbanyak // 12} tahun {terbanyak % 12} bulan"
        return Penilaian(Jawaban.TIDAK, f"{kini}; paling tinggi {batas}.")
    if bulan < tahun_min * 12:
        return Penilaian(Jawaban.TIDAK, f"{kini}; paling muda {tahun_min} tahun.")
    return Penilaian(Jawaban.YA, f"{kini}.")


def penduduk(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """Lives in a kelurahan of the city; a family card from elsewhere needs a verifier's look."""
    if not fakta.kelurahan.startswith(KODE_KOTA):
        return Penilaian(Jawaban.TIDAK, "Kelurahan tempat tinggalnya di luar Kota Semarang.")
    if fakta.no_kk and not fakta.no_kk.startswith(AWAL_KK):
        return Penilaian(
            Jawaban.BELUM_ADA_DATA,
            f"Nomor KK diawali {fakta.no_kk[:4]}, bukan {AWAL_KK}. Periksa KK atau surat domisili.",
        )
    kk = "dengan KK Kota Semarang" if fakta.no_kk else "; nomor KK belum diisi"
    asal = ""
    if fakta.wilayah_nik and not fakta.wilayah_nik.startswith(AWAL_KK):
        asal = f" NIK pertama kali terbit di wilayah {fakta.wilayah_nik}; itu boleh."
    return Penilaian(Jawaban.YA, f"Tinggal di Kota Semarang {kk}.{asal}".replace(" ;", ";"))


def pekerjaan(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """The occupation is on the programme's list on that day."""
    if fakta.pekerjaan_aktif:
        return Penilaian(Jawaban.YA, "Pekerjaannya ada dalam daftar sasaran.")
    return Penilaian(Jawaban.TIDAK, "Pekerjaannya tidak lagi ada dalam daftar sasaran.")


def bukan_penerima_upah(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """Not an active wage earner at BPJS; without a check at BPJS the answer stays open."""
    if fakta.status_bpjs == StatusBPJS.PU_AKTIF:
        return Penilaian(Jawaban.TIDAK, "Tercatat sebagai penerima upah aktif di BPJS.")
    if not fakta.status_bpjs:
        return Penilaian(
            Jawaban.BELUM_ADA_DATA, "Status BPJS belum dicek. Cek ke BPJS atau minta pernyataan."
        )
    arti = StatusBPJS(fakta.status_bpjs).label.lower()
    return Penilaian(Jawaban.YA, f"Status BPJS: {arti}.")


def masih_bekerja(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """A dated attestation "masih bekerja dan tidak sedang sakit", at most ``berlaku_hari`` old."""
    tanggal, lama = fakta.keterangan_kerja, parameter["berlaku_hari"]
    if tanggal is None:
        return Penilaian(
            Jawaban.BELUM_ADA_DATA, "Belum ada keterangan masih bekerja dan tidak sedang sakit."
        )
    ditulis = f"Keterangan bertanggal {tanggal_panjang(tanggal)}"
    if tanggal > pada:
        return Penilaian(Jawaban.BELUM_ADA_DATA, f"{ditulis}, yaitu hari yang belum tiba.")
    if pada - tanggal > timedelta(days=lama):
        return Penilaian(Jawaban.BELUM_ADA_DATA, f"{ditulis}, lebih dari {lama} hari yang lalu.")
    return Penilaian(Jawaban.YA, f"{ditulis}.")


def tidak_ganda(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """Nobody else pays: no live grant here, and BPJS knows of no other payer.

    A civil servant's promise is no payer: the promised are verified as everybody, and he pays then.
    """
    if fakta.pembayar:
        sampai = f" sampai {nama_bulan(fakta.dibayar_sampai)}" if fakta.dibayar_sampai else ""
        return Penilaian(Jawaban.TIDAK, f"Sudah dibiayai {fakta.pembayar}{sampai}.")
    if fakta.status_bpjs == StatusBPJS.PIHAK_LAIN:
        return Penilaian(Jawaban.TIDAK, "Menurut BPJS iurannya dibayar pihak lain.")
    if fakta.penyumbang:
        return Penilaian(
            Jawaban.YA,
            f"Dijanjikan {fakta.penyumbang}: bila layak, iurannya dibayar penyumbang itu tanpa "
            "penetapan.",
        )
    return Penilaian(Jawaban.YA, "Tidak ada pembayar lain yang tercatat.")


def kesejahteraan(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """Welfare decile of DTSEN at most ``desil_maks``; a warning that never blocks a case."""
    terbanyak = parameter["desil_maks"]
    if fakta.desil is None:
        return Penilaian(Jawaban.BELUM_ADA_DATA, "Desil DTSEN belum tercatat.")
    if fakta.desil > terbanyak:
        return Penilaian(Jawaban.TIDAK, f"Desil {fakta.desil}; sasaran desil 1–{terbanyak}.")
    return Penilaian(Jawaban.YA, f"Desil {fakta.desil} (sasaran desil 1–{terbanyak}).")


# Each rule with its limits and their values when a version sets none.
KRITERIA: dict[str, tuple[Aturan, Parameter]] = {
    "usia": (usia, {"bulan_maks": 779, "tahun_min": 15}),
    "penduduk": (penduduk, {}),
    "pekerjaan": (pekerjaan, {}),
    "bukan_penerima_upah": (bukan_penerima_upah, {}),
    "masih_bekerja": (masih_bekerja, {"berlaku_hari": 90}),
    "tidak_ganda": (tidak_ganda, {}),
    "kesejahteraan": (kesejahteraan, {"desil_maks": 5}),
}
SINGKAT = {
    "usia": "Usia",
    "penduduk": "Penduduk",
    "pekerjaan": "Pekerjaan",
    "bukan_penerima_upah": "Bukan penerima upah",
    "masih_bekerja": "Masih bekerja",
    "tidak_ganda": "Tidak ganda",
    "kesejahteraan": "Kesejahteraan",
}
ARTI_PARAMETER = {
    "tahun_min": "paling muda {} tahun",
    "berlaku_hari": "keterangan berlaku {} hari",
    "desil_maks": "desil 1 sampai {}",
}
TANPA_ATURAN = Penilaian(Jawaban.BELUM_ADA_DATA, "Diperiksa dan dijawab oleh verifikator.")


def nilai(kode: str, fakta: FaktaKasus, parameter: Parameter, *, pada: date) -> Penilaian:
    """How the data answers criterion ``kode`` on ``pada``."""
    if kode not in KRITERIA:
        return TANPA_ATURAN
    aturan, bawaan = KRITERIA[kode]
    return aturan(fakta, {**bawaan, **parameter}, pada)


def batas(kode: str, parameter: Parameter) -> list[str]:
    """The limits of a criterion in words, with the built-in ones where a version sets none."""
    berlaku = {**(KRITERIA[kode][1] if kode in KRITERIA else {}), **parameter}
    return [_arti(nama, isi) for nama, isi in berlaku.items()]


def _arti(nama: str, isi: int) -> str:
    """One limit in words; an age in months is said as people say an age."""
    if nama == "bulan_maks":
        tahun, bulan = divmod(isi, 12)
        return f"paling tua {tahun} tahun {bulan} bulan"
    return ARTI_PARAMETER.get(nama, nama + ": {}").format(isi)


def parameter_keliru(kode: str, parameter: object) -> str:
    """The error in a version's limits for ``kode``, in words; empty without one."""
    dikenal = KRITERIA[kode][1] if kode in KRITERIA else {}
    if not isinstance(parameter, dict):
        return 'Tulis parameter sebagai objek, misalnya {"berlaku_hari": 90}.'
    if asing := sorted(set(parameter) - set(dikenal)):
        return f"Parameter {', '.join(asing)} tidak dikenal oleh kriteria ini."
    for nama, isi in parameter.items():
        if type(isi) is not int or isi <= 0:
            return f"Parameter {nama} harus bilangan bulat lebih dari nol."
    return ""
