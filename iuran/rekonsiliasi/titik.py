"""Carry open points from list to list: open, go on, answered by a list that shows them no more.

All by SQL over the whole list. The caller holds ``Kunci.REKONSILIASI``.
"""

from datetime import datetime
from typing import Any

from django.db import connection

from iuran.models import DaftarBPJS
from pijar.bulan import nama_bulan, tanggal_panjang

# What this list shows, one row for each person (or number) and kind. Another payer of somebody for
# whom we do not pay either is no point.
TAMPAK = """
CREATE TEMP TABLE rekon_tampak ON COMMIT DROP AS
SELECT bagian AS jenis, kunci, max(peserta_id) AS peserta_id, max(nama) AS nama, max(nik) AS nik,
       sum(greatest(nominal_kita, coalesce(nominal, 0))) AS rupiah
FROM (
    SELECT b.*, CASE
        WHEN peserta_id IS NOT NULL THEN 'o' || peserta_id
        WHEN nik <> '' THEN 'n' || nik
        WHEN kpj <> '' THEN 'k' || kpj
        ELSE 'b' || md5(upper(nama) || '|' || tertulis) END AS kunci
    FROM iuran_barisdaftarbpjs b
    WHERE daftar_id = %(daftar)s AND bagian <> 'sama'
      AND (bagian <> 'pembayar_lain' OR iuran_id IS NOT NULL)
) baris
GROUP BY bagian, kunci
"""
# The list was read again: what its first reading had answered and this one shows is open again.
BUKA_LAGI = """
UPDATE iuran_penyelesaiantitik s
SET ditarik_pada = %(pada)s, alasan_tarik = 'Daftar yang sama dibaca ulang dan menyebutnya lagi'
FROM iuran_titikrekonsiliasi t
JOIN rekon_tampak p ON p.jenis = t.jenis AND p.kunci = t.kunci
WHERE s.titik_id = t.id AND s.daftar_id = %(daftar)s AND s.ditarik_pada IS NULL
  AND t.jenis_daftar = %(jenis)s AND NOT EXISTS (
      SELECT 1 FROM iuran_titikrekonsiliasi lain
      WHERE lain.terbuka AND (lain.kunci, lain.jenis, lain.jenis_daftar)
          = (t.kunci, t.jenis, t.jenis_daftar)
  )
"""
LANJUT = """
UPDATE iuran_titikrekonsiliasi t
SET rupiah = CASE WHEN d.bulan <= %(bulan)s THEN p.rupiah ELSE t.rupiah END,
    nama = p.nama,
    terakhir_id = CASE WHEN d.bulan <= %(bulan)s THEN %(daftar)s ELSE t.terakhir_id END,
    sejak_id = CASE WHEN a.bulan > %(bulan)s THEN %(daftar)s ELSE t.sejak_id END
FROM rekon_tampak p, iuran_daftarbpjs d, iuran_daftarbpjs a
WHERE t.terbuka AND t.jenis_daftar = %(jenis)s AND t.cabang = %(cabang)s
  AND p.jenis = t.jenis AND p.kunci = t.kunci AND d.id = t.terakhir_id AND a.id = t.sejak_id
"""
# A point that somebody settled stays settled for the months that had been seen then. What is open
# already is left to the unique index: NOT EXISTS would look into the table that is being filled,
# all of it for every row where the planner believes it empty.
BUKA = """
INSERT INTO iuran_titikrekonsiliasi (
    jenis_daftar, cabang, jenis, kunci, peserta_id, nama, nik, sejak_id, terakhir_id, rupiah,
    terbuka, dibuat_pada
)
SELECT %(jenis)s, %(cabang)s, p.jenis, p.kunci, p.peserta_id, p.nama,
       CASE WHEN p.peserta_id IS NULL THEN p.nik ELSE '' END, %(daftar)s, %(daftar)s, p.rupiah,
       true, %(pada)s
FROM rekon_tampak p
WHERE NOT EXISTS (
    SELECT 1 FROM iuran_titikrekonsiliasi t
    JOIN iuran_daftarbpjs d ON d.id = t.terakhir_id
    JOIN iuran_penyelesaiantitik s
        ON s.titik_id = t.id AND s.ditarik_pada IS NULL AND s.cara NOT IN ('daftar', 'dibuang')
    WHERE t.kunci = p.kunci AND t.jenis = p.jenis AND t.jenis_daftar = %(jenis)s
      AND d.bulan >= %(bulan)s
)
ON CONFLICT (kunci, jenis, jenis_daftar) WHERE terbuka DO NOTHING
"""
TERJAWAB = """
INSERT INTO iuran_penyelesaiantitik (titik_id, cara, alasan, daftar_id, pada, alasan_tarik)
SELECT t.id, 'daftar', %(alasan)s, %(daftar)s, %(pada)s, ''
FROM iuran_titikrekonsiliasi t JOIN iuran_daftarbpjs d ON d.id = t.terakhir_id
WHERE t.terbuka AND t.jenis_daftar = %(jenis)s AND t.cabang = %(cabang)s AND d.bulan <= %(bulan)s
  AND NOT EXISTS (SELECT 1 FROM rekon_tampak p WHERE p.jenis = t.jenis AND p.kunci = t.kunci)
"""

