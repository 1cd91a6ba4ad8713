"""Lines of a draft whose person a source may not fund by its rules: named, to be left out."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, Q
from django.db.models.functions import ExtractMonth

from iuran.buku import SEBAB_SYARAT, bersyarat, di_luar, penerus_sumber, sebab_di_luar
from iuran.models import SumberDana
from peserta.models import Peserta
from verifikasi.models import Penetapan
from verifikasi.models.penetapan import BarisPenetapanQuerySet

CONTOH = 10


class DiLuar(NamedTuple):
    """Somebody in a draft whom its source may not fund."""

    orang: Peserta
    sebab: str


def baris_di_luar(
    penetapan: Penetapan, sumber: Iterable[SumberDana] | None = None
) -> BarisPenetapanQuerySet:
    """The lines whose source, or its successor after December, may not fund their person.

    ``sumber``: those that pay the lines, if they are known; without rules nothing is asked then.
    """
    if sumber is None:
        milik = penetapan.daftar_baris.order_by().values("sumber")
        dasar = list(SumberDana.objects.filter(pk__in=milik))
        sumber = [*dasar, *penerus_sumber(dasar).values()]
    pembayar = list(sumber)
    syarat = {y.sumber_id: y for y in bersyarat(pembayar)}
    lanjutan = penerus_sumber(pembayar) if syarat else {}
    semua = penetapan.daftar_baris.alias(muat=13 - ExtractMonth("bulan_awal"))
    luar = Q(pk__in=[])
    for s in pembayar if syarat else ():
        if s.pk in syarat:
            luar |= Q(sumber=s) & di_luar(syarat[s.pk], "peserta__")
        lanjut = lanjutan.get(s.pk)
        if lanjut and lanjut.pk in syarat:
            lewat = Q(sumber=s, jumlah_bulan__gt=F("muat"))
            luar |= lewat & di_luar(syarat[lanjut.pk], "peserta__")
    return semua.filter(luar)


def sebutkan(baris: BarisPenetapanQuerySet) -> list[DiLuar]:
    """The first of these lines by name, each with the reason."""
    daftar = baris.select_related("peserta", "sumber__syarat").order_by("peserta__nama", "pk")
    hasil = []
    for b in daftar[:CONTOH]:
        kode = sebab_di_luar(b.sumber.syarat, b.peserta)
        if not kode:  # only the successor refuses
            lanjut = penerus_sumber([b.sumber])[b.sumber_id]
            kode = sebab_di_luar(lanjut.syarat, b.peserta)
        hasil.append(DiLuar(b.peserta, SEBAB_SYARAT[kode]))
    return hasil
