"""What holds after every step of any history, asked in plain SQL beside the product's own sums.

Each entry of :data:`PASTI` finds the rows that break one rule: it must find none.
"""

from collections.abc import Mapping

from django.db import connection

# What several rules ask. Reversals have negative amounts and count no person.
BERSAMA = """
WITH isi_tagihan AS (
    SELECT t.id, t.nomor, t.status, t.jumlah_orang, t.total,
           count(i.id) FILTER (WHERE i.jenis = 'iuran') AS orang,
           coalesce(sum(i.nominal), 0) AS uang,
           coalesce(sum(i.nominal) FILTER (WHERE i.pembayaran_id IS NOT NULL), 0) AS lunas
    FROM iuran_tagihan t LEFT JOIN iuran_iuran i ON i.tagihan_id = t.id
    GROUP BY t.id
), bulan_mati AS (
    SELECT peserta_id, (date_trunc('month', tanggal) + interval '1 month')::date AS mulai
    FROM peserta_peristiwa WHERE jenis = 'meninggal' AND dibatalkan_pada IS NULL
)
"""
PASTI: Mapping[str, str] = {
    "one live row for each person and month": """
        SELECT peserta_id, bulan, count(*) FROM iuran_iuran WHERE hidup
        GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "two who became one live once in each month": """
        SELECT coalesce(p.digabung_ke_id, p.id), i.bulan, count(*)
        FROM iuran_iuran i JOIN peserta_peserta p ON p.id = i.peserta_id
        WHERE i.hidup GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "nothing waits for who was merged away": """
        SELECT p.id FROM peserta_peserta p WHERE p.digabung_ke_id IS NOT NULL AND (
            p.status IN ('diajukan', 'ditetapkan', 'didaftarkan', 'terdaftar')
            OR EXISTS (SELECT FROM iuran_bantuan b
                       WHERE b.peserta_id = p.id AND b.status = 'ditetapkan')
            OR EXISTS (SELECT FROM iuran_barisberkas l
                       WHERE l.peserta_id = p.id AND l.hasil = 'menunggu')
            OR EXISTS (SELECT FROM iuran_iuran i
                       WHERE i.peserta_id = p.id AND i.hidup AND i.tagihan_id IS NULL))
    """,
    "who waits for a card and has open months was accepted for them": """
        SELECT i.id, i.bulan, l.diterima_mulai
        FROM iuran_iuran i JOIN peserta_peserta p ON p.id = i.peserta_id
        LEFT JOIN iuran_barisberkas l ON l.peserta_id = p.id AND l.hasil = 'menunggu'
        WHERE p.status = 'didaftarkan' AND i.hidup AND i.tagihan_id IS NULL
          AND (l.diterima_mulai IS NULL OR i.bulan < l.diterima_mulai)
    """,
    "a bill is the sum of its rows": """
        SELECT * FROM isi_tagihan t WHERE status NOT IN ('dibagi', 'dibatalkan')
          AND (jumlah_orang, total) IS DISTINCT FROM (orang, uang)
    """,
    "a cancelled or divided bill holds nothing": """
        SELECT * FROM isi_tagihan t WHERE status IN ('dibagi', 'dibatalkan') AND orang > 0
    """,
    "a divided bill is the sum of its living parts": """
        SELECT u.id, u.jumlah_orang, u.total, sum(b.jumlah_orang), sum(b.total)
        FROM iuran_tagihan u
        LEFT JOIN iuran_tagihan b ON b.induk_id = u.id AND b.status <> 'dibatalkan'
        WHERE u.status = 'dibagi' GROUP BY u.id
        HAVING (u.jumlah_orang, u.total) IS DISTINCT FROM (sum(b.jumlah_orang), sum(b.total))
    """,
    "only a divided bill has living parts": """
        SELECT b.id FROM iuran_tagihan b JOIN iuran_tagihan u ON u.id = b.induk_id
        WHERE b.status <> 'dibatalkan' AND u.status <> 'dibagi'
    """,
    "a bill is paid whole or open": """
        SELECT * FROM isi_tagihan t
        WHERE lunas <> CASE status WHEN 'dibayar' THEN total ELSE 0 END
    """,
    "a row stands in a bill of its own source and month": """
        SELECT i.id FROM iuran_iuran i JOIN iuran_tagihan t ON t.id = i.tagihan_id
        WHERE i.jenis = 'iuran' AND (i.sumber_id, i.bulan) <> (t.sumber_id, t.bulan)
    """,
    "billed rows of a source and month are its bills, paid and open": """
        SELECT coalesce(b.sumber_id, t.sumber_id), coalesce(b.bulan, t.bulan), b.uang, t.total
        FROM (SELECT sumber_id, bulan, sum(nominal) AS uang FROM iuran_iuran
              WHERE tagihan_id IS NOT NULL AND jenis = 'iuran' GROUP BY 1, 2) b
        FULL JOIN (SELECT t.sumber_id, t.bulan, sum(t.total - coalesce(k.nominal, 0)) AS total
                   FROM iuran_tagihan t LEFT JOIN (
                       SELECT tagihan_id, sum(nominal) AS nominal FROM iuran_iuran
                       WHERE jenis = 'pembalik' AND tagihan_id IS NOT NULL GROUP BY 1
                   ) k ON k.tagihan_id = t.id
                   WHERE t.status NOT IN ('dibatalkan', 'dibagi') GROUP BY 1, 2) t
          ON (b.sumber_id, b.bulan) = (t.sumber_id, t.bulan)
        WHERE b.uang IS DISTINCT FROM t.total
    """,
    "a living payment is its bills and their rows, a cancelled one is nothing": """
        SELECT p.id, p.status, p.nominal,
               (SELECT sum(nominal) FROM iuran_alokasipembayaran a
                WHERE a.pembayaran_id = p.id AND a.berlaku) AS alokasi,
               (SELECT sum(nominal) FROM iuran_iuran i WHERE i.pembayaran_id = p.id) AS baris
        FROM iuran_pembayaran p
        WHERE (SELECT coalesce(sum(nominal), 0) FROM iuran_alokasipembayaran a
               WHERE a.pembayaran_id = p.id AND a.berlaku)
              <> CASE p.status WHEN 'berlaku' THEN p.nominal ELSE 0 END
           OR (SELECT coalesce(sum(nominal), 0) FROM iuran_iuran i WHERE i.pembayaran_id = p.id)
              <> CASE p.status WHEN 'berlaku' THEN p.nominal ELSE 0 END
    """,
    "a payment that BPJS received pays its bill": """
        SELECT t.id FROM iuran_tagihan t WHERE t.terima_tanggal IS NOT NULL AND NOT EXISTS (
            SELECT FROM iuran_alokasipembayaran a JOIN iuran_pembayaran p ON p.id = a.pembayaran_id
            WHERE a.tagihan_id = t.id AND a.berlaku AND p.status = 'berlaku')
    """,
    "a bill is dated before the payment that pays it": """
        SELECT t.id FROM iuran_tagihan t
        JOIN iuran_alokasipembayaran a ON a.tagihan_id = t.id AND a.berlaku
        JOIN iuran_pembayaran p ON p.id = a.pembayaran_id WHERE t.tanggal > p.tanggal
    """,
    "nobody issues their own bill": """
        SELECT id FROM iuran_tagihan
        WHERE diterbitkan_oleh_id = disusun_oleh_id AND saldo_awal_id IS NULL
    """,
    "no row outside its source's year or another source than its grant's": """
        SELECT i.id FROM iuran_iuran i JOIN iuran_bantuan b ON b.id = i.bantuan_id
        JOIN iuran_sumberdana s ON s.id = i.sumber_id
        WHERE b.sumber_id <> s.id OR extract(year FROM i.bulan) <> s.tahun
           OR b.peserta_id <> i.peserta_id
    """,
    "an open month lies within its running grant": """
        SELECT i.id, i.bulan, b.status, b.bulan_awal, b.bulan_akhir
        FROM iuran_iuran i JOIN iuran_bantuan b ON b.id = i.bantuan_id
        WHERE i.hidup AND i.tagihan_id IS NULL
          AND (b.status NOT IN ('berjalan', 'berhenti')
               OR i.bulan NOT BETWEEN b.bulan_awal AND b.bulan_akhir)
    """,
    "a billed month lies within the months of its decree": """
        SELECT i.id, i.bulan, b.bulan_awal, b.jumlah_bulan
        FROM iuran_iuran i JOIN iuran_bantuan b ON b.id = i.bantuan_id
        WHERE i.hidup AND i.tagihan_id IS NOT NULL
          AND (i.bulan < b.bulan_awal
               OR i.bulan >= b.bulan_awal + make_interval(months => b.jumlah_bulan))
          AND NOT (b.gugur_dari IS NOT NULL AND i.bulan BETWEEN b.gugur_dari AND b.gugur_sampai)
    """,
    "a running grant has a row, alive or billed, for each of its months": """
        SELECT b.id, m.bulan FROM iuran_bantuan b
        CROSS JOIN LATERAL generate_series(b.bulan_awal, b.bulan_akhir, interval '1 month') m(bulan)
        WHERE b.status = 'berjalan' AND NOT EXISTS (
            SELECT FROM iuran_iuran i WHERE i.bantuan_id = b.id AND i.bulan = m.bulan AND i.hidup)
          AND NOT EXISTS (SELECT FROM iuran_iuran i WHERE i.bantuan_id = b.id
                          AND i.bulan = m.bulan AND (i.alasan_mati LIKE 'Dikeluarkan%'
                          OR EXISTS (SELECT FROM iuran_iuran k WHERE k.membalik_id = i.id)))
    """,
    "who left a decree left it by an amendment of two people": """
        SELECT r.id FROM peserta_riwayatstatus r
        WHERE (r.dari, r.ke) = ('ditetapkan', 'layak') AND NOT EXISTS (
            SELECT FROM verifikasi_barispenetapan l
            JOIN verifikasi_perubahanpenetapan p ON p.id = l.dikeluarkan_id
            WHERE l.peserta_id = r.peserta_id AND p.diputus_oleh_id = r.oleh_id
              AND p.diusulkan_oleh_id <> r.oleh_id)
    """,
    "a promise has no living row but in a bill, which BPJS refused": """
        SELECT i.id FROM iuran_iuran i JOIN iuran_bantuan b ON b.id = i.bantuan_id
        WHERE b.status = 'ditetapkan' AND i.hidup AND (i.tagihan_id IS NULL
            OR b.gugur_dari IS NULL OR i.bulan NOT BETWEEN b.gugur_dari AND b.gugur_sampai)
    """,
    "a new person's months do not begin before the month of the decree": """
        SELECT l.id, l.bulan_awal, k.tanggal FROM verifikasi_barispenetapan l
        JOIN verifikasi_penetapan k ON k.id = l.penetapan_id
        JOIN iuran_bantuan b ON b.id = l.bantuan_id
        WHERE l.alasan_celah = '' AND b.bulan_awal < date_trunc('month', k.tanggal)
    """,
    "no month before BPJS accepted the person": """
        SELECT i.id, i.bulan, b.diterima_mulai FROM iuran_iuran i
        JOIN iuran_bantuan b ON b.id = i.bantuan_id
        WHERE i.jenis = 'iuran' AND i.hidup AND i.bulan < b.diterima_mulai
          AND NOT (b.gugur_dari IS NOT NULL AND i.bulan BETWEEN b.gugur_dari AND b.gugur_sampai)
    """,
    "no open month after a death": """
        SELECT i.id, i.bulan FROM iuran_iuran i JOIN bulan_mati m USING (peserta_id)
        WHERE i.hidup AND i.tagihan_id IS NULL AND i.bulan >= m.mulai
    """,
    "no grant after a death": """
        SELECT b.id, b.bulan_akhir FROM iuran_bantuan b JOIN bulan_mati m USING (peserta_id)
        WHERE b.status IN ('ditetapkan', 'berjalan') AND b.bulan_akhir >= m.mulai
    """,
    "who is terdaftar has a card, and no promise waits but an extension": """
        SELECT p.id FROM peserta_peserta p WHERE p.status = 'terdaftar' AND (p.kpj = ''
           OR EXISTS (SELECT FROM iuran_bantuan b
                      WHERE b.peserta_id = p.id AND b.status = 'ditetapkan' AND NOT EXISTS (
                          SELECT FROM verifikasi_barispenetapan l
                          WHERE l.bantuan_id IN (b.id, b.sambungan_dari_id)
                            AND l.perpanjangan_id IS NOT NULL)))
    """,
    "who is didaftarkan waits in a batch, who has a decree or a card does not": """
        SELECT p.id FROM peserta_peserta p LEFT JOIN iuran_barisberkas l
            ON l.peserta_id = p.id AND l.hasil = 'menunggu'
        WHERE p.status = 'didaftarkan' AND l.id IS NULL
           OR p.status IN ('ditetapkan', 'terdaftar') AND l.id IS NOT NULL
    """,
    "the last move of a person is their status": """
        SELECT p.id, p.status, r.ke FROM peserta_peserta p JOIN LATERAL (
            SELECT ke FROM peserta_riwayatstatus r WHERE r.peserta_id = p.id
            ORDER BY id DESC LIMIT 1) r ON true WHERE r.ke <> p.status
    """,
    "a source has room, or its deficit is known": """
        SELECT s.id, s.pagu, s.kuota FROM iuran_sumberdana s WHERE s.defisit_sejak IS NULL AND (
            s.pagu < coalesce((SELECT sum(nominal) FROM iuran_iuran i
                               WHERE i.sumber_id = s.id AND (i.hidup OR i.tagihan_id IS NOT NULL
                                     OR i.setor_pada IS NOT NULL AND i.dicabut_pada IS NULL)), 0)
              + coalesce((SELECT sum(nominal_per_bulan::bigint * (1
                     + extract(month FROM bulan_akhir) - extract(month FROM bulan_awal)))
                   FROM iuran_bantuan b WHERE b.sumber_id = s.id AND b.status = 'ditetapkan'), 0)
            OR s.kuota < coalesce((SELECT max(n) FROM (
                SELECT count(*) AS n FROM iuran_bantuan b CROSS JOIN LATERAL
                    generate_series(b.bulan_awal, b.bulan_akhir, interval '1 month') m(bulan)
                WHERE b.sumber_id = s.id AND b.status <> 'batal' GROUP BY m.bulan) q), 0))
    """,
    "a reversal mirrors one paid month, which occupies nothing": """
        SELECT k.id, k.nominal, i.nominal, i.hidup FROM iuran_iuran k
        JOIN iuran_iuran i ON i.id = k.membalik_id WHERE k.dicabut_pada IS NULL
          AND (i.hidup OR i.pembayaran_id IS NULL OR k.nominal <> -i.nominal
               OR (k.sumber_id, k.peserta_id, k.bulan) <> (i.sumber_id, i.peserta_id, i.bulan))
    """,
    "a settled month has its living line, and an open one has none": """
        SELECT i.id, i.hidup, l.id FROM iuran_iuran i
        LEFT JOIN iuran_bariskelebihan l ON l.iuran_id = i.id AND l.hidup
        LEFT JOIN iuran_penyelesaiankelebihan p ON p.id = l.penyelesaian_id
        WHERE i.jenis = 'iuran' AND i.pembayaran_id IS NOT NULL
          AND i.hidup IS NOT DISTINCT FROM coalesce(p.status = 'dikonfirmasi'
                                                    AND p.jenis <> 'ditolak', false)
    """,
    "a letter is the sum of its months": """
        SELECT p.id, p.nominal FROM iuran_penyelesaiankelebihan p WHERE p.nominal <> (
            SELECT sum(nominal) FROM iuran_bariskelebihan l WHERE l.penyelesaian_id = p.id)
    """,
    "no bill asks for less than nothing": """
        SELECT * FROM isi_tagihan t WHERE status NOT IN ('dibagi', 'dibatalkan') AND uang <= 0
    """,
    "one tariff of a tier at a time": """
        SELECT a.id, b.id FROM iuran_tarif a JOIN iuran_tarif b
          ON a.id < b.id AND a.aktif AND b.aktif
         AND (a.penghasilan_min, a.sektor, a.pembayar) = (b.penghasilan_min, b.sektor, b.pembayar)
         AND daterange(a.berlaku_mulai, a.berlaku_sampai, '[]')
          && daterange(b.berlaku_mulai, b.berlaku_sampai, '[]')
    """,
}


def yang_melanggar() -> dict[str, list[tuple[object, ...]]]:
    """The rules that do not hold now, with the rows that break them."""
    hasil = {}
    with connection.cursor() as kursor:
        for aturan, perintah in PASTI.items():
            kursor.execute(BERSAMA + perintah)
            if baris := kursor.fetchall():
                hasil[aturan] = baris
    return hasil
