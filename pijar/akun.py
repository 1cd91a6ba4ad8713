"""Sign-in rules: an account may expire; a password is long and mixed (BSSN 4/2021)."""

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
    """Username and password, refused once ``berlaku_sampai`` has passed (also mid-session)."""

    def user_can_authenticate(self, user: Pengguna | AnonymousUser | None) -> bool:
        if not super().user_can_authenticate(user):
            return False
        return not isinstance(user, Pengguna) or user.masih_berlaku(timezone.localdate())

    def get_user_permissions(
        self, user_obj: Pengguna | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """None: a right comes with a role alone; asking would be one more query of every page."""
        return set()


class CampuranValidator:
    """At least three of: lower case, upper case, digit, sign."""

    def validate(self, password: str, user: object = None) -> None:
        if sum(bool(re.search(pola, password)) for pola in GOLONGAN) < PALING_SEDIKIT:
            raise ValidationError(self.get_help_text(), code="kurang_campuran")

    def get_help_text(self) -> str:
        return (
            "Kata sandi harus mencampur sedikitnya tiga dari: huruf kecil, huruf besar, "
            "angka, tanda."
        )
