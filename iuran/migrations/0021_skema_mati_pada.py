import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("iuran", "0020_mati_pada")]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="iuran",
            trigger=pgtrigger.compiler.Trigger(
                name="iuran_mati_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT OLD.hidup AND (NEW.hidup, NEW.mati_pada) IS DISTINCT FROM (OLD.hidup, OLD.mati_pada))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9b4154e7c85c081df1acfc659588538039b4dd50",
                    operation="UPDATE",
                    pgid="pgtrigger_iuran_mati_tetap_4c726",
                    table="iuran_iuran",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="iuran",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hidup", True), ("mati_pada", None)),
                    models.Q(("hidup", False), ("mati_pada__isnull", False)),
                    _connector="OR",
                ),
                name="iuran_mati_bertanggal",
            ),
        ),
    ]
