"""A line of a decree may choose JHT."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verifikasi", "0003_skema_celah"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="barispenetapan",
            name="baris_penetapan_beku",
        ),
        migrations.AddField(
            model_name="barispenetapan",
            name="jht",
            field=models.BooleanField(default=False, verbose_name="dengan JHT"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_penetapan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.bantuan_id IS NOT NULL AND (OLD.peserta_id, OLD.sumber_id, OLD.jenis, OLD.bulan_awal, OLD.jumlah_bulan, OLD.bantuan_id, OLD.alasan_celah, OLD.jht) IS DISTINCT FROM (NEW.peserta_id, NEW.sumber_id, NEW.jenis, NEW.bulan_awal, NEW.jumlah_bulan, NEW.bantuan_id, NEW.alasan_celah, NEW.jht))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0347351eded6d173d308a4e343342e14affc8bc2",
                    operation="UPDATE",
                    pgid="pgtrigger_baris_penetapan_beku_a8910",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
