"""Make the look-up tables of an import from the database."""

from collections import defaultdict
from functools import lru_cache

from peserta.bersih.kamus import Kamus
from peserta.models import (
    ArtiKata,
    EjaanWilayah,
    KataPekerjaan,
    Kecamatan,
    Kelurahan,
    Pekerjaan,
)
from peserta.rujukan import (
    EjaanBaku,
    KecamatanBaku,
    KelurahanBaku,
    PekerjaanBaku,
    kemendagri_dari_bps,
)

# Gives only a warning at data entry; the dated criteria of verifikasi decide.
BATAS_USIA_BULAN = 779


def kamus_terkini() -> Kamus:
    """The look-up tables with the places, spellings, active occupations and words of now."""
    kata = _kata_diingat()
    bps = {kode: kode_bps for kode_bps, kode in kemendagri_dari_bps().items()}
    return _susun(
        tuple(
            KecamatanBaku(k.kode, k.nama, k.cabang, bps.get(k.kode, ""))
            for k in Kecamatan.objects.order_by("kode")
        ),
        tuple(
            KelurahanBaku(k.kode, k.nama, k.kecamatan_id, k.kode_pos)
            for k in Kelurahan.objects.order_by("kode")
        ),
        tuple(
            PekerjaanBaku(p.kode, p.nama, p.kelompok, p.transport, (*p.ejaan, *kata[p.kode]))
            for p in Pekerjaan.objects.filter(aktif=True).order_by("kode")
        ),
        tuple(EjaanBaku(e.ejaan, e.kode) for e in EjaanWilayah.objects.order_by("pk")),
        tuple(kata[ArtiKata.BUKAN_SASARAN]),
    )


def _kata_diingat() -> defaultdict[str, list[str]]:
    """The words that an admin explained, by occupation or by what else they mean."""
    kata = defaultdict[str, list[str]](list)
    diputus = KataPekerjaan.objects.exclude(arti=ArtiKata.MENUNGGU).order_by("kata")
    for satu, pekerjaan, arti in diputus.values_list("kata", "pekerjaan", "arti"):
        kata[pekerjaan or arti].append(satu)
    return kata


@lru_cache(maxsize=2)
def _susun(
    kecamatan: tuple[KecamatanBaku, ...],
    kelurahan: tuple[KelurahanBaku, ...],
    pekerjaan: tuple[PekerjaanBaku, ...],
    ejaan: tuple[EjaanBaku, ...],
    bukan_sasaran: tuple[str, ...],
) -> Kamus:
    """Return the same object for equal tables, because the checks cache answers by it."""
    return Kamus(
        kecamatan,
        kelurahan,
        pekerjaan,
        ejaan,
        batas_usia_bulan=BATAS_USIA_BULAN,
        bukan_sasaran=bukan_sasaran,
    )
