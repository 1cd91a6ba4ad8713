"""Takes people from a list to the paid month by the real actions, as far as a test needs them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from iuran.berkas_bpjs import KelompokSiap
from iuran.berkas_bpjs.actions.susun import susun_berkas
from iuran.jawaban.terapkan import minta_terapkan
from iuran.jawaban.terima import unggah_jawaban
from iuran.models import (
    BerkasBPJS,
    Iuran,
    JawabanBPJS,
    JenisBerkasBPJS,
    ProfilEkspor,
    SumberDana,
    Tagihan,
)
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from peserta.impor.terapkan import minta_terapkan as minta_terapkan_impor
from peserta.impor.terima import unggah_impor
from peserta.models import Impor, Peserta, Status
from pijar.bulan import awal_bulan
from pijar.celery import app
from pijar.models import Pengguna, StatusTugas, Tugas
from tests.e2e import lembar
from tests.menunggu import tunggu
from verifikasi import actions as verifikasi
from verifikasi.models import Penetapan, Pengajuan

RUTIN = 6
DASAR = "Daftar penerima upah BPJS, dicek hari ini"


def kerjakan() -> None:
    """Run every waiting job here and now, oldest first, as the worker would."""
    app.loader.import_default_modules()
    for tugas in Tugas.objects.filter(status=StatusTugas.ANTRE).order_by("pk"):
        app.tasks[tugas.jenis].run(tugas.pk)


def berkas(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def kerjakan_yang_ditekan() -> None:
    """Run the job of a button just pressed, which the server may not have made yet."""
    tunggu(Tugas.objects.filter(status=StatusTugas.ANTRE).exists)
    kerjakan()


@dataclass
class Kantor:
    """The officers and today; each method is one stage, done by whoever may."""

    hari_ini: date
    folder: Path

    @property
    def bulan(self) -> date:
        return awal_bulan(self.hari_ini)

    def orang(self, username: str) -> Pengguna:
        return Pengguna.objects.get(username=username)

    def unggah(self, baris: list[lembar.Orang], nama: str = "daftar.xlsx") -> Impor:
        """Upload a list and have it read."""
        path = lembar.tulis_daftar(self.folder / nama, baris, self.hari_ini)
        impor = unggah_impor(
            berkas(path), nama=nama, sumber_data="kelurahan", oleh=self.orang("petugas")
        )
        kerjakan()
        return Impor.objects.get(pk=impor.pk)

    def didata(self, jumlah: int = 3, mulai: int = 0) -> Impor:
        """So many people come in as drafts."""
        baris = [lembar.orang(mulai + n, self.hari_ini) for n in range(jumlah)]
        impor = self.unggah(baris, f"daftar-{mulai}.xlsx")
        self.terapkan(impor)
        return impor

    def terapkan(self, impor: Impor) -> None:
        minta_terapkan_impor(impor, oleh=impor.oleh)
        kerjakan()

    def ajukan(self) -> None:
        """Every draft is submitted with an attestation."""
        verifikasi.ajukan(
            Peserta.objects.filter(status=Status.DRAF),
            oleh=self.orang("petugas"),
            pada=self.hari_ini,
            keterangan_kerja_tanggal=self.hari_ini,
            keterangan_kerja_oleh="Ketua RW 03",
            keterangan_kerja_bukti="Surat 12/RW-03",
        )

    def setujui(self, jumlah: int | None = None) -> None:
        """The oldest ``jumlah`` of the queue, or all of it."""
        verifikasi.setujui_banyak(
            list(Pengajuan.objects.menunggu().values_list("pk", flat=True)[:jumlah]),
            kode=["bukan_penerima_upah"],
            dasar=DASAR,
            oleh=self.orang("verifikator"),
            pada=self.hari_ini,
        )

    def susun_penetapan(self, nomor: str = "463/1", jumlah: int | None = None) -> Penetapan:
        admin = self.orang("admin")
        penetapan = verifikasi.susun_penetapan(
            nomor=nomor, tanggal=self.hari_ini, perihal="Uji", oleh=admin
        )
        verifikasi.tambah_baris(
            penetapan,
            verifikasi.Pilihan(paling_banyak=jumlah),
            verifikasi.Rencana(sumber=self.sumber(), bulan_awal=self.bulan, jumlah_bulan=RUTIN),
            oleh=admin,
        )
        return penetapan

    def sumber(self) -> SumberDana:
        return SumberDana.objects.get(kode="APBD", tahun=self.bulan.year)

    def tetapkan(self, nomor: str = "463/1", jumlah: int | None = None) -> Penetapan:
        penetapan = self.susun_penetapan(nomor, jumlah)
        verifikasi.tetapkan(penetapan, oleh=self.orang("admin2"))
        return penetapan

    def daftarkan(self) -> BerkasBPJS:
        """Everybody who waits goes into one batch, and its file is made."""
        berkas_bpjs = susun_berkas(
            KelompokSiap(
                JenisBerkasBPJS.PENDAFTARAN, "", sumber=self.sumber(), bulan_awal=self.bulan
            ),
            profil=ProfilEkspor.objects.get(kode="bpu_kolektif"),
            pada=self.hari_ini,
            oleh=self.orang("admin"),
        )
        kerjakan()
        return berkas_bpjs

    def dijawab(self, berkas_bpjs: BerkasBPJS, hilang: int = 0) -> JawabanBPJS:
        """The answer to a batch is read: everybody has a card, the last ``hilang`` are missing."""
        dikirim = berkas_bpjs.daftar_baris.order_by("nomor")
        orang = dikirim.values_list("peserta__nik", "peserta__nama", "nomor")
        baris = [
            lembar.Jawaban(nik, nama, f"{90_000_000_000 + n}", "BERHASIL")
            for nik, nama, n in orang[: berkas_bpjs.jumlah_orang - hilang]
        ]
        return self.unggah_jawaban(berkas_bpjs, baris)

    def unggah_jawaban(self, berkas_bpjs: BerkasBPJS, baris: list[lembar.Jawaban]) -> JawabanBPJS:
        path = lembar.tulis_jawaban(self.folder / f"jawaban-{len(baris)}.xlsx", baris)
        jawaban = unggah_jawaban(berkas_bpjs, berkas=berkas(path), oleh=self.orang("admin"))
        kerjakan()
        return JawabanBPJS.objects.get(pk=jawaban.pk)

    def terapkan_jawaban(self, jawaban: JawabanBPJS) -> None:
        minta_terapkan(jawaban, oleh=self.orang("admin"))
        kerjakan()

    def tagih(self, bulan: date) -> Tagihan:
        sumber = Iuran.objects.filter(bulan=bulan).first().sumber
        return susun_tagihan(sumber, bulan, oleh=self.orang("admin"))

    def terbit(self, bulan: date) -> Tagihan:
        tagihan = self.tagih(bulan)
        terbitkan(tagihan, oleh=self.orang("admin2"), pada=timezone.now())
        kerjakan()
        return tagihan

    def sampai(self, tahap: str, jumlah: int = 3) -> object:
        """Take ``jumlah`` new people up to a stage; returns what that stage made."""
        hasil: object = None
        for nama, langkah in self._langkah(jumlah).items():
            hasil = langkah(hasil)
            if nama == tahap:
                return hasil
        raise ValueError(tahap)

    def _langkah(self, jumlah: int) -> dict:
        return {
            "didata": lambda _: self.didata(jumlah),
            "diajukan": lambda _: self.ajukan(),
            "layak": lambda _: self.setujui(),
            "ditetapkan": lambda _: self.tetapkan(),
            "didaftarkan": lambda _: self.daftarkan(),
            "dijawab": self.dijawab,
            "terdaftar": self.terapkan_jawaban,
        }
