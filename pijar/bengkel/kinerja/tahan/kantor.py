"""The office that works while the machine is killed: its officers, its lists, its papers."""

import time
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from peserta.models import Kelurahan, Pekerjaan
from pijar.bengkel.contoh.akun import AKUN
from pijar.bengkel.contoh.orang import KOLOM, daftar_orang
from pijar.bengkel.kinerja.tahan.petugas import DitolakError, Petugas
from pijar.bulan import awal_bulan
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.kunci import Kunci
from pijar.models import Tugas

JUDUL = ("NIK", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "ALAMAT", "KELURAHAN", "PEKERJAAN")
BENIH = 5_100  # of people who are in no other sample
MACET = 120.0  # seconds after which a job that has not ended is stuck
SESI_PEKERJA = """
    SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
    WHERE datname = current_database() AND locktype = 'advisory' AND classid = %s
"""


class Kantor:
    """Who presses which button; ``ingat`` holds what a preparation leaves for the start."""

    def __init__(self, alamat: str) -> None:
        orang = {akun.username: Petugas(alamat, akun) for akun in AKUN}
        self.petugas, self.verifikator = orang["petugas"], orang["verifikator"]
        self.admin, self.admin2, self.sekda = orang["admin"], orang["admin2"], orang["sekda"]
        self.semua = (self.petugas, self.verifikator, self.admin, self.admin2, self.sekda)
        self.ingat: dict[str, Any] = {}
        self.pada = timezone.localdate()
        self.bulan = awal_bulan(self.pada)

    def masuk(self) -> None:
        for satu in self.semua:
            satu.masuk()

    def selesaikan(self) -> None:
        """Wait for the jobs of a preparation; one that failed stops everything."""
        sebelum = time.monotonic() + MACET
        while not tenang():
            if time.monotonic() > sebelum:
                raise DitolakError("Persiapan tidak selesai.")
            time.sleep(0.1)
        if gagal := Tugas.objects.filter(status="gagal", pk__gt=self.ingat.get("tugas", 0)).first():
            raise DitolakError(f"Persiapan gagal: {gagal.jenis}: {gagal.galat}")


def tenang() -> bool:
    """Whether no job waits or runs, and no session holds one."""
    if Tugas.objects.hidup().exists():
        return False
    with connection.cursor() as kursor:
        kursor.execute(SESI_PEKERJA, [Kunci.PEKERJA])
        return kursor.fetchone() == (0,)


def di(nama: str, *args: object, **kueri: object) -> str:
    """The path of a page."""
    tanya = "&".join(f"{k}={v}" for k, v in kueri.items())
    return reverse(nama, args=args) + (f"?{tanya}" if tanya else "")


def satu(daftar: QuerySet[Any]) -> Any:
    """The newest row; where sample data has none, nothing can be started."""
    ada = daftar.order_by("-pk").first()
    if ada is None:
        raise DitolakError(f"Data contoh tidak punya {daftar.model.__name__} untuk ini.")
    return ada


def tanggal(hari: date) -> str:
    return f"{hari:%d-%m-%Y}"


def buku(
    nama: str, kolom: Sequence[str], baris: Iterable[Sequence[object]], judul: Sequence[str] = ()
) -> SimpleUploadedFile:
    """A workbook as it comes from outside."""
    isi = BytesIO()
    tulis_besar(isi, "Data", [Kolom(k, Jenis.TEKS) for k in kolom], baris, judul)
    return SimpleUploadedFile(nama, isi.getvalue())


def orang(banyak: int, benih: int, pada: date) -> list[dict[str, str]]:
    """Made-up people of whom nobody knows yet."""
    semua = daftar_orang(["draf"] * banyak, BENIH + benih, pada, 1)
    return [dict(zip(KOLOM, satu, strict=True)) for satu in semua]


def daftar_kelurahan(banyak: int, benih: int, pada: date) -> SimpleUploadedFile:
    """A list of new people; every twentieth has a NIK that is too short."""
    kelurahan = dict(Kelurahan.objects.values_list("pk", "nama"))
    pekerjaan = dict(Pekerjaan.objects.values_list("pk", "nama"))
    baris = [
        [
            o["nik"] if n % 20 else o["nik"][:15],
            o["nama"],
            tanggal(date.fromisoformat(o["tanggal_lahir"])),
            o["jenis_kelamin"],
            o["alamat"],
            kelurahan[o["kelurahan_id"]],
            pekerjaan[o["pekerjaan_id"]],
        ]
        for n, o in enumerate(orang(banyak, benih, pada))
    ]
    return buku(f"daftar {benih}.xlsx", JUDUL, baris)
