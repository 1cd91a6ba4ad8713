"""Words of names: a search forgives what was mistyped by comparing these, not every person."""

from collections.abc import Iterable
from functools import reduce
from heapq import nlargest
from itertools import combinations
from operator import and_, or_

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, models
from django.db.models import F, Func, Q, Value

from peserta.bersih.jarak import sekata

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

KATA = Func(
    F("nama_cari"),
    Value(" "),
    function="string_to_array",
    output_field=ArrayField(models.TextField()),
)


def kumpulkan_kata(nama: str = "nama_cari", dari: str = "FROM peserta_peserta") -> str:
    """SQL that adds the words which are not there yet, by default everybody's."""
    return f"""INSERT INTO peserta_katanama (kata)
SELECT kata FROM (SELECT DISTINCT unnest(string_to_array({nama}, ' ')) AS kata {dari}) AS semua
WHERE NOT EXISTS (SELECT FROM peserta_katanama k WHERE k.kata = semua.kata)"""  # noqa: S608  # our own words


def lengkapi_kata() -> None:
    """Collect everybody's words that no trigger saw: of a bulk load, or of an older worker."""
    with connection.cursor() as kursor:
        kursor.execute(kumpulkan_kata())


PENCATAT_KATA = [
    pgtrigger.Trigger(
        name="kata_orang_baru",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="baru"),
        func=f"{kumpulkan_kata(dari='FROM baru')}; RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="kata_nama_berubah",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("nama_cari"),
        condition=pgtrigger.Q(old__nama_cari__df=pgtrigger.F("new__nama_cari")),
        func=f"{kumpulkan_kata('NEW.nama_cari', '')}; RETURN NULL;",
    ),
]


class KataNamaQuerySet(models.QuerySet["KataNama"]):
    def syarat(self, kunci: str) -> Q:
        """Who is meant by ``kunci``, as a condition on ``KATA`` under the name ``kata``.

        Words that make up at least half of what was typed must be like words of the name, in
        whatever order: "Sutisno Wibowo" finds every Sutrisno, and Wibowo among them. Where some
        word is like nobody's, all must be so, that one from afar: "Siti Khotijah" finds Siti
        Hatijah.
        """
        semua = sorted(dict.fromkeys(kunci.split()), key=len, reverse=True)[:KATA_DICARI]
        tulisan = [kata for kata in semua if len(kata) > HURUF_AWALAN] or semua
        dekat, jauh = self._mirip(tulisan)
        pasti = {kata: q | self._berawal(kata) for kata, q in self._sambungan(tulisan).items()}
        syarat = {kata: _punya(dekat[kata]) | q for kata, q in pasti.items()}
        cukup = _cukup(tulisan)
        sendiri = [pilihan[0] for pilihan in cukup if len(pilihan) == 1]
        hasil = _punya(*(dekat[kata] for kata in sendiri))  # one look at the index for all of them
        for pilihan in cukup:
            hasil |= _semua((syarat if len(pilihan) > 1 else pasti)[kata] for kata in pilihan)
        if len(tulisan) > 1 and not all(dekat.values()):
            hasil |= _semua(_punya(dekat[kata] or jauh[kata]) | q for kata, q in pasti.items())
        return hasil

    def diketik(self, kunci: str) -> Q | None:
        """Some word begins with the last letters of ``kunci``: whom "Budi Wi" rather means."""
        *kata, akhir = kunci.split() or [""]
        return self._berawal(akhir) if kata and len(akhir) <= HURUF_DIKETIK else None

    def _mirip(self, tulisan: list[str]) -> tuple[dict[str, list[Nilai]], dict[str, list[Nilai]]]:
        """The words like each of ``tulisan``, and those that are so from afar.

        Like is what shares half of the letter triples (SUTRIS), or is the word with a slip.
        """
        dekat: dict[str, list[Nilai]] = {kata: [] for kata in tulisan}
        jauh: dict[str, list[Nilai]] = {kata: [] for kata in tulisan}
        for kata, calon, kemiripan in self._calon(tulisan):
            nilai = (sekata(kata, calon), kemiripan, calon)
            mirip = nilai[0] or kemiripan >= MIRIP
            (dekat if mirip else jauh)[kata].append(nilai)
        return dekat, jauh

    def _calon(self, tulisan: list[str]) -> Iterable[tuple[str, str, float]]:
        per_kata = [
            self.filter(kata__trigram_word_similar=kata).values_list(
                Value(kata), "kata", TrigramWordSimilarity(kata, "kata")
            )
            for kata in tulisan
            if len(kata) >= HURUF_AWALAN
        ]
        return per_kata[0].union(*per_kata[1:]) if per_kata else []

    def _sambungan(self, tulisan: list[str]) -> dict[str, Q]:
        """SITI and AMINAH for SITIAMINAH."""
        belah = {
            kata: [(kata[:i], kata[i:]) for i in range(2, len(kata) - 1)]
            for kata in tulisan
            if len(kata) >= 2 * HURUF_AWALAN
        }
        bagian = {satu for semua in belah.values() for dua in semua for satu in dua}
        ada = {*self.filter(kata__in=bagian).values_list("kata", flat=True)} if bagian else set()
        return {
            kata: reduce(
                or_,
                (Q(kata__contains=dua) for dua in belah.get(kata, ()) if ada.issuperset(dua)),
                Q(pk__in=[]),
            )
            for kata in tulisan
        }

    def _berawal(self, kata: str) -> Q:
        """Some word begins so: with few letters there may be too many such words to list."""
        if len(kata) > HURUF_AWALAN:
            return Q(pk__in=[])
        semua = [*self.filter(kata__startswith=kata).values_list("kata", flat=True)[:KATA_MIRIP]]
        if len(semua) < KATA_MIRIP:
            return Q(kata__overlap=semua)
        return Q(nama_cari__startswith=kata) | Q(nama_cari__contains=f" {kata}")


class KataNama(models.Model):
    """A word that stands, or stood, in somebody's name as it is compared; triggers write it.

    Twice does no harm: a unique index would let whoever enters a person wait for a running import.
    """

    kata = models.CharField(max_length=150)

    objects = KataNamaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kata nama"
        indexes = [
            models.Index(fields=["kata"], name="kata_nama"),
            GinIndex(OpClass("kata", name="gin_trgm_ops"), name="kata_nama_mirip"),
        ]

    def __str__(self) -> str:
        return self.kata


def _punya(*calon: list[Nilai]) -> Q:
    """The name has one of these words, of each list the nearest."""
    kata = {kata: None for satu in calon for *_, kata in nlargest(KATA_MIRIP, satu)}
    return Q(kata__overlap=[*kata]) if kata else Q(pk__in=[])


def _semua(syarat: Iterable[Q]) -> Q:
    return reduce(and_, syarat)


def _cukup(tulisan: list[str]) -> list[tuple[str, ...]]:
    """The choices of words that make up half of ``tulisan``, and none of them is too many."""
    semua = [
        pilihan
        for banyak in range(1, len(tulisan) + 1)
        for pilihan in combinations(tulisan, banyak)
    ]
    separuh = sum(map(_bobot, tulisan)) / 2
    bobot = {pilihan: [*map(_bobot, pilihan)] for pilihan in semua}
    return [p for p in semua if sum(bobot[p]) >= separuh > sum(bobot[p]) - min(bobot[p])]


def _bobot(kata: str) -> int:
    """What a word counts for: as many letter triples as it has."""
    return len(kata) + 1
