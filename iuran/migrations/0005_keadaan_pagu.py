"""Sources from before this rule have been decreed and billed from: their budget counts as DPA.

Reversing does nothing: the column goes with the schema.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def anggap_ber_dpa(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("iuran", "SumberDana").objects.update(keadaan_pagu="dpa")


class Migration(migrations.Migration):
    dependencies = [("iuran", "0004_skema_tarif_pagu")]
    operations = [migrations.RunPython(anggap_ber_dpa, migrations.RunPython.noop)]
