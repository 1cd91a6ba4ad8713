"""The rules of a case: pure functions of facts and a date, one for each kind of criterion.

Which criteria there are, with which limits and on which legal basis, are rows of ``Kriteria``. No
clock and no query in this module; the same rules as SQL: :mod:`verifikasi.kriteria_massal`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

from peserta.models import CaraKerja, JenisBerkas, StatusBPJS
from pijar.bulan import akhir_bulan, nama_bulan, tanggal_panjang
from pijar.rupiah import rupiah
from verifikasi.models import Jawaban, JenisKriteria, Saat
from verifikasi.takaran import Parameter, lengkap

SEBULAN_PENUH = (Saat.BULAN_PERTAMA, Saat.PERPANJANGAN)


class Pertanyaan(Protocol):
    """What the rules ask of a row of ``Kriteria``."""

    jenis: str
    parameter: Parameter
    bukti_hari: int | None


@dataclass(frozen=True)
class FaktaKasus:
    """Facts of one person for the rules; of a case those frozen when it was submitted.

    ``pembayar`` names the source of a live grant or ledger month from the month of ``pada`` on,
    ``dibayar_sampai`` is its last month. ``penyumbang`` is the civil servant who promised to pay.
    ``keterangan_kerja`` dates the newest attestation, ``berhenti_kerja`` is what it says against
    working. ``berkas`` has the newest day of each kind of paper.
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
    berhenti_kerja: str = ""
    pembayar: str = ""
    dibayar_sampai: date | None = None
    penyumbang: str = ""
    cara_kerja: str = ""
    penghasilan: int | None = None
    register: str = ""
    desil_pada: date | None = None
    berkas: Mapping[str, date] = field(default_factory=dict)


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


