"""Background jobs as rows; :mod:`pijar.tugas` writes them."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pijar.errors import AturanDilanggarError
from pijar.hak import HAK_PEKERJAAN
from pijar.models.pengguna import Pengguna
from pijar.nada import Bernada, Nada


class StatusTugas(Bernada):
    ANTRE = "antre", Nada.NETRAL, "Menunggu giliran"
    BERJALAN = "berjalan", Nada.PROSES, "Sedang berjalan"
    SELESAI = "selesai", Nada.BAIK, "Selesai"
    GAGAL = "gagal", Nada.BURUK, "Gagal"
    DIBATALKAN = "dibatalkan", Nada.NETRAL, "Dibatalkan"


BISA_DIULANG = (StatusTugas.GAGAL, StatusTugas.DIBATALKAN)
DENGAN_BATAL = ("berjalan", "dibatalkan")


class TugasQuerySet(models.QuerySet["Tugas"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """The officer's own jobs; for an admin without an area all jobs."""
        if petugas.has_perm("pijar.mengelola_pengguna") and not petugas.wilayah:
            return self.all()
        return self.filter(oleh=petugas)

    def hidup(self) -> Self:
        return self.filter(status__in=[StatusTugas.ANTRE, StatusTugas.BERJALAN])


class Tugas(models.Model):
    """One background job: import, export, bill, report; only ``pijar.tugas`` writes it.

    A running job with ``dibatalkan_pada`` is about to stop: its worker rolls it back.
    """

    jenis = models.CharField("nama pekerjaan Celery", max_length=80)
    judul = models.CharField(max_length=200)
    parameter = models.JSONField(default=dict)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    kunci = models.CharField(max_length=120, blank=True, default="")
    alamat = models.GenericIPAddressField("dimulai dari alamat", null=True, blank=True)
    perangkat = models.CharField(max_length=40, blank=True, default="")

    kemajuan = models.PositiveIntegerField(default=0)
    dari = models.PositiveIntegerField(default=0)
    hasil = models.FileField(upload_to="tugas/%Y/%m/", blank=True, default="")
    hasil_nama = models.CharField(max_length=150, blank=True, default="")
    wilayah_hasil = ArrayField(
        models.CharField(max_length=13), verbose_name="wilayah isi berkas", default=list, blank=True
    )
    pesan = models.TextField(blank=True, default="")
    galat = models.TextField(blank=True, default="")
    tautan = models.CharField(max_length=200, blank=True, default="")

    status = models.CharField(max_length=10, choices=StatusTugas, default=StatusTugas.ANTRE)
    percobaan = models.PositiveSmallIntegerField(default=0)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    dikirim_pada = models.DateTimeField(null=True)
    mulai_pada = models.DateTimeField(null=True)
    detak_pada = models.DateTimeField(null=True)
    selesai_pada = models.DateTimeField(null=True)
    dibatalkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibatalkan_pada = models.DateTimeField(null=True)

    objects = TugasQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tugas"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["oleh", "-id"], name="tugas_per_orang"),
            models.Index(
                fields=["status", "dibuat_pada"],
                condition=Q(status__in=["antre", "berjalan"]),
                name="tugas_hidup",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="tugas_status_sah", condition=Q(status__in=StatusTugas.values)
            ),
            models.UniqueConstraint(
                name="tugas_satu_per_kunci",
                fields=["jenis", "kunci"],
                condition=Q(status__in=["antre", "berjalan"]) & ~Q(kunci=""),
                violation_error_message="Pekerjaan yang sama sedang berjalan.",
            ),
            models.CheckConstraint(
                name="tugas_gagal_menyebut_sebab",
                condition=~Q(status="gagal") | ~Q(galat=""),
            ),
            models.CheckConstraint(
                name="tugas_batal_menyebut_siapa",
                condition=Q(dibatalkan_oleh=None, dibatalkan_pada=None)
                | Q(dibatalkan_oleh__isnull=False, dibatalkan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="tugas_batal_tidak_selesai",
                condition=Q(dibatalkan_pada=None) & ~Q(status="dibatalkan")
                | Q(dibatalkan_pada__isnull=False, status__in=DENGAN_BATAL),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judul} ({self.get_status_display()})"

    @property
    def cip(self) -> StatusTugas:
        return StatusTugas(self.status)

    @property
    def berlangsung(self) -> bool:
        return self.status in (StatusTugas.ANTRE, StatusTugas.BERJALAN)

    @property
    def selesai(self) -> bool:
        return self.status == StatusTugas.SELESAI

    @property
    def bisa_dicoba_lagi(self) -> bool:
        return self.status in BISA_DIULANG

    @property
    def dibatalkan(self) -> bool:
        return self.status == StatusTugas.DIBATALKAN

    @property
    def antre(self) -> bool:
        return self.status == StatusTugas.ANTRE

    @property
    def sedang_dibatalkan(self) -> bool:
        """Whether somebody has cancelled it and its worker has not stopped yet."""
        return self.berlangsung and self.dibatalkan_pada is not None

    def boleh_diulang(self, petugas: Pengguna) -> bool:
        """Whether this officer may run the job again; what somebody confirmed only they may."""
        return self.boleh_dipakai(petugas) and (
            self.oleh_id == petugas.pk or "dilihat" not in self.parameter
        )

    def boleh_dipakai(self, petugas: Pengguna) -> bool:
        """Whether this officer may download the file or run the job again, by today's rights."""
        return petugas.has_perms([f"pijar.{kode}" for kode in HAK_PEKERJAAN.get(self.jenis, ())])

    def pastikan_sewilayah(self, petugas: Pengguna) -> None:
        """Raise AturanDilanggarError when the file was made for more than their area of today."""
        if not petugas.meliputi(self.wilayah_hasil):
            raise AturanDilanggarError(
                "Berkas ini dibuat untuk wilayah yang lebih luas daripada wilayah Anda sekarang, "
                "jadi tidak dapat diunduh. Buat lagi dari halaman asalnya."
            )
