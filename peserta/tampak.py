"""What a page shows of each person on a list that somebody signs, for its fingerprint."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from peserta.models import Peserta
from pijar.samar import samarkan
from pijar.sidik import Baris, Sebut, baca_baris

TAMPAK = (
    "nik",
    "nama",
    "tanggal_lahir",
    "kelurahan",
    "pekerjaan",
    "kpj",
    "status",
    "digabung_ke",
)


def sebut_orang(semua: QuerySet[Any], orang: str = "peserta__") -> Sebut:
    """Name rows of ``semua`` by their person, the NIK masked. Only the named rows are read."""

    def sebut(pks: Collection[int]) -> dict[int, str]:
        isi = semua.filter(pk__in=pks).values_list("pk", f"{orang}nama", f"{orang}nik")
        return {pk: f"{nama} ({samarkan(nik)})" for pk, nama, nik in isi}

    return sebut


def baris_orang(
    asal: QuerySet[Any],
    *kolom: str,
    kunci: str = "peserta",
    orang: str = "peserta__",
    sebut: Sebut | None = None,
) -> Baris:
    """The rows of ``asal``, each with its person and ``kolom``.

    ``kunci`` is their person, or another unique number that ``sebut`` names.
    """
    tampak = [f"{orang}{k}" for k in TAMPAK]
    sebut = sebut or sebut_orang(Peserta.objects.all(), "")
    return baca_baris(asal, kunci, *tampak, *kolom, sebut=sebut)
