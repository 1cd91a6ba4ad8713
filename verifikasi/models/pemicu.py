"""What the triggers of decrees, their lines and their amendments check, as SQL."""

import pgtrigger


def mulai_setelah_sk(baris: str) -> str:
    """The check of first months in ``baris``: the lines of a statement, or one line.

    The decree's date stands in its head. A gap is closed for whoever continues only: enrolled, with
    a grant of the same budget year that has ended and a month paid within the grace period.
    """
    return f"""
    IF EXISTS (
        SELECT 1 FROM {baris} n
        JOIN verifikasi_penetapan s ON s.id = n.penetapan_id
        CROSS JOIN LATERAL (SELECT date_trunc('month', s.tanggal)::date AS awal) sk
        WHERE n.bulan_awal < sk.awal AND (n.alasan_celah = '' OR NOT EXISTS (
            SELECT 1 FROM peserta_peserta p
            JOIN iuran_bantuan b ON b.peserta_id = p.id AND b.status <> 'batal'
             AND b.bulan_akhir < n.bulan_awal AND b.bulan_akhir >= sk.awal - interval '3 months'
             AND date_trunc('year', b.bulan_akhir) = date_trunc('year', sk.awal)
            JOIN iuran_iuran i ON i.peserta_id = p.id AND i.hidup AND i.pembayaran_id IS NOT NULL
             AND i.bulan < sk.awal AND i.bulan >= sk.awal - interval '3 months'
            WHERE p.id = n.peserta_id AND p.status = 'terdaftar'
        ))
    ) THEN
        RAISE EXCEPTION 'bulan pertama sebelum bulan SK'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'baris_mulai_setelah_sk';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - names of ours


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
# or recorded the attestation. One look at all rows of a statement; EXCEPT and not a join of the two
# lists, which PostgreSQL would go through for each other's rows once it planned it for a few.
LANJUT_ORANG_LAIN = """
    IF EXISTS (
        SELECT 1 FROM (
            SELECT perpanjangan_id, peserta_id, pernyataan_id, diputus_oleh_id
            FROM baru WHERE diputus_oleh_id IS NOT NULL
            EXCEPT
            SELECT perpanjangan_id, peserta_id, pernyataan_id, diputus_oleh_id FROM lama
        ) b
        JOIN verifikasi_perpanjangan x ON x.id = b.perpanjangan_id
        JOIN peserta_peserta p ON p.id = b.peserta_id
        LEFT JOIN verifikasi_pernyataan n ON n.id = b.pernyataan_id
        WHERE (x.disusun_oleh_id = b.diputus_oleh_id OR n.dicatat_oleh_id = b.diputus_oleh_id
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


def baris_baru(nama: str, func: str) -> pgtrigger.Trigger:
    """One look at all new lines of a statement, which are named ``baru``."""
    return pgtrigger.Trigger(
        name=nama,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="baru"),
        func=func,
    )


# A decree is not dated later than its lines begin.
TANGGAL_SESUAI_BARIS = """
    IF NEW.status <> 'dibatalkan' AND EXISTS (
        SELECT 1 FROM verifikasi_barispenetapan
        WHERE penetapan_id = NEW.id AND alasan_celah = ''
          AND bulan_awal < date_trunc('month', NEW.tanggal)
    ) THEN
        RAISE EXCEPTION 'bulan pertama sebelum bulan SK'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'penetapan_tanggal_sesuai_baris';
    END IF;
    RETURN NEW;
"""

HANYA_KE_DRAF = """
    IF EXISTS (
        SELECT 1 FROM baru b
        JOIN verifikasi_penetapan p ON p.id = b.penetapan_id AND p.status <> 'draf'
    ) THEN
        RAISE EXCEPTION 'penetapan yang bukan draf tidak bertambah orang';
    END IF;
    RETURN NULL;
"""

# Only a frozen decree is amended, on its own day or later.
MENGUBAH_SK_TETAP = """
    IF NOT EXISTS (
        SELECT 1 FROM verifikasi_penetapan
        WHERE id = NEW.mengubah_id AND status = 'ditetapkan' AND tanggal <= NEW.tanggal
    ) THEN
        RAISE EXCEPTION 'SK perubahan mengubah SK yang sudah ditetapkan, tidak sebelum tanggalnya'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'penetapan_mengubah_sk_tetap';
    END IF;
    RETURN NEW;
"""

# The place of somebody is taken over after they left it, or by the decree by which they leave.
MENGGANTIKAN_YANG_KELUAR = """
    IF NOT EXISTS (
        SELECT 1 FROM iuran_bantuan
        WHERE id = NEW.menggantikan_id AND status IN ('batal', 'berhenti')
    ) AND NOT EXISTS (
        SELECT 1 FROM verifikasi_barispenetapan l
        JOIN verifikasi_barisperubahan b ON b.baris_id = l.id AND b.terbuka
        JOIN verifikasi_perubahanpenetapan p ON p.id = b.perubahan_id
        WHERE l.bantuan_id = NEW.menggantikan_id AND p.melalui_id = NEW.penetapan_id
    ) THEN
        RAISE EXCEPTION 'tempat itu belum kosong'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'baris_menggantikan_yang_keluar';
    END IF;
    RETURN NEW;
"""

# Somebody whose place is filled does not come back to it.
TEMPAT_TERISI = """
    IF EXISTS (
        SELECT 1 FROM verifikasi_barispenetapan WHERE menggantikan_id = NEW.id AND hidup
    ) THEN
        RAISE EXCEPTION 'tempat itu sudah diisi orang lain'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bantuan_tempat_terisi';
    END IF;
    RETURN NEW;
"""

# The lines of a decree and of the frozen decrees that amend it, and so on.
KELUARGA_SK = """
    WITH RECURSIVE keluarga AS (
        SELECT id FROM verifikasi_penetapan WHERE id = {asal}
        UNION
        SELECT a.id FROM verifikasi_penetapan a JOIN keluarga k ON a.mengubah_id = k.id
        WHERE a.status = 'ditetapkan'
    )
    SELECT id FROM keluarga
"""

BARIS_SK_ITU = f"""
    IF NOT EXISTS (
        SELECT 1 FROM verifikasi_perubahanpenetapan p, verifikasi_barispenetapan b
        WHERE p.id = NEW.perubahan_id AND b.id = NEW.baris_id AND b.bantuan_id IS NOT NULL
          AND p.status = 'diusulkan'
          AND b.penetapan_id IN ({KELUARGA_SK.format(asal="p.penetapan_id")})
    ) THEN
        RAISE EXCEPTION 'baris_perubahan_sk_itu: baris harus milik SK itu';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - constants of this module only

# A proposed line is dropped while the amending decree is a draft; a decided one stays.
BARIS_TIDAK_DIHAPUS = """
    IF NOT OLD.terbuka OR NOT EXISTS (
        SELECT 1 FROM verifikasi_perubahanpenetapan p
        JOIN verifikasi_penetapan k ON k.id = p.melalui_id AND k.status = 'draf'
        WHERE p.id = OLD.perubahan_id
    ) THEN
        RAISE EXCEPTION 'baris_perubahan_tidak_dihapus: baris ini sudah diputus';
    END IF;
    RETURN OLD;
"""

MELALUI_SK_ITU = """
    IF NOT EXISTS (
        SELECT 1 FROM verifikasi_penetapan
        WHERE id = NEW.melalui_id AND mengubah_id = NEW.penetapan_id AND status = 'draf'
    ) THEN
        RAISE EXCEPTION 'perubahan_sk_melalui: SK perubahan itu mengubah SK lain';
    END IF;
    RETURN NEW;
"""

# The triggers of a decree's line.
PEMICU_BARIS = [
    pgtrigger.Protect(
        name="baris_penetapan_tidak_dihapus",
        operation=pgtrigger.Delete,
        condition=pgtrigger.Q(old__bantuan__isnull=False),
    ),
    pgtrigger.Protect(
        name="baris_penetapan_beku",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.bantuan_id IS NOT NULL AND"
            " (OLD.peserta_id, OLD.sumber_id, OLD.jenis, OLD.bulan_awal, OLD.jumlah_bulan,"
            " OLD.bantuan_id, OLD.alasan_celah, OLD.jht, OLD.alasan_singkat,"
            " OLD.menggantikan_id, OLD.alasan_pilih) IS DISTINCT FROM"
            " (NEW.peserta_id, NEW.sumber_id, NEW.jenis, NEW.bulan_awal, NEW.jumlah_bulan,"
            " NEW.bantuan_id, NEW.alasan_celah, NEW.jht, NEW.alasan_singkat,"
            " NEW.menggantikan_id, NEW.alasan_pilih)"
        ),
    ),
    pgtrigger.Protect(
        name="baris_pernyataan_beku",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.bantuan_id IS NOT NULL AND OLD.pernyataan IS DISTINCT FROM NEW.pernyataan"
        ),
    ),
    pgtrigger.Trigger(
        name="baris_keluar_lewat_perubahan",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("dikeluarkan"),
        func=KELUAR_LEWAT_PERUBAHAN,
    ),
    baris_baru("baris_hanya_ke_draf", HANYA_KE_DRAF),
    baris_baru("baris_lanjut_disetujui", LANJUT_LEWAT_PERPANJANGAN),
    baris_baru("baris_mulai_setelah_sk", mulai_setelah_sk("baru")),
    pgtrigger.Trigger(
        name="baris_mulai_tetap_setelah_sk",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("bulan_awal", "alasan_celah", "peserta_id", "penetapan_id"),
        func=mulai_setelah_sk("(SELECT NEW.*)"),
    ),
    pgtrigger.Trigger(
        name="baris_menggantikan_yang_keluar",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("menggantikan_id"),
        condition=pgtrigger.Q(new__menggantikan__isnull=False),
        func=MENGGANTIKAN_YANG_KELUAR,
    ),
]
PENETAPAN_TETAP = [
    pgtrigger.Protect(
        name="penetapan_penyusun_tetap",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("disusun_oleh"),
    ),
    pgtrigger.Protect(name="penetapan_tidak_dihapus", operation=pgtrigger.Delete),
    pgtrigger.Protect(
        name="penetapan_lahir_draf",
        when=pgtrigger.After,  # after the row's own checks, which have sentences
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition("NEW.status <> 'draf'"),
    ),
]
