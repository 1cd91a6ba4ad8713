"""The triggers by which nobody becomes layak, or is born further on, without a decision."""

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
# The owner of the table may load earlier years; the application's role is never its owner.
LAHIR_DRAF = """
    IF current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RAISE EXCEPTION 'orang baru berstatus draf; yang terdaftar datang dari saldo awal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'lahir_draf';
    END IF;
    RETURN NEW;
"""
LAHIR_TANPA_PUTUSAN = pgtrigger.Trigger(
    name="lahir_draf",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Condition(
        "NEW.status <> 'draf' AND NOT (NEW.status = 'terdaftar' AND NEW.sumber_data = 'saldo_awal')"
    ),
    func=LAHIR_DRAF,
)
BERPUTUSAN = (LAHIR_TANPA_PUTUSAN, LAYAK_BERPUTUSAN)
