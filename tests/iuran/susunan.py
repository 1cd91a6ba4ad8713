"""What several tests of iuran set up: a batch, a finished job, an answer's file."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

import iuran.tasks  # noqa: F401 - registers the jobs
from iuran.jawaban.terima import unggah_jawaban
from iuran.models import JawabanBPJS, PendaftaranKolektif, ProfilEkspor, SumberDana
from iuran.pendaftaran.actions.susun import susun_pendaftaran
from pijar.celery import app
from pijar.models import Pengguna, Tugas
from tests.factories import BantuanFactory

JANUARI = date(2026, 1, 1)
DIJAWAB = date(2026, 1, 20)
HARI = date(2026, 2, 16)
CEK = ["NO", "NIK", "NAMA", "STATUS", "KETERANGAN", "TMT"]
KEPALA = ["NO", "NIK", "NAMA PESERTA", "NO KPJ", "KETERANGAN"]


def susun(oleh: Pengguna, jumlah: int = 0, **lain: object) -> PendaftaranKolektif:
    """A batch of everybody who waits, after ``jumlah`` more people of 12 months were decreed."""
    BantuanFactory.create_batch(jumlah)
    isi = {
        "sumber": SumberDana.objects.get(kode="APBD", tahun=2026),
        "cabang": "",
        "bulan_awal": JANUARI,
        "profil": ProfilEkspor.objects.get(kode="bpu_kolektif"),
        "pada": date(2026, 2, 3),
    }
    return susun_pendaftaran(**isi | lain, oleh=oleh)


def susun_bayar_dulu(oleh: Pengguna, jumlah: int = 1, **lain: object) -> PendaftaranKolektif:
    """As :func:`susun`, of a branch that wants the first payment before the card."""
    ProfilEkspor.objects.filter(kode="bpu_kolektif").update(urutan="bayar_dulu")
    return susun(oleh, jumlah, **lain)


def cek(
    pendaftaran: PendaftaranKolektif,
    oleh: Pengguna,
    *status: str,
    tanggal: date | None = HARI,
    tmt: object = "",
) -> JawabanBPJS:
    """A pre-check read but not applied: one status for each line, in the batch's order."""
    daftar = pendaftaran.daftar_baris.select_related("peserta").order_by("nomor")
    kata = {"Y": f"BISA DAFTAR, DICEK {tanggal}", "T": "NIK TIDAK PADAN"}
    baris = [
        [b.nomor, b.peserta.nik, b.peserta.nama, s, kata.get(s, ""), tmt]
        for b, s in zip(daftar, status, strict=False)
        if s
    ]
    return jawab(pendaftaran, CEK, *baris, oleh=oleh, tanggal=tanggal)


def isi(pendaftaran: PendaftaranKolektif) -> list[list[object]]:
    """One successful row for each person, cards counted from 10000000001."""
    daftar = pendaftaran.daftar_baris.select_related("peserta").order_by("nomor")
    return [
        [b.nomor, b.peserta.nik, b.peserta.nama, f"1000000{b.nomor:04}", "BERHASIL"] for b in daftar
    ]


def jalankan(tugas: Tugas) -> Tugas:
    """Run a job here and now, as the worker would."""
    app.tasks[tugas.jenis].run(tugas.pk)
    tugas.refresh_from_db()
    return tugas


def berkas(*baris: list[object], nama: str = "jawaban.xlsx") -> SimpleUploadedFile:
    """A workbook as an upload; numbers stay numbers."""
    buku = Workbook()
    for satu in baris:
        buku.active.append(satu)
    isi = SimpleUploadedFile(nama, b"")
    buku.save(isi)
    isi.size = isi.tell()
    isi.seek(0)
    return isi


def jawab(
    pendaftaran: PendaftaranKolektif,
    *baris: list[object],
    oleh: Pengguna,
    tanggal: date | None = DIJAWAB,
) -> JawabanBPJS:
    """An answer, uploaded and read; ``tanggal`` is its own date, None the day of the upload."""
    jawaban = unggah_jawaban(pendaftaran, berkas=berkas(*baris), oleh=oleh, tanggal=tanggal)
    jalankan(jawaban.tugas)
    jawaban.refresh_from_db()
    return jawaban
