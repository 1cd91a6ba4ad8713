"""Keep what was found in a row first when it is corrected in place; old rows hold NULL.

The column is added empty: nothing is rewritten, and reading a file does not write it.
"""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0013_digabung_tidak_berubah"),
    ]

    operations = [
        migrations.AddField(
            model_name="barisimpor",
            name="kode_awal",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, null=True, size=None
            ),
        ),
    ]
