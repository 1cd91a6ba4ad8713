"""Who pays on after December: the successor of a source, and the chain of its waves."""

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


def rantai_sumber(sumber: SumberDana) -> list[SumberDana]:
    """The source among its own: who came before it, the waves of its year, who pays on.

    Waves are the sources of the APBD, or those of one code. At most three queries.
    """
    sejenis = SumberDana.objects.filter(jenis=sumber.jenis).order_by("tahun", "urutan", "kode")
    sebelum = list(sejenis.filter(tahun=sumber.tahun - 1))
    berikut = penerus_sumber([*sebelum, sumber])
    setahun = [s for s in sejenis.filter(tahun=sumber.tahun) if _segelombang(s, sumber)]
    setahun.sort(key=lambda s: (bool(s.gelombang), s.urutan, s.kode))
    penerus = berikut.get(sumber.pk)
    return [
        *(s for s in sebelum if s.pk in berikut and berikut[s.pk].pk == sumber.pk),
        *setahun,
        *([penerus] if penerus else []),
    ]


def _segelombang(satu: SumberDana, sumber: SumberDana) -> bool:
    return sumber.jenis == JenisSumber.APBD or satu.kode == sumber.kode
