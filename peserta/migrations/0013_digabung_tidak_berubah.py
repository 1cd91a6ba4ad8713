"""Nothing happens to a person who was merged into another, until the merge is undone.

Only a trigger; reversing removes it.
"""
# ruff: noqa: E501 - the bodies of the triggers are written by makemigrations

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0012_pasangan_mirip"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="digabung_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.digabung_ke_id IS NOT NULL AND NEW.digabung_ke_id IS NOT NULL AND to_jsonb(OLD) - 'digabung_ke_id' IS DISTINCT FROM to_jsonb(NEW) - 'digabung_ke_id')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e6ce908871bed6e90267510cc303052ac40a5730",
                    operation="UPDATE",
                    pgid="pgtrigger_digabung_tidak_berubah_e7415",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
    ]
