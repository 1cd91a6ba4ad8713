"""A person's stage and the history of his stages tell the same."""

from collections.abc import Iterator
from datetime import datetime

from pijar.kesehatan import hitung, pemeriksaan

TAHAP = """
    SELECT count(*) FROM peserta_peserta p JOIN LATERAL (
        SELECT ke FROM peserta_riwayatstatus r WHERE r.peserta_id = p.id ORDER BY r.id DESC LIMIT 1
    ) akhir ON true WHERE akhir.ke <> p.status
"""


@pemeriksaan("Tahap peserta")
def tahap(kini: datetime) -> Iterator[str]:
    if banyak := hitung(TAHAP):
        yield f"{banyak} orang yang tahapnya berbeda dari riwayatnya."
