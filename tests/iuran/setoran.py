"""What the tests of slips and of BPJS's list of the movement set up."""

from datetime import date
from itertools import count

from iuran.daftar_setoran.terima import KepalaSetoran, unggah_setoran
from iuran.models import DaftarSetoran, Janji, Pembayaran
from iuran.setoran.actions.slip import IsiSlip, catat_slip
from iuran.setoran.aturan import Pilihan
from pijar.models import Pengguna
from tests.factories import PenggunaFactory
from tests.iuran.susunan import berkas, jalankan

AGUSTUS = date(2026, 8, 1)
HARI = date(2026, 9, 10)
KEPALA = ["NO", "NIK", "NAMA PESERTA", "NO KPJ", "NIP", "NAMA PENYUMBANG", "IURAN", "KETERANGAN"]
JUDUL = [["SETORAN ASN PEDULI"], [""]]
TARIF = 16_800
_nomor = count(1)


def slip(*janji: Janji, jumlah: int = 1, mulai: date | None = None, **lain: object) -> IsiSlip:
    """A slip of the first promise's donor over these promises, whose amount is right."""
    pilihan = [Pilihan(j.pk, mulai or j.mulai, jumlah) for j in janji]
    isi = {
        "penyumbang_id": janji[0].penyumbang_id,
        "nomor": f"BR-{next(_nomor)}",
        "tanggal": date(2026, 9, 1),
        "kanal": "bank",
        "nominal": TARIF * jumlah * len(janji),
        "pilihan": pilihan,
    }
    return IsiSlip(**(isi | lain))


def catat(*janji: Janji, **lain: object) -> Pembayaran:
    return catat_slip(slip(*janji, **lain), oleh=PenggunaFactory(), pada=HARI)


def baris(janji: Janji, **lain: object) -> list[object]:
    """The line by which BPJS says just what this promise says; other cells as given."""
    orang, asn = janji.peserta, janji.penyumbang
    isi = {
        "nik": orang.nik,
        "nama": orang.nama,
        "kpj": orang.kpj,
        "nip": asn.nip,
        "penyumbang": asn.nama,
        "iuran": TARIF,
        "keterangan": "",
    }
    return [next(_nomor), *(isi | lain).values()]


def unggah(oleh: Pengguna, *isi: list[object], **lain: object) -> DaftarSetoran:
    """A list of August, uploaded; ``judul`` and ``kepala`` stand above the lines."""
    judul, kepala = lain.pop("judul", JUDUL), lain.pop("kepala", KEPALA)
    masuk = {"bulan": AGUSTUS, "tanggal": date(2026, 9, 5)} | lain
    satu, _ = unggah_setoran(berkas(*judul, kepala, *isi), KepalaSetoran(**masuk), oleh=oleh)
    return satu


def daftar(oleh: Pengguna, *isi: list[object], **lain: object) -> DaftarSetoran:
    """The same, read by its job."""
    satu = unggah(oleh, *isi, **lain)
    jalankan(satu.tugas)
    satu.refresh_from_db()
    return satu


def bagian(satu: DaftarSetoran) -> list[tuple[int | None, str, str]]:
    """Row in the file, bin and cause of every line."""
    return [(b.nomor, b.bagian, b.sebab) for b in satu.daftar_baris.order_by("urut")]
