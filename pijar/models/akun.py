"""What belongs to an account: proposals of admins about it, its second factor, recovery codes."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from pijar.models.pengguna import Pengguna
from pijar.nada import Bernada, Nada


class JenisUsulanAkun(models.TextChoices):
    BARU = "baru", "Akun baru"
    UBAH = "ubah", "Perubahan akun"
    RESET = "reset", "Reset kata sandi"
    LEPAS_FAKTOR = "lepas_faktor", "Pelepasan faktor kedua"


class StatusUsulanAkun(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikonfirmasi"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class UsulanAkunQuerySet(models.QuerySet["UsulanAkun"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """As the accounts themselves: none for an admin of one area."""
        return self.all() if petugas.melihat_semua else self.none()

    def menunggu(self) -> Self:
        return self.filter(status=StatusUsulanAkun.DIUSULKAN)


class UsulanAkun(models.Model):
    """What one admin proposes about the account of a verifikator or admin; another confirms it.

    ``isi`` is what the account shall be (none for a reset). ``operator`` names who confirmed it by
    ``manage.py akun`` where no second admin is left. Decided once, then never changed.
    """

    jenis = models.CharField(max_length=12, choices=JenisUsulanAkun)
    pengguna = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="daftar_usulan"
    )
    isi = models.JSONField("isi usulan", default=dict)
    alasan = models.CharField(max_length=200)
    status = models.CharField(
        max_length=12, choices=StatusUsulanAkun, default=StatusUsulanAkun.DIUSULKAN
    )
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=200, blank=True, default="")
    operator = models.CharField(max_length=60, blank=True, default="")

    objects = UsulanAkunQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "usulan akun"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="usulan_akun_jenis_sah", condition=Q(jenis__in=JenisUsulanAkun.values)
            ),
            models.CheckConstraint(
                name="usulan_akun_status_sah", condition=Q(status__in=StatusUsulanAkun.values)
            ),
            models.CheckConstraint(
                name="usulan_akun_putusan_lengkap",
                condition=Q(status="diusulkan", diputus_pada=None, diputus_oleh=None, operator="")
                | Q(
                    ~Q(status="diusulkan"),
                    diputus_pada__isnull=False,
                    diputus_oleh__isnull=False,
                    operator="",
                )
                | Q(
                    ~Q(status="diusulkan") & ~Q(operator=""),
                    diputus_pada__isnull=False,
                    diputus_oleh=None,
                ),
            ),
            models.CheckConstraint(
                name="usulan_akun_admin_lain",
                condition=~Q(status="dikonfirmasi")
                | Q(diputus_oleh=None)
                | ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Usulan akun dikonfirmasi admin lain.",
            ),
            models.CheckConstraint(
                name="usulan_akun_bukan_pemiliknya",
                condition=~Q(status="dikonfirmasi")
                | Q(diputus_oleh=None)
                | Q(pengguna=None)
                | ~Q(diputus_oleh=F("pengguna")),
                violation_error_message="Pemilik akun tidak mengonfirmasi usulan tentang akunnya.",
            ),
            models.CheckConstraint(name="usulan_akun_beralasan", condition=~Q(alasan="")),
            models.CheckConstraint(
                name="usulan_akun_bertuan",
                condition=Q(jenis="baru") | Q(pengguna__isnull=False),
            ),
            models.UniqueConstraint(
                name="usulan_akun_satu_terbuka",
                fields=["pengguna"],
                condition=Q(status="diusulkan"),
                violation_error_message="Masih ada usulan lain tentang akun ini.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="usulan_akun_tetap", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="usulan_akun_sekali_putus",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status__in=["dikonfirmasi", "ditolak"]),
            ),
            pgtrigger.Protect(
                name="usulan_akun_pemilik_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__pengguna__isnull=False)
                & pgtrigger.Q(old__pengguna__df=pgtrigger.F("new__pengguna")),
            ),
            pgtrigger.ReadOnly(
                name="usulan_akun_isi_tetap",
                fields=["jenis", "isi", "alasan", "diusulkan_oleh", "diusulkan_pada"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.untuk}"

    @property
    def cip(self) -> StatusUsulanAkun:
        return StatusUsulanAkun(self.status)

    @property
    def untuk(self) -> str:
        """The name of the sign-in that it is about."""
        return self.pengguna.username if self.pengguna else str(self.isi.get("username", ""))


class FaktorKedua(models.Model):
    """The second factor of one account: a code of six digits from an app, every 30 seconds.

    The app's secret is made of ``benih`` and the server's SECRET_KEY, so a copy of the database
    gives nobody a code. ``langkah`` is the last time step that was used: a code works once.
    """

    pengguna = models.OneToOneField(Pengguna, models.CASCADE, related_name="faktor_kedua")
    benih = models.CharField(max_length=40)
    langkah = models.BigIntegerField(default=0)
    gagal = models.PositiveSmallIntegerField("kode salah berturut-turut", default=0)
    gagal_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "faktor kedua"

    def __str__(self) -> str:
        return f"faktor kedua {self.pengguna_id}"


class KodePemulihan(models.Model):
    """A code for the day on which the phone is lost: hashed, good for one sign-in."""

    faktor = models.ForeignKey(FaktorKedua, models.CASCADE, related_name="daftar_kode")
    cincang = models.CharField("hash SHA-256", max_length=64)
    dipakai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "kode pemulihan"
        constraints = [
            models.UniqueConstraint(name="kode_pemulihan_satu", fields=["faktor", "cincang"])
        ]

    def __str__(self) -> str:
        return f"kode pemulihan {self.pk}"
