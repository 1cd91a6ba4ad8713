"""History of a person: moves of the status, corrections of the NIK, life events."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from peserta.models.peserta import Peserta
from peserta.models.status import Status
from pijar.models import Pengguna


class RiwayatStatus(models.Model):
    """One move of a person's status, with user, time and reason. Never updated or deleted.

    A person begins as draf without a move: the person's own row says by whom and when. An opening
    balance records a move from an empty status to terdaftar.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="riwayat")
    dari = models.CharField(max_length=12, choices=Status, blank=True, default="")
    ke = models.CharField(max_length=12, choices=Status)
    alasan = models.CharField(max_length=500, blank=True, default="")
    oleh = models.ForeignKey(
        Pengguna,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,  # no query filters by it, and no user is deleted
    )
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "riwayat status"
        verbose_name_plural = "riwayat status"
        ordering = ["pk"]
        indexes = [models.Index(fields=["pada"], name="riwayat_pada")]  # stages on a past day
        constraints = [
            models.CheckConstraint(
                name="riwayat_beralasan",
                condition=~Q(ke__in=["dikembalikan", "tidak_layak", "berhenti"]) | ~Q(alasan=""),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(name="riwayat_ke_sah", condition=Q(ke__in=Status.values)),
            models.CheckConstraint(
                name="riwayat_berasal", condition=~Q(dari="") | Q(ke="terdaftar")
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="riwayat_tidak_berubah", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.dari or 'baru'} → {self.ke}"


class KoreksiNikQuerySet(models.QuerySet["KoreksiNik"]):
    def pemilik(self, nik: str) -> Peserta | None:
        """The last person whose NIK was ``nik`` before a correction; None if it is theirs again."""
        semua = self.filter(nik_lama=nik, peserta__digabung_ke=None).exclude(peserta__nik=nik)
        terakhir = semua.select_related("peserta").order_by("-pk").first()
        return terakhir.peserta if terakhir else None


class KoreksiNik(models.Model):
    """One correction of a person's NIK: old and new number, user and reason.

    Never updated or deleted: by it an import recognises a list with the old number. Other rows
    refer to the person, not to the NIK, and stay.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_koreksi_nik")
    nik_lama = models.CharField(max_length=16)
    nik_baru = models.CharField(max_length=16)
    alasan = models.CharField(max_length=300)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    objects = KoreksiNikQuerySet.as_manager()

    class Meta:
        verbose_name = "koreksi NIK"
        verbose_name_plural = "koreksi NIK"
        ordering = ["pk"]
        indexes = [models.Index(fields=["nik_lama"], name="koreksi_nik_lama")]
        constraints = [
            models.CheckConstraint(
                name="koreksi_nik_berbeda",
                condition=~Q(nik_lama=models.F("nik_baru")),
                violation_error_message="NIK baru sama dengan NIK yang tercatat.",
            ),
            models.CheckConstraint(
                name="koreksi_nik_16_angka",
                condition=Q(nik_lama__regex=r"^[0-9]{16}$", nik_baru__regex=r"^[0-9]{16}$"),
                violation_error_message="NIK harus terdiri atas 16 angka.",
            ),
            models.CheckConstraint(
                name="koreksi_nik_beralasan",
                condition=~Q(alasan=""),
                violation_error_message="Tulis alasannya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="koreksi_nik_tidak_berubah", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"NIK peserta {self.peserta_id} dikoreksi"


class JenisPeristiwa(models.TextChoices):
    MENINGGAL = "meninggal", "Meninggal"
    KECELAKAAN = "kecelakaan", "Kecelakaan kerja"
    PINDAH = "pindah", "Pindah keluar kota"
    PENERIMA_UPAH = "penerima_upah", "Menjadi penerima upah/ASN/TNI/Polri"
    USIA_65 = "usia_65", "Mencapai usia 65 tahun"
    PIHAK_LAIN = "pihak_lain", "Dibayar pihak lain"
    TIDAK_BEKERJA = "tidak_bekerja", "Tidak lagi bekerja"
    DATA_TIDAK_VALID = "data_tidak_valid", "Data tidak valid"
    MENGUNDURKAN_DIRI = "mengundurkan_diri", "Mengundurkan diri"
    MASA_BERAKHIR = "masa_berakhir", "Masa bantuan berakhir"
    TIDAK_MEMENUHI = "tidak_memenuhi", "Tidak lagi memenuhi kriteria"


class JenisBukti(models.TextChoices):
    AKTA_KEMATIAN = "akta_kematian", "Akta kematian"
    SURAT_KEMATIAN = "surat_kematian", "Surat kematian dari rumah sakit atau kelurahan"
    SURAT_PINDAH = "surat_pindah", "Surat keterangan pindah"
    LAPORAN_KECELAKAAN = "laporan_kecelakaan", "Laporan atau kronologi kecelakaan"
    KETERANGAN_DOKTER = "keterangan_dokter", "Keterangan dokter atau rumah sakit"
    SURAT_KERJA = "surat_kerja", "Surat pengangkatan atau keterangan kerja"
    BUKTI_PIHAK_LAIN = "bukti_pihak_lain", "Bukti dibayar pihak lain"
    SURAT_PERNYATAAN = "surat_pernyataan", "Surat pernyataan"
    KTP_KK = "ktp_kk", "KTP atau kartu keluarga"
    LAINNYA = "lainnya", "Lainnya"


# An officer records these events only with kind and number of a paper as evidence.
WAJIB_BERBUKTI = (JenisPeristiwa.MENINGGAL, JenisPeristiwa.PINDAH)


class PeristiwaQuerySet(models.QuerySet["Peristiwa"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(petugas.q_wilayah("peserta__kelurahan__kode"))


class Peristiwa(models.Model):
    """A life event of a person. Death stops payment from the next month on, an accident never.

    ``akibat`` lists the cover that the event stopped (:mod:`iuran.peristiwa.actions.catat`), for
    its undo. An event that an officer only proposes is a ``UsulanPeristiwa``.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_peristiwa")
    jenis = models.CharField(max_length=20, choices=JenisPeristiwa)
    tanggal = models.DateField()
    keterangan = models.CharField(max_length=500, blank=True, default="")
    bukti_jenis = models.CharField(
        "jenis bukti",
        max_length=20,
        choices=JenisBukti,
        blank=True,
        default="",
        db_default="",
    )
    bukti_nomor = models.CharField(
        "nomor dan tanggal bukti", max_length=120, blank=True, default="", db_default=""
    )
    status_sebelum = models.CharField(max_length=12, choices=Status, blank=True, default="")
    akibat = models.JSONField(null=True, blank=True)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    dibatalkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_batal = models.CharField(max_length=500, blank=True, default="")

    objects = PeristiwaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "peristiwa"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="peristiwa_jenis_sah", condition=Q(jenis__in=JenisPeristiwa.values)
            ),
            models.CheckConstraint(
                name="peristiwa_bukti_sah", condition=Q(bukti_jenis__in=["", *JenisBukti.values])
            ),
            models.CheckConstraint(
                name="peristiwa_batal_beralasan",
                condition=Q(dibatalkan_pada=None) | ~Q(alasan_batal=""),
                violation_error_message="Tulis alasan pembatalan.",
            ),
            models.UniqueConstraint(
                name="peristiwa_meninggal_sekali",
                fields=["peserta"],
                condition=Q(jenis="meninggal", dibatalkan_pada=None),
                violation_error_message="Kematian orang ini sudah dicatat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tanggal}"
