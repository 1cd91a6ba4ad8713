"""What is shown for a minute and kept nowhere: signs that SECRET_KEY makes from a seed.

The seed tells nothing to whom has no SECRET_KEY, so the owner's session may keep it.
"""

import secrets

from django.utils.crypto import salted_hmac


def bibit_baru() -> str:
    return secrets.token_urlsafe(32)


def tanda_dari(bibit: str, ke: int, huruf: str, panjang: int) -> str:
    """``panjang`` signs of ``huruf``, at most 200 bits; another ``ke`` gives others."""
    sisa = int.from_bytes(salted_hmac("bibit", f"{bibit} {ke}", algorithm="sha256").digest())
    tanda = ""
    for _ in range(panjang):
        sisa, letak = divmod(sisa, len(huruf))
        tanda += huruf[letak]
    return tanda
