"""Papers that go with a file to BPJS."""

from laporan.surat.bahan import JenisSurat

JENIS: dict[str, JenisSurat] = {}
