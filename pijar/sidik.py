"""The fingerprint of what a second person was shown before they confirmed it.

A button carries the contents of its page, signed. When it is pressed, the contents are read again;
the officer is told each difference instead of confirming what they have not seen. Many rows go as
digests, which the database makes (:func:`baca_baris`).
"""

import struct
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core import signing
from django.db.models import BinaryField, Func, QuerySet

from pijar.rupiah import ribuan

GARAM = "pijar.sidik"
KOSONG = "kosong"
DISEBUT = 3  # rows that a refusal names of each kind
PALING_BANYAK = 20_000  # rows that a button names; of more it only knows whether they are the same
PENDEK = struct.Struct(">q4s")  # a row in the button: its key and the start of its digest

Sebut = Callable[[Collection[int]], Mapping[int, str]]
Terlihat = Mapping[int, bytes]


class Cap(Func):
    """The SHA-256 of the columns of one row, in the one form that JSON gives them."""

    template = "sha256(convert_to(jsonb_build_array(%(expressions)s)::text, 'UTF8'))"
    output_field = BinaryField()


class Baris:
    """The rows of a page by their key, each as its digest. ``sebut`` names them, NIK masked."""

    def __init__(self, isi: Mapping[int, bytes], sebut: Sebut) -> None:
        self.isi, self.sebut = dict(sorted(isi.items())), sebut

    def kemas(self) -> list[str]:
        """For the button: the digest of all rows, and what tells them apart."""
        utuh = sha256(b"".join(struct.pack(">q", k) + bytes(c) for k, c in self.isi.items()))
        if len(self.isi) > PALING_BANYAK:
            return [utuh.hexdigest()]
        pendek = b"".join(PENDEK.pack(k, bytes(c)[:4]) for k, c in self.isi.items())
        return [utuh.hexdigest(), b64encode(pendek).decode()]

    def beda(self, dahulu: object) -> list[str]:
        """Which rows came, went and changed since the button was made, in words."""
        kini = self.kemas()
        if dahulu == kini:
            return []
        lama, baru = _buka(dahulu), _buka(kini)
        if lama is None or baru is None or lama == baru:
            return ["isinya berubah"]
        golongan = _golongan(lama, baru)
        nama = self.sebut([k for semua in golongan.values() for k in semua[:DISEBUT]])
        return [f"{kata} {_sebutan(semua, nama)}" for kata, semua in golongan.items() if semua]


def _golongan(lama: Mapping[int, bytes], baru: Mapping[int, bytes]) -> dict[str, list[int]]:
    """The keys of rows that came, went and changed."""
    return {
        "bertambah": sorted(baru.keys() - lama.keys()),
        "tidak ada lagi": sorted(lama.keys() - baru.keys()),
        "berubah": [k for k in baru if lama.get(k, baru[k]) != baru[k]],
    }


def _sebutan(semua: Sequence[int], nama: Mapping[int, str]) -> str:
    """Some of these rows by name, and how many more there are."""
    sisa = len(semua) - DISEBUT
    disebut = ", ".join(nama.get(k, f"baris {k}") for k in semua[:DISEBUT])
    return f"{disebut} dan {ribuan(sisa)} lainnya" if sisa > 0 else disebut


Isi = Mapping[str, str | Baris]
"""What a page shows, by its label."""


def baca_baris(asal: QuerySet[Any], kunci: str, *kolom: Any, sebut: Sebut) -> Baris:
    """The rows of ``asal`` with what ``kolom`` say of each, under the unique number ``kunci``."""
    return Baris(dict(asal.order_by().values_list(kunci, Cap(*kolom))), sebut)


def terbaca(isi: Isi) -> dict[str, str]:
    """What stands on the page in words: without the rows, which it shows as a table."""
    return {label: teks for label, teks in isi.items() if isinstance(teks, str)}


def sidik(isi: Isi) -> str:
    """Pack what a page shows, by its label, into a value for a hidden field."""
    kemasan = {k: v.kemas() if isinstance(v, Baris) else v for k, v in isi.items()}
    return signing.dumps(kemasan, salt=GARAM, compress=True)


def perbedaan(ditampilkan: str, kini: Isi) -> list[str]:
    """Tell in words what changed since the page was shown; empty when nothing did.

    A fingerprint that is missing or not ours counts as a page that showed nothing.
    """
    try:
        lama: dict[str, Any] = signing.loads(ditampilkan, salt=GARAM)
    except signing.BadSignature:
        return ["Isi halaman yang Anda lihat tidak terbaca"]
    return [beda for label in {**lama, **kini} for beda in _beda(label, lama, kini)]


def _beda(label: str, lama: Mapping[str, Any], kini: Isi) -> list[str]:
    dulu, sekarang = lama.get(label), kini.get(label)
    if isinstance(sekarang, Baris):
        return [f"{label}: {beda}" for beda in sekarang.beda(dulu)]
    if dulu == sekarang:
        return []
    return [f"{label}: tadinya {dulu or KOSONG}, sekarang {sekarang or KOSONG}"]


def baris_terlihat(ditampilkan: str, label: str) -> Terlihat:
    """The rows that the page showed under ``label``; none when the fingerprint is not ours."""
    try:
        return _buka(signing.loads(ditampilkan, salt=GARAM).get(label)) or {}
    except signing.BadSignature:
        return {}


def lain(terlihat: Terlihat, kini: Baris) -> list[int]:
    """The keys of ``kini`` that the page did not show so; rows that are gone do not matter."""
    return [k for k, cap in kini.isi.items() if terlihat.get(k) != bytes(cap)[:4]]


def _buka(kemasan: object) -> dict[int, bytes] | None:
    """The rows in a button; None of what is no button's, or of too many."""
    if not isinstance(kemasan, list) or len(kemasan) == 1:
        return None
    return dict(PENDEK.iter_unpack(b64decode(kemasan[1])))
