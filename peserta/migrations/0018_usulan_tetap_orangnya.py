"""A proposed life event stays with its person: the trigger that freezes it covers that too.

Reversing brings the narrower trigger back.
"""
# ruff: noqa: E501 - the body of the trigger is written by makemigrations

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0017_usulan_peristiwa"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="usulanperistiwa",
            name="usulan_beku",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="usulanperistiwa",
            trigger=pgtrigger.compiler.Trigger(
                name="usulan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bukti_jenis" IS DISTINCT FROM (NEW."bukti_jenis") OR OLD."bukti_nomor" IS DISTINCT FROM (NEW."bukti_nomor") OR OLD."jenis" IS DISTINCT FROM (NEW."jenis") OR OLD."keterangan" IS DISTINCT FROM (NEW."keterangan") OR OLD."mulai" IS DISTINCT FROM (NEW."mulai") OR OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id") OR OLD."peserta_id" IS DISTINCT FROM (NEW."peserta_id") OR OLD."tanggal" IS DISTINCT FROM (NEW."tanggal"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3ea1fea30338506f03889c8f87dd94200a421cbd",
                    operation="UPDATE",
                    pgid="pgtrigger_usulan_beku_45776",
                    table="peserta_usulanperistiwa",
                    when="BEFORE",
                ),
            ),
        ),
    ]
