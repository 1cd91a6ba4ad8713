"""The data of a frozen case, and what changed since: fields and papers, as a page may show it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, TextChoices
from django.db.models.functions import Coalesce

from peserta.models import (
    BerkasPeserta,
    CaraKerja,
    JenisBerkas,
    JenisKelamin,
    Peserta,
    StatusBPJS,
)
from pijar.bulan import tanggal_panjang
from pijar.rupiah import rupiah
from pijar.samar import samarkan
from verifikasi.fakta import ISI_CUPLIKAN, cuplikan

PILIHAN: dict[str, type[TextChoices]] = {
    "jenis_kelamin": JenisKelamin,
    "status_bpjs": StatusBPJS,
    "cara_kerja": CaraKerja,
}


class Perubahan(NamedTuple):
    """A field in which the person differs today from the frozen case."""

    judul: str
    lama: str
    baru: str

    def __str__(self) -> str:
        return f"{self.judul}: {self.lama} → {self.baru}"


def perubahan(isi: Mapping[str, Any], peserta: Peserta) -> list[Perubahan]:
    """What changed of the person; NIK and No. KK masked. An old case froze fewer fields."""
    kini = cuplikan(peserta)
    return [
        Perubahan(judul, _tampil(kunci, isi), _tampil(kunci, kini))
        for kunci, judul in ISI_CUPLIKAN.items()
        if kunci in isi and kini[kunci] != isi[kunci]
    ]


def tampilan_data(isi: Mapping[str, Any], peserta: Peserta) -> dict[str, str]:
    """The frozen data as the page shows it; what an old case did not freeze is today's."""
    semua = cuplikan(peserta) | dict(isi)
    return {kunci: _tampil(kunci, semua) for kunci in ISI_CUPLIKAN}


def _tampil(kunci: str, isi: Mapping[str, Any]) -> str:
    nilai = isi.get(f"nama_{kunci}", isi[kunci])
    if nilai in (None, ""):
        return "belum diisi"
    if kunci in ("nik", "no_kk"):
        return samarkan(nilai)
    if kunci in ("tanggal_lahir", "desil_pada"):
        return tanggal_panjang(date.fromisoformat(nilai))
    if kunci == "penghasilan":
        return rupiah(nilai)
    return str(PILIHAN[kunci](nilai).label) if kunci in PILIHAN else str(nilai)


def berkas_beku(peserta_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The papers of each person as a case keeps them, those of merged rows included."""
    ids = list(peserta_ids)
    ada = (
        BerkasPeserta.objects.ada()
        .filter(Q(peserta__in=ids) | Q(peserta__digabung_ke__in=ids))
        .annotate(orang=Coalesce("peserta__digabung_ke", "peserta"))
        .order_by("pk")
        .values_list("orang", "pk", "jenis", "sha256")
    )
    hasil: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for orang, pk, jenis, sidik in ada:
        hasil[orang].append({"id": pk, "jenis": jenis, "sidik": sidik})
    return hasil


def perubahan_berkas(
    lama: Iterable[Mapping[str, Any]] | None, kini: Iterable[BerkasPeserta]
) -> list[str]:
    """Papers that came or went since the case was frozen; of an old case nothing was kept."""
    if lama is None:
        return []
    dulu, ada = {b["id"]: b["jenis"] for b in lama}, {b.pk: b.jenis for b in kini}
    return [
        *(f"Berkas dihapus: {JenisBerkas(j).label}" for pk, j in dulu.items() if pk not in ada),
        *(f"Berkas ditambahkan: {JenisBerkas(j).label}" for pk, j in ada.items() if pk not in dulu),
    ]
