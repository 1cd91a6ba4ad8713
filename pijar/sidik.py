"""The contents that a second person saw, sealed into their page and compared when they confirm."""

from collections.abc import Mapping

from django.core import signing

GARAM = "pijar.sidik"


def segel(isi: Mapping[str, str]) -> str:
    """Seal labels and texts as shown, for a hidden field of the page that confirms them."""
    return signing.dumps(dict(isi), salt=GARAM)


def perbedaan(dilihat: str, kini: Mapping[str, str]) -> list[str]:
    """One sentence for each text that differs from the sealed one; empty when nothing changed.

    A seal that is missing or forged differs in everything.
    """
    try:
        lama = signing.loads(dilihat, salt=GARAM)
    except signing.BadSignature:
        return ["Isi halaman yang Anda lihat tidak dikenal."]
    semua = [*kini, *(label for label in lama if label not in kini)]
    return [
        f"{label}: tadinya {lama.get(label) or 'kosong'}, sekarang {kini.get(label) or 'kosong'}."
        for label in semua
        if lama.get(label) != kini.get(label)
    ]
