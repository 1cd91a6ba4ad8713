"""Keep with a life event what it stopped, so that it can be undone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0003_kurangi_indeks"),
    ]

    operations = [
        migrations.AddField(
            model_name="peristiwa",
            name="akibat",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
