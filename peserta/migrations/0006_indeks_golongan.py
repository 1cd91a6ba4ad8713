"""Everybody by kelurahan, occupation and status from one index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0005_skema_usulan_sekaligus"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="peserta",
            index=models.Index(
                fields=["id"],
                include=("kelurahan", "pekerjaan", "status", "digabung_ke", "kpj", "dibuat_pada"),
                name="peserta_golongan",
            ),
        ),
    ]
