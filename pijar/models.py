"""Kernel models: who signs in, which background jobs run, who looked at personal data."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Regex

from pijar.hak import ARTI_HAK, HAK_PEKERJAAN, Peran
from pijar.nada import Bernada, Nada

KODE_WILAYAH = r"[0-9]{2}[.][0-9]{2}[.][0-9]{2}([.][0-9]{4})?"
SEMUA_BERKODE = Regex(
    Func(F("wilayah"), Value(","), function="array_to_string", output_field=models.TextField()),
    Value(f"^{KODE_WILAYAH}(,{KODE_WILAYAH})*$"),
)


class PenggunaManager(BaseUserManager["Pengguna"]):
    """Makes users; a password is always hashed."""

    def create_user(self, username: str, password: str | None = None, **lain: Any) -> Pengguna:
        pengguna = self.model(username=username, **lain)
        pengguna.set_password(password)
        pengguna.save(using=self._db)
        return pengguna

    def create_superuser(self, username: str, password: str, **lain: Any) -> Pengguna:
        return self.create_user(username, password, is_staff=True, is_superuser=True, **lain)


class Pengguna(AbstractBaseUser, PermissionsMixin):
    """A civil servant who signs in. Admins create, change and expire them in /kelola/.

    ``wilayah`` lists codes of kecamatan or kelurahan; a row is visible when its kelurahan code
    starts with one of them. Empty means the whole city.
    """

    username = models.CharField("nama pengguna", max_length=60, unique=True)
    nama = models.CharField(max_length=120)
    nip = models.CharField("NIP", max_length=18, blank=True, default="")
    wilayah = ArrayField(
        models.CharField(max_length=13),
        default=list,
        blank=True,
        help_text="Kode kecamatan atau kelurahan, dipisah koma. Kosong berarti seluruh kota.",
    )
    berlaku_sampai = models.DateField(null=True, blank=True)
    is_active = models.BooleanField("aktif", default=True)
    is_staff = models.BooleanField("boleh membuka /kelola/", default=False)
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PenggunaManager] = PenggunaManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nama"]

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        permissions = list(ARTI_HAK.items())
        constraints = [
            models.CheckConstraint(
                name="pengguna_nip_18_angka",
                condition=Q(nip="") | Q(nip__regex=r"^[0-9]{18}$"),
                violation_error_message="NIP harus terdiri atas 18 angka.",
            ),
            # An empty or cut code would be the beginning of every code: the whole city.
            models.CheckConstraint(
                name="pengguna_wilayah_berkode",
                condition=Q(wilayah=[]) | Q(SEMUA_BERKODE),
                violation_error_message="Wilayah berisi kode kecamatan atau kelurahan.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama or self.username

    @property
    def peran(self) -> str:
        """The role's code, from the first of the user's groups; empty without one."""
        if not hasattr(self, "_peran"):
            self._peran = self.groups.values_list("name", flat=True).first() or ""
        return self._peran

    @property
    def nama_peran(self) -> str:
        return Peran(self.peran).label if self.peran in Peran.values else "Tanpa peran"

    def masih_berlaku(self, pada: date) -> bool:
        return self.berlaku_sampai is None or pada <= self.berlaku_sampai

    def q_wilayah(self, kolom: str = "kelurahan__kode") -> Q:
        """Condition on ``kolom`` (a kelurahan code) for the rows this user may see."""
        syarat = Q()
        for kode in self.wilayah:
            syarat |= Q(**{f"{kolom}__startswith": kode})
        return syarat


class StatusTugas(Bernada):
    ANTRE = "antre", Nada.NETRAL, "Menunggu giliran"
    BERJALAN = "berjalan", Nada.PROSES, "Sedang berjalan"
    SELESAI = "selesai", Nada.BAIK, "Selesai"
    GAGAL = "gagal", Nada.BURUK, "Gagal"


class TugasQuerySet(models.QuerySet["Tugas"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Own jobs; admins without an area see everybody's: a job's file may name anybody."""
        if petugas.has_perm("pijar.mengelola_pengguna") and not petugas.wilayah:
            return self.all()
        return self.filter(oleh=petugas)

    def hidup(self) -> Self:
        return self.filter(status__in=[StatusTugas.ANTRE, StatusTugas.BERJALAN])


class Tugas(models.Model):
    """One background job: import, export, bill, report. Written only by ``pijar.tugas``."""

    jenis = models.CharField("nama pekerjaan Celery", max_length=80)
    judul = models.CharField(max_length=200)
    parameter = models.JSONField(default=dict)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    kunci = models.CharField(max_length=120, blank=True, default="")

    kemajuan = models.PositiveIntegerField(default=0)
    dari = models.PositiveIntegerField(default=0)
    hasil = models.FileField(upload_to="tugas/%Y/%m/", blank=True, default="")
    hasil_nama = models.CharField(max_length=150, blank=True, default="")
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
                fields=["kunci"],
                condition=Q(status__in=["antre", "berjalan"]) & ~Q(kunci=""),
                violation_error_message="Pekerjaan yang sama sedang berjalan.",
            ),
            models.CheckConstraint(
                name="tugas_gagal_menyebut_sebab",
                condition=~Q(status="gagal") | ~Q(galat=""),
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
        return self.status == StatusTugas.GAGAL

    def boleh_dipakai(self, petugas: Pengguna) -> bool:
        """Whether this officer may today take the file, or run the job again."""
        return petugas.has_perms([f"pijar.{kode}" for kode in HAK_PEKERJAAN.get(self.jenis, ())])


class JejakAksesQuerySet(models.QuerySet["JejakAkses"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        if petugas.has_perm("pijar.mengelola_pengguna"):
            return self.all()
        return self.filter(oleh=petugas)


class JejakAkses(models.Model):
    """Who revealed or exported personal data, when and why (UU 27/2022). Never changed."""

    class Tindakan(models.TextChoices):
        BUKA_NIK = "buka_nik", "Membuka NIK"
        EKSPOR = "ekspor", "Mengekspor data"
        UNDUH = "unduh", "Mengunduh berkas"

    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    tindakan = models.CharField(max_length=10, choices=Tindakan)
    objek = models.CharField("yang dibuka, tanpa NIK", max_length=200)
    alasan = models.CharField(max_length=300, blank=True, default="")
    jumlah = models.PositiveIntegerField("jumlah orang", default=1)
    pada = models.DateTimeField(auto_now_add=True)

    objects = JejakAksesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "jejak akses"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="jejak_buka_nik_beralasan",
                condition=~Q(tindakan="buka_nik") | ~Q(alasan=""),
                violation_error_message="Tulis alasan membuka NIK.",
            ),
            models.CheckConstraint(
                name="jejak_tindakan_sah",
                condition=Q(tindakan__in=["buka_nik", "ekspor", "unduh"]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="jejak_tidak_berubah", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.tindakan} {self.objek}"

    @classmethod
    def catat(
        cls, *, oleh: Pengguna, tindakan: str, objek: str, alasan: str = "", jumlah: int = 1
    ) -> JejakAkses:
        """Write one access row; ``objek`` must never contain a NIK."""
        return cls.objects.create(
            oleh=oleh, tindakan=tindakan, objek=objek, alasan=alasan, jumlah=jumlah
        )
