"""What the database holds of versions of the criteria: fixed from the proposal on."""

# While it waits for the other admin nothing changes. An active one may end, each time earlier;
# what was unknown is completed as a confirmed proposal says; before its first case it may be
# replaced by another.
VERSI_TETAP = """
    lama := to_jsonb(OLD) - '{status,diputus_oleh_id,diputus_pada,alasan_putusan}'::text[];
    baru := to_jsonb(NEW) - '{status,diputus_oleh_id,diputus_pada,alasan_putusan}'::text[];
    IF OLD.status <> 'diusulkan' AND NEW.status = OLD.status
        AND (OLD.diputus_oleh_id, OLD.diputus_pada, OLD.alasan_putusan)
            IS DISTINCT FROM (NEW.diputus_oleh_id, NEW.diputus_pada, NEW.alasan_putusan) THEN
        RAISE EXCEPTION 'putusan atas versi kriteria tidak berubah';
    END IF;
    IF OLD.status = 'aktif' AND NEW.status = 'batal' AND EXISTS (
        SELECT FROM verifikasi_pengajuan WHERE versi_id = OLD.id
    ) THEN
        RAISE EXCEPTION 'versi kriteria yang sudah dipakai tidak dapat dibatalkan';
    END IF;
    IF OLD.status = 'aktif' AND NEW.berlaku_sampai < coalesce(OLD.berlaku_sampai, 'infinity') THEN
        lama := lama - 'berlaku_sampai';
        baru := baru - 'berlaku_sampai';
    END IF;
    IF OLD.status = 'aktif' AND EXISTS (
        SELECT FROM verifikasi_pelengkapversi p WHERE p.versi_id = OLD.id
            AND p.status = 'dikonfirmasi' AND p.nomor = NEW.nomor AND p.judul = NEW.judul
            AND p.tanggal IS NOT DISTINCT FROM NEW.tanggal AND p.pindaian = NEW.pindaian
            AND p.pindaian_mime = NEW.pindaian_mime
            AND (NEW.perlu_konfirmasi = OLD.perlu_konfirmasi
                OR p.pasti AND NOT NEW.perlu_konfirmasi)
    ) THEN
        lama := lama - '{nomor,judul,tanggal,pindaian,pindaian_mime,perlu_konfirmasi}'::text[];
        baru := baru - '{nomor,judul,tanggal,pindaian,pindaian_mime,perlu_konfirmasi}'::text[];
    END IF;
    IF lama IS DISTINCT FROM baru THEN
        RAISE EXCEPTION 'versi kriteria yang diusulkan atau sudah dipakai tidak dapat diubah';
    END IF;
    RETURN NEW;
"""
VERSI_HAPUS = """
    IF OLD.status <> 'draf' THEN
        RAISE EXCEPTION 'hanya draf versi kriteria yang dapat dihapus';
    END IF;
    RETURN OLD;
"""
# The mark alone may be taken off an active version's criterion, as a confirmed proposal says.
KRITERIA_TETAP = """
    IF TG_OP = 'UPDATE' AND OLD.versi_id <> NEW.versi_id THEN
        RAISE EXCEPTION 'kriteria tidak berpindah versi';
    END IF;
    milik := CASE TG_OP WHEN 'INSERT' THEN NEW.versi_id ELSE OLD.versi_id END;
    SELECT status INTO keadaan FROM verifikasi_versikriteria WHERE id = milik FOR KEY SHARE;
    IF keadaan <> 'draf' AND NOT (
        TG_OP = 'UPDATE' AND keadaan = 'aktif' AND NOT NEW.perlu_konfirmasi
        AND to_jsonb(OLD) - 'perlu_konfirmasi' = to_jsonb(NEW) - 'perlu_konfirmasi'
        AND EXISTS (
            SELECT FROM verifikasi_pelengkapversi p WHERE p.versi_id = milik
                AND p.status = 'dikonfirmasi' AND NEW.kode = ANY(p.kriteria_pasti)
        )
    ) THEN
        RAISE EXCEPTION 'versi kriteria yang diusulkan atau sudah dipakai tidak dapat diubah';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
