"""Opening lists for tests: rows, a workbook, and the way of a list to the ledger."""

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from iuran.models import SaldoAwal
from iuran.saldo_awal.pratinjau import pratinjau
from iuran.saldo_awal.terapkan import minta_terapkan
from iuran.saldo_awal.terima import unggah_saldo
from pijar.bulan import WIB
from pijar.models import Pengguna, Tugas
from tests.factories import sumber
from tests.iuran.susunan import jalankan
from tests.peserta import lembar

HARI_INI = date(2026, 4, 20)
SAAT = datetime(2026, 4, 20, 9, tzinfo=WIB)
JUDUL = [
    *lembar.JUDUL,
    "No. KPJ",
    "Nomor SK",
    "Sumber Dana",
    "Bulan Pertama",
    "Jumlah Bulan",
    "Dibayar s.d.",
    "Jenis Bantuan",
    "Kondisi",
]


def baris(n: int = 0, **lain: object) -> list[object]:
    """A row without a fault: APBD 2026, the whole year, paid until March."""
    orang = {k: v for k, v in lain.items() if k in KOLOM_ORANG}
    isi: dict[str, object] = {
        "kpj": f"26{n:09}",
        "nomor_sk": "463/7/2025",
        "sumber": "APBD",
        "bulan_awal": "Januari 2026",
        "jumlah_bulan": 12,
        "bulan_lunas": "Maret 2026",
        "jenis": "",
        "kondisi": "",
    }
    ikut = {k: v for k, v in lain.items() if k in isi}
    assert len(orang) + len(ikut) == len(lain), lain
    return [*lembar.orang(n, **orang), *{**isi, **ikut}.values()]


KOLOM_ORANG = (
    "nik", "no_kk", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "alamat",
    "kelurahan", "kecamatan", "pekerjaan",
)  # fmt: skip


def berkas(*semua: list[object], nama: str = "saldo.xlsx", judul: list[str] = JUDUL):
    return SimpleUploadedFile(nama, lembar.xlsx(*semua, judul=judul))


def unggah(*semua: list[object], oleh: Pengguna, **lain: object) -> SaldoAwal:
    """A list, uploaded and read."""
    satu = berkas(*semua, **lain)
    saldo = unggah_saldo(satu, nama=satu.name, oleh=oleh)
    jalankan(saldo.tugas)
    saldo.refresh_from_db()
    return saldo


def minta(saldo: SaldoAwal, *, oleh: Pengguna) -> Tugas:
    """Click "Terapkan" with the figures of this moment."""
    return minta_terapkan(saldo, dilihat=pratinjau(saldo).sidik, oleh=oleh)


def terapkan(saldo: SaldoAwal, *, oleh: Pengguna) -> SaldoAwal:
    """The same, and let the job run."""
    tugas = jalankan(minta(saldo, oleh=oleh))
    assert tugas.status == "selesai", tugas.galat
    saldo.refresh_from_db()
    return saldo


def vonis(saldo: SaldoAwal) -> dict[int, str]:
    return dict(saldo.daftar_baris.values_list("nomor", "vonis"))


def kode(saldo: SaldoAwal, nomor: int = 2) -> list[str]:
    """Codes of the reasons of one row."""
    return [a["kode"] for a in saldo.daftar_baris.get(nomor=nomor).alasan]


def sumber_2025() -> None:
    """The city's money of the year before."""
    sumber("APBD", 2025)
