"""Unfinished registration forms. A new table only; reversing forgets what was being typed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0008_koreksi_nik"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IsianTertunda",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kunci", models.UUIDField()),
                ("isi", models.JSONField(default=dict)),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("diubah_pada", models.DateTimeField(auto_now=True)),
                (
                    "oleh",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "peserta",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
            ],
            options={
                "verbose_name": "isian tertunda",
                "verbose_name_plural": "isian tertunda",
                "indexes": [
                    models.Index(fields=["oleh", "-diubah_pada", "-id"], name="isian_per_orang"),
                    models.Index(fields=["diubah_pada"], name="isian_lama"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("oleh", "kunci"), name="isian_satu_per_halaman"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("peserta", None), ("isi", {}), _connector="OR"),
                        name="isian_selesai_tanpa_isi",
                        violation_error_message="Isian yang sudah disimpan harus kosong.",
                    ),
                ],
            },
        ),
    ]
