"""Small lists to upload, and the way of a list from the upload to its rows."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from peserta.impor.keadaan import BATALKAN
from peserta.models import BarisImpor, Impor
from pijar.celery import app
from pijar.models import Tugas
from tests.factories import nik_dari

JUDUL = [
    "NIK",
    "No. KK",
    "Nama Lengkap",
    "Tempat Lahir",
    "Tanggal Lahir",
    "Jenis Kelamin",
    "Alamat",
    "Kelurahan",
    "Kecamatan",
    "Pekerjaan",
]
LAHIR = date(1985, 2, 15)


def orang(n: int = 0, **lain: object) -> list[object]:
    """A row without a fault; columns by field code."""
    isi: dict[str, object] = {
        "nik": nik_dari(LAHIR, "P", n),
        "no_kk": f"33740115028{n:05}",
        "nama": "Siti Aminah",
        "tempat_lahir": "Semarang",
        "tanggal_lahir": "15-02-1985",
        "jenis_kelamin": "P",
        "alamat": "Jl. Pemuda 1",
        "kelurahan": "Miroto",
        "kecamatan": "Semarang Tengah",
        "pekerjaan": "tukang becak",
    }
    return [*{**isi, **lain}.values()]


def xlsx(*baris: list[object], judul: list[str] = JUDUL, lembar: str = "Data") -> bytes:
    """A workbook of one sheet."""
    return buku({lembar: [judul, *baris]})


def buku(lembar: dict[str, list[list[object]]]) -> bytes:
    wb = Workbook()
    wb.remove(wb.active)
    for nama, semua in lembar.items():
        ws = wb.create_sheet(nama)
        for satu in semua:
            ws.append(satu)
    hasil = BytesIO()
    wb.save(hasil)
    return hasil.getvalue()


def lembar(
    *isi: list[object],
    sembunyi: Sequence[int] = (),
    gabungan: Sequence[str] = (),
    kepala: Sequence[list[object]] = (JUDUL,),
) -> bytes:
    """A workbook of these rows, some of them hidden (by their number), some cells merged."""
    wb = Workbook()
    for satu in (*kepala, *isi):
        wb.active.append(satu)
    for nomor in sembunyi:
        wb.active.row_dimensions[nomor].hidden = True
    for rentang in gabungan:
        wb.active.merge_cells(rentang)
    hasil = BytesIO()
    wb.save(hasil)
    return hasil.getvalue()


def kirim(client: Client, isi: bytes, nama: str = "daftar.xlsx"):
    """Only the upload, as the browser sends it."""
    data = {"berkas": SimpleUploadedFile(nama, isi), "sumber_data": "kelurahan"}
    return client.post(reverse("peserta:impor"), data)


def unggah(client: Client, isi: bytes, nama: str = "daftar.xlsx") -> Impor:
    """Upload and let the job read it."""
    jawaban = kirim(client, isi, nama)
    assert jawaban.status_code == 302, jawaban.content.decode()[:2000]
    impor = Impor.objects.get(pk=int(jawaban.url.rstrip("/").rsplit("/", 1)[1]))
    kerjakan(impor.tugas)
    impor.refresh_from_db()
    return impor


def kerjakan(tugas: Tugas) -> Tugas:
    """Run a job in this process, as its worker would."""
    app.loader.import_default_modules()
    app.tasks[tugas.jenis].run(tugas.pk)
    tugas.refresh_from_db()
    return tugas


def terapkan(client: Client, impor: Impor, *, centang: bool = False) -> Impor:
    """Click "Terapkan", perhaps after ticking all warnings and proposals; let the job run."""
    if centang:
        pilih(client, impor, ke="peringatan_centang")
        pilih(client, impor, ke="usul_centang")
    pilih(client, impor, ke="terapkan")
    impor.refresh_from_db()
    kerjakan(impor.tugas)
    impor.refresh_from_db()
    return impor


def batalkan(client: Client, impor: Impor, **isi: object):
    """Click "Batalkan" and let the job run, where one was queued; the answer to the click."""
    jawaban = client.post(reverse("peserta:impor_batal", args=[impor.pk]), isi)
    impor.refresh_from_db()
    if impor.tugas.jenis == BATALKAN and impor.tugas.berlangsung:
        kerjakan(impor.tugas)
        impor.refresh_from_db()
    return jawaban


def pilih(client: Client, impor: Impor, *, ke: str = "pilih", nomor: int = 0, **isi: object):
    """Send the review page with the button ``ke``; ``nomor`` is the row that the button is in."""
    args = [impor.pk, nomor] if nomor else [impor.pk]
    return client.post(reverse(f"peserta:impor_{ke}", args=args), isi)


def baris(impor: Impor, nomor: int) -> BarisImpor:
    return impor.daftar_baris.get(nomor=nomor)


def kode(satu: BarisImpor) -> list[str]:
    return [a["kode"] for a in satu.alasan]
