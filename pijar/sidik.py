"""The fingerprint of what a second person was shown before they confirmed it.

A button carries the contents of its page, signed. When it is pressed, the contents are read again;
the officer is told each difference instead of confirming what they have not seen.
"""

from collections.abc import Mapping

from django.core import signing

GARAM = "pijar.sidik"
KOSONG = "kosong"


def sidik(isi: Mapping[str, str]) -> str:
    """Pack what a page shows, by its label, into a value for a hidden field."""
    return signing.dumps(dict(isi), salt=GARAM, compress=True)


def perbedaan(ditampilkan: str, kini: Mapping[str, str]) -> list[str]:
    """Tell in words what changed since the page was shown; empty when nothing did.

    A fingerprint that is missing or not ours counts as a page that showed nothing.
    """
    try:
        lama: dict[str, str] = signing.loads(ditampilkan, salt=GARAM)
    except signing.BadSignature:
        return ["Isi halaman yang Anda lihat tidak terbaca"]
    return [
        f"{label}: tadinya {lama.get(label) or KOSONG}, sekarang {kini.get(label) or KOSONG}"
        for label in {**lama, **kini}
        if lama.get(label) != kini.get(label)
    ]
