"""Papers about the money of a source."""

from laporan.surat.bahan import JenisSurat

JENIS: dict[str, JenisSurat] = {}
