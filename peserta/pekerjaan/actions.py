"""Keep unknown words for occupations, and what an admin says of them."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from peserta.bersih.alasan import Alasan
from peserta.bersih.pekerjaan import TIDAK_DIKENAL
from peserta.bersih.teks import huruf_angka
from peserta.models import ArtiKata, KataPekerjaan, Pekerjaan
from pijar.errors import BentrokError
from pijar.models import Pengguna

TERBANYAK = 200  # words of one list; a column of names instead of occupations has no more use
PANJANG = KataPekerjaan._meta.get_field("kata").max_length or 0  # noqa: SLF001 - public API
NOMOR = re.compile(r"[0-9]{4}")  # a NIK or telephone in the wrong column is nobody's occupation
CATAT = """
    INSERT INTO peserta_katapekerjaan (kata, contoh, arti, daftar, ditemukan_pada)
    SELECT kata, contoh, 'menunggu', 1, now() FROM unnest(%s::text[], %s::text[]) u (kata, contoh)
    ORDER BY kata
    ON CONFLICT (kata) DO UPDATE SET daftar = peserta_katapekerjaan.daftar + 1
"""


def catat_kata(alasan: Iterable[Alasan]) -> None:
    """Put the unknown words among the findings of one list to an admin.

    A known question is counted, not asked again. Too long a text and one with a number in it are
    left out: they name no occupation.
    """
    kata: dict[str, str] = {}
    for satu in (a.nilai for a in alasan if a.kode == TIDAK_DIKENAL):
        padanan = huruf_angka(satu)
        if padanan and len(padanan) <= PANJANG and not NOMOR.search(padanan):
            kata.setdefault(padanan, satu[:80])
        if len(kata) == TERBANYAK:
            break
    if kata:
        with connection.cursor() as kursor:
            kursor.execute(CATAT, [[*kata], [*kata.values()]])


@transaction.atomic
def putuskan_kata(
    kata: KataPekerjaan,
    arti: ArtiKata,
    pekerjaan: Pekerjaan | None,
    *,
    dilihat: str,
    oleh: Pengguna,
    pada: datetime,
) -> KataPekerjaan:
    """Say what a word means, or correct it; every list read from now on knows it.

    People who are in already keep their occupation. ``dilihat`` is the meaning that the page
    showed. Raises BentrokError when a colleague has said something else meanwhile.
    """
    kini = KataPekerjaan.objects.select_for_update(of=("self",)).get(pk=kata.pk)
    if kini.arti != dilihat:
        raise BentrokError(
            f"“{kini.contoh}” baru saja diputus rekan Anda: {kini.cip.label.lower()}. Periksa "
            "lagi, lalu simpan bila perlu."
        )
    kini.arti, kini.pekerjaan = arti, pekerjaan if arti == ArtiKata.PEKERJAAN else None
    kini.diputus_oleh, kini.diputus_pada = oleh, pada
    kini.save(update_fields=["arti", "pekerjaan", "diputus_oleh", "diputus_pada"])
    return kini
