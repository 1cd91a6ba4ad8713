"""Papers of a decree."""

from laporan.surat.bahan import JenisSurat

JENIS: dict[str, JenisSurat] = {}
