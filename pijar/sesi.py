"""Where sessions are kept: Django's own store, on a table that knows whose they are."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as TokoDjango
from django.utils import timezone

from pijar.models import Sesi

MULAI = "mulai"  # in the session: when it began, in seconds
DIPAKAI = "dipakai"  # when it was used last, by some minutes
ALAMAT, PERAMBAN = "alamat_klien", "peramban"


def sidik_sesi(kunci: str) -> str:
    """The name of a session in a form. A key is 165 random bits: nobody finds it from this."""
    return sha256(kunci.encode()).hexdigest()


class SessionStore(TokoDjango):
    """Writes beside the session what its owner may read of it."""

    @classmethod
    def get_model_class(cls) -> type[Sesi]:
        return Sesi

    def create_model_instance(self, data: dict[str, Any]) -> Sesi:
        sesi: Sesi = super().create_model_instance(data)  # type: ignore[assignment]
        sesi.sidik = sidik_sesi(sesi.session_key)
        sesi.pengguna_id = data.get(SESSION_KEY)
        sesi.alamat, sesi.peramban = data.get(ALAMAT, ""), data.get(PERAMBAN, "")
        sesi.mulai, sesi.terlihat = _pada(data.get(MULAI)), _pada(data.get(DIPAKAI))
        return sesi


def _pada(detik: int | None) -> datetime | None:
    return None if detik is None else datetime.fromtimestamp(detik, timezone.get_current_timezone())
