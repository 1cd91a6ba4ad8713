"""Search people by name: it forgives typing errors, because it compares words of names.

The words stand in :class:`peserta.models.KataNama`, which triggers fill. Why words: ADR 0011.
"""

from collections.abc import Iterable
from functools import reduce
from heapq import nlargest
from itertools import combinations
from operator import and_, or_

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, Q, Value, When

from peserta.bersih.jarak import sekata
from peserta.models import KataNama
from peserta.models.kata import KATA
from peserta.models.peserta import PesertaQuerySet

KATA_DICARI = 4
"""So many typed words count, the longest: people have hardly more, and each is a look-up."""
MIRIP = 0.5
"""Word similarity of letter triples; half of it is what the database hands over at all."""
HURUF_AWALAN = 3
"""So few letters are also how a word begins, and count only where nothing longer was typed."""
HURUF_DIKETIK = 2
"""So few letters at the end are a word that is still being typed."""
KATA_MIRIP = 200
"""The nearest words that are looked for: comparing people with thousands takes seconds."""
Nilai = tuple[bool, float, str]


def cari_nama(orang: PesertaQuerySet, padanan: str) -> PesertaQuerySet:
    """People whose names are like ``padanan`` (upper-case letters), the exact ones first.

    One or two letters of a last word narrow the result, unless no name has such a word. A name
    made only of the words before it stays.
    """
    hasil = orang.alias(kata=KATA).filter(_syarat(padanan))
    if diketik := _diketik(padanan):
        berawal = hasil.filter(diketik)
        if berawal.order_by().exists():
            hasil = hasil.filter(diketik | Q(kata__contained_by=padanan.split()[:-1]))
    mirip = TrigramWordSimilarity(padanan, "nama_cari")
    persis = Case(When(nama_cari=padanan, then=0), default=1)
    return hasil.annotate(kemiripan=mirip).order_by(persis, "-kemiripan", "nama", "pk")


def _syarat(padanan: str) -> Q:
    """The condition on the words of a name (``kata``) that ``padanan`` asks for.

    The name must have words like at least half of the typed ones, in any order: "Sutisno Wibowo"
    finds every Sutrisno, those also called Wibowo first. If one typed word is like no word of any
    name, all must match, that one loosely: "Siti Khotijah" finds Siti Hatijah.
    """
    tulisan = _yang_dihitung(padanan)
    dekat, jauh = _mirip(tulisan)
    pasti = {kata: q | _berawal(kata) for kata, q in _sambungan(tulisan).items()}
    hasil = _separuh(tulisan, dekat, pasti)
    if len(tulisan) > 1 and not all(dekat.values()):
        hasil |= _semua(_punya(dekat[kata] or jauh[kata]) | q for kata, q in pasti.items())
    return hasil


def _yang_dihitung(padanan: str) -> list[str]:
    """The longest typed words; very short ones only if there are no others."""
    semua = sorted(dict.fromkeys(padanan.split()), key=len, reverse=True)[:KATA_DICARI]
    return [kata for kata in semua if len(kata) > HURUF_AWALAN] or semua


def _separuh(tulisan: list[str], dekat: dict[str, list[Nilai]], pasti: dict[str, Q]) -> Q:
    """The name has words like half of the typed ones; ``pasti`` holds the other ways to match."""
    cukup = _cukup(tulisan)
    sendiri = [pilihan[0] for pilihan in cukup if len(pilihan) == 1]
    hasil = _punya(*(dekat[kata] for kata in sendiri))  # one look at the index for all of them
    syarat = {kata: _punya(dekat[kata]) | q for kata, q in pasti.items()}
    for pilihan in cukup:
        hasil |= _semua((syarat if len(pilihan) > 1 else pasti)[kata] for kata in pilihan)
    return hasil


def _diketik(padanan: str) -> Q | None:
    """The condition that some word begins with the one or two letters typed last ("Budi Wi")."""
    *kata, akhir = padanan.split() or [""]
    return _berawal(akhir) if kata and len(akhir) <= HURUF_DIKETIK else None


def _mirip(tulisan: list[str]) -> tuple[dict[str, list[Nilai]], dict[str, list[Nilai]]]:
    """For each typed word the words like it, and the words loosely like it.

    A word is like another if they share half of their letter triples, or differ by one slip.
    """
    dekat: dict[str, list[Nilai]] = {kata: [] for kata in tulisan}
    jauh: dict[str, list[Nilai]] = {kata: [] for kata in tulisan}
    for kata, calon, kemiripan in _calon(tulisan):
        nilai = (sekata(kata, calon), kemiripan, calon)
        mirip = nilai[0] or kemiripan >= MIRIP
        (dekat if mirip else jauh)[kata].append(nilai)
    return dekat, jauh


def _calon(tulisan: list[str]) -> Iterable[tuple[str, str, float]]:
    per_kata = [
        KataNama.objects.filter(kata__trigram_word_similar=kata).values_list(
            Value(kata), "kata", TrigramWordSimilarity(kata, "kata")
        )
        for kata in tulisan
        if len(kata) >= HURUF_AWALAN
    ]
    return per_kata[0].union(*per_kata[1:]) if per_kata else []


def _sambungan(tulisan: list[str]) -> dict[str, Q]:
    """SITI and AMINAH for SITIAMINAH."""
    belah = {kata: _belah(kata) for kata in tulisan}
    bagian = {satu for semua in belah.values() for dua in semua for satu in dua}
    kata_ada = KataNama.objects.filter(kata__in=bagian).values_list("kata", flat=True)
    ada = {*kata_ada} if bagian else set()
    return {
        kata: reduce(
            or_,
            (Q(kata__contains=dua) for dua in belah[kata] if ada.issuperset(dua)),
            Q(pk__in=[]),
        )
        for kata in tulisan
    }


def _belah(kata: str) -> list[tuple[str, str]]:
    """Every way to cut a long word into two parts of two letters or more; a short one has none."""
    if len(kata) < 2 * HURUF_AWALAN:
        return []
    return [(kata[:i], kata[i:]) for i in range(2, len(kata) - 1)]


def _berawal(kata: str) -> Q:
    """Some word begins so: with few letters there may be too many such words to list."""
    if len(kata) > HURUF_AWALAN:
        return Q(pk__in=[])
    berawal = KataNama.objects.filter(kata__startswith=kata).values_list("kata", flat=True)
    semua = [*berawal[:KATA_MIRIP]]
    if len(semua) < KATA_MIRIP:
        return Q(kata__overlap=semua)
    return Q(nama_cari__startswith=kata) | Q(nama_cari__contains=f" {kata}")


def _punya(*calon: list[Nilai]) -> Q:
    """The name has one of these words, of each list the nearest."""
    kata = {kata: None for satu in calon for *_, kata in nlargest(KATA_MIRIP, satu)}
    return Q(kata__overlap=[*kata]) if kata else Q(pk__in=[])


def _semua(syarat: Iterable[Q]) -> Q:
    return reduce(and_, syarat)


def _cukup(tulisan: list[str]) -> list[tuple[str, ...]]:
    """The smallest choices of words that make up half of ``tulisan``."""
    semua = [
        pilihan
        for banyak in range(1, len(tulisan) + 1)
        for pilihan in combinations(tulisan, banyak)
    ]
    separuh = sum(map(_bobot, tulisan)) / 2
    bobot = {pilihan: [*map(_bobot, pilihan)] for pilihan in semua}
    return [p for p in semua if sum(bobot[p]) >= separuh > sum(bobot[p]) - min(bobot[p])]


def _bobot(kata: str) -> int:
    """The weight of a word: its number of letter triples."""
    return len(kata) + 1
