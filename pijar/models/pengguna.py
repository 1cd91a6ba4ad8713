"""Users: civil servants with a role and an area."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Regex

from pijar.hak import ARTI_HAK, PERAN_BERKUASA, Peran

KODE_WILAYAH = r"[0-9]{2}[.][0-9]{2}[.][0-9]{2}([.][0-9]{4})?"
SEMUA_BERKODE = Regex(
    Func(F("wilayah"), Value(","), function="array_to_string", output_field=models.TextField()),
    Value(f"^{KODE_WILAYAH}(,{KODE_WILAYAH})*$"),
)


class PenggunaQuerySet(models.QuerySet["Pengguna"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """The accounts that this admin manages; none for an admin of one area."""
        return self.all() if petugas.melihat_semua else self.none()

    def berperan(self, peran: str) -> Self:
        return self.filter(groups__name=peran)


class PenggunaManager(BaseUserManager["Pengguna"]):
    """Makes users; a password is always hashed."""

    def create_user(self, username: str, password: str | None = None, **lain: Any) -> Pengguna:
        pengguna = self.model(username=username, **lain)
        pengguna.set_password(password)
        pengguna.save(using=self._db)
        return pengguna

    def create_superuser(self, username: str, password: str, **lain: Any) -> Pengguna:
        return self.create_user(username, password, is_staff=True, is_superuser=True, **lain)

    def for_petugas(self, petugas: Pengguna) -> PenggunaQuerySet:
        return PenggunaQuerySet(self.model, using=self._db).for_petugas(petugas)


class Pengguna(AbstractBaseUser, PermissionsMixin):
    """A civil servant who signs in. Admins create, change and expire them in /pengguna/.

    ``wilayah`` lists codes of kecamatan or kelurahan: the user sees the rows whose kelurahan code
    starts with one of them. Empty means the whole city. A password that somebody else had made for
    them (``sandi_sementara_sampai``) opens the sign-in once, to be changed at once.
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
    sandi_sementara_sampai = models.DateTimeField(null=True, blank=True)
    sandi_sementara_dipakai = models.DateTimeField(null=True, blank=True)
    sandi_direset_oleh = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    sandi_direset_pada = models.DateTimeField(null=True, blank=True)
    dua_faktor_sejak = models.DateTimeField(null=True, blank=True)
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
            models.UniqueConstraint(
                name="pengguna_nip_satu",
                fields=["nip"],
                condition=~Q(nip=""),
                violation_error_message="NIP ini sudah dipakai akun lain.",
            ),
            models.CheckConstraint(
                name="pengguna_sementara_dipakai",
                condition=Q(sandi_sementara_dipakai=None) | Q(sandi_sementara_sampai__isnull=False),
            ),
            # Every code starts with an empty or cut code, which would open the whole city.
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
        """The code of the user's role (first group), or empty."""
        if not hasattr(self, "_peran"):
            if "groups" in getattr(self, "_prefetched_objects_cache", {}):  # a list of accounts
                self._peran = next((g.name for g in self.groups.all()), "")
            else:
                self._peran = self.groups.values_list("name", flat=True).first() or ""
        return self._peran

    def lupakan_peran(self) -> None:
        """Read the role anew: it was changed."""
        self.__dict__.pop("_peran", None)

    @property
    def nama_peran(self) -> str:
        return Peran(self.peran).label if self.peran in Peran.values else "Tanpa peran"

    @property
    def berkuasa(self) -> bool:
        """Whether two admins are needed to make, change or reset this account."""
        return self.is_superuser or self.peran in PERAN_BERKUASA

    @property
    def melihat_semua(self) -> bool:
        """Reads what belongs to no area: an admin of the whole city, and an auditor."""
        return not self.wilayah and (
            self.has_perm("pijar.mengelola_pengguna") or self.has_perm("pijar.mengaudit")
        )

    @property
    def wajib_ganti_sandi(self) -> bool:
        return self.sandi_sementara_sampai is not None

    def masih_berlaku(self, pada: date) -> bool:
        return self.berlaku_sampai is None or pada <= self.berlaku_sampai

    def meliputi(self, wilayah: Sequence[str]) -> bool:
        """Whether this area holds all of ``wilayah``; an empty one is the whole city."""
        semua = tuple(self.wilayah)
        return not semua or (bool(wilayah) and all(kode.startswith(semua) for kode in wilayah))

    def q_wilayah(self, kolom: str = "kelurahan__kode") -> Q:
        """Condition on ``kolom`` (a kelurahan code) for the rows this user may see."""
        syarat = Q()
        for kode in self.wilayah:
            syarat |= Q(**{f"{kolom}__startswith": kode})
        return syarat
