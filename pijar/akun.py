"""Sign-in rules: accounts may expire; passwords are long and mixed (BSSN 4/2021)."""

import re
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest  # noqa: TID251 - what the sign-in hands to a backend
from django.utils import timezone

from pijar.models import Pengguna

GOLONGAN = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
PALING_SEDIKIT = 3
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
        pengguna = super().authenticate(request, username, password, **lain)
        if not isinstance(pengguna, Pengguna) or pakai_sandi(pengguna):
            return pengguna if isinstance(pengguna, Pengguna) else None
        if request is not None:
            request.META[SANDI_USANG] = True
        return None

    def user_can_authenticate(self, user: Pengguna | AnonymousUser | None) -> bool:
        if not super().user_can_authenticate(user):
            return False
        return not isinstance(user, Pengguna) or user.masih_berlaku(timezone.localdate())

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
