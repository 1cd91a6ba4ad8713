"""A change of grants remembers the form that drafted it, so that a form sent twice drafts once."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0033_skema_perubahan_bantuan"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="perubahanbantuan",
            name="perubahan_bantuan_tetap",
        ),
        migrations.AddField(
            model_name="perubahanbantuan",
            name="kunci",
            field=models.UUIDField(
                editable=False, null=True, unique=True, verbose_name="kunci isian"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="perubahanbantuan",
            trigger=pgtrigger.compiler.Trigger(
                name="perubahan_bantuan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."alasan" IS DISTINCT FROM (NEW."alasan") OR OLD."dasar_nomor" IS DISTINCT FROM (NEW."dasar_nomor") OR OLD."dasar_tanggal" IS DISTINCT FROM (NEW."dasar_tanggal") OR OLD."diusulkan_oleh_id" IS DISTINCT FROM (NEW."diusulkan_oleh_id") OR OLD."diusulkan_pada" IS DISTINCT FROM (NEW."diusulkan_pada") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."jenis" IS DISTINCT FROM (NEW."jenis") OR OLD."kunci" IS DISTINCT FROM (NEW."kunci") OR OLD."membatalkan_id" IS DISTINCT FROM (NEW."membatalkan_id") OR OLD."mulai" IS DISTINCT FROM (NEW."mulai") OR OLD."sumber_id" IS DISTINCT FROM (NEW."sumber_id") OR OLD."sumber_lama_id" IS DISTINCT FROM (NEW."sumber_lama_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f0de49875f61351d42ec4d4a2e8da234fe340839",
                    operation="UPDATE",
                    pgid="pgtrigger_perubahan_bantuan_tetap_9737a",
                    table="iuran_perubahanbantuan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
