"""BPJS's answer to a batch: the file and its rows, each with a verdict."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.pendaftaran import (
    BarisPendaftaran,
    BarisPendaftaranQuerySet,
    PendaftaranKolektif,
)
from pijar.bulan import tanggal_panjang
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada


class JenisJawaban(models.TextChoices):
    HASIL = "hasil", "Hasil pendaftaran"
    CEK_AWAL = "cek_awal", "Cek awal (Y/T)"


class StatusJawaban(Bernada):
    DIBACA = "dibaca", Nada.PROSES, "Sedang dibaca"
    DIPERIKSA = "diperiksa", Nada.PERHATIAN, "Siap diperiksa"
    DITERAPKAN = "diterapkan", Nada.BAIK, "Diterapkan"
    GAGAL = "gagal", Nada.BURUK, "Tidak terbaca"


class JawabanQuerySet(models.QuerySet["JawabanBPJS"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Answers to the batches that this officer may see."""
        if not petugas.wilayah:
            return self.all()
        return self.filter(pendaftaran__in=PendaftaranKolektif.objects.for_petugas(petugas))


class JawabanBPJS(models.Model):
    """A file that BPJS sent back for a batch: read into rows, checked, then applied.

    A pre-check list (``cek_awal``) only tells which people could be enrolled; nobody applies it.
    ``milik`` is the other batch to which the lines of a stopped file belong.
    """

    pendaftaran = models.ForeignKey(
        PendaftaranKolektif, models.PROTECT, related_name="daftar_jawaban"
    )
    berkas = models.FileField(upload_to="jawaban/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    jenis = models.CharField(max_length=10, choices=JenisJawaban, default=JenisJawaban.HASIL)
    status = models.CharField(max_length=10, choices=StatusJawaban, default=StatusJawaban.DIBACA)
    galat = models.TextField(blank=True, default="")
    milik = models.ForeignKey(PendaftaranKolektif, models.PROTECT, null=True, related_name="+")
    tugas = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diterapkan_pada = models.DateTimeField(null=True)

    objects = JawabanQuerySet.as_manager()

    class Meta:
        verbose_name = "jawaban BPJS"
        verbose_name_plural = "jawaban BPJS"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="jawaban_status_sah", condition=Q(status__in=StatusJawaban.values)
            ),
            models.CheckConstraint(
                name="jawaban_jenis_sah", condition=Q(jenis__in=JenisJawaban.values)
            ),
            models.CheckConstraint(
                name="jawaban_cek_awal_tidak_diterapkan",
                condition=~Q(jenis="cek_awal", status="diterapkan"),
                violation_error_message="Cek awal tidak mengubah data.",
            ),
            models.CheckConstraint(
                name="jawaban_gagal_menyebut_sebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def cip(self) -> StatusJawaban:
        return StatusJawaban(self.status)

    @property
    def terbaca(self) -> bool:
        return self.status in (StatusJawaban.DIPERIKSA, StatusJawaban.DITERAPKAN)

    @property
    def sibuk(self) -> bool:
        """Whether a job of this answer waits or runs."""
        return self.tugas is not None and self.tugas.berlangsung

    @property
    def bisa_dikoreksi(self) -> bool:
        """Whether admins may move rows, read again or apply: read, and no job at work."""
        return self.status == StatusJawaban.DIPERIKSA and not self.sibuk

    def koreksi_baris(self, baris: BarisJawaban) -> models.QuerySet[KoreksiJawaban]:
        """What admins decided about one row, newest first."""
        sama = self.daftar_koreksi.filter(lembar=baris.lembar, nomor=baris.nomor)
        return sama.select_related("oleh").order_by("-pk")

    def belum_dijawab(self) -> BarisPendaftaranQuerySet:
        """Lines that still wait and that this file does not mention."""
        disebut = self.daftar_baris.filter(baris__isnull=False).values("baris")
        baris = BarisPendaftaran.objects.filter(pendaftaran_id=self.pendaftaran_id)
        return baris.menunggu().exclude(pk__in=disebut)


class HasilJawaban(models.TextChoices):
    """The bins of an answer. ``berbeda``: a success that needs an admin's tick first."""

    SESUAI = "sesuai", "Sesuai"
    SUDAH_PESERTA = "sudah_peserta", "Sudah peserta"
    BERBEDA = "berbeda", "Berbeda"
    DITOLAK = "ditolak", "Ditolak"
    TIDAK_DIMINTA = "tidak_diminta", "Tidak ada dalam pendaftaran ini"
    GALAT = "galat", "Perlu diperiksa"


MENENTUKAN = (HasilJawaban.SESUAI, HasilJawaban.SUDAH_PESERTA, HasilJawaban.DITOLAK)
BERHASIL = (HasilJawaban.SESUAI, HasilJawaban.SUDAH_PESERTA)


class KoreksiJawaban(models.Model):
    """One decision of an admin about one row: another bin, or the end of an existing cover.

    Never changed nor deleted. It names the row by its place in the file, so that a new reading of
    the file finds it again.
    """

    jawaban = models.ForeignKey(JawabanBPJS, models.PROTECT, related_name="daftar_koreksi")
    lembar = models.CharField(max_length=100, blank=True, default="")
    nomor = models.PositiveIntegerField("nomor baris dalam lembar")
    baris = models.ForeignKey(BarisPendaftaran, models.PROTECT, related_name="+")
    dari = models.CharField(max_length=15, choices=HasilJawaban)
    ke = models.CharField(max_length=15, choices=HasilJawaban)
    lindung_dari = models.DateField(null=True)
    lindung_ke = models.DateField(null=True)
    alasan = models.CharField(max_length=300)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        verbose_name = "koreksi jawaban"
        verbose_name_plural = "koreksi jawaban"
        ordering = ["pk"]
        indexes = [models.Index(fields=["jawaban", "nomor"], name="koreksi_jawaban_baris")]
        constraints = [
            models.CheckConstraint(
                name="koreksi_jawaban_beralasan",
                condition=~Q(alasan=""),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                name="koreksi_jawaban_hasil_sah",
                condition=Q(dari__in=HasilJawaban.values, ke__in=HasilJawaban.values),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="koreksi_jawaban_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.dari} → {self.ke}"

    @property
    def kalimat(self) -> str:
        """The decision in words."""
        if self.pindah:
            return f"Dipindahkan dari {self.get_dari_display()} ke {self.get_ke_display()}"
        if self.lindung_ke is None:
            return "Perlindungan lama dikosongkan"
        return f"Perlindungan lama diisi sampai {tanggal_panjang(self.lindung_ke)}"

    @property
    def pindah(self) -> bool:
        """Whether the row went to another bin; otherwise only its date was corrected."""
        return self.dari != self.ke


class BarisJawabanQuerySet(models.QuerySet["BarisJawaban"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Rows of people in the officer's area, and rows that match nobody."""
        wilayah = petugas.q_wilayah("baris__peserta__kelurahan__kode")
        return self.filter(Q(baris=None) | wilayah) if wilayah else self.all()


class BarisJawaban(models.Model):
    """One row of BPJS's answer, matched by NIK only. A KPJ in a failed row is never stored.

    ``kpj`` is what will be applied, ``kpj_terbaca`` what the row says, a doubtful one too.
    ``lindung_sampai`` is the last day of a cover that others pay: our months begin after it.
    """

    jawaban = models.ForeignKey(JawabanBPJS, models.CASCADE, related_name="daftar_baris")
    lembar = models.CharField(max_length=100, blank=True, default="")
    nomor = models.PositiveIntegerField("nomor baris dalam lembar")
    nik = models.CharField(max_length=30, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    kpj = models.CharField(max_length=20, blank=True, default="")
    kpj_terbaca = models.CharField(max_length=20, blank=True, default="")
    keterangan = models.CharField(max_length=300, blank=True, default="")
    hasil = models.CharField(max_length=15, choices=HasilJawaban)
    hasil_dibaca = models.CharField(max_length=15, choices=HasilJawaban, default=HasilJawaban.GALAT)
    lindung_sampai = models.DateField("perlindungan lama sampai", null=True)
    catatan = models.CharField(max_length=300, blank=True, default="")
    baris = models.ForeignKey(
        BarisPendaftaran, models.PROTECT, null=True, related_name="daftar_jawaban"
    )
    koreksi = models.ForeignKey(KoreksiJawaban, models.PROTECT, null=True, related_name="+")

    objects = BarisJawabanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "baris jawaban"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="baris_jawaban_sekali", fields=["jawaban", "lembar", "nomor"]
            ),
            models.UniqueConstraint(
                name="baris_jawaban_satu_per_orang",
                fields=["jawaban", "baris"],
                condition=Q(hasil__in=["sesuai", "sudah_peserta", "berbeda", "ditolak"]),
                violation_error_message="Orang ini sudah punya baris lain dalam jawaban ini.",
            ),
            models.CheckConstraint(
                name="baris_jawaban_hasil_sah", condition=Q(hasil__in=HasilJawaban.values)
            ),
            models.CheckConstraint(
                name="baris_jawaban_gagal_tanpa_kpj",
                condition=Q(kpj="") | Q(hasil__in=["sesuai", "sudah_peserta"]),
                violation_error_message="KPJ pada baris gagal tidak disimpan.",
            ),
            models.CheckConstraint(
                name="baris_jawaban_kpj_seperti_terbaca",
                condition=Q(kpj="") | Q(kpj=F("kpj_terbaca")),
                violation_error_message="KPJ hanya diambil dari jawaban BPJS seperti terbaca.",
            ),
            models.CheckConstraint(
                name="baris_jawaban_tolak_tanpa_kpj",
                condition=Q(kpj_terbaca="") | ~Q(hasil_dibaca="ditolak"),
                violation_error_message="KPJ pada baris gagal tidak disimpan.",
            ),
            models.CheckConstraint(
                name="baris_jawaban_menyebut_orang",
                condition=Q(hasil__in=["tidak_diminta", "galat"]) | Q(baris__isnull=False),
                violation_error_message="Orang ini tidak ada dalam pendaftaran ini.",
            ),
            models.CheckConstraint(
                name="baris_jawaban_dibaca_sah", condition=Q(hasil_dibaca__in=HasilJawaban.values)
            ),
        ]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.hasil}"

    def terima(self, koreksi: KoreksiJawaban) -> None:
        """Take over what an admin decided; the caller saves."""
        self.hasil, self.koreksi = koreksi.ke, koreksi
        self.lindung_sampai = koreksi.lindung_ke
        self.kpj = self.kpj_terbaca if self.hasil in BERHASIL else ""
