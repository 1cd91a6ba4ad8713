"""The trigger by which nobody becomes layak without a decision."""

import pgtrigger

# Of verifikasi, which is not here when this app's tables are made; the function looks at run time.
LAYAK_MENURUT_PUTUSAN = """
    IF (
        SELECT status FROM verifikasi_pengajuan
        WHERE peserta_id = NEW.id ORDER BY id DESC LIMIT 1
    ) IS DISTINCT FROM 'disetujui' THEN
        RAISE EXCEPTION 'orang ini layak hanya menurut putusan atas pengajuannya'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'layak_menurut_putusan';
    END IF;
    RETURN NEW;
"""
LAYAK_BERPUTUSAN = pgtrigger.Trigger(  # the case is decided first, in the same transaction
    name="layak_menurut_putusan",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("status"),
    condition=pgtrigger.Condition("OLD.status = 'diajukan' AND NEW.status = 'layak'"),
    func=LAYAK_MENURUT_PUTUSAN,
)
