"""The file of BPJS as a zip that opens with a password only, to be sent by mail."""

import secrets
import shutil
from tempfile import TemporaryFile
from typing import IO, NamedTuple

import pyzipper
from django.db.models.fields.files import FieldFile

from iuran.berkas_bpjs.actions.kirim import periksa_siap
from iuran.models import BerkasBPJS
from pijar.errors import AturanDilanggarError

HURUF = "abcdefghjkmnpqrstuvwxyz23456789"  # without l, 1, o, i and 0: it is read out by telephone
KELOMPOK, PANJANG = 4, 4  # 16 letters, 79 bits


class Isi(NamedTuple):
    """The Excel that goes to BPJS, its name and the reason that the log of downloads says."""

    berkas: FieldFile
    nama: str
    alasan: str


def buat_sandi() -> str:
    """A new password, in groups."""
    kata = ("".join(secrets.choice(HURUF) for _ in range(PANJANG)) for _ in range(KELOMPOK))
    return "-".join(kata)


def isi_berkas(berkas_bpjs: BerkasBPJS) -> Isi:
    """The Excel as it was sent, or as it may be sent now.

    Raises AturanDilanggarError while there is none, or while it may not go to BPJS.
    """
    kiriman = berkas_bpjs.daftar_kiriman.berlaku().first()
    if kiriman:
        return Isi(kiriman.berkas, kiriman.nama_berkas, f"Dikirim: surat {kiriman.nomor_surat}")
    if not berkas_bpjs.terbuka:
        raise AturanDilanggarError(
            f"{berkas_bpjs.nomor} tidak lagi terbuka dan tidak pernah dikirim."
        )
    periksa_siap(berkas_bpjs)
    tugas = berkas_bpjs.tugas_excel
    if tugas is None or not tugas.hasil:
        raise AturanDilanggarError(f"Excel {berkas_bpjs.nomor} belum jadi. Tunggu sebentar.")
    return Isi(tugas.hasil, tugas.hasil_nama, "Belum ditandai dikirim")


def tulis_zip(isi: Isi, sandi: str) -> IO[bytes]:
    """An open temporary file: the zip, its contents encrypted with AES-256."""
    hasil = TemporaryFile()  # noqa: SIM115 - the answer closes it after sending
    with (
        isi.berkas.open() as asal,
        pyzipper.AESZipFile(hasil, "w", encryption=pyzipper.WZ_AES) as arsip,
    ):
        arsip.setpassword(sandi.encode())
        with arsip.open(isi.nama, "w") as tujuan:
            shutil.copyfileobj(asal, tujuan)
    hasil.seek(0)
    return hasil
