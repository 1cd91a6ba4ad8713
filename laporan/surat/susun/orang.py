"""Papers about one person."""

from laporan.surat.bahan import JenisSurat

JENIS: dict[str, JenisSurat] = {}
