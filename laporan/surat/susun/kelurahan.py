"""Papers for a kelurahan."""

from laporan.surat.bahan import JenisSurat

JENIS: dict[str, JenisSurat] = {}
