"""Cases and decrees are born undecided, are not deleted and not signed by somebody else."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("verifikasi", "0025_skema_meja"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="penetapan",
            name="penetapan_beku",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="penetapan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'draf' AND (OLD.nomor, OLD.tanggal, OLD.perihal, OLD.ditetapkan_oleh_id) IS DISTINCT FROM (NEW.nomor, NEW.tanggal, NEW.perihal, NEW.ditetapkan_oleh_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="98658d9ca2517646f29daed362d5120be17f0666",
                    operation="UPDATE",
                    pgid="pgtrigger_penetapan_beku_e4998",
                    table="verifikasi_penetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="penetapan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3c25ef8ee41d8da726d86fb93786e2f29fd0b3d6",
                    operation="DELETE",
                    pgid="pgtrigger_penetapan_tidak_dihapus_eedc7",
                    table="verifikasi_penetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="penetapan_lahir_draf",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.status <> 'draf')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;",
                    hash="a8f421af4439c2430d9739609626a80963e8b285",
                    operation="INSERT",
                    pgid="pgtrigger_penetapan_lahir_draf_cd798",
                    table="verifikasi_penetapan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="pengajuan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7444258be817915996423e0132cdadb876aa3006",
                    operation="DELETE",
                    pgid="pgtrigger_pengajuan_tidak_dihapus_ff76c",
                    table="verifikasi_pengajuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="pengajuan_lahir_menunggu",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.status NOT IN ('menunggu', 'ditarik') OR NEW.diputuskan_oleh_id IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;",
                    hash="4a60a7d750232a0461a59c8bba86bba0e1cea10d",
                    operation="INSERT",
                    pgid="pgtrigger_pengajuan_lahir_menunggu_34a6f",
                    table="verifikasi_pengajuan",
                    when="AFTER",
                ),
            ),
        ),
    ]
