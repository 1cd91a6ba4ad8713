"""Who entered or edited a person stays known: no update shortens the list of editors.

Only a trigger; reversing removes it.
"""
# ruff: noqa: E501 - the body of the trigger is written by makemigrations

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0004_peristiwa_akibat"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="penyunting_hanya_bertambah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (NEW.penyunting @> OLD.penyunting))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f989ef1d9d8bf8e023fab5d4b74016308a1fc7eb",
                    operation="UPDATE",
                    pgid="pgtrigger_penyunting_hanya_bertambah_8a30b",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
    ]
