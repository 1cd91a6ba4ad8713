"""What several tests of iuran set up: a batch, a finished job, an answer's file."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

import iuran.tasks  # noqa: F401 - registers the jobs
from iuran.berkas_bpjs import KelompokSiap, kelompok_siap
from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim
from iuran.berkas_bpjs.actions.susun import susun_berkas
from iuran.jawaban.terima import unggah_jawaban
from iuran.models import BerkasBPJS, JawabanBPJS, JenisBerkasBPJS, ProfilEkspor, SumberDana
from peserta.models import PerubahanData, Peserta
from pijar.celery import app
from pijar.models import Pengguna, Tugas
from tests.factories import BantuanFactory, PenggunaFactory

JANUARI = date(2026, 1, 1)
DIJAWAB = date(2026, 1, 20)
HARI = date(2026, 2, 16)
CEK = ["NO", "NIK", "NAMA", "STATUS", "KETERANGAN", "TMT"]
KEPALA = ["NO", "NIK", "NAMA PESERTA", "NO KPJ", "KETERANGAN"]


def susun(oleh: Pengguna, jumlah: int = 0, **lain: object) -> BerkasBPJS:
    """A batch of everybody who waits, after ``jumlah`` more people of 12 months were decreed."""
    BantuanFactory.create_batch(jumlah)
    isi = {
        "sumber": SumberDana.objects.get(kode="APBD", tahun=2026),
        "cabang": "",
        "bulan_awal": JANUARI,
        "profil": ProfilEkspor.objects.get(kode="bpu_kolektif"),
        "pada": date(2026, 2, 3),
    } | lain
    kunci = {kolom: isi.pop(kolom) for kolom in ("sumber", "cabang", "bulan_awal")}
    kelompok = KelompokSiap(JenisBerkasBPJS.PENDAFTARAN, **kunci)
    return susun_berkas(kelompok, **isi, oleh=oleh)


def susun_bayar_dulu(oleh: Pengguna, jumlah: int = 1, **lain: object) -> BerkasBPJS:
    """As :func:`susun`, of a branch that wants the first payment before the card."""
    ProfilEkspor.objects.filter(kode="bpu_kolektif").update(urutan="bayar_dulu")
    return susun(oleh, jumlah, **lain)


def cek(
    berkas_bpjs: BerkasBPJS,
    oleh: Pengguna,
    *status: str,
    tanggal: date | None = HARI,
    tmt: object = "",
) -> JawabanBPJS:
    """A pre-check read but not applied: one status for each line, in the batch's order."""
    daftar = berkas_bpjs.daftar_baris.select_related("peserta").order_by("nomor")
    kata = {"Y": f"BISA DAFTAR, DICEK {tanggal}", "T": "NIK TIDAK PADAN"}
    baris = [
        [b.nomor, b.peserta.nik, b.peserta.nama, s, kata.get(s, ""), tmt]
        for b, s in zip(daftar, status, strict=False)
        if s
    ]
    return jawab(berkas_bpjs, CEK, *baris, oleh=oleh, tanggal=tanggal)


def isi(berkas_bpjs: BerkasBPJS) -> list[list[object]]:
    """One successful row for each person, cards counted from 10000000001."""
    daftar = berkas_bpjs.daftar_baris.select_related("peserta").order_by("nomor")
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
    berkas_bpjs: BerkasBPJS,
    *baris: list[object],
    oleh: Pengguna,
    tanggal: date | None = DIJAWAB,
) -> JawabanBPJS:
    """An answer, uploaded and read; ``tanggal`` is its own date, None the day of the upload."""
    jawaban = unggah_jawaban(berkas_bpjs, berkas=berkas(*baris), oleh=oleh, tanggal=tanggal)
    jalankan(jawaban.tugas)
    jawaban.refresh_from_db()
    return jawaban


def ubah_data(orang: Peserta, admin: Pengguna, **isi: list[object]) -> PerubahanData:
    """A change of data that an admin has applied and that BPJS must hear of."""
    return PerubahanData.objects.create(
        peserta=orang,
        isi=isi,
        alasan="Dibetulkan",
        bukti_kertas="KTP",
        ke_bpjs=True,
        status="diterapkan",
        diusulkan_oleh=PenggunaFactory(),
        diputus_oleh=admin,
        diputus_pada=timezone.now(),
    )


def susun_jenis(jenis: JenisBerkasBPJS, oleh: Pengguna, **lain: object) -> BerkasBPJS:
    """A file of the first group that waits for this kind, its Excel made."""
    kelompok = kelompok_siap(oleh, jenis)[0]
    isi = {"profil": ProfilEkspor.objects.filter(jenis=jenis)[0], "pada": date(2026, 2, 3)} | lain
    satu = susun_berkas(kelompok, **isi, oleh=oleh)
    jalankan(satu.tugas_excel)
    satu.refresh_from_db()
    return satu


def kirim_jenis(satu: BerkasBPJS, oleh: Pengguna) -> BerkasBPJS:
    """The file is sent with a letter of today."""
    surat = Surat(timezone.localdate(), f"560/{satu.pk}")
    tandai_dikirim(satu, surat, pada=timezone.now(), oleh=oleh)
    satu.refresh_from_db()
    return satu


def kirim_perpanjangan(oleh: Pengguna) -> list[BerkasBPJS]:
    """A file for each group of extensions that waits, sent today: its months are payable."""
    hasil = []
    while kelompok_siap(oleh, JenisBerkasBPJS.PERPANJANGAN):
        hasil.append(kirim_jenis(susun_jenis(JenisBerkasBPJS.PERPANJANGAN, oleh), oleh))
    return hasil
