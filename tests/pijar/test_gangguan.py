"""A full disk, a full database, a file that is gone: each a sentence, and nothing half-written."""

import errno
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse
from psycopg2.errors import DiskFull

from peserta.models import Impor
from pijar import tugas as tugas_latar
from pijar.gangguan import BASIS_PENUH, HILANG, PENUH, kalimat_gangguan
from pijar.models import JejakAkses, StatusTugas, Tugas

JENIS = "coba.gangguan"


@pytest.fixture(autouse=True)
def _tanpa_broker(monkeypatch):
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *_, **__: None)


class Penuh(DiskFull):
    pgcode = "53100"


def basis_penuh():
    galat = OperationalError("could not extend file")
    galat.__cause__ = Penuh()
    return galat


def berkas_di_disk():
    return {p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("galat", "kalimat"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), PENUH),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), PENUH),
        (FileNotFoundError(errno.ENOENT, "No such file"), HILANG),
        (basis_penuh(), BASIS_PENUH),
        (OperationalError("server closed the connection"), ""),
        (OSError(errno.EACCES, "Permission denied"), ""),
        (None, ""),
    ],
)
def test_sentence(galat, kalimat):
    assert kalimat_gangguan(galat) == kalimat


@pytest.mark.parametrize(
    ("galat", "kalimat"),
    [(OSError(errno.ENOSPC, "No space left on device"), PENUH), (basis_penuh(), BASIS_PENUH)],
)
def test_a_job_that_meets_it_fails_with_the_sentence(db, galat, kalimat):
    tugas = tugas_latar.buat(JENIS, judul="Coba", oleh=None, parameter={})

    def kerja(p):
        p.simpan_hasil(b"isi", "hasil.txt")
        raise galat

    sebelum = berkas_di_disk()
    tugas_latar.laksanakan(tugas_latar.ambil(tugas.pk), kerja)

    tugas.refresh_from_db()
    assert (tugas.status, tugas.galat) == (StatusTugas.GAGAL, kalimat)
    assert (tugas.hasil.name, tugas.hasil_nama) == ("", "")
    assert berkas_di_disk() == sebelum


class Sempit(io.FileIO):
    """A file on a disk that takes ten bytes of it."""

    def write(self, isi):
        super().write(isi[:10])
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def cakram_penuh(monkeypatch):
    monkeypatch.setattr(
        "django.core.files.storage.filesystem.os.fdopen", lambda tanda, cara: Sempit(tanda, cara)
    )


def test_a_result_that_does_not_fit_leaves_nothing(db, cakram_penuh):
    tugas = tugas_latar.buat(JENIS, judul="Coba", oleh=None, parameter={})
    sebelum = berkas_di_disk()

    tugas_latar.laksanakan(
        tugas_latar.ambil(tugas.pk), lambda p: p.simpan_hasil(b"x" * 10_000, "hasil.txt")
    )

    assert Tugas.objects.get().galat == PENUH
    assert berkas_di_disk() == sebelum


def test_an_upload_that_does_not_fit_says_so_and_leaves_nothing(petugas_client, cakram_penuh):
    petugas_client.raise_request_exception = False
    sebelum = berkas_di_disk()
    berkas = SimpleUploadedFile("daftar.csv", b"NIK;Nama\n" * 500)

    jawaban = petugas_client.post(
        reverse("peserta:impor"), {"berkas": berkas, "sumber_data": "kelurahan"}
    )

    assert (jawaban.status_code, PENUH in jawaban.text) == (507, True)
    assert not Impor.objects.exists()
    assert not Tugas.objects.exists()
    assert berkas_di_disk() == sebelum


def test_a_full_database_says_so(petugas_client, monkeypatch):
    def gagal(*_, **__):
        raise basis_penuh()

    petugas_client.raise_request_exception = False
    monkeypatch.setattr("peserta.impor.views.impor.unggah_impor", gagal)
    berkas = SimpleUploadedFile("daftar.csv", b"NIK;Nama\n")

    jawaban = petugas_client.post(
        reverse("peserta:impor"), {"berkas": berkas, "sumber_data": "kelurahan"}
    )

    assert (jawaban.status_code, BASIS_PENUH in jawaban.text) == (507, True)


def test_a_result_that_is_gone_says_so_and_is_no_download(petugas, petugas_client):
    tugas = tugas_latar.buat(JENIS, judul="Coba", oleh=petugas, parameter={})
    tugas_latar.laksanakan(tugas_latar.ambil(tugas.pk), lambda p: p.simpan_hasil(b"isi", "x.txt"))
    default_storage.delete(Tugas.objects.get().hasil.name)
    petugas_client.raise_request_exception = False

    jawaban = petugas_client.get(f"/tugas/{tugas.pk}/unduh/")

    assert (jawaban.status_code, HILANG in jawaban.text) == (404, True)
    assert not JejakAkses.objects.exists()


def test_the_storage_keeps_other_errors_as_they_are(tmp_path, monkeypatch):
    monkeypatch.setattr(
        FileSystemStorage, "_save", lambda *_: (_ for _ in ()).throw(PermissionError)
    )

    with pytest.raises(PermissionError):
        default_storage.save("tugas/x.txt", SimpleUploadedFile("x.txt", b"x"))
