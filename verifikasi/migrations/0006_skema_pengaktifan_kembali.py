"""A lapsed person comes back by a decree, with a new attestation on the line."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verifikasi", "0005_skema_perubahan_sk"),
    ]

    operations = [
        migrations.AddField(
            model_name="barispenetapan",
            name="pernyataan",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=200,
                verbose_name="pernyataan baru",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_pernyataan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.bantuan_id IS NOT NULL AND OLD.pernyataan IS DISTINCT FROM NEW.pernyataan)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d83136859fda78bfcf2ade97b3b29d2e2585dfd0",
                    operation="UPDATE",
                    pgid="pgtrigger_baris_pernyataan_beku_ee20d",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