def domisili(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """Lives in a kelurahan of the city; a family card from elsewhere needs a verifier's look."""
    wilayah = parameter["wilayah"]
    awal = awalan_kk(wilayah)
    if not fakta.kelurahan.startswith(wilayah):
        return Penilaian(Jawaban.TIDAK, f"Kelurahan tempat tinggalnya di luar {_daerah(wilayah)}.")
    if fakta.no_kk and not fakta.no_kk.startswith(awal):
        beda = f"Nomor KK diawali {fakta.no_kk[: len(awal)]}, bukan {awal}."
        return Penilaian(Jawaban.BELUM_ADA_DATA, f"{beda} Periksa KK atau surat domisili.")
    kk = f" dengan KK {_daerah(wilayah)}" if fakta.no_kk else "; nomor KK belum diisi"
    asal = ""
    if fakta.wilayah_nik and not fakta.wilayah_nik.startswith(awal):
        asal = f" NIK pertama kali terbit di wilayah {fakta.wilayah_nik}; itu boleh."
    return Penilaian(Jawaban.YA, f"Tinggal di {_daerah(wilayah)}{kk}.{asal}")


def awalan_kk(wilayah: str) -> str:
    """How the numbers of family cards of this area begin."""
    return wilayah.replace(".", "")


def _daerah(wilayah: str) -> str:
    return "Kota Semarang" if wilayah == "33.74" else f"wilayah {wilayah}"


def pekerjaan(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """The occupation is on the programme's list on that day, and on the criterion's own."""
    if not fakta.pekerjaan_aktif:
        return Penilaian(Jawaban.TIDAK, "Pekerjaannya tidak lagi ada dalam daftar sasaran.")
    if parameter["kode"] and fakta.pekerjaan not in parameter["kode"]:
        return Penilaian(Jawaban.TIDAK, "Pekerjaannya tidak termasuk daftar kriteria ini.")
    return Penilaian(Jawaban.YA, "Pekerjaannya ada dalam daftar sasaran.")


def cara_kerja(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """Works in one of the ways ``cara``, and earns at most ``penghasilan_maks`` rupiah a month."""
    cara = CaraKerja(fakta.cara_kerja).label.lower() if fakta.cara_kerja else ""
    upah = _upah(fakta.penghasilan, parameter["penghasilan_maks"])
    if cara and fakta.cara_kerja not in parameter["cara"]:
        return Penilaian(Jawaban.TIDAK, f"Cara kerjanya: {cara}; tidak termasuk sasaran.")
    if upah.jawaban == Jawaban.TIDAK:
        return upah
    if not cara:
        return Penilaian(Jawaban.BELUM_ADA_DATA, "Cara kerjanya belum dicatat. Tanyakan.")
    if upah.jawaban == Jawaban.BELUM_ADA_DATA:
        return upah
    return Penilaian(Jawaban.YA, f"Cara kerjanya: {cara}. {upah.penjelasan}".strip())


def _upah(penghasilan: int | None, terbanyak: int | None) -> Penilaian:
    """How an income stands to its limit; without a limit it is not asked."""
    if terbanyak is None:
        return Penilaian(Jawaban.YA, "")
    if penghasilan is None:
        return Penilaian(Jawaban.BELUM_ADA_DATA, "Penghasilannya belum dicatat. Tanyakan.")
    kini = f"Penghasilannya {rupiah(penghasilan)} sebulan"
    if penghasilan > terbanyak:
        return Penilaian(Jawaban.TIDAK, f"{kini}; paling tinggi {rupiah(terbanyak)}.")
    return Penilaian(Jawaban.YA, f"{kini}.")


def bukan_penerima_upah(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """Not an active wage earner at BPJS; without a check at BPJS the answer stays open."""
    if fakta.status_bpjs == StatusBPJS.PU_AKTIF:
        return Penilaian(Jawaban.TIDAK, "Tercatat sebagai penerima upah aktif di BPJS.")
    if not fakta.status_bpjs:
        tanyakan = "Status BPJS belum dicek. Cek ke BPJS atau minta pernyataan."
        return Penilaian(Jawaban.BELUM_ADA_DATA, tanyakan)
    arti = StatusBPJS(fakta.status_bpjs).label.lower()
    return Penilaian(Jawaban.YA, f"Status BPJS: {arti}.")


def masih_bekerja(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """A dated attestation "masih bekerja dan tidak sedang sakit", at most ``berlaku_hari`` old."""
    tanggal, lama = fakta.keterangan_kerja, parameter["berlaku_hari"]
    if fakta.berhenti_kerja:
        return Penilaian(Jawaban.TIDAK, f"Menurut pernyataan terakhir {fakta.berhenti_kerja}.")
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


def tanpa_pembayar_lain(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """Nobody else pays: no live grant here, and BPJS knows of no other payer.

    A civil servant's promise is no payer: the promised are verified as everybody, and he pays then.
    """
    if fakta.pembayar:
        sampai = f" sampai {nama_bulan(fakta.dibayar_sampai)}" if fakta.dibayar_sampai else ""
        return Penilaian(Jawaban.TIDAK, f"Sudah dibiayai {fakta.pembayar}{sampai}.")
    if fakta.status_bpjs == StatusBPJS.PIHAK_LAIN:
        return Penilaian(Jawaban.TIDAK, "Menurut BPJS iurannya dibayar pihak lain.")
    if siapa := fakta.penyumbang:
        janji = f"Dijanjikan {siapa}: bila layak, iurannya dibayar penyumbang itu tanpa penetapan."
        return Penilaian(Jawaban.YA, janji)
    return Penilaian(Jawaban.YA, "Tidak ada pembayar lain yang tercatat.")


def register(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """In one of the registers, decile at most ``desil_maks``, checked within ``umur_bulan``."""
    terbanyak, diakui = parameter["desil_maks"], parameter["register"]
    if diakui and fakta.register and fakta.register not in diakui:
        sebab = f"Register {fakta.register}; yang diakui {', '.join(diakui)}."
        return Penilaian(Jawaban.TIDAK, sebab)
    if fakta.desil is not None and fakta.desil > terbanyak:
        return Penilaian(Jawaban.TIDAK, f"Desil {fakta.desil}; sasaran desil 1–{terbanyak}.")
    if diakui and not fakta.register:
        return Penilaian(Jawaban.BELUM_ADA_DATA, "Register kesejahteraan belum tercatat.")
    if fakta.desil is None:
        return Penilaian(Jawaban.BELUM_ADA_DATA, "Desil DTSEN belum tercatat.")
    if kurang := _cek_desil(fakta.desil_pada, parameter["umur_bulan"], pada):
        return Penilaian(Jawaban.BELUM_ADA_DATA, kurang)
    return Penilaian(Jawaban.YA, f"Desil {fakta.desil} (sasaran desil 1–{terbanyak}).")


def _cek_desil(dicek: date | None, umur: int | None, pada: date) -> str:
    """Why the day of the check does not do: unknown, to come, or over ``umur`` months ago."""
    if umur is None:
        return ""
    if dicek is None:
        return "Tanggal pengecekan desilnya belum tercatat."
    if dicek > pada:
        return f"Desil dicek {tanggal_panjang(dicek)}, yaitu hari yang belum tiba."
    if bulan_genap(dicek, pada - timedelta(days=1)) >= umur:
        return f"Desil dicek {tanggal_panjang(dicek)}, lebih dari {umur} bulan yang lalu."
    return ""


def berkas(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """Every kind of paper in ``berkas`` is there, uploaded since ``sejak`` where that is a day."""
    sejak = parameter["sejak"]
    nama = {j: JenisBerkas(j).label for j in parameter["berkas"]}
    kurang = [n for j, n in nama.items() if j not in fakta.berkas]
    lama = [n for j, n in nama.items() if sejak and j in fakta.berkas and fakta.berkas[j] < sejak]
    if kurang:
        return Penilaian(Jawaban.BELUM_ADA_DATA, f"Berkas belum ada: {', '.join(kurang)}.")
    if lama:
        sebab = f"Diunggah sebelum {tanggal_panjang(sejak)}: {', '.join(lama)}. Minta yang baru."
        return Penilaian(Jawaban.BELUM_ADA_DATA, sebab)
    return Penilaian(Jawaban.YA, f"Berkas ada: {', '.join(nama.values())}.")


def tanya(fakta: FaktaKasus, parameter: Parameter, pada: date) -> Penilaian:
    """A free question, which the verifier answers."""
    return Penilaian(Jawaban.BELUM_ADA_DATA, "Diperiksa dan dijawab oleh verifikator.")


ATURAN: dict[str, Aturan] = {
    JenisKriteria.USIA: usia,
    JenisKriteria.DOMISILI: domisili,
    JenisKriteria.PEKERJAAN: pekerjaan,
    JenisKriteria.CARA_KERJA: cara_kerja,
    JenisKriteria.REGISTER: register,
    JenisKriteria.BUKAN_PENERIMA_UPAH: bukan_penerima_upah,
    JenisKriteria.TANPA_PEMBAYAR_LAIN: tanpa_pembayar_lain,
    JenisKriteria.MASIH_BEKERJA: masih_bekerja,
    JenisKriteria.BERKAS: berkas,
    JenisKriteria.TANYA: tanya,
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


def nilai(
    kriteria: Pertanyaan, fakta: FaktaKasus, *, pada: date, saat: str = Saat.PUTUSAN
) -> Penilaian:
    """How the data answers a criterion on ``pada``.

    For a month (its first, or one of an extension) the age is that on the month's last day: no
    month is paid from that of the birthday on.
    """
    isi = batas_pada(kriteria, saat) | {"sejak": berkas_sejak(kriteria, pada)}
    return ATURAN[kriteria.jenis](fakta, isi, hari_tanya(kriteria.jenis, saat, pada))


def batas_pada(kriteria: Pertanyaan, saat: str) -> dict[str, Any]:
    """The limits of a criterion at a look; an attestation may count otherwise at an extension."""
    isi = lengkap(kriteria.jenis, kriteria.parameter)
    if saat == Saat.PERPANJANGAN and (hari := isi.get("hari_perpanjangan")):
        isi["berlaku_hari"] = hari
    return isi


def hari_tanya(jenis: str, saat: str, pada: date) -> date:
    """The day of which a criterion speaks at a look that is made on ``pada``."""
    sebulan = jenis == JenisKriteria.USIA and saat in SEBULAN_PENUH
    return akhir_bulan(pada) if sebulan else pada


def berkas_sejak(kriteria: Pertanyaan, pada: date) -> date | None:
    """The earliest day of a paper that still counts; None when its age does not matter."""
    return pada - timedelta(days=kriteria.bukti_hari) if kriteria.bukti_hari else None
