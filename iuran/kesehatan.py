"""Sums of the ledger that must always agree, looked at from outside its triggers."""

from collections.abc import Iterator
from datetime import datetime

from pijar.kesehatan import hitung, pemeriksaan

BUKU = {
    "tagihan yang jumlah rupiah atau orangnya berbeda dari barisnya": """
        SELECT count(*) FROM iuran_tagihan t LEFT JOIN (
            SELECT tagihan_id, sum(nominal) AS total,
                count(*) FILTER (WHERE jenis = 'iuran') AS n
            FROM iuran_iuran WHERE tagihan_id IS NOT NULL GROUP BY 1
        ) i ON i.tagihan_id = t.id
        WHERE t.status IN ('diterbitkan', 'dibayar')
          AND (t.total, t.jumlah_orang)
              IS DISTINCT FROM (coalesce(i.total, 0), coalesce(i.n, 0))
    """,
    "tagihan dibagi yang berbeda dari jumlah bagiannya": """
        SELECT count(*) FROM iuran_tagihan t WHERE t.status = 'dibagi'
          AND t.total IS DISTINCT FROM (
            SELECT sum(b.total) FROM iuran_tagihan b WHERE b.induk_id = t.id
              AND b.status <> 'dibatalkan'
        )
    """,
    "tagihan yang disebut dibayar tanpa pembayaran, atau sebaliknya": """
        SELECT count(*) FROM iuran_tagihan t WHERE (t.status = 'dibayar') IS DISTINCT FROM EXISTS (
            SELECT 1 FROM iuran_alokasipembayaran a WHERE a.tagihan_id = t.id AND a.berlaku
        )
    """,
    "SP2D atau bukti yang berbeda dari jumlah tagihannya": """
        SELECT count(*) FROM iuran_pembayaran p
        WHERE p.jenis NOT IN ('slip', 'bpjs') AND p.nominal IS DISTINCT FROM (
            SELECT sum(a.nominal) FROM iuran_alokasipembayaran a WHERE a.pembayaran_id = p.id
        )
    """,
    "bukti penyumbang yang berbeda dari jumlah bulannya": """
        SELECT count(*) FROM iuran_pembayaran p LEFT JOIN (
            SELECT pembayaran_id, sum(nominal) AS total FROM iuran_iuran
            WHERE pembayaran_id IS NOT NULL GROUP BY 1
        ) i ON i.pembayaran_id = p.id
        WHERE p.jenis IN ('slip', 'bpjs') AND p.status = 'berlaku'
          AND p.nominal IS DISTINCT FROM coalesce(i.total, 0)
    """,
    "orang dengan dua iuran hidup untuk bulan yang sama": """
        SELECT count(*) FROM (
            SELECT 1 FROM iuran_iuran WHERE hidup GROUP BY peserta_id, bulan HAVING count(*) > 1
        ) x
    """,
    "pembalik yang nilainya bukan kebalikan barisnya": """
        SELECT count(*) FROM iuran_iuran b JOIN iuran_iuran i ON i.id = b.membalik_id
        WHERE b.nominal <> -i.nominal
    """,
}


@pemeriksaan("Buku iuran")
def buku(kini: datetime) -> Iterator[str]:
    """Bills and payments equal their rows, in rupiah and people."""
    for arti, sql in BUKU.items():
        if banyak := hitung(sql):
            yield f"{banyak} {arti}."
