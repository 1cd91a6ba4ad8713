"""Answers of the movement's form for tests: rows, a workbook, and the way to the promises."""

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from iuran.impor_penyumbang.batal import minta_batal
from iuran.impor_penyumbang.pratinjau import isi_pratinjau
from iuran.impor_penyumbang.terapkan import minta_terapkan
from iuran.impor_penyumbang.terima import unggah_jawaban_asn
from iuran.models import BarisPenyumbang, ImporPenyumbang
from pijar.bulan import WIB
from pijar.models import Pengguna, Tugas
from pijar.sidik import sidik
from tests.factories import nik_dari
from tests.iuran.susunan import jalankan
from tests.peserta import lembar

HARI_INI = date(2026, 4, 20)
SAAT = datetime(2026, 4, 20, 9, tzinfo=WIB)
JUDUL = [
    "Timestamp", "NIP", "Nama ASN", "OPD", "No HP ASN", "NIK pekerja rentan",
    "Nama pekerja rentan", "Tanggal lahir", "Jenis kelamin", "Kelurahan", "Kecamatan", "Pekerjaan",
    "Periode pembayaran", "Mulai bulan",
]  # fmt: skip
LAHIR = date(1985, 2, 15)


def saat(hari: int, pukul: int = 0, menit: int = 0, *, bulan: int = 4) -> datetime:
    """A moment of 2026 as a sheet holds it, without a zone."""
    return datetime(2026, bulan, hari, pukul, menit)  # noqa: DTZ001 - a cell has none


def nip(n: int = 0) -> str:
    """A possible NIP of a man, none of the factory's; the serial tells donors apart."""
    return f"198403062009031{n % 1000:03}"


def jawaban(n: int = 0, **lain: object) -> list[object]:
    """An answer without a fault: donor ``n`` for worker ``n``, twelve months from May 2026."""
    isi: dict[str, object] = {
        "waktu": saat(1, 8, n % 60),
        "nip": nip(n),
        "nama_asn": "Bambang Lestari, S.Kom.",
        "opd": "Disnaker",
        "hp_asn": "081234567890",
        "nik": nik_dari(LAHIR, "P", n),
        "nama": "Siti Aminah",
        "tanggal_lahir": "15/02/1985",
        "jenis_kelamin": "P",
        "kelurahan": "Miroto",
        "kecamatan": "Semarang Tengah",
        "pekerjaan": "tukang becak",
        "tempo": "12 bulan",
        "mulai": "Mei 2026",
    }
    assert not lain.keys() - isi.keys(), lain
    return [*{**isi, **lain}.values()]


def berkas(
    *semua: list[object], nama: str = "jawaban.xlsx", judul: list[str] = JUDUL
) -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, lembar.xlsx(*semua, judul=judul))


def unggah(*semua: list[object], oleh: Pengguna, **lain: object) -> ImporPenyumbang:
    """A list, uploaded and read."""
    return baca(berkas(*semua, **lain), oleh=oleh)


def baca(satu: SimpleUploadedFile, *, oleh: Pengguna) -> ImporPenyumbang:
    impor, _ = unggah_jawaban_asn(satu, oleh=oleh)
    jalankan(impor.tugas)
    impor.refresh_from_db()
    return impor


def centang(impor: ImporPenyumbang, *vonis: str) -> None:
    """Tick every row of these verdicts."""
    impor.daftar_baris.filter(vonis__in=vonis).update(dipilih=True)


def minta(impor: ImporPenyumbang, *, oleh: Pengguna) -> Tugas:
    """Click "Terapkan" with the figures of this moment."""
    return minta_terapkan(impor, dilihat=sidik(isi_pratinjau(impor)), oleh=oleh)


def terapkan(impor: ImporPenyumbang, *vonis: str, oleh: Pengguna) -> Tugas:
    """Tick ``vonis``, click, and let the job run."""
    centang(impor, *vonis)
    tugas = jalankan(minta(impor, oleh=oleh))
    assert tugas.status == "selesai", tugas.galat
    impor.refresh_from_db()
    return tugas


def batalkan(impor: ImporPenyumbang, *, oleh: Pengguna) -> Tugas:
    tugas = jalankan(minta_batal(impor, oleh=oleh))
    assert tugas.status == "selesai", tugas.galat
    impor.refresh_from_db()
    return tugas


def baris(impor: ImporPenyumbang, nomor: int = 2) -> BarisPenyumbang:
    return impor.daftar_baris.get(nomor=nomor)


def nasib(impor: ImporPenyumbang) -> list[tuple[str, str, str]]:
    """Verdict, donor and worker of every row."""
    kolom = ("vonis", "nasib_penyumbang", "nasib_pekerja")
    return [*impor.daftar_baris.order_by("nomor").values_list(*kolom)]


def kode(impor: ImporPenyumbang, nomor: int = 2) -> list[str]:
    """Codes of the reasons of one row."""
    return [a["kode"] for a in baris(impor, nomor).alasan]
