"""What the triggers of a decree's line check, as SQL."""

import pgtrigger

# The decree's date stands in its head. A gap is closed for whoever continues only: enrolled, with a
# grant of the same budget year that has ended and a month paid within the grace period.
MULAI_SETELAH_SK = """
    SELECT date_trunc('month', tanggal)::date INTO bulan_sk
    FROM verifikasi_penetapan WHERE id = NEW.penetapan_id;
    IF NEW.bulan_awal >= bulan_sk THEN
        RETURN NEW;
    END IF;
    IF NEW.alasan_celah = '' OR NOT EXISTS (
        SELECT 1 FROM peserta_peserta p
        JOIN iuran_bantuan b ON b.peserta_id = p.id AND b.status <> 'batal'
         AND b.bulan_akhir < NEW.bulan_awal AND b.bulan_akhir >= bulan_sk - interval '3 months'
         AND date_trunc('year', b.bulan_akhir) = date_trunc('year', bulan_sk)
        JOIN iuran_iuran i ON i.peserta_id = p.id AND i.hidup AND i.pembayaran_id IS NOT NULL
         AND i.bulan < bulan_sk AND i.bulan >= bulan_sk - interval '3 months'
        WHERE p.id = NEW.peserta_id AND p.status = 'terdaftar'
    ) THEN
        RAISE EXCEPTION 'bulan pertama sebelum bulan SK'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'baris_mulai_setelah_sk';
    END IF;
    RETURN NEW;
"""

# A line leaves a frozen decree once, by an amendment that names it and that two people made.
KELUAR_LEWAT_PERUBAHAN = """
    IF OLD.dikeluarkan_id IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM verifikasi_perubahanpenetapan p
        JOIN verifikasi_barisperubahan b ON b.perubahan_id = p.id AND b.baris_id = NEW.id
        WHERE p.id = NEW.dikeluarkan_id AND p.status = 'dikonfirmasi'
    ) THEN
        RAISE EXCEPTION 'baris_keluar_lewat_perubahan: orang keluar dari SK lewat perubahan SK';
    END IF;
    RETURN NEW;
"""

# Nobody decreed becomes layak again while the line of their newest grant still stands.
LAYAK_LEWAT_PERUBAHAN = """
    IF EXISTS (
        SELECT 1 FROM (
            SELECT dikeluarkan_id FROM verifikasi_barispenetapan
            WHERE peserta_id = NEW.peserta_id AND bantuan_id IS NOT NULL
            ORDER BY bantuan_id DESC LIMIT 1
        ) terbaru WHERE dikeluarkan_id IS NULL
    ) THEN
        RAISE EXCEPTION 'layak_lewat_perubahan: orang keluar dari SK lewat perubahan SK';
    END IF;
    RETURN NEW;
"""

# An extension is decided by somebody else than who entered or edited the person, prepared the list
# or recorded the attestation. One look at all rows of a statement.
LANJUT_ORANG_LAIN = """
    IF EXISTS (
        SELECT 1 FROM baru b
        JOIN lama l ON l.id = b.id
        JOIN verifikasi_perpanjangan x ON x.id = b.perpanjangan_id
        JOIN peserta_peserta p ON p.id = b.peserta_id
        LEFT JOIN verifikasi_pernyataan n ON n.id = b.pernyataan_id
        WHERE b.diputus_oleh_id IS NOT NULL
          AND (b.diputus_oleh_id, b.pernyataan_id)
            IS DISTINCT FROM (l.diputus_oleh_id, l.pernyataan_id)
          AND (x.disusun_oleh_id = b.diputus_oleh_id OR n.dicatat_oleh_id = b.diputus_oleh_id
               OR p.penyunting @> ARRAY[b.diputus_oleh_id])
    ) THEN
        RAISE EXCEPTION 'lanjut_orang_lain: perpanjangan diputuskan verifikator lain';
    END IF;
    RETURN NULL;
"""
# Whoever is enrolled goes into a decree by a new look that a verifier approved, or comes back after
# a lapse with a new attestation.
LANJUT_LEWAT_PERPANJANGAN = """
    IF EXISTS (
        SELECT 1 FROM baru b
        JOIN peserta_peserta p ON p.id = b.peserta_id AND p.status = 'terdaftar'
        LEFT JOIN verifikasi_barisperpanjangan l ON l.id = b.perpanjangan_id
         AND l.peserta_id = b.peserta_id AND l.keadaan = 'terbuka' AND l.keputusan = 'disetujui'
        WHERE b.pernyataan = '' AND l.id IS NULL
    ) THEN
        RAISE EXCEPTION 'baris_lanjut_disetujui: peserta terdaftar masuk SK lewat perpanjangan'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'baris_lanjut_disetujui';
    END IF;
    RETURN NULL;
"""
PEMICU_LANJUT = pgtrigger.Trigger(
    name="baris_lanjut_disetujui",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="baru"),
    func=LANJUT_LEWAT_PERPANJANGAN,
)