# The list was dropped: what it had answered is open again, what only it showed is no point.
DIJAWAB_LAGI = """
UPDATE iuran_penyelesaiantitik s
SET ditarik_pada = %(pada)s, alasan_tarik = 'Daftar yang menjawabnya dibuang'
FROM iuran_titikrekonsiliasi t
WHERE s.titik_id = t.id AND s.daftar_id = %(daftar)s AND s.cara = 'daftar'
  AND s.ditarik_pada IS NULL AND NOT EXISTS (
      SELECT 1 FROM iuran_titikrekonsiliasi lain
      WHERE lain.terbuka AND (lain.kunci, lain.jenis, lain.jenis_daftar)
          = (t.kunci, t.jenis, t.jenis_daftar)
  )
"""
MUNDUR = """
UPDATE iuran_titikrekonsiliasi
SET terakhir_id = CASE WHEN terakhir_id = %(daftar)s THEN sejak_id ELSE terakhir_id END,
    sejak_id = CASE WHEN sejak_id = %(daftar)s THEN terakhir_id ELSE sejak_id END
WHERE %(daftar)s IN (sejak_id, terakhir_id) AND sejak_id <> terakhir_id
"""
GUGUR = """
INSERT INTO iuran_penyelesaiantitik (titik_id, cara, alasan, daftar_id, pada, alasan_tarik)
SELECT id, 'dibuang', %(alasan)s, %(daftar)s, %(pada)s, ''
FROM iuran_titikrekonsiliasi WHERE terbuka AND terakhir_id = %(daftar)s
"""


def lepas_titik(daftar: DaftarBPJS, pada: datetime, alasan: str) -> None:
    """Undo what the list ``daftar`` did to the open points, since it is dropped for ``alasan``."""
    isi: dict[str, Any] = {"daftar": daftar.pk, "pada": pada, "alasan": alasan}
    with connection.cursor() as kursor:
        for perintah in (DIJAWAB_LAGI, MUNDUR, GUGUR):
            kursor.execute(perintah, isi)


def bawa_titik(daftar: DaftarBPJS, pada: datetime) -> None:
    """Bring the open points in line with the list ``daftar``, which counts from now on."""
    alasan = (
        f"Terjawab oleh daftar {nama_bulan(daftar.bulan)} tanggal {tanggal_panjang(daftar.tanggal)}"
    )
    isi: dict[str, Any] = {
        "daftar": daftar.pk,
        "jenis": daftar.jenis,
        "cabang": daftar.cabang,
        "bulan": daftar.bulan,
        "pada": pada,
        "alasan": alasan,
    }
    with connection.cursor() as kursor:
        kursor.execute("DROP TABLE IF EXISTS pg_temp.rekon_tampak")
        kursor.execute(TAMPAK, isi)
        kursor.execute("ANALYZE rekon_tampak (jenis, kunci)")
        for perintah in (BUKA_LAGI, LANJUT):
            kursor.execute(perintah, isi)
        kursor.execute(BUKA, isi)
        kursor.execute(TERJAWAB, isi)
        kursor.execute("ANALYZE iuran_titikrekonsiliasi")
