"""Who stands near a person in the data: same family card, same address, perhaps the same person."""

from typing import Any, NamedTuple

from django.db.models import QuerySet, Value

from peserta.models import PasanganMirip, Peserta, Status
from peserta.models.duplikat import TERBUKA
from peserta.models.peserta import PesertaQuerySet
from pijar.models import Pengguna

PALING_BANYAK = 10  # of each reason; more says nothing more
MIRIP, KK, ALAMAT = "mungkin orang yang sama", "KK sama", "alamat sama"


class Tetangga(NamedTuple):
    """Somebody near the person, and why; the page masks ``nik``."""

    pk: int
    nama: str
    nik: str
    status: str
    sebab: tuple[str, ...]

    @property
    def cip(self) -> Status:
        return Status(self.status)


def tetangga(orang: Peserta, petugas: Pengguna) -> list[Tetangga]:
    """The people near ``orang`` whom this officer may see, likely duplicates first; one query."""
    lain = Peserta.objects.for_petugas(petugas).exclude(pk=orang.pk)
    # Each side by its own index: both in one condition would read everybody.
    dekat = [(MIRIP, lain.filter(pk__in=_pasangan(s, orang))) for s in ("kiri", "kanan")]
    if orang.no_kk:
        dekat.append((KK, lain.filter(no_kk=orang.no_kk)))
    if orang.alamat:
        serumah = {"alamat": orang.alamat, "rt": orang.rt, "rw": orang.rw}
        dekat.append((ALAMAT, lain.filter(kelurahan=orang.kelurahan_id, **serumah)))
    baris = [_baris(sebab, banyak) for sebab, banyak in dekat]
    hasil: dict[int, Tetangga] = {}
    for pk, nama, nik, status, sebab in baris[0].union(*baris[1:], all=True):
        lama = hasil.get(pk)
        hasil[pk] = Tetangga(pk, nama, nik, status, (*(lama.sebab if lama else ()), sebab))
    return sorted(hasil.values(), key=lambda t: (MIRIP not in t.sebab, -len(t.sebab), t.nama))


def _pasangan(sisi: str, orang: Peserta) -> QuerySet[PasanganMirip, Any]:
    """The other people of open pairs in which ``orang`` stands on this side."""
    sana = "kanan" if sisi == "kiri" else "kiri"
    return PasanganMirip.objects.filter(status__in=TERBUKA, **{sisi: orang}).values(sana)


def _baris(sebab: str, banyak: PesertaQuerySet) -> QuerySet[Peserta, Any]:
    isi = banyak.annotate(sebab=Value(sebab)).order_by("pk")
    return isi.values_list("pk", "nama", "nik", "status", "sebab")[:PALING_BANYAK]
