"""Who pays on after December: the successor of a source in the next year."""

from collections.abc import Iterable, Sequence

from iuran.models import JenisSumber, SumberDana


def penerus_sumber(daftar: Iterable[SumberDana]) -> dict[int, SumberDana]:
    """The active successor of each source, by its id; a source without one is left out.

    The successor that an admin chose comes first, then the source of the same code; a wave of the
    APBD goes on in the next year's main source. DBHCHT goes on in DBHCHT only (PMK 72/2024).
    """
    semua = {s.pk: s for s in daftar}
    tahun = {s.tahun + 1 for s in semua.values()}
    berikut = list(SumberDana.objects.filter(tahun__in=tahun, aktif=True).order_by("urutan", "pk"))
    pilihan = {pk: _penerus(s, berikut) for pk, s in semua.items()}
    return {pk: s for pk, s in pilihan.items() if s is not None}


def _penerus(sumber: SumberDana, berikut: Sequence[SumberDana]) -> SumberDana | None:
    calon = [s for s in berikut if s.tahun == sumber.tahun + 1 and s.jenis == sumber.jenis]
    if sumber.penerus_id:
        return next((s for s in calon if s.pk == sumber.penerus_id), None)
    sekode = next((s for s in calon if s.kode == sumber.kode), None)
    return sekode or _apbd_utama(calon)


def _apbd_utama(calon: Sequence[SumberDana]) -> SumberDana | None:
    utama = (s for s in calon if s.jenis == JenisSumber.APBD and not s.gelombang)
    return next(utama, None)
