"""Rows of BPJS's answer, each with a verdict, and what admins decided about them."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.berkas_bpjs import BarisBerkas
from iuran.models.jawaban import JawabanBPJS
from pijar.bulan import tanggal_panjang
from pijar.models import Pengguna


class HasilJawaban(models.TextChoices):
    """The bins of an answer. ``berbeda``: a success that needs an admin's tick first."""

    SESUAI = "sesuai", "Sesuai"
    SUDAH_PESERTA = "sudah_peserta", "Sudah peserta"
    BERBEDA = "berbeda", "Berbeda"
    DITOLAK = "ditolak", "Ditolak"
    TIDAK_DIMINTA = "tidak_diminta", "Tidak ada dalam berkas ini"
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
    baris = models.ForeignKey(BarisBerkas, models.PROTECT, related_name="+")
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
    ``tmt`` is the day from which BPJS counts the membership, where the file says so.
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
    tmt = models.DateField("terhitung mulai tanggal", null=True)
    catatan = models.CharField(max_length=300, blank=True, default="")
    baris = models.ForeignKey(BarisBerkas, models.PROTECT, null=True, related_name="daftar_jawaban")
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
                violation_error_message="Orang ini tidak ada dalam berkas ini.",
            ),
            models.CheckConstraint(
                name="baris_jawaban_dibaca_sah", condition=Q(hasil_dibaca__in=HasilJawaban.values)
            ),
        ]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.hasil}"

    def riwayat_koreksi(self) -> models.QuerySet[KoreksiJawaban]:
        """What admins decided about this row, newest first."""
        semua = KoreksiJawaban.objects.filter(jawaban=self.jawaban_id)
        sama = semua.filter(lembar=self.lembar, nomor=self.nomor)
        return sama.select_related("oleh").order_by("-pk")

    def terima(self, koreksi: KoreksiJawaban) -> None:
        """Take over what an admin decided; the caller saves."""
        self.hasil, self.koreksi = koreksi.ke, koreksi
        self.lindung_sampai = koreksi.lindung_ke
        self.kpj = self.kpj_terbaca if self.hasil in BERHASIL else ""
