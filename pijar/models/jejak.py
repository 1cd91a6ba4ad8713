"""The log of access to personal data."""

from __future__ import annotations

from datetime import datetime
from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Func, Q

from pijar.asal import asal_kini
from pijar.models.pengguna import Pengguna

TINDAKAN = [
    "buka_nik", "lihat_orang", "lihat_halaman", "ekspor", "unduh", "masuk", "masuk_gagal",
    "keluar", "akun_usul", "akun_tolak", "akun_baru", "akun_ubah", "akun_peran", "akun_reset",
    "akun_nonaktif", "akun_buka", "akun_sandi", "faktor_pasang", "faktor_lepas", "faktor_kunci",
    "cari_nomor", "nomor_luar", "akun_kunci", "akun_sesi",
]  # fmt: skip
# A day of the log is a day in Semarang, also in its index.
HARI = Func(
    "pada",
    template="(%(expressions)s AT TIME ZONE 'Asia/Jakarta')::date",
    output_field=models.DateField(),
)

TINDAKAN_BERBATAS = ["buka_nik", "ekspor", "cari_nomor", "nomor_luar"]
"""What is counted: :mod:`pijar.ambang` has the limits."""


class JejakAksesQuerySet(models.QuerySet["JejakAkses"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """All of it for an admin of the whole city; for anybody else what they did themselves."""
        return self.all() if petugas.melihat_semua else self.filter(oleh=petugas)

    def akun(self, username: str) -> Self:
        """The events of one account."""
        return self._tentang(f"akun {username}")

    def tentang_akun(self) -> Self:
        """Without the daily signing in and out."""
        return self.exclude(tindakan__in=["masuk", "keluar"])

    def orang(self, pk: int) -> Self:
        """What was done with one person, by name of their number."""
        return self._tentang(f"peserta {pk}")

    def antara(self, dari: datetime | None, sebelum: datetime | None) -> Self:
        """From a moment on, and before another one."""
        semua = self.filter(pada__gte=dari) if dari else self
        return semua.filter(pada__lt=sebelum) if sebelum else semua

    def _tentang(self, objek: str) -> Self:
        return self.filter(Q(objek=objek) | Q(objek__startswith=f"{objek}: "))


class JejakAkses(models.Model):
    """One access to personal data (UU 27/2022), or one event of an account. Never changed.

    ``oleh`` is empty when the operator did it by ``manage.py akun``, or when somebody failed to
    sign in: nobody knows whose guess it was; the reason says so. ``pada`` is the clock of the
    database: no row is back-dated. Of the looks at one person, the first of each viewer and day is
    kept.
    """

    class Tindakan(models.TextChoices):
        BUKA_NIK = "buka_nik", "Membuka NIK"
        LIHAT_ORANG = "lihat_orang", "Membuka data orang"
        LIHAT_HALAMAN = "lihat_halaman", "Auditor membuka halaman"
        EKSPOR = "ekspor", "Mengekspor data"
        UNDUH = "unduh", "Mengunduh berkas"
        MASUK = "masuk", "Masuk"
        MASUK_GAGAL = "masuk_gagal", "Gagal masuk"
        KELUAR = "keluar", "Keluar"
        AKUN_USUL = "akun_usul", "Mengusulkan perubahan akun"
        AKUN_TOLAK = "akun_tolak", "Menolak atau menarik usulan akun"
        AKUN_BARU = "akun_baru", "Membuat akun"
        AKUN_UBAH = "akun_ubah", "Mengubah akun"
        AKUN_PERAN = "akun_peran", "Mengubah peran akun"
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
    alamat = models.GenericIPAddressField(null=True, blank=True)
    perangkat = models.CharField(max_length=40, blank=True, default="")
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
            ),
            models.Index(fields=["oleh", "-id"], name="jejak_per_orang"),
            models.Index(fields=["tindakan", "-id"], name="jejak_per_tindakan"),
            models.Index(fields=["pada"], name="jejak_per_waktu"),
            models.Index(OpClass("objek", "varchar_pattern_ops"), name="jejak_per_objek"),
            models.Index(
                fields=["alamat", "-id"], condition=Q(alamat__isnull=False), name="jejak_per_alamat"
            ),
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
                | (Q(tindakan__regex="^(akun|faktor|masuk)_") & ~Q(alasan="")),
            ),
            models.UniqueConstraint(
                "oleh",
                "objek",
                HARI,
                condition=Q(tindakan="lihat_orang"),
                name="jejak_lihat_sekali_sehari",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="jejak_tidak_berubah", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="jejak_pada_basis",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="NEW.pada = clock_timestamp(); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tindakan} {self.objek}"

    @classmethod
    def catat(
        cls, *, oleh: Pengguna | None, tindakan: str, objek: str, alasan: str = "", jumlah: int = 1
    ) -> JejakAkses:
        """Write one access row; ``objek`` must never contain a NIK."""
        return cls.objects.create(
            oleh=oleh,
            tindakan=tindakan,
            objek=objek,
            alasan=alasan,
            jumlah=jumlah,
            **asal_kini()._asdict(),
        )

    @classmethod
    def lihat(cls, pk: int, *, oleh: Pengguna) -> None:
        """Write that somebody looked at one person, unless it stands there for today: one query."""
        satu = JejakAkses(
            oleh=oleh,
            tindakan=JejakAkses.Tindakan.LIHAT_ORANG,
            objek=f"peserta {pk}",
            **asal_kini()._asdict(),
        )
        JejakAkses.objects.bulk_create([satu], ignore_conflicts=True)
