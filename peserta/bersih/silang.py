"""Hold the numbers of a row against its birth date and sex."""

from datetime import date

from peserta.bersih.alasan import Temuan, peringatan, tanggal_indonesia
from peserta.bersih.nik import BagianLahir, bagian_lahir, cacat, tanggal_lahir_dari_nik
from peserta.bersih.nomor import baca_nomor
from pijar.excel import Sel

KELAMIN = {"L": "laki-laki", "P": "perempuan"}
CEK_KELAMIN = "Cocokkan dengan KTP, lalu betulkan jenis kelamin atau NIK-nya."
Mentah = dict[str, Sel]


def di_kpj(mentah: Mentah, lahir: date | None) -> bool:
    """Whether the KPJ cell holds a NIK that fits the birth date."""
    if not mentah.get("kpj"):
        return False
    kpj = baca_nomor(mentah["kpj"])
    return not (kpj.galat or cacat(kpj.angka)) and (not lahir or tanggal_sama(kpj.angka, lahir))


def beda_kelamin(sel: Sel, tertulis: str, menurut_nik: str) -> Temuan:
    sebab = (
        f"Jenis kelamin berbeda dari NIK: tertulis {KELAMIN[tertulis]}, "
        f"NIK menunjukkan {KELAMIN[menurut_nik]}."
    )
    return peringatan("nik_kelamin_beda", "jenis_kelamin", sel, sebab, CEK_KELAMIN)


def tertukar(mentah: Mentah, lahir: date) -> bool:
    """Whether the KK cell holds the NIK: only its digits state the birth date."""
    nik, kk = baca_nomor(mentah.get("nik")), baca_nomor(mentah.get("no_kk"))
    if kk.galat or cacat(kk.angka) or not tanggal_sama(kk.angka, lahir):
        return False
    return bool(nik.galat) or not tanggal_sama(nik.angka, lahir)


def tanggal_sama(nik: str, lahir: date) -> bool:
    bagian = bagian_lahir(nik[6:12])
    return bagian is not None and bagian[:3] == (lahir.day, lahir.month, lahir.year % 100)


def beda_tanggal(nik: str, bagian: BagianLahir, lahir: date, pada: date) -> Temuan:
    if bagian[:3] == (lahir.day, lahir.month, lahir.year % 100):
        return ()
    tertulis = tanggal_indonesia(lahir)
    menurut_nik = tanggal_indonesia(tanggal_lahir_dari_nik(nik, pada))
    if bagian[:3] == (lahir.month, lahir.day, lahir.year % 100):
        kode, awal = "tanggal_bulan_tertukar", "Tanggal dan bulan tampaknya tertukar: "
    else:
        kode, awal = "nik_lahir_beda", "Tanggal lahir berbeda dari NIK: "
    sebab = f"{awal}tertulis {tertulis}, NIK menunjukkan {menurut_nik}."
    perbaikan = f"Cocokkan dengan KTP; bila NIK-nya benar, tulis {menurut_nik}."
    return peringatan(kode, "tanggal_lahir", tertulis, sebab, perbaikan)
