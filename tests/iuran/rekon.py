"""What the tests of the reconciliation set up: BPJS's list, uploaded and read."""

from datetime import date
from itertools import count

from iuran.models import DaftarBPJS, TitikRekonsiliasi
from iuran.rekonsiliasi.terima import DaftarMasuk, unggah_daftar
from peserta.models import Peserta
from pijar.models import Pengguna
from tests.iuran.susunan import berkas, jalankan

AGUSTUS, SEPTEMBER = date(2026, 8, 1), date(2026, 9, 1)
KEPALA = ["NO", "NIK", "NAMA PESERTA", "NO KPJ", "IURAN", "STATUS"]
JUDUL = [["DAFTAR PESERTA"], [""]]
KELURAHAN_MAJAPAHIT = "33.74.03.1001"
_nomor = count(1)


def baris(orang: Peserta, **lain: object) -> list[object]:
    """The line by which BPJS says just what we say of this person; other cells as given."""
    isi = {"nik": orang.nik, "nama": orang.nama, "kpj": orang.kpj, "iuran": 16_800, "status": ""}
    return [next(_nomor), *(isi | lain).values()]


def unggah(oleh: Pengguna, *isi: list[object], **lain: object) -> DaftarBPJS:
    """A list of August of Pemuda, uploaded; ``judul`` and ``kepala`` stand above the lines."""
    judul, kepala = lain.pop("judul", JUDUL), lain.pop("kepala", KEPALA)
    masuk = {"bulan": AGUSTUS, "cabang": "pemuda", "jenis": "aktif", "tanggal": date(2026, 8, 20)}
    return unggah_daftar(
        DaftarMasuk(**(masuk | lain)), berkas=[berkas(*judul, kepala, *isi)], oleh=oleh
    )


def daftar(oleh: Pengguna, *isi: list[object], **lain: object) -> DaftarBPJS:
    """The same, read by its job."""
    satu = unggah(oleh, *isi, **lain)
    jalankan(satu.tugas)
    satu.refresh_from_db()
    return satu


def bagian(satu: DaftarBPJS) -> list[tuple[int | None, str, str]]:
    """Row in the file, bin and cause of every line."""
    return [(b.nomor, b.bagian, b.sebab) for b in satu.daftar_baris.order_by("urut")]


def terbuka() -> list[tuple[str, str]]:
    """Kind and person's name of every open point."""
    titik = TitikRekonsiliasi.objects.terbuka().order_by("jenis", "nama")
    return [(t.jenis, t.nama) for t in titik]
