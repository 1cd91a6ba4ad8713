"""The log of access to personal data."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from pijar.models.pengguna import Pengguna

TINDAKAN = [
    "buka_nik", "ekspor", "unduh", "akun_usul", "akun_tolak", "akun_baru", "akun_ubah",
    "akun_reset", "akun_nonaktif", "akun_buka", "akun_sandi", "faktor_pasang", "faktor_lepas",
    "faktor_kunci", "cari_nomor", "nomor_luar", "akun_kunci", "akun_sesi",
]  # fmt: skip

TINDAKAN_BERBATAS = ["buka_nik", "ekspor", "cari_nomor", "nomor_luar"]
"""What is counted: :mod:`pijar.ambang` has the limits."""


class JejakAksesQuerySet(models.QuerySet["JejakAkses"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        if petugas.has_perm("pijar.mengelola_pengguna"):
            return self.all()
        return self.filter(oleh=petugas)

    def akun(self, username: str) -> Self:
        """The events of one account."""
        return self.filter(Q(objek=f"akun {username}") | Q(objek__startswith=f"akun {username}: "))

    def pembukaan(self, pengguna: Pengguna) -> Self:
        """What this person opened, exported and looked up."""
        return self.filter(oleh=pengguna, tindakan__in=TINDAKAN_BERBATAS)


class JejakAkses(models.Model):
    """One access to personal data (UU 27/2022), or one event of an account. Never changed.

    ``oleh`` is empty when the operator did it by ``manage.py akun``, whom the reason names, and of
    guesses of a password: nobody knows whose they are.
    """

    class Tindakan(models.TextChoices):
        BUKA_NIK = "buka_nik", "Membuka NIK"
        EKSPOR = "ekspor", "Mengekspor data"
        UNDUH = "unduh", "Mengunduh berkas"
        AKUN_USUL = "akun_usul", "Mengusulkan perubahan akun"
        AKUN_TOLAK = "akun_tolak", "Menolak atau menarik usulan akun"
        AKUN_BARU = "akun_baru", "Membuat akun"
        AKUN_UBAH = "akun_ubah", "Mengubah akun"
        AKUN_RESET = "akun_reset", "Mereset kata sandi"
        AKUN_NONAKTIF = "akun_nonaktif", "Menonaktifkan akun"
        AKUN_BUKA = "akun_buka", "Membuka kunci masuk"
        AKUN_KUNCI = "akun_kunci", "Masuk ditahan: kata sandi salah"
        AKUN_SESI = "akun_sesi", "Mengakhiri sesi"
        AKUN_SANDI = "akun_sandi", "Mengganti kata sandi sendiri"
        FAKTOR_PASANG = "faktor_pasang", "Memasang faktor kedua"
        FAKTOR_LEPAS = "faktor_lepas", "Melepas faktor kedua"
        FAKTOR_KUNCI = "faktor_kunci", "Faktor kedua terkunci"
        CARI_NOMOR = "cari_nomor", "Mencari nomor"
        NOMOR_LUAR = "nomor_luar", "Menanyakan nomor milik wilayah lain"

    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    tindakan = models.CharField(max_length=16, choices=Tindakan)
    objek = models.CharField("yang dibuka, tanpa NIK", max_length=200)
    alasan = models.CharField(max_length=300, blank=True, default="")
    jumlah = models.PositiveIntegerField("jumlah orang", default=1)
    pada = models.DateTimeField(auto_now_add=True)

    objects = JejakAksesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "jejak akses"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                name="jejak_berbatas",
                fields=["tindakan", "pada"],
                include=["oleh", "jumlah"],
                condition=Q(tindakan__in=TINDAKAN_BERBATAS),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="jejak_buka_nik_beralasan",
                condition=~Q(tindakan="buka_nik") | ~Q(alasan=""),
                violation_error_message="Tulis alasan membuka NIK.",
            ),
            models.CheckConstraint(
                name="jejak_tindakan_sah",
                condition=Q(tindakan__in=TINDAKAN),
            ),
            models.CheckConstraint(
                name="jejak_tanpa_pengguna_beralasan",
                condition=Q(oleh__isnull=False)
                | (Q(tindakan__regex="^(akun|faktor)_") & ~Q(alasan="")),
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
        cls, *, oleh: Pengguna | None, tindakan: str, objek: str, alasan: str = "", jumlah: int = 1
    ) -> JejakAkses:
        """Write one access row; ``objek`` must never contain a NIK."""
        return cls.objects.create(
            oleh=oleh, tindakan=tindakan, objek=objek, alasan=alasan, jumlah=jumlah
        )
