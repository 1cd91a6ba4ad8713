"""Nobody is born further on than draf, but by an opening balance."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0018_skema_pengunggah"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="lahir_draf",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.status <> 'draf' AND NOT (NEW.status = 'terdaftar' AND NEW.sumber_data = 'saldo_awal'))",
                    func="\n    IF current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN\n        RAISE EXCEPTION 'orang baru berstatus draf; yang terdaftar datang dari saldo awal'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'lahir_draf';\n    END IF;\n    RETURN NEW;\n",
                    hash="2431737af77f53249db7ec832f1b1fe6894da816",
                    operation="INSERT",
                    pgid="pgtrigger_lahir_draf_dbd7b",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
    ]
