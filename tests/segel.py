"""The seal that a page's button carries, as a browser would send it."""

import re


def segel(client, alamat: str, nama: str = "dilihat") -> dict[str, str]:
    """The hidden field ``nama`` of the page at ``alamat``; nothing when it has none."""
    isi = re.search(rf'name="{nama}" value="([^"]+)"', client.get(alamat).text)
    return {nama: isi[1]} if isi else {}
