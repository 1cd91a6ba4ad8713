"""Sign-in rules: accounts may expire; passwords are long and mixed (BSSN 4/2021)."""

import re

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from pijar.models import Pengguna

GOLONGAN = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
PALING_SEDIKIT = 3


class MasaBerlakuBackend(ModelBackend):
    """Sign-in by password; refuses users after ``berlaku_sampai``, even in a running session."""

    def user_can_authenticate(self, user: Pengguna | AnonymousUser | None) -> bool:
        if not super().user_can_authenticate(user):
            return False
        return not isinstance(user, Pengguna) or user.masih_berlaku(timezone.localdate())

    def get_user_permissions(
        self, user_obj: Pengguna | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """No rights outside the role; Django's own look-up would cost every page one query."""
        return set()


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
