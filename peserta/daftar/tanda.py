"""Mark in a text what a search matched."""

import re
from collections.abc import Collection

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from peserta.bersih.jarak import sekata
from peserta.bersih.nama import nama_cari

SERUPA = 0.5
"""Share of letter triples that two words have in common, as the search itself compares them."""
_BAGIAN = re.compile(r"([^\W\d_][\w.'’-]*)")


def tandai(teks: str, dicari: Collection[str]) -> SafeString | str:
    """``teks`` with <mark> around each word that is like one of ``dicari`` (capital letters)."""
    if not dicari:
        return teks
    bagian = _BAGIAN.split(teks)
    return format_html_join(
        "",
        "{}",
        ((_satu(isi, dicari) if ke % 2 else isi,) for ke, isi in enumerate(bagian)),
    )


def _satu(kata: str, dicari: Collection[str]) -> SafeString | str:
    cocok = any(_mirip(k, d) for k in nama_cari(kata).split() for d in dicari)
    return format_html("<mark>{}</mark>", kata) if cocok else kata


def _mirip(kata: str, dicari: str) -> bool:
    """Whether the search takes one word for the other: its beginning, a slip, or much alike."""
    if kata.startswith(dicari) or (len(dicari) > 1 and sekata(kata, dicari)):
        return True
    a, b = _tiga(kata), _tiga(dicari)
    return len(a & b) >= SERUPA * min(len(a), len(b))


def _tiga(kata: str) -> set[str]:
    """Letter triples, as PostgreSQL counts them."""
    diapit = f"  {kata} "
    return {diapit[i : i + 3] for i in range(len(diapit) - 2)}
