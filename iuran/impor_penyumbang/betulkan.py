"""An admin says once which office a spelling means; the list is then read again."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from iuran.impor_penyumbang.keadaan import pastikan_seluruh_kota, pesan_baca, siap_diperiksa
from iuran.impor_penyumbang.periksa import Acuan
from iuran.models import OPD, ImporPenyumbang
from peserta.bersih.alasan import kutip
from peserta.bersih.opd import kunci_opd
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna

SEKALIGUS = 20  # spellings that one page asks about


class OpdAsing(NamedTuple):
    """An unknown name of an office, in how many answers, and similar names."""

    tulisan: str
    jawaban: int
    mirip: list[str]


def opd_asing(impor: ImporPenyumbang) -> list[OpdAsing]:
    """The unknown names of the list, the most frequent first, at most :data:`SEKALIGUS`."""
    baris = impor.daftar_baris.filter(opd=None).exclude(opd_tulis="").order_by()
    semua = baris.values_list("opd_tulis").annotate(jawaban=Count("pk"))
    per_kunci: dict[str, tuple[str, int]] = {}
    for tulisan, n in semua.order_by("-jawaban", "opd_tulis"):
        kunci = kunci_opd(tulisan)
        pertama, sudah = per_kunci.get(kunci, (tulisan, 0))
        per_kunci[kunci] = (pertama, sudah + n)
    terbanyak = [*per_kunci.values()][:SEKALIGUS]
    acuan = Acuan(OPD.objects.filter(aktif=True)) if terbanyak else Acuan([])
    return [OpdAsing(tulisan, n, acuan.mirip(tulisan)) for tulisan, n in terbanyak]


@transaction.atomic
def kenali_opd(impor: ImporPenyumbang, pilihan: Mapping[str, OPD], *, oleh: Pengguna) -> int:
    """Remember each typed name as a spelling of its office, and order the list to be read again.

    Returns how many. Raises AturanDilanggarError when nothing is chosen or a name has no letters,
    BentrokError when a name means another office already.
    """
    pastikan_seluruh_kota(oleh)
    impor = siap_diperiksa(impor.pk)
    if not pilihan:
        raise AturanDilanggarError("Pilih OPD untuk sekurang-kurangnya satu ejaan.")
    semua = {o.pk: o for o in OPD.objects.select_for_update().order_by("pk")}
    milik = {kunci: o for o in semua.values() for kunci in (*o.ejaan, kunci_opd(o.nama))}
    for tulisan, opd in pilihan.items():
        kunci = kunci_opd(tulisan)
        if not kunci:
            raise AturanDilanggarError(f"{kutip(tulisan)} bukan nama OPD. Betulkan di berkasnya.")
        if milik.get(kunci, opd) != opd:
            raise BentrokError(f"Ejaan {kutip(tulisan)} sudah berarti {milik[kunci]}. Muat ulang.")
        if kunci not in milik:
            milik[kunci] = semua[opd.pk]
            semua[opd.pk].ejaan.append(kunci)
            semua[opd.pk].save(update_fields=["ejaan"])
    pesan_baca(impor, oleh=oleh)
    return len(pilihan)
