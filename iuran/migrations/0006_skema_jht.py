"""A grant says whether JHT is in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0005_keadaan_pagu"),
    ]

    operations = [
        migrations.AddField(
            model_name="bantuan",
            name="jht",
            field=models.BooleanField(db_default=False, default=False, verbose_name="dengan JHT"),
        ),
    ]
