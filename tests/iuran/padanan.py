"""Lists of other offices for tests: rows, a workbook, the way from the upload to its use."""

from datetime import date, datetime

from iuran.models import DaftarPadanan, JenisPemadanan, PermintaanPadanan
from iuran.pemadanan.terapkan import minta_terapkan
from iuran.pemadanan.terima import KepalaDaftar, unggah_padanan
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.models import Pengguna
from tests.iuran.susunan import berkas, jalankan

TANGGAL = date(2026, 11, 5)
SAAT = datetime(2026, 11, 20, 9, tzinfo=WIB)
HARI_INI = SAAT.date()
KEPALA = ["NO", "NIK", "NAMA LENGKAP", "TGL LAHIR", "STATUS", "TANGGAL", "KETERANGAN"]
KEPALA_PU = ["NIK", "NAMA", "STATUS KEPESERTAAN", "NAMA PERUSAHAAN", "AKTIF SEJAK"]
J = JenisPemadanan


def sebut(orang: Peserta, status: str = "HIDUP", tanggal: object = "", ket: str = "", **lain):
    """A row about ``orang`` as Disdukcapil writes it."""
    isi = {"nik": orang.nik, "nama": orang.nama, "lahir": orang.tanggal_lahir} | lain
    return [1, isi["nik"], isi["nama"], isi["lahir"], status, tanggal, ket]


def unggah(
    *baris: list[object],
    oleh: Pengguna,
    jenis: str = J.KEPENDUDUKAN,
    tanggal: date = TANGGAL,
    kepala: list[str] = KEPALA,
    permintaan: PermintaanPadanan | None = None,
) -> DaftarPadanan:
    """A list, uploaded and read; a title stands above its header."""
    isi = berkas([f"DAFTAR HASIL PEMADANAN {tanggal}"], [], kepala, *baris)
    satu, _ = unggah_padanan(isi, KepalaDaftar(jenis, tanggal, "Dinas", permintaan), oleh=oleh)
    jalankan(satu.tugas)
    satu.refresh_from_db()
    return satu


def pakai(daftar: DaftarPadanan, *, oleh: Pengguna) -> DaftarPadanan:
    """Put it to use, as the button and its job do."""
    tugas = jalankan(minta_terapkan(daftar, oleh=oleh))
    assert tugas.status == "selesai", tugas.galat
    daftar.refresh_from_db()
    return daftar


def dipakai(*baris: list[object], oleh: Pengguna, **lain) -> DaftarPadanan:
    return pakai(unggah(*baris, oleh=oleh, **lain), oleh=oleh)


def hasil(daftar: DaftarPadanan) -> list[str]:
    """The bins of its rows, in the file's order."""
    return list(daftar.daftar_baris.order_by("nomor").values_list("hasil", flat=True))
