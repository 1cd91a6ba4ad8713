"""What was decided on a proposed life event stays; reversing drops the trigger."""
# ruff: noqa: E501 - the body of the trigger is written by makemigrations

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0018_usulan_tetap_orangnya"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="usulanperistiwa",
            trigger=pgtrigger.compiler.Trigger(
                name="usulan_putusan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'diusulkan' AND (OLD.alasan, OLD.diputus_oleh_id, OLD.diputus_pada, OLD.peristiwa_id) IS DISTINCT FROM (NEW.alasan, NEW.diputus_oleh_id, NEW.diputus_pada, NEW.peristiwa_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cd99ccebd789cdb34a4d72d89389f6f73cda081e",
                    operation="UPDATE",
                    pgid="pgtrigger_usulan_putusan_beku_8e77a",
                    table="peserta_usulanperistiwa",
                    when="BEFORE",
                ),
            ),
        ),
    ]
