"""Nobody is layak without a decision, and the uploader of a file stays."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0017_skema_ubahan_kolom"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="berkaspeserta",
            trigger=pgtrigger.compiler.Trigger(
                name="berkas_pengunggah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cbaf6a8c6b1e35b11cf52f7aeab40a6fbfac4e9e",
                    operation="UPDATE",
                    pgid="pgtrigger_berkas_pengunggah_tetap_02d5d",
                    table="peserta_berkaspeserta",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impor",
            trigger=pgtrigger.compiler.Trigger(
                name="impor_pengunggah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b3720ee2de95719a1b40c06e5ba399b756ad7d69",
                    operation="UPDATE",
                    pgid="pgtrigger_impor_pengunggah_tetap_20e46",
                    table="peserta_impor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="layak_menurut_putusan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status = 'diajukan' AND NEW.status = 'layak')",
                    func="\n    IF (\n        SELECT status FROM verifikasi_pengajuan\n        WHERE peserta_id = NEW.id ORDER BY id DESC LIMIT 1\n    ) IS DISTINCT FROM 'disetujui' THEN\n        RAISE EXCEPTION 'orang ini layak hanya menurut putusan atas pengajuannya'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'layak_menurut_putusan';\n    END IF;\n    RETURN NEW;\n",
                    hash="e4f1f5892344e892839b0a6243c29c75f53eabfb",
                    operation='UPDATE OF "status"',
                    pgid="pgtrigger_layak_menurut_putusan_f96e8",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
    ]
