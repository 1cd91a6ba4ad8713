"""Receive an uploaded list: fingerprint, a name for screens, a name for the disk."""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.core.files import File
from django.db.models.fields.files import FieldFile

from pijar.errors import AturanDilanggarError
from pijar.samar import samarkan

# KPJ, NIK or KK (also a digit short or long), phone; also with separators. Dates and times stay.
NOMOR = re.compile(
    r"(?<![0-9])(?:[0-9]{11}|[0-9]{15,17}|(?:62|0)8[0-9]{8,11}"
    r"|[0-9]{4}(?:[ ._-][0-9]{4}){3}|[0-9]{6}[ ._-][0-9]{6}[ ._-][0-9]{4}"
    r"|08[0-9]{2}(?:[ ._-][0-9]{3,4}){2})(?![0-9])"
)

SUDAH_DIHAPUS = (
    "Isi berkas ini dan barisnya sudah dihapus menurut masa simpan data pribadi, jadi tidak dapat "
    "dibaca, diterapkan atau dibatalkan lagi. Unggah berkasnya lagi bila masih diperlukan."
)


def pastikan_ada(berkas: FieldFile) -> None:
    """Raise AturanDilanggarError for a list whose file is gone since its term is over."""
    if not berkas:
        raise AturanDilanggarError(SUDAH_DIHAPUS)


def letak(berkas: FieldFile) -> Path:
    """Where the file of a list lies; raises AturanDilanggarError when it is gone."""
    pastikan_ada(berkas)
    return Path(berkas.path)


def sidik(berkas: File) -> str:
    """SHA-256 of an uploaded file, read in pieces."""
    hasil = hashlib.sha256()
    for potong in berkas.chunks():
        hasil.update(potong)
    berkas.seek(0)
    return hasil.hexdigest()


def nama_tersamar(nama: str) -> str:
    """The file name with numbers of people masked."""
    samar = NOMOR.sub(lambda n: samarkan(re.sub("[^0-9]", "", n[0])), Path(nama).name)
    return samar[:150]


class Diterima(NamedTuple):
    """An uploaded list: ``sha256`` of its bytes, name for screens, name on the disk.

    File names of officers may hold a name or a NIK, so the name on the disk is random and the name
    on screens is masked.
    """

    sha256: str
    nama_berkas: str
    nama_simpan: str


def terima(berkas: File, nama: str, awalan: str = "") -> Diterima:
    """Describe the file ``berkas``, named ``nama`` by the officer; it stores nothing.

    ``awalan`` starts the random name, so that admins recognise the file on the disk.
    """
    akhiran = Path(nama).suffix.lower()[:5]
    return Diterima(sidik(berkas), nama_tersamar(nama), f"{awalan}{uuid4().hex}{akhiran}")
