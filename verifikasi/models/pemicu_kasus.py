"""What the triggers of cases, of overruled criteria and of looks check, as SQL."""

import pgtrigger

# What the data refuses is approved only where two verifiers overruled it.
SETUJU_MENURUT_DATA = """
    IF EXISTS (
        SELECT 1 FROM verifikasi_jawabankriteria j
        JOIN verifikasi_kriteria k ON k.versi_id = NEW.versi_id AND k.kode = j.kode AND k.wajib
        WHERE j.pengajuan_id = NEW.id AND j.menurut_data = 'tidak' AND NOT EXISTS (
            SELECT 1 FROM verifikasi_pengesampingan p
            WHERE p.pengajuan_id = NEW.id AND p.kode = j.kode AND p.status = 'dikonfirmasi'
        )
    ) THEN
        RAISE EXCEPTION 'kriteria yang ditolak data dikesampingkan dua verifikator dahulu'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pengajuan_setuju_menurut_data';
    END IF;
    RETURN NULL;
"""

# A decision is undone whole, and only while nothing rests on it: no decree, objection or sample.
URUNGKAN = """
    IF NEW.diputuskan_oleh_id IS NOT NULL OR NEW.diputuskan_pada IS NOT NULL OR NEW.alasan <> ''
    OR EXISTS (
        SELECT 1 FROM verifikasi_barispenetapan b
        JOIN verifikasi_penetapan p ON p.id = b.penetapan_id
        WHERE b.peserta_id = OLD.peserta_id
          AND ((b.hidup AND b.bantuan_id IS NULL) OR p.ditetapkan_pada >= OLD.diputuskan_pada)
    ) OR EXISTS (
        SELECT 1 FROM verifikasi_keberatan
        WHERE pengajuan_id = OLD.id AND status <> 'dicabut'
    ) OR EXISTS (
        SELECT 1 FROM verifikasi_orangujipetik WHERE pengajuan_id = OLD.id
    ) THEN
        RAISE EXCEPTION 'putusan ini tidak dapat diurungkan lagi'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'putusan_diurungkan';
    END IF;
    RETURN NEW;
"""

# A proposal about a case that no longer waits asks nobody any more.
TUTUP_PENGESAMPINGAN = """
    UPDATE verifikasi_pengesampingan
    SET status = 'batal', diputus_pada = now(),
        alasan_putusan = 'Pengajuannya sudah diputuskan atau ditarik.'
    WHERE pengajuan_id = NEW.id AND status = 'diusulkan';
    RETURN NULL;
"""

# Overruled is only what the data refuses, in a case that waits, where its version lets two people.
PENGESAMPINGAN_BOLEH = """
    IF NOT EXISTS (
        SELECT 1 FROM verifikasi_pengajuan k
        JOIN verifikasi_kriteria s ON s.versi_id = k.versi_id AND s.kode = NEW.kode
         AND s.wajib AND s.kesampingkan = 'dua_orang'
        JOIN verifikasi_jawabankriteria j ON j.pengajuan_id = k.id AND j.kode = NEW.kode
         AND j.menurut_data = 'tidak'
        WHERE k.id = NEW.pengajuan_id AND k.status = 'menunggu'
    ) THEN
        RAISE EXCEPTION 'kriteria ini tidak dapat dikesampingkan'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pengesampingan_boleh';
    END IF;
    RETURN NULL;
"""

# Neither of the two entered, edited or submitted the person.
PENGESAMPINGAN_BUKAN_TERLIBAT = """
    IF EXISTS (
        SELECT 1 FROM verifikasi_pengajuan k
        JOIN peserta_peserta o ON o.id = k.peserta_id
        WHERE k.id = NEW.pengajuan_id
          AND (k.terlibat || o.penyunting || k.diajukan_oleh_id)
           && array_remove(ARRAY[NEW.diusulkan_oleh_id, NEW.diputus_oleh_id], NULL)
    ) THEN
        RAISE EXCEPTION 'pengesampingan bukan oleh yang memasukkan, mengubah atau mengajukan'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pengesampingan_bukan_terlibat';
    END IF;
    RETURN NULL;
"""
PENGAJUAN_TETAP = [
    pgtrigger.Protect(name="pengajuan_tidak_dihapus", operation=pgtrigger.Delete),
    pgtrigger.Protect(
        name="pengajuan_lahir_menunggu",
        when=pgtrigger.After,  # after the row's own checks, which have sentences
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition(
            "NEW.status NOT IN ('menunggu', 'ditarik') OR NEW.diputuskan_oleh_id IS NOT NULL"
        ),
    ),
]
