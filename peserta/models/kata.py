"""Words of names: a search forgives what was mistyped by comparing these, not every person."""

from functools import reduce
from heapq import nlargest
from itertools import combinations
from operator import and_

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length

from peserta.bersih.jarak import sekata

KATA_DICARI = 6
MIRIP = 0.5
AMBANG_KATA = 0.25
"""Word similarity of letter triples that the index looks for: see DATABASES in the settings."""
KATA_TERPENDEK = 4
"""Letters of a word that can be like another; a shorter one is how a word begins."""
KATA_MIRIP = 100
"""The nearest words that are looked for: comparing people with thousands takes seconds."""

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
        whatever order: "Sutisno Wibowo" finds every Sutrisno, and Wibowo among them.
        """
        semua = sorted({*kunci.split()}, key=len, reverse=True)[:KATA_DICARI]
        tulisan = [kata for kata in semua if len(kata) >= KATA_TERPENDEK]
        hasil = Q(pk__in=[])
        if not tulisan:
            return reduce(and_, map(self._berawal, semua)) if semua else hasil
        cukup = _cukup(tulisan)
        mirip = self._mirip({kata for pilihan in cukup for kata in pilihan})
        for pilihan in cukup:
            hasil |= reduce(and_, (Q(kata__overlap=mirip[kata]) for kata in pilihan))
        return hasil

    def _mirip(self, tulisan: set[str]) -> dict[str, list[str]]:
        """The words like each of ``tulisan``; where there are none, those that it runs together.

        Like is what shares half of the letter triples (SUTRIS), or is the word with a slip.
        """
        hasil: dict[str, dict[str, float]] = {kata: {} for kata in tulisan}
        per_kata = [
            self.filter(kata__trigram_word_similar=kata).values_list(
                Value(kata), "kata", TrigramWordSimilarity(kata, "kata")
            )
            for kata in sorted(tulisan)
        ]
        for kata, calon, kemiripan in per_kata[0].union(*per_kata[1:]):
            if kemiripan >= MIRIP or sekata(kata, calon):
                hasil[kata][calon] = kemiripan
        return {
            kata: nlargest(KATA_MIRIP, mirip, key=mirip.__getitem__) or self._tersambung(kata)
            for kata, mirip in hasil.items()
        }

    def _berawal(self, kata: str) -> Q:
        """Some word begins so: with few letters there may be too many such words to list."""
        semua = [*self.filter(kata__startswith=kata).values_list("kata", flat=True)[:KATA_MIRIP]]
        if len(semua) < KATA_MIRIP:
            return Q(kata__overlap=semua)
        return Q(nama_cari__startswith=kata) | Q(nama_cari__contains=f" {kata}")

    def _tersambung(self, tulisan: str) -> list[str]:
        """SITI and AMINAH of SITIAMINAH."""
        utuh = self.annotate(tulisan=Value(tulisan), panjang=Length("kata"))
        dalam = utuh.filter(panjang__gte=KATA_TERPENDEK, tulisan__contains=F("kata"))
        return list(dalam.values_list("kata", flat=True))


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
