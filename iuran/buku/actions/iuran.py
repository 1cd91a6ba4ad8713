"""Write the ledger of worker-months from grants; nobody writes it by hand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from iuran.buku.actions.tarif import pakai_tarif
from iuran.buku.tarif import pilih_tarif
from iuran.models import Bantuan, StatusBantuan, Tarif
from pijar.errors import BentrokError

BULAN_DIPERLUKAN = """
    SELECT m.bulan::date, s.jenis, k.transport, count(*)
    FROM iuran_bantuan b
    JOIN iuran_sumberdana s ON s.id = b.sumber_id
    JOIN peserta_peserta p ON p.id = b.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
    CROSS JOIN LATERAL generate_series(b.bulan_awal, b.bulan_akhir, interval '1 month') m(bulan)
    WHERE b.id = ANY(%(ids)s::bigint[]) AND b.status IN ('ditetapkan', 'berjalan')
      AND m.bulan >= %(mulai)s
    GROUP BY m.bulan, s.jenis, k.transport
    ORDER BY m.bulan
"""
DIPAKAI_BANTUAN_LAIN = """
    SELECT count(*)
    FROM iuran_bantuan b
    JOIN iuran_iuran i ON i.peserta_id = b.peserta_id AND i.hidup AND i.bantuan_id <> b.id
     AND i.bulan BETWEEN greatest(b.bulan_awal, %(mulai)s) AND b.bulan_akhir
    WHERE b.id = ANY(%(ids)s::bigint[]) AND b.status IN ('ditetapkan', 'berjalan')
"""
TULIS = """
    INSERT INTO iuran_iuran
        (peserta_id, bulan, bantuan_id, sumber_id, tarif_id, jkk, jkm, jht,
         jenis, hidup, alasan_mati, dibuat_pada)
    SELECT b.peserta_id, t.bulan, b.id, b.sumber_id, t.tarif_id, t.jkk, t.jkm,
           CASE WHEN b.jht THEN t.jht ELSE 0 END,
           'iuran', true, '', now()
    FROM iuran_bantuan b
    JOIN iuran_sumberdana s ON s.id = b.sumber_id
    JOIN peserta_peserta p ON p.id = b.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
    JOIN unnest(%(bulan)s::date[], %(jenis)s::text[], %(transport)s::bool[], %(tarif)s::bigint[],
                %(jkk)s::int[], %(jkm)s::int[], %(jht)s::int[])
         AS t(bulan, jenis, transport, tarif_id, jkk, jkm, jht)
      ON t.jenis = s.jenis AND t.transport = k.transport
     AND t.bulan BETWEEN b.bulan_awal AND b.bulan_akhir
    WHERE b.id = ANY(%(ids)s::bigint[]) AND b.status IN ('ditetapkan', 'berjalan')
    ORDER BY t.bulan, b.id
    ON CONFLICT (peserta_id, bulan) WHERE hidup DO NOTHING
"""


@transaction.atomic
def buat_iuran(bantuan_ids: Sequence[int], *, mulai: date | None = None) -> int:
    """Give every month of these grants, from ``mulai`` on, its live ledger row.

    The grants then run (``berjalan``): their money counts as ledger rows and no longer as a
    commitment. Stopped and cancelled grants are left alone. Returns how many rows were new; a
    second call makes none (constraint ``iuran_satu_sebulan``). Raises AturanDilanggarError when a
    month has no tariff, BentrokError when another grant already pays one of the months, or while an
    admin confirms a tariff.
    """
    pakai_tarif()
    ids = list(bantuan_ids)
    batas: dict[str, Any] = {"ids": ids, "mulai": mulai or date.min}
    kolom, bulan_orang = _tarif_per_bulan(batas)
    with connection.cursor() as kursor:
        kursor.execute(TULIS, batas | kolom)
        jumlah = kursor.rowcount
        if jumlah < bulan_orang:
            _pastikan_milik_sendiri(kursor, batas)
    Bantuan.objects.filter(pk__in=ids, status=StatusBantuan.DITETAPKAN).update(
        status=StatusBantuan.BERJALAN
    )
    return jumlah


def _tarif_per_bulan(batas: dict[str, Any]) -> tuple[dict[str, list[object]], int]:
    """Look up the tariff of each month, payer kind and sector that occurs.

    Returns the tariffs as columns, and the number of worker-months.
    """
    with connection.cursor() as kursor:
        kursor.execute(BULAN_DIPERLUKAN, batas)
        perlu = kursor.fetchall()
    tarif = list(Tarif.objects.berlaku())
    kolom: dict[str, list[object]] = {
        k: [] for k in ("bulan", "jenis", "transport", "tarif", "jkk", "jkm", "jht")
    }
    for bulan, jenis, transport, _ in perlu:
        pilihan = pilih_tarif(tarif, bulan=bulan, jenis_sumber=jenis, transport=transport, jht=True)
        isi = (bulan, jenis, transport, pilihan.tarif_id, pilihan.jkk, pilihan.jkm, pilihan.jht)
        for daftar, nilai in zip(kolom.values(), isi, strict=True):
            daftar.append(nilai)
    return kolom, sum(n for *_, n in perlu)


def _pastikan_milik_sendiri(kursor: CursorWrapper, batas: dict[str, Any]) -> None:
    """Raise BentrokError when another grant already pays one of these months."""
    kursor.execute(DIPAKAI_BANTUAN_LAIN, batas)
    if bentrok := kursor.fetchone()[0]:
        raise BentrokError(
            f"{bentrok} bulan sudah dibiayai bantuan lain untuk orang yang sama. "
            "Hentikan bantuan lain itu dahulu, lalu ulangi."
        )
