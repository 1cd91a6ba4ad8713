"""The table of repairs is gone, and what an amendment says is fixed again."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("verifikasi", "0012_salin_perbaikan"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="perubahanpenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="perubahan_sk_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'diusulkan' OR (OLD.penetapan_id, OLD.alasan, OLD.perubahan_data_id, OLD.diusulkan_oleh_id, OLD.diusulkan_pada) IS DISTINCT FROM (NEW.penetapan_id, NEW.alasan, NEW.perubahan_data_id, NEW.diusulkan_oleh_id, NEW.diusulkan_pada))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ced655843b404173ba84dd3f2df679967f45f124",
                    operation="UPDATE",
                    pgid="pgtrigger_perubahan_sk_tetap_1c629",
                    table="verifikasi_perubahanpenetapan",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.DeleteModel(
            name="UsulanPerbaikan",
        ),
    ]
